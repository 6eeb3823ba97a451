"""SafeFloat: 21 digits, cut off and never rounded, exact to the last of them."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pallets.subtensor.shares import SafeFloat
from pallets.subtensor.shares.safe_float import MAX_MANTISSA, MIN_MANTISSA, ZERO
from runtime.fixed import U64F64, literal
from runtime.fixed.integers import I64_MAX, I64_MIN, U64_MAX
from runtime.scale import decode, encode
from tests.runtime.fixed.vectors import by_operation

VECTORS = by_operation("share")
FULL = 10**21
Pair = tuple[int, int]


def made(mantissa: int, exponent: int = 0) -> SafeFloat:
    number = SafeFloat.new(mantissa, exponent)
    assert number is not None
    return number


def exact(number: SafeFloat) -> Fraction:
    return Fraction(number.mantissa) * Fraction(10) ** number.exponent


def parts(number: SafeFloat | None) -> Any:
    return None if number is None else [str(number.mantissa), str(number.exponent)]


def given_parts(args: list[list[str]]) -> list[SafeFloat]:
    return [SafeFloat(int(mantissa), int(exponent)) for mantissa, exponent in args]


# As the reference computes


@pytest.mark.parametrize("operation", ["add", "sub", "div", "mul_div"])
def test_arithmetic_is_the_references(operation: str) -> None:
    for args, expected in VECTORS[operation]:
        number, *others = given_parts(args)
        assert parts(getattr(number, operation)(*others)) == expected, args


def test_conversions_are_the_references() -> None:
    for args, expected in VECTORS["new"]:
        assert parts(SafeFloat.new(*map(int, args))) == expected, args
    for (bits,), expected in VECTORS["from_fixed"]:
        assert parts(SafeFloat.from_fixed(U64F64(int(bits)))) == expected
    for (number,), expected in VECTORS["from_u64"]:
        assert parts(SafeFloat.from_u64(int(number))) == expected
    for args, expected in VECTORS["to_u64"]:
        assert given_parts(args)[0].to_u64() == int(expected), args


# Normal form


@pytest.mark.parametrize(
    ("mantissa", "normal"),
    [
        (1, (FULL, -21)),
        (0, (0, 0)),
        (10, (FULL, -20)),
        (1_000, (FULL, -18)),
        (10**20, (FULL, -1)),
        (MAX_MANTISSA, (MAX_MANTISSA, 0)),
        (MIN_MANTISSA + 1, (MIN_MANTISSA + 1, 0)),
    ],
)
def test_a_mantissa_has_its_full_length(mantissa: int, normal: Pair) -> None:
    assert made(mantissa) == SafeFloat(*normal)


def test_a_mantissa_beyond_the_maximum_is_refused() -> None:
    assert SafeFloat.new(MAX_MANTISSA + 1) is None


def test_exponents_end_where_those_of_i64_end() -> None:
    assert SafeFloat.new(1, I64_MIN + 21) == SafeFloat(FULL, I64_MIN)
    assert SafeFloat.new(1, I64_MIN + 20) is None
    highest = made(MAX_MANTISSA, I64_MAX)
    assert highest.add(highest) is None
    # Cut down to 10^20 and brought up again, it would fit: the way there does not.
    assert highest.add(SafeFloat(MIN_MANTISSA + 1, I64_MAX - 20)) is None
    assert highest.div(made(1, I64_MIN + 21)) is None
    assert highest.mul_div(highest, highest) is None
    assert made(1, I64_MIN + 21).mul_div(made(1), highest) is None


def test_on_the_wire() -> None:
    data = encode(SafeFloat, SafeFloat(1, -1))
    assert data.hex() == "01" + "00" * 15 + "ff" * 8
    assert decode(SafeFloat, data) == SafeFloat(1, -1)
    assert decode(SafeFloat, bytes(24)) == ZERO == SafeFloat()


# Sums

TINY_AND_HUGE: list[tuple[Pair, Pair, Pair]] = [
    ((1, 0), (1, 0), (200_000_000_000_000_000_000, -20)),
    ((0, 0), (1, 0), (FULL, -21)),
    ((0, 0), (1, -1), (FULL, -22)),
    ((1, -1000), (1, -1), (FULL, -22)),
    ((MAX_MANTISSA, 0), (MAX_MANTISSA, 0), (MAX_MANTISSA * 2 // 10, 1)),
    ((1, 0), (FULL, 1), (FULL, 1)),
    ((1, 0), (1, 22), (FULL, 1)),
    ((1, 0), (1, 23), (FULL, 2)),
    ((123, 0), (1, 23), (FULL, 2)),
    ((123, 1), (1, 23), (100_000_000_000_000_000_001, 3)),
    ((42, 0), (1, 22), (FULL, 1)),
    ((FULL - 1, 0), (1, 22), (109_999_999_999_999_999_999, 2)),
    ((42, 0), (1, 23), (FULL, 2)),
    ((4_200, 0), (1, 23), (100_000_000_000_000_000_004, 3)),
    ((FULL - 1, 0), (1, 23), (100_999_999_999_999_999_999, 3)),
    ((999_999, 1), (1, 23), (100_000_000_000_000_009_999, 3)),
    ((1, 24), (1, 0), (FULL, 3)),
    ((1, 24), (123_456_789_012_345_678_901, 0), (100_012_345_678_901_234_567, 4)),
    ((1, 22), (1, 23), (110_000_000_000_000_000_000, 3)),
    ((FULL - 1, 22), (1, 22), (FULL, 22)),
]


@pytest.mark.parametrize(("left", "right", "total"), TINY_AND_HUGE)
def test_the_smaller_number_is_cut_off_before_it_is_added(
    left: Pair, right: Pair, total: Pair
) -> None:
    assert made(*left).add(made(*right)) == SafeFloat(*total)
    assert made(*right).add(made(*left)) == SafeFloat(*total)


def test_differences() -> None:
    assert made(3).sub(made(1)) == made(2)
    assert made(1).sub(made(3)) == ZERO  # not below zero
    assert made(1).sub(ZERO) == made(1)
    assert ZERO.sub(ZERO) == ZERO
    assert ZERO.sub(made(1)) is None
    assert made(1).sub(made(1, -30)) == made(1)  # nothing is left of the smaller one
    assert made(1, -30).sub(made(1)) == ZERO


# Quotients

QUOTIENTS: list[tuple[Pair, Pair]] = [
    ((1, 0), (10**20, -20)),
    *(((1, exponent), (1, 0)) for exponent in (0, 1, 7, 50, 100)),
    *(((1, exponent), (7, 0)) for exponent in (0, 1, 7, 50, 100)),
    *(((1, exponent), (3, 0)) for exponent in (0, 1, 7, 50, 100)),
    *(((2, exponent), (3, 0)) for exponent in (0, 1, 7, 50, 100)),
    *(((5, exponent), (3, 0)) for exponent in (0, 1, 7, 50, 100)),
    ((10, 0), (10**20, -19)),
    ((1_000, 0), (10**20, -17)),
    ((10**20, 0), (FULL, -1)),
    ((MAX_MANTISSA, 0), (MAX_MANTISSA, 0)),
    ((MAX_MANTISSA, 100), (MAX_MANTISSA, -100)),
    ((MAX_MANTISSA, 100), (MAX_MANTISSA - 1, -100)),
    ((MAX_MANTISSA - 1, 100), (MAX_MANTISSA, -100)),
    ((MAX_MANTISSA - 2, 100), (MAX_MANTISSA, -100)),
    ((MAX_MANTISSA, 100), (MAX_MANTISSA // 2 - 1, -100)),
    ((MAX_MANTISSA, 100), (MAX_MANTISSA // 2 - 1, 100)),
    ((123_456_789_123_456_789_123, 20), (87_654_321_987_654_321_987, -20)),
    ((123_456_789_123_456_789_123, 100), (87_654_321_987_654_321_987, -100)),
    ((123_456_789_123_456_789_123, -100), (87_654_321_987_654_321_987, 100)),
    ((123_456_789_123_456_789_123, -99), (87_654_321_987_654_321_987, 99)),
    ((123_456_789_123_456_789_123, 123), (87_654_321_987_654_321_987, -32)),
    ((123_456_789_123_456_789_123, -123), (87_654_321_987_654_321_987, 32)),
]


@pytest.mark.parametrize(("dividend", "divisor"), QUOTIENTS)
def test_a_quotient_is_cut_off_in_its_last_digits(dividend: Pair, divisor: Pair) -> None:
    quotient = made(*dividend).div(made(*divisor))
    wanted = exact(made(*dividend)) / exact(made(*divisor))
    assert quotient is not None
    assert 0 <= 1 - exact(quotient) / wanted < Fraction(1, 10**20)


PRODUCTS: list[tuple[Pair, Pair, Pair]] = [
    ((1, -20), (1, -20), (1, -20)),
    ((123, 20), (123, -20), (321, 0)),
    ((123_123_123_123_123_123, 20), (321_321_321_321_321_321, -20), (777_777_777_777_777_777, 0)),
    (
        (11_111_111_111_111_111_111, 20),
        (99_321_321_321_321_321_321, -20),
        (77_777_777_777_777_777_777, 0),
    ),
    ((1, 0), (1, 0), (3, 0)),
]


@pytest.mark.parametrize(("number", "factor", "divisor"), PRODUCTS)
def test_a_product_is_not_cut_off_before_it_is_divided(
    number: Pair, factor: Pair, divisor: Pair
) -> None:
    result = made(*number).mul_div(made(*factor), made(*divisor))
    wanted = exact(made(*number)) * exact(made(*factor)) / exact(made(*divisor))
    assert result is not None
    assert 0 <= 1 - exact(result) / wanted < Fraction(1, 10**19)


def test_division_by_zero() -> None:
    assert made(1).div(ZERO) is None
    assert made(1).mul_div(made(1), ZERO) is None
    assert ZERO.div(made(1)) == ZERO.mul_div(made(1), made(1)) == ZERO


numbers = st.builds(made, st.integers(1, MAX_MANTISSA), st.integers(-120, 120))


@settings(max_examples=30)
@given(numbers, numbers, numbers)
def test_results_are_right_over_a_wide_range(a: SafeFloat, b: SafeFloat, c: SafeFloat) -> None:
    quotient, product = a.div(b), a.mul_div(b, c)
    assert quotient is not None and product is not None
    assert 0 <= 1 - exact(quotient) / (exact(a) / exact(b)) < Fraction(1, 10**19)
    assert 0 <= 1 - exact(product) / (exact(a) * exact(b) / exact(c)) < Fraction(1, 10**18)
    assert all(MIN_MANTISSA < n.mantissa <= MAX_MANTISSA for n in (quotient, product))


# From and to other numbers


def test_a_fixed_point_number_keeps_21_digits_of_each_part() -> None:
    tenth = literal(U64F64, "0.1")
    assert SafeFloat.from_fixed(tenth) == SafeFloat(100_000_000_000_000_005_551, -21)
    assert SafeFloat.from_fixed(U64F64(0)) == ZERO
    assert SafeFloat.from_fixed(U64F64.from_num(5)) == made(5)
    half = U64F64.from_num(1) / U64F64.from_num(2)
    assert SafeFloat.from_fixed(U64F64.from_num(7) + half) == made(75, -1)


@pytest.mark.parametrize(
    ("number", "whole"),
    [
        (made(0), 0),
        (made(U64_MAX), U64_MAX),
        (made(1, 30), U64_MAX),
        (made(1, -1), 0),
        (made(199, -2), 1),
        (SafeFloat(7, 0), 7),  # not in normal form, as it could stand in the state
        (SafeFloat(7, 2), 700),
        (SafeFloat(FULL, -22), 0),
        (SafeFloat(FULL, -(10**9)), 0),
    ],
)
def test_whole_numbers_are_floored_and_end_at_u64(number: SafeFloat, whole: int) -> None:
    assert number.to_u64() == whole
