"""Powers of fractions, to the last digit as safe-bigmath computes them (`pow_ratio_scaled`).

Small exponents are exact. For others there are sums of series with whole numbers, which stop when
the digits that were asked for no longer change: where they stop is part of the result.
"""

from __future__ import annotations

from functools import cache
from math import gcd

MAX_EXACT_EXPONENT = 1024
GUARD_BITS = 24
HALF_GUARD = 1 << GUARD_BITS - 1
MIN_PRECISION = 32
MAX_TERMS = 4096


def pow_ratio_scaled(
    base: tuple[int, int], exponent: tuple[int, int], precision: int, scale: int
) -> int | None:
    """`scale * base ** exponent`, floored, where base and exponent are fractions from zero.

    None if a denominator is zero. `precision` is in bits and counts if the result is not exact;
    of large exponents and far bases the result may be wrong, or negative.
    """
    numerator, denominator = base
    if denominator == 0 or exponent[1] == 0:
        return None
    if numerator == 0:
        return 0
    if exponent[0] == 0:
        return scale
    common = gcd(*exponent)
    times, root = exponent[0] // common, exponent[1] // common
    if max(times, root) <= MAX_EXACT_EXPONENT:
        # The root of a quotient's floor is the floor of the quotient's root.
        return floor_root(numerator**times * scale**root // denominator**times, root)
    asked = max(precision, MIN_PRECISION, scale.bit_length() + 8)
    digits = asked + GUARD_BITS
    logarithm = ln(numerator, digits) - ln(denominator, digits)
    power = exp(logarithm * times // root, digits)
    return without_guard(power) * scale >> asked


def floor_root(number: int, degree: int) -> int:
    """The largest whole number whose power of this degree is not above `number`."""
    if degree == 1:
        return number
    low, high = 0, 1 << number.bit_length() // degree + 1
    while high - low > 1:
        middle = (low + high) // 2
        if middle**degree <= number:
            low = middle
        else:
            high = middle
    return low


def ln(number: int, digits: int) -> int:
    """The natural logarithm of a whole number from 1, with so many binary digits."""
    shift = number.bit_length() - 1
    mantissa = number << digits >> shift
    one = 1 << digits
    if mantissa >= one + (one >> 1):  # into [0.75, 1.5), where the series converges soon
        mantissa >>= 1
        shift += 1
    return ln_near_one(mantissa - one, digits) + ln_of_two(digits) * shift


@cache
def ln_of_two(digits: int) -> int:
    return -ln_near_one(-(1 << digits) >> 1, digits)


def ln_near_one(x: int, digits: int) -> int:
    """The logarithm of `1 + x`, by its Taylor series. Each term is floored, and then its part."""
    term = result = x
    rounded = without_guard(result)
    for place in range(2, terms(digits) + 1):
        term = term * x >> digits
        part = term // place
        if part == 0:
            break
        result += -part if place % 2 == 0 else part
        previous, rounded = rounded, without_guard(result)
        if abs(part) < 1 << GUARD_BITS or rounded == previous:
            break
    return result


def exp(x: int, digits: int) -> int:
    """The exponential function, by its Taylor series with floored terms."""
    term = result = 1 << digits
    rounded = without_guard(result)
    for place in range(1, terms(digits) + 1):
        term = term * x // (place << digits)
        if term == 0:
            break
        result += term
        previous, rounded = rounded, without_guard(result)
        if abs(term) < 1 << GUARD_BITS or rounded == previous:
            break
    return result


def terms(digits: int) -> int:
    """How many terms a series has at most."""
    return min(MAX_TERMS, digits + 128)


def without_guard(number: int) -> int:
    """A number without its guard bits, rounded to the nearest, halves away from zero."""
    if number < 0:
        return -(HALF_GUARD - number >> GUARD_BITS)
    return number + HALF_GUARD >> GUARD_BITS
