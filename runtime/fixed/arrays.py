"""I32F32 numbers in numpy arrays: integers of 64 bits, of which the last 32 stand behind the point.

Each result has the bits that `I32F32` has: products floor, quotients go toward zero. Where a
product would have more than 64 bits, it is made of parts. Operands broadcast as numpy's do.
Importing this module imports numpy, so whoever needs it imports it when it is needed.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from runtime.fixed.integers import I64_MAX, I64_MIN, U16_MAX
from runtime.fixed.transcendental import CONSTANT_BITS, E

Bits = npt.NDArray[np.int64]

FRAC = 32
ONE = 1 << FRAC
EXP_MOST = 20 << FRAC
"""The farthest from zero that `exp` goes: up to there none of its terms overflows."""

_LOW = ONE - 1
_EXP_ONE = E << FRAC - CONSTANT_BITS


def product(left: Bits, right: Bits | int) -> Bits:
    """The products, floored; the nearest bound for one that does not fit."""
    other: Bits = np.asarray(right, np.int64)
    size, other_size = _magnitude(left), _magnitude(other)
    if size * other_size <= I64_MAX:
        result: Bits = left * other >> FRAC
    elif size < 1 << 46 and size * other_size < 1 << 78:
        # Two products of 62 bits: with the upper 48 bits of the other one, and with its lower 16.
        result = left * (other >> 16) + (left * (other & 0xFFFF) >> 16) >> 16
    else:
        result = _wide_product(left, other)
    return result


def _wide_product(left: Bits, right: Bits) -> Bits:
    """The product of 128 bits, shifted, from four products of halves.

    The upper halves have a sign and 31 bits, the lower ones 32 bits and none, so that only the
    product of the lower ones needs an unsigned integer. No sum in here exceeds 63 bits.
    """
    high, low = left >> FRAC, left & _LOW
    other_high, other_low = right >> FRAC, right & _LOW
    lowest = (low.view(np.uint64) * other_low.view(np.uint64) >> FRAC).view(np.int64)
    middle, other_middle = high * other_low, low * other_high
    below = (middle & _LOW) + (other_middle & _LOW) + lowest
    above = high * other_high + (middle >> FRAC) + (other_middle >> FRAC) + (below >> FRAC)
    result = np.where(above > I64_MAX >> FRAC, I64_MAX, (above << FRAC) | (below & _LOW))
    return np.where(above < I64_MIN >> FRAC, I64_MIN, result)


def ratio(dividend: Bits, divisor: Bits | int) -> Bits:
    """The quotients of numbers from zero; zero where there is none, or none that fits.

    Where the point stands does not matter as long as it is the same in both: they may as well be
    whole numbers.
    """
    lower = np.asarray(divisor, np.int64)
    least = np.maximum(lower, 1).view(np.uint64)
    rest = dividend.view(np.uint64)
    quotient = np.zeros(1, np.uint64)
    # Long division, of as many bits at a time as the number to shift leaves free of 64.
    missing, room = FRAC, 64 - _magnitude(dividend).bit_length()
    while missing:
        step = min(missing, room)
        shifted = rest << np.uint64(step)
        part = shifted // least
        quotient = (quotient << np.uint64(step)) + part
        missing -= step
        if missing:
            rest = shifted - part * least
            room = 64 - (_magnitude(lower) - 1).bit_length()
    # A quotient from 2^31 does not fit, which includes all that is divided by zero.
    return np.where(dividend >> FRAC - 1 >= lower, 0, quotient.view(np.int64))


def saturating_sum(left: Bits, right: Bits) -> Bits:
    """The sums; the nearest bound for one that does not fit."""
    wrapped: Bits = left + right
    if _magnitude(left) + _magnitude(right) <= I64_MAX:
        return wrapped
    overflows = (left ^ wrapped) & (right ^ wrapped) < 0
    return np.where(overflows, np.where(left < 0, I64_MIN, I64_MAX), wrapped)


def saturating_total(numbers: Bits, axis: int = 0) -> Bits:
    """The sums along an axis, added up one after the other, each time within the bounds."""
    if _magnitude(numbers) * numbers.shape[axis] <= I64_MAX:
        total: Bits = numbers.sum(axis=axis)
        return total
    parts = np.moveaxis(numbers, axis, 0)
    running: Bits = np.zeros(parts.shape[1:], np.int64)
    for part in parts:
        running = saturating_sum(running, part)
    return running


def normalized(numbers: Bits) -> Bits:
    """The parts of the sum of a vector of numbers from zero: they add up to 1, or nearly."""
    return ratio(numbers, int(numbers.sum()))


def exp(powers: Bits) -> Bits:
    """e to the powers, by the Taylor sum of `transcendental.exp`.

    Raises ValueError for powers beyond `EXP_MOST`.
    """
    if _magnitude(powers) > EXP_MOST:
        raise ValueError("exp of a number beyond 20")
    size = np.abs(powers)
    term, result = size, size + ONE
    for place in range(2, FRAC):
        term = product(term, size) // place
        if not term.any():
            break
        result = result + term
    inverse = ratio(np.full_like(result, ONE), result)
    return np.where(powers == ONE, _EXP_ONE, np.where(powers < 0, inverse, result))


def u16_proportions(numbers: Bits) -> npt.NDArray[np.uint16]:
    """Numbers from 0 to 1 in parts of 65535, floored; what is beyond counts as 0 or 1."""
    return (np.clip(numbers, 0, ONE) * U16_MAX >> FRAC).astype(np.uint16)


def _magnitude(numbers: Bits) -> int:
    """How far the farthest number is from zero."""
    return max(int(np.max(numbers, initial=0)), -_least(numbers))


def _least(numbers: Bits) -> int:
    return int(np.min(numbers, initial=0))
