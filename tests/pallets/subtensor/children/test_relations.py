"""The children and parents of one hotkey, and what they must not be."""

import pytest

from pallets.subtensor.children.relations import (
    Relations,
    ensure_no_duplicates,
    listed,
    with_link,
    without_link,
)
from runtime.fixed.integers import U64_MAX
from tests.pallets.subtensor.world import fails

ME, A, B, C, D, E, F = (letter.encode() * 32 for letter in "mabcdef")


def test_the_list_of_children_is_in_the_order_of_hotkeys() -> None:
    relations = Relations.of(ME, [(1, C), (2, A), (3, B)], [])
    assert listed(relations.children) == [(2, A), (3, B), (1, C)]


def test_the_last_of_several_proportions_counts() -> None:
    assert Relations.of(ME, [(1, A), (2, A)], []).children == {A: 2}


def test_a_hotkey_that_is_stored_as_its_own_relative_does_not_count() -> None:
    relations = Relations.of(ME, [(1, ME), (2, A)], [(1, ME), (2, B)])
    assert (relations.children, relations.parents) == ({A: 2}, {B: 2})


def test_all_of_the_stake_can_be_given_away_but_no_more() -> None:
    Relations.of(ME, [(U64_MAX - 1, A), (1, B)], [])
    with fails("ProportionOverflow"):
        Relations.of(ME, [(U64_MAX, A), (1, B)], [])
    Relations.of(ME, [], [(U64_MAX, A), (U64_MAX, B)])  # parents may give more together


def test_no_child_is_a_parent() -> None:
    with fails("ChildParentInconsistency"):
        Relations.of(ME, [(1, A)], [(1, B), (1, A)])


@pytest.mark.parametrize(
    ("children", "error"),
    [
        ([(1, A), (1, ME)], "InvalidChild"),
        ([(1, letter) for letter in (A, B, C, D, E, F)], "TooManyChildren"),
        ([(U64_MAX, A), (1, B)], "ProportionOverflow"),
        ([(1, A), (1, b"p" * 32)], "ChildParentInconsistency"),
        # Of two failing checks the first one decides.
        ([(U64_MAX, letter) for letter in (A, B, C, D, E, ME)], "InvalidChild"),
        ([(U64_MAX, letter) for letter in (A, B, C, D, E, F)], "TooManyChildren"),
        ([(U64_MAX, A), (1, b"p" * 32)], "ProportionOverflow"),
    ],
)
def test_what_children_must_not_be(children: list[tuple[int, bytes]], error: str) -> None:
    relations = Relations.of(ME, [], [(1, b"p" * 32)])
    with fails(error):
        relations.ensure_allows(children)


def test_five_children_are_allowed_and_all_of_the_stake() -> None:
    relations = Relations.of(ME, [(1, A)], [(1, F)])
    relations.ensure_allows([(U64_MAX - 4, A), (1, B), (1, C), (1, D), (1, E)])
    relations.ensure_allows([])


def test_one_hotkey_cannot_be_given_twice() -> None:
    ensure_no_duplicates([(1, A), (1, B)])
    with fails("DuplicateChild"):
        ensure_no_duplicates([(1, A), (1, B), (2, A)])


def test_a_link_keeps_its_place() -> None:
    assert with_link([(1, A), (2, B)], 9, A) == [(9, A), (2, B)]
    assert with_link([(1, B)], 9, A) == [(1, B), (9, A)]
    assert without_link([(1, A), (2, B), (3, A)], A) == [(2, B)]
