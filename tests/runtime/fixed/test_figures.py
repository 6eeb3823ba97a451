"""Figures that the consensus relies on: the smallest and largest stakes, in each of the types."""

from typing import Any

import pytest

from runtime.fixed import I32F32, I64F64, I96F32, FixedOverflow, literal
from runtime.fixed.integers import I64_MAX, U16_MAX, U64_MAX

SUPPLY = I64F64.from_num(21_000_000_000_000_000)


def test_products_of_the_largest_numbers_fit() -> None:
    largest = I96F32.from_num(I32F32.MAX)
    assert (largest * I96F32.from_num(U64_MAX)).bits == (U64_MAX << 32) * I32F32.max_bits >> 32
    with pytest.raises(FixedOverflow):
        (largest + I96F32.from_num(1)) * I96F32.from_num(U64_MAX)


def test_what_a_moving_average_leaves() -> None:
    """0.9 is floored twice, so that the rest is a tenth to the last bit."""
    average = I64F64.from_num(900_000) / I64F64.from_num(1_000_000)
    one = I32F32.from_num(1)
    assert one - I32F32.from_num(average) == literal(I32F32, "0.1")
    whole = I64F64.from_num(I32F32.MAX) / I64F64.from_num(I32F32.MAX)
    assert one - I32F32.from_num(whole) == I32F32.ZERO


@pytest.mark.parametrize(
    ("stake", "share", "narrow"),
    [
        (1, "0.0000000000000000476", "0"),
        (4_889_444, "0.00000000023283066664", "0.0000000002"),
        (10_500_000_000_000_000, "0.5", "0.5"),
        (21_000_000_000_000_000, "1", "1"),
    ],
)
def test_shares_of_the_whole_supply(stake: int, share: str, narrow: str) -> None:
    part = I64F64.from_num(stake) / SUPPLY
    assert part == literal(I64F64, share)
    assert I32F32.from_num(part) == literal(I32F32, narrow)


@pytest.mark.parametrize(
    ("number", "whole"),
    [
        (I32F32.from_num(U16_MAX), U16_MAX),
        (I32F32.from_num(U16_MAX // 2), U16_MAX // 2),
        (I32F32.MAX, 2**31 - 1),
        (I32F32.ZERO, 0),
        (I96F32.from_num(U64_MAX), U64_MAX),
        (I64F64.from_num(I64_MAX // 2), I64_MAX // 2),
        (I64F64.from_num(I64_MAX), I64_MAX),
    ],
)
def test_whole_numbers_come_back(number: Any, whole: int) -> None:
    assert number.to_num() == number.saturating_to_num() == whole


def test_what_saturates() -> None:
    assert I32F32.from_num(-1).saturating_to_num() == 0
    assert I64F64.from_num(-1).saturating_to_num() == 0
    assert I32F32.saturating_from_num(I64F64.from_num(2**32 - 1)) == I32F32.MAX
    assert I32F32.saturating_from_num(I64F64.from_num(I64_MAX)) == I32F32.MAX
    for number in (0, 2**31 - 1, -(2**31)):
        assert I32F32.saturating_from_num(I64F64.from_num(number)) == I32F32.from_num(number)
