"""Which coldkeys' turn it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pallets.subtensor.claims.draw import draw
from runtime.hashing import keccak_256


@pytest.mark.parametrize(
    "text, drawn",
    [
        (
            b"some",
            "265 630 1286 1558 4496 4861 5517 5789 6803 8096 9092 11034 11399 12055 12327",
        ),
        (
            b"some2",
            "61 246 1440 2855 3521 5236 6130 6615 8511 9405 9890 11786 11971 13165 14580",
        ),
    ],
)
def test_the_references_numbers(text: bytes, drawn: str) -> None:
    assert draw(keccak_256(text), 15, 15_000) == [int(number) for number in drawn.split()]


def words(*numbers: int) -> bytes:
    return b"".join(number.to_bytes(8, "big") for number in numbers)


def test_words_are_added_one_after_the_other_and_then_again() -> None:
    block_hash = words(100, 1, 20, 3)
    # The first word counts twice: as what is begun with, and as what is added first.
    assert draw(block_hash, 1, 10**6) == [200]
    assert draw(block_hash, 4, 10**6) == [200, 201, 221, 224]
    assert draw(block_hash, 6, 10**6) == [200, 201, 221, 224, 324, 325]


def test_numbers_are_below_the_size_ascending_and_each_is_there_once() -> None:
    assert draw(words(4, 5, 3, 2), 4, 10) == [3, 6, 8]  # 8, 3, 6, 8
    assert draw(words(0, 0, 0, 7), 5, 10) == [0, 7]


def test_a_sum_stops_at_the_greatest_number() -> None:
    most = 2**64 - 1
    assert draw(words(most, 0, 0, 0), 1, 1_000) == [most % 1_000]
    # 615 of before, and the greatest word: the greatest number again, not 614 more than it.
    assert draw(words(most, most, 0, 0), 2, 1_000) == [most % 1_000]


def test_nothing_is_drawn_if_not_asked_for_and_of_nobody_the_first() -> None:
    assert draw(words(1, 2, 3, 4), 0, 15_000) == []
    assert draw(words(1, 2, 3, 4), 5, 0) == [0]


@settings(max_examples=30, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.integers(1, 50), st.integers(1, 2**40))
def test_a_draw_is_in_order_and_within_bounds(block_hash: bytes, count: int, size: int) -> None:
    drawn = draw(block_hash, count, size)
    assert 1 <= len(drawn) <= count
    assert drawn == sorted(set(drawn))
    assert all(0 <= number < size for number in drawn)
