"""How dividends are divided in a family and among validators, as functions of numbers."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pallets.subtensor.emission.dividends import (
    Family,
    Parent,
    divide_among_validators,
    divide_in_family,
    stake_contribution,
    without_take,
)
from runtime.fixed import U96F32, literal

ZERO, ONE = U96F32.ZERO, U96F32.from_num(1)
HALF = U96F32(1 << 31)
A, B, C = b"A" * 32, b"B" * 32, b"C" * 32


def rao(amount: int) -> U96F32:
    return U96F32.from_num(amount)


def parent(hotkey: bytes, contribution: int, *, pays_take: bool = True) -> Parent:
    return Parent(hotkey, rao(contribution), pays_take)


# What counts as contribution


@pytest.mark.parametrize(
    ("proportion", "tao_weight", "counted"),
    [
        (ONE, ZERO, 1_000),
        (ONE, ONE, 3_000),
        (ONE, HALF, 2_000),
        (HALF, ONE, 1_500),
        (ZERO, ONE, 0),
    ],
)
def test_a_part_of_the_alpha_and_of_roots_weighted_stake(
    proportion: U96F32, tao_weight: U96F32, counted: int
) -> None:
    assert stake_contribution(1_000, 2_000, proportion, tao_weight) == rao(counted)


# In a family


def test_without_parents_a_validator_has_all() -> None:
    divided = divide_in_family(123, Family(A, 0, (), ONE, ONE))
    assert divided == ([(A, 123)], [])


def test_parents_get_what_they_contribute_and_children_the_rest() -> None:
    family = Family(C, 100, [parent(A, 200), parent(B, 100)], ZERO, ZERO)
    assert divide_in_family(1_000, family) == ([(A, 500), (B, 250), (C, 250)], [0, 0])


def test_a_child_takes_its_part_of_what_parents_get() -> None:
    family = Family(B, 0, [parent(A, 50)], HALF, ZERO)
    assert divide_in_family(1_000, family).paid == [(A, 500), (B, 500)]
    family = Family(B, 0, [parent(A, 50)], ONE, ZERO)
    assert divide_in_family(1_000, family).paid == [(A, 0), (B, 1_000)]


def test_no_take_from_hotkeys_of_the_same_coldkey() -> None:
    family = Family(B, 0, [parent(A, 50, pays_take=False)], ONE, ONE)
    assert divide_in_family(1_000, family) == ([(A, 1_000), (B, 0)], [])


def test_what_is_burned_is_taken_before_the_take() -> None:
    quarter = U96F32(1 << 30)
    family = Family(B, 0, [parent(A, 50)], HALF, quarter)
    assert divide_in_family(1_000, family) == ([(A, 250), (B, 500)], [250])
    # Both are of the whole, and never more than that.
    family = Family(B, 0, [parent(A, 50)], HALF, ONE)
    assert divide_in_family(1_000, family) == ([(A, 0), (B, 500)], [1_000])


def test_without_any_contribution_all_is_the_childs() -> None:
    family = Family(B, 0, [parent(A, 0)], HALF, ZERO)
    assert divide_in_family(1_000, family).paid == [(A, 0), (B, 1_000)]


@settings(max_examples=30)
@given(
    st.integers(0, 2**50),
    st.integers(0, 2**60),
    st.lists(st.integers(0, 2**60), max_size=5),
    st.integers(0, 65_535),
)
def test_no_family_gets_more_than_there_is(
    dividends: int, own: int, contributions: list[int], take: int
) -> None:
    parents = [parent(bytes([number] * 32), part) for number, part in enumerate(contributions)]
    family = Family(C, own, parents, rao(take).safe_div(rao(65_535)), ZERO)
    paid, recycled = divide_in_family(dividends, family)
    total = sum(amount for _, amount in paid)
    # What is lost is the rounding of each parent's part of 2^-32.
    assert dividends - len(parents) - 1 <= total <= dividends
    assert not any(recycled)


# Among validators

STAKES = {A: (4_859_302, 2_342_352), B: (23_423, 859_273)}
DIVIDENDS = {A: rao(77_783_738), B: rao(19_283_940)}
TAO_WEIGHT = literal(U96F32, "0.18")


def total(amounts: Mapping[bytes, U96F32]) -> int:
    return sum(amount.bits for amount in amounts.values()) >> 32


@pytest.mark.parametrize(
    ("alpha", "root_alpha", "weight", "totals"),
    [
        (183_123_567_452, 837_120_949_872, TAO_WEIGHT, (183_123_567_409, 837_120_949_677)),
        (0, 837_120_949_872, TAO_WEIGHT, (0, 837_120_949_677)),
        (183_123_567_452, 0, ZERO, (183_123_567_409, 0)),
        (183_123_567_452, 0, TAO_WEIGHT, (183_123_567_409, 0)),
    ],
)
def test_all_but_the_rounding_is_given_out(
    alpha: int, root_alpha: int, weight: U96F32, totals: tuple[int, int]
) -> None:
    divided = divide_among_validators(alpha, root_alpha, DIVIDENDS, STAKES, weight)
    assert (total(divided.alpha), total(divided.root)) == totals


def test_dividends_count_as_the_stake_is_divided() -> None:
    stakes = {A: (100, 100), B: (100, 0)}
    dividends = {A: rao(200), B: rao(100)}
    divided = divide_among_validators(1_000, 50, dividends, stakes, ONE)
    assert divided.root == {A: rao(50), B: ZERO}
    assert divided.alpha == {A: rao(500), B: rao(500)}
    divided = divide_among_validators(1_000, 50, dividends, stakes, ZERO)
    assert divided.root == {A: ZERO, B: ZERO}
    assert [amount.to_num() for amount in divided.alpha.values()] == [666, 333]


def test_without_stake_dividends_are_for_alpha() -> None:
    divided = divide_among_validators(1_000, 50, {A: rao(1)}, {A: (0, 0)}, ONE)
    assert divided == ({A: rao(1_000)}, {A: ZERO})


def test_without_dividends_nobody_gets_anything() -> None:
    divided = divide_among_validators(1_000, 50, {A: ZERO}, {A: (5, 5)}, ONE)
    assert divided == ({A: ZERO}, {A: ZERO})
    assert divide_among_validators(1_000, 50, {}, {}, ONE) == ({}, {})


@pytest.mark.parametrize(
    ("take", "taken", "left"),
    [(ZERO, 0, 999), (ONE, 999, 0), (HALF, 499, 499), (U96F32((11_796 << 32) // 65_535), 179, 819)],
)
def test_the_owner_takes_its_part_first(take: U96F32, taken: int, left: int) -> None:
    assert without_take(rao(999), take) == (taken, left)
