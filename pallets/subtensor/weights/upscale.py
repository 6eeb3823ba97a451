"""Weights scaled so that the largest is 65535. As `vec_u16_max_upscale_to_u16` in epoch/math.rs."""

from __future__ import annotations

from collections.abc import Sequence

MAX_WEIGHT = 65_535
EXACT_UP_TO = 32_768
FRACTION_BITS = 32
HALF = 1 << FRACTION_BITS - 1


def max_upscale(weights: Sequence[int]) -> list[int]:
    """Weights of 0 to 65535 in the same proportion, the largest 65535; halves are rounded up.

    The reference calculates in fixed-point numbers below 2^31 with 32 bits of fraction. Up to a
    largest weight of 32768 it multiplies before it divides, which is exact. Above that the product
    would not fit: the weights are multiplied by 65535 divided by the largest, which is floored to
    32 bits of fraction, so that some weights come out one lower. All zeroes stay zeroes.
    """
    largest = max(weights, default=0)
    if largest == 0:
        return list(weights)
    if largest > EXACT_UP_TO:
        factor = (MAX_WEIGHT << FRACTION_BITS) // largest
        return [weight * factor + HALF >> FRACTION_BITS for weight in weights]
    twice, double = 2 * MAX_WEIGHT, 2 * largest
    return [(weight * twice + largest) // double for weight in weights]
