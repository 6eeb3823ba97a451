"""Fractions in parts of a quintillion, 10^18. As sp-arithmetic's Perquintill."""

from typing import Annotated

from runtime.scale import U64, Newtype

ACCURACY = 10**18
"""The parts that make 1."""

Perquintill = Annotated[U64, Newtype("sp_arithmetic::per_things::Perquintill")]


def from_rational(numerator: int, denominator: int) -> int:
    """The parts of a fraction from zero, floored; 1 if it is larger or has no denominator."""
    if numerator >= denominator:
        return ACCURACY
    return numerator * ACCURACY // denominator
