"""SafeFloat: a decimal number of 21 digits, in which shares of a pool are kept.

So many digits, that one rao more or less always shows, and a tenth of a rao does not. The mantissa
is above a tenth of its maximum, except in zero. Digits beyond are cut off, never rounded.
"""

from __future__ import annotations

from runtime.fixed import U64F64
from runtime.fixed.integers import I64_MAX, I64_MIN, U64_MAX
from runtime.scale import I64, U128, Struct

MAX_DIGITS = 21
POWERS_OF_TEN = tuple(int("1" + "0" * zeros) for zeros in range(MAX_DIGITS + 2))
MAX_MANTISSA = POWERS_OF_TEN[MAX_DIGITS]
MIN_MANTISSA = MAX_MANTISSA // 10
"""A mantissa is greater than this."""


class SafeFloat(Struct, path="share_pool::SafeFloat"):
    """`mantissa * 10**exponent`, never negative. Results that have no exponent in i64 are None."""

    mantissa: U128 = 0
    exponent: I64 = 0

    @classmethod
    def new(cls, mantissa: int, exponent: int = 0) -> SafeFloat | None:
        """The number with these parts, normalised. A mantissa above 10^21 gives None."""
        return None if mantissa > MAX_MANTISSA else normalized(mantissa, exponent)

    @classmethod
    def from_u64(cls, number: int) -> SafeFloat:
        return normalized(number, 0) or ZERO

    @classmethod
    def from_fixed(cls, number: U64F64) -> SafeFloat:
        """The whole part and the fraction are divided and cut off each on its own."""
        whole, fraction = number.bits >> 64, number.bits & U64_MAX
        part = cls.from_u64(fraction).div(TWO_TO_64) or ZERO
        return cls.from_u64(whole).add(part) or ZERO

    @property
    def is_zero(self) -> bool:
        return self.mantissa == 0

    def add(self, other: SafeFloat) -> SafeFloat | None:
        if self.is_zero or other.is_zero:
            return other if self.is_zero else self
        mine, others, exponent = _aligned(self, other)
        return normalized(mine + others, exponent)

    def sub(self, other: SafeFloat) -> SafeFloat | None:
        """The difference, or zero where it is negative; but None from zero."""
        if self.is_zero:
            return ZERO if other.is_zero else None
        if other.is_zero:
            return self
        mine, others, exponent = _aligned(self, other)
        return normalized(max(mine - others, 0), exponent)

    def div(self, other: SafeFloat) -> SafeFloat | None:
        """The quotient to 21 digits at least. None for division by zero."""
        exponent = self.exponent - other.exponent - MAX_DIGITS
        if other.is_zero or not I64_MIN <= exponent <= I64_MAX:
            return None
        return normalized(self.mantissa * MAX_MANTISSA // other.mantissa, exponent)

    def mul_div(self, factor: SafeFloat, divisor: SafeFloat) -> SafeFloat | None:
        """`self * factor / divisor`, cut off once, at the end. None for division by zero."""
        if divisor.is_zero:
            return None
        joint = self.exponent + factor.exponent
        exponent = joint - divisor.exponent
        if not (I64_MIN <= joint <= I64_MAX and I64_MIN <= exponent <= I64_MAX):
            return None
        return normalized(self.mantissa * factor.mantissa // divisor.mantissa, exponent)

    def to_u64(self) -> int:
        """The whole number, floored, or the largest u64."""
        scale = _power_of_ten(abs(self.exponent))
        if self.exponent >= 0:
            return min(self.mantissa * scale, U64_MAX)
        return min(self.mantissa // scale, U64_MAX)


def normalized(mantissa: int, exponent: int) -> SafeFloat | None:
    """The number with a mantissa of its full length; further digits are cut off."""
    if mantissa == 0:
        return ZERO
    while mantissa > MAX_MANTISSA:
        mantissa //= 10
        exponent += 1
        if exponent > I64_MAX:
            return None
    while mantissa <= MIN_MANTISSA:
        mantissa *= 10
        exponent -= 1
        if exponent < I64_MIN:
            return None
    return SafeFloat(mantissa, exponent)


def _aligned(left: SafeFloat, right: SafeFloat) -> tuple[int, int, int]:
    """The mantissas at the larger exponent; the number with the smaller one loses digits."""
    ahead = left.exponent - right.exponent
    if ahead >= 0:
        return left.mantissa, right.mantissa // _power_of_ten(ahead), left.exponent
    return left.mantissa // _power_of_ten(-ahead), right.mantissa, right.exponent


def _power_of_ten(exponent: int) -> int:
    """At most 10^22, which leaves nothing of a mantissa."""
    return POWERS_OF_TEN[min(exponent, MAX_DIGITS + 1)]


ZERO = SafeFloat(0, 0)
TWO_TO_64 = SafeFloat.from_u64(1 << 64)
