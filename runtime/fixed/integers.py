"""Whole numbers by the rules of Rust's integer types: where they end, and how they divide."""

U16_MAX = (1 << 16) - 1
U32_MAX = (1 << 32) - 1
U64_MAX = (1 << 64) - 1
U128_MAX = (1 << 128) - 1
U256_MAX = (1 << 256) - 1
I64_MAX = (1 << 63) - 1
I64_MIN = -(1 << 63)
I128_MAX = (1 << 127) - 1
I128_MIN = -(1 << 127)


def truncated_quotient(dividend: int, divisor: int) -> int:
    """The quotient without its fraction, which is rounded toward zero. Python's `//` floors.

    Raises ZeroDivisionError.
    """
    if (dividend < 0) == (divisor < 0):
        return dividend // divisor
    return -(-dividend // divisor)


def safe_div(dividend: int, divisor: int, default: int = 0) -> int:
    """The quotient, rounded toward zero, or the default for division by zero."""
    return truncated_quotient(dividend, divisor) if divisor else default


def saturating_add(left: int, right: int, most: int = U64_MAX) -> int:
    """The sum, or the largest number of an unsigned type: u64 if not said."""
    return min(left + right, most)


def saturating_sub(left: int, right: int) -> int:
    """The difference of two numbers of an unsigned type, or zero."""
    return max(left - right, 0)


def saturating_mul(left: int, right: int, most: int = U64_MAX) -> int:
    """The product, or the largest number of an unsigned type: u64 if not said."""
    return min(left * right, most)


def as_i64(number: int) -> int:
    """What Rust's `as i64` makes of a whole number: its lowest 64 bits, with a sign."""
    return (number - I64_MIN) % (1 << 64) + I64_MIN
