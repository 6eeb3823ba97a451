"""Constants that the reference writes as float literals.

`from_num(0.1)` there starts from the nearest 64-bit float, which then becomes a fixed-point number,
rounded to the nearest with ties to even. Both steps are done here on whole numbers.
"""

from typing import TypeVar

from runtime.fixed.number import Fixed

F = TypeVar("F", bound=Fixed)

FLOAT_DIGITS = 53
"""Binary digits of a 64-bit float."""


def literal(kind: type[F], text: str) -> F:
    """The number that a float literal such as "0.1" or "1e-6" stands for.

    Raises FixedOverflow, and ValueError if the text is not a number.
    """
    digits, exponent = nearest_float(*decimal_fraction(text))
    shift = exponent + kind.frac_bits
    return kind.of_bits(digits << shift if shift >= 0 else rounded_quotient(digits, 1 << -shift))


def decimal_fraction(text: str) -> tuple[int, int]:
    """Numerator and denominator of a decimal number."""
    plain, _, exponent = text.lower().partition("e")
    whole, _, decimals = plain.partition(".")
    places = len(decimals) - int(exponent or 0)
    number = int(whole + decimals)
    return (number, 10**places) if places >= 0 else (number * 10**-places, 1)


def nearest_float(numerator: int, denominator: int) -> tuple[int, int]:
    """Digits and binary exponent of the nearest 64-bit float, ties to even; none is subnormal."""
    exponent = abs(numerator).bit_length() - denominator.bit_length() - FLOAT_DIGITS
    # Which is right, or one too small.
    if abs(numerator) << max(-exponent, 0) >= denominator << max(exponent, 0) + FLOAT_DIGITS:
        exponent += 1
    digits = rounded_quotient(numerator << max(-exponent, 0), denominator << max(exponent, 0))
    return digits, exponent


def rounded_quotient(dividend: int, divisor: int) -> int:
    """The nearest whole number, ties to even. The divisor is positive."""
    quotient, rest = divmod(dividend, divisor)
    above = 2 * rest - divisor
    return quotient + (above > 0 or (above == 0 and quotient & 1))
