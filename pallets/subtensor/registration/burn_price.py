"""How the price of a registration moves: up with each one, and down with each block.

All prices are in rao. Factors of the decay are binary fractions with 32 bits behind the point
("Q32"). As utils/misc.rs and subnets/registration.rs of the reference.
"""

from __future__ import annotations

from functools import cache

from runtime.fixed import U64F64
from runtime.fixed.integers import U64_MAX

ONE = 1 << 32
HALF = 1 << 31


def decayed(price: int, half_life: int) -> int:
    """The price a block later, if it halves in so many blocks; a half-life of 0 keeps it."""
    return times(price, decay_factor(half_life))


def raised(price: int, multiplier: U64F64) -> int:
    """The price after a registration, floored. A multiplier below one counts as one."""
    factor = max(multiplier.bits, 1 << U64F64.frac_bits)
    return min(price * factor >> U64F64.frac_bits, U64_MAX)


def bounded(price: int, least: int, most: int) -> int:
    """The price within its bounds; if they contradict each other, the upper one holds."""
    return min(max(price, least), most)


@cache  # a search that takes hundreds of products; there are 65536 half-lives at most
def decay_factor(half_life: int) -> int:
    """The largest factor whose power to the half-life, by floored products, is at most a half."""
    if half_life == 0:
        return ONE
    low, high = 0, ONE
    while low + 1 < high:
        middle = (low + high) >> 1
        if power(middle, half_life) > HALF:
            high = middle
        else:
            low = middle
    return low


def power(base: int, exponent: int) -> int:
    """A factor to a whole power, by squaring."""
    result = ONE
    while exponent > 0:
        if exponent & 1:
            result = times(result, base)
        exponent >>= 1
        if exponent > 0:
            base = times(base, base)
    return result


def times(value: int, factor: int) -> int:
    """A number by a factor, floored; at most 2^64 - 1."""
    return min(value * factor >> 32, U64_MAX)
