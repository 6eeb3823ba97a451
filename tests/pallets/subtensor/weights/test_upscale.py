"""Weights scaled to a largest of 65535: figures, and the reference's own arithmetic beside ours."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pallets.subtensor.weights.upscale import max_upscale
from runtime.fixed import I32F32

U16_MAX = I32F32.from_num(65_535)
HALF = I32F32(1 << 31)


def as_reference(weights: Sequence[int]) -> list[int]:
    """`vec_max_upscale_to_u16` step by step, in fixed-point numbers."""
    numbers = [I32F32.from_num(weight) for weight in weights]
    largest = max(numbers, key=lambda number: number.bits, default=I32F32.ZERO)
    if largest.bits == 0:
        return [0] * len(weights)

    def scaled(number: I32F32) -> I32F32:
        if largest.bits > I32F32.from_num(32_768).bits:
            return number.saturating_mul(U16_MAX.safe_div(largest))
        return number.saturating_mul(U16_MAX).safe_div(largest)

    return [scaled(number).saturating_add(HALF).saturating_to_num(65_535) for number in numbers]


@pytest.mark.parametrize(
    ("weights", "scaled"),
    [
        ([], []),
        ([0, 0], [0, 0]),
        ([7], [65_535]),
        ([1, 2], [32_768, 65_535]),  # 32767.5
        ([10, 20], [32_768, 65_535]),
        ([1, 1, 3], [21_845, 21_845, 65_535]),
        ([88, 65_535], [88, 65_535]),
        ([65_535, 65_535], [65_535, 65_535]),
        ([16_384, 32_768], [32_768, 65_535]),  # the last largest weight that is scaled exactly
        ([16_385, 32_770], [32_767, 65_535]),  # 32767.5, of which the last bit is lost
    ],
)
def test_the_largest_weight_becomes_65535_and_halves_go_up(
    weights: list[int], scaled: list[int]
) -> None:
    assert max_upscale(weights) == scaled


@given(st.lists(st.integers(0, 65_535), max_size=20))
def test_it_is_the_references_fixed_point_arithmetic(weights: list[int]) -> None:
    assert max_upscale(weights) == as_reference(weights)


@pytest.mark.parametrize("largest", [1, 3, 255, 32_767, 32_768, 32_769, 40_000, 65_534, 65_535])
def test_every_weight_below_some_largest_ones_is_as_in_the_reference(largest: int) -> None:
    weights = [*range(0, largest, max(1, largest // 500)), largest]
    assert max_upscale(weights) == as_reference(weights)
    assert max_upscale(weights)[-1] == 65_535
