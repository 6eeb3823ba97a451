"""Logarithms, the exponential function, roots and powers, to the bit as substrate-fixed has them.

All work in one type from beginning to end. A function is None where the reference's gives an error:
outside of its domain, and where an intermediate result overflows.
"""

from __future__ import annotations

from typing import TypeVar

from runtime.fixed.number import Fixed

F = TypeVar("F", bound=Fixed)

CONSTANT_BITS = 23
E = 22_802_600
"""Euler's number with 23 binary digits, which is what exp(1) gives."""
LOG2_E = 12_102_203
"""log2(e) with 23 binary digits, by which a binary logarithm becomes a natural one."""


def log2(x: F) -> F | None:
    """The binary logarithm, bit by bit. None for zero and less, and if 1 / x overflows."""
    kind = type(x)
    one = 1 << kind.frac_bits
    if x.bits <= 0:
        return None
    if x.bits >= one:
        return kind.of_bits(_log2_bits(x.bits, kind.frac_bits))
    inverse = kind.from_num(1).checked_div(x)
    return None if inverse is None else kind.of_bits(-_log2_bits(inverse.bits, kind.frac_bits))


def _log2_bits(x: int, frac: int) -> int:
    """The logarithm of a number from 1, which is squared for each bit of the result.

    When it is halved, it is rounded up.
    """
    one, two = 1 << frac, 2 << frac
    result = 0
    while x >= two:
        result += 1
        x = (x >> 1) + (x & 1)
    if x == one:
        return result << frac
    for _ in range(frac):
        x = x * x >> frac
        result <<= 1
        if x >= two:
            result |= 1
            x = (x >> 1) + (x & 1)
    return result


def ln(x: F) -> F | None:
    """The natural logarithm, as far as 23 digits of log2(e) are good for it. None as `log2`."""
    binary = log2(x)
    return None if binary is None else binary.checked_div(_constant(type(x), LOG2_E))


def exp(x: F) -> F | None:
    """e to the power of x, by a Taylor sum of a fixed length; negative powers are inverted.

    None if a term or the sum overflows.
    """
    kind = type(x)
    one = kind.from_num(1)
    if x.bits == 0:
        return one
    if x == one:
        return _constant(kind, E)
    result = _taylor_sum(abs(x.bits), kind)
    if result is None or x.bits > 0:
        return result
    return one.checked_div(result)


def _taylor_sum(x: int, kind: type[F]) -> F | None:
    frac, most = kind.frac_bits, kind.max_bits
    term = x
    result = x + (1 << frac)
    for place in range(2, frac):
        product = term * x >> frac
        term = product // place
        if term == 0:
            break
        result += term
        if product > most or result > most:
            return None
    return kind(result) if result <= most else None


def sqrt(x: F) -> F | None:
    """The square root, by Newton's method. None for negative numbers and if 1 / x overflows.

    Below 1 it is the inverse of the inverse's root.
    """
    kind = type(x)
    one, two = kind.from_num(1), kind.from_num(2)
    if x.bits < 0:
        return None
    if x.bits == 0 or x == one:
        return x
    if x < one:
        inverse = one.checked_div(x)
        return None if inverse is None else one.checked_div(_newton(inverse, one, two))
    return _newton(x, one, two)


def _newton(x: F, one: F, two: F) -> F:
    root = x / two + one
    for _ in range(x.frac_bits):
        root = (root + x / root) / two
    return root


def power(x: F, exponent: F) -> F | None:
    """x to the power of a fixed-point number, by `ln` and `exp`. None for negative x and overflow.

    Zero to any power is zero, also to the power of zero.
    """
    kind = type(x)
    one = kind.from_num(1)
    if x.bits == 0:
        return x
    if exponent.bits == 0:
        return one
    if exponent == one:
        return x
    logarithm = ln(x)
    scaled = None if logarithm is None else logarithm.checked_mul(exponent)
    return None if scaled is None else exp(scaled)


def _constant(kind: type[F], bits: int) -> F:
    return kind.of_bits(bits << kind.frac_bits - CONSTANT_BITS)
