"""Fixed-point numbers: what is exact, what rounds how, and what does not fit."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.fixed import I32F32, I64F64, I96F32, U64F64, U96F32, Fixed, FixedOverflow, literal
from runtime.fixed.integers import (
    I64_MAX,
    I64_MIN,
    U64_MAX,
    U128_MAX,
    as_i64,
    safe_div,
    saturating_add,
    saturating_mul,
    saturating_sub,
    truncated_quotient,
)
from runtime.fixed.perquintill import ACCURACY, from_rational
from runtime.scale import I64, I128, U128, EncodeError, decode, encode

KINDS = [I32F32, I64F64, I96F32, U64F64, U96F32]
ULP = I32F32(1)


def fraction(number: Fixed) -> Fraction:
    return Fraction(number.bits, 1 << number.frac_bits)


class U110F18(Fixed, width=128, frac=18, signed=False):
    """A width of which the chain has no numbers."""

    bits: U128


# On the wire


@pytest.mark.parametrize(
    ("number", "data"),
    [
        (I32F32.from_num(-1), "00000000ffffffff"),
        (I64F64(1), "01" + "00" * 15),
        (I96F32.from_num(1), "00000000" + "01" + "00" * 11),
        (U64F64.MAX, "ff" * 16),
        (U96F32(258), "0201" + "00" * 14),
    ],
)
def test_a_number_is_its_bits(number: Fixed, data: str) -> None:
    assert encode(type(number), number).hex() == data
    assert decode(type(number), bytes.fromhex(data)) == number


def test_bits_that_the_type_does_not_have_are_not_encoded() -> None:
    with pytest.raises(EncodeError):
        encode(U64F64, U64F64(-1))
    with pytest.raises(FixedOverflow):
        U64F64.of_bits(-1)


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [
        (I32F32, -(2**63), 2**63 - 1),
        (I64F64, -(2**127), 2**127 - 1),
        (I96F32, -(2**127), 2**127 - 1),
        (U64F64, 0, 2**128 - 1),
        (U96F32, 0, 2**128 - 1),
    ],
)
def test_bounds(kind: type[Fixed], least: int, most: int) -> None:
    assert (kind.MIN.bits, kind.MAX.bits, kind.ZERO.bits) == (least, most, 0)


# Rounding


def test_a_product_is_floored() -> None:
    half = I32F32.from_num(1) / I32F32.from_num(2)
    assert (ULP * half).bits == 0
    assert (-ULP * half).bits == -1
    assert I32F32(-3).saturating_mul(half).bits == -2


def test_a_quotient_goes_toward_zero() -> None:
    three = I32F32.from_num(3)
    assert (I32F32.from_num(2) / three).bits == (2 << 32) // 3
    assert (I32F32.from_num(-2) / three).bits == -((2 << 32) // 3)
    assert (I32F32.from_num(2) / -three).bits == -((2 << 32) // 3)
    assert (I32F32.from_num(-2) / -three).bits == (2 << 32) // 3
    assert (I32F32(0) / -three).bits == 0


@pytest.mark.parametrize(
    ("bits", "floor", "ceil", "rounded", "frac"),
    [
        (0, 0, 0, 0, 0),
        (1 << 31, 0, 1, 1, 1 << 31),  # 0.5
        ((1 << 31) - 1, 0, 1, 0, (1 << 31) - 1),
        (-(1 << 31), -1, 0, -1, 1 << 31),  # -0.5, away from zero
        (-(1 << 31) + 1, -1, 0, 0, (1 << 31) + 1),
        (-(3 << 31), -2, -1, -2, 1 << 31),
        (5 << 32, 5, 5, 5, 0),
    ],
)
def test_rounding_to_whole_numbers(
    bits: int, floor: int, ceil: int, rounded: int, frac: int
) -> None:
    number = I32F32(bits)
    assert number.floor() == I32F32.from_num(floor)
    assert number.ceil() == I32F32.from_num(ceil)
    assert number.round() == number.saturating_round() == I32F32.from_num(rounded)
    assert number.frac().bits == frac
    assert number.to_num() == floor


def test_rounding_out_of_the_type() -> None:
    for operation in (I32F32.ceil, I32F32.round):
        with pytest.raises(FixedOverflow):
            operation(I32F32.MAX)
    assert I32F32.MAX.saturating_round() == I32F32.MAX  # which is no whole number
    assert I32F32.MIN.saturating_round() == I32F32.MIN


def test_narrowing_floors() -> None:
    assert I32F32.from_num(I64F64((1 << 32) + 1)).bits == 1
    assert I32F32.from_num(I64F64(-1)).bits == -1
    assert I96F32.from_num(I64F64(-(1 << 32) - 1)).bits == -2
    assert U64F64.from_num(U96F32(7)).bits == 7 << 32


def test_what_is_too_large_for_the_other_type() -> None:
    number = I64F64.from_num(1 << 31)
    assert I32F32.checked_from_num(number) is None
    assert I32F32.saturating_from_num(number) == I32F32.MAX
    assert I32F32.wrapping_from_num(number) == I32F32.MIN
    assert U64F64.saturating_from_num(I64F64(-1)) == U64F64.ZERO
    with pytest.raises(FixedOverflow):
        I32F32.from_num(number)


def test_whole_numbers_within_bounds() -> None:
    assert I96F32.from_num(-3).saturating_to_num() == 0
    assert U96F32.MAX.saturating_to_num() == U64_MAX
    assert U64F64.from_num(70_000).saturating_to_num(65_535) == 65_535
    assert I64F64(-1).saturating_to_num(I64_MAX, I64_MIN) == -1
    assert U96F32.MAX.checked_to_num() is None
    assert U96F32.MAX.checked_to_num(U128_MAX) == 2**96 - 1
    assert I64F64(-1).checked_to_num() is None


# What does not fit


def test_operators_refuse_what_does_not_fit() -> None:
    one = I32F32.from_num(1)
    overflowing: list[Any] = [
        lambda: I32F32.MAX + ULP,
        lambda: I32F32.MIN - ULP,
        lambda: I32F32.MAX * I32F32.from_num(2),
        lambda: I32F32.MAX / I32F32(1),
        lambda: -I32F32.MIN,
        lambda: abs(I32F32.MIN),
        lambda: U64F64.ZERO - U64F64(1),
        lambda: -U64F64(1),
    ]
    for operation in overflowing:
        with pytest.raises(FixedOverflow):
            operation()
    with pytest.raises(ZeroDivisionError):
        one / I32F32.ZERO
    with pytest.raises(ZeroDivisionError):
        one.saturating_div(I32F32.ZERO)


def test_checked_saturating_and_wrapping_forms() -> None:
    two, low, high = I32F32.from_num(2), I32F32.MIN, I32F32.MAX
    assert (high.checked_add(ULP), low.checked_sub(ULP), low.checked_neg()) == (None, None, None)
    assert (high.checked_mul(two), high.checked_div(ULP), two.checked_div(low.ZERO)) == (
        None,
        None,
        None,
    )
    assert (high.saturating_add(ULP), low.saturating_sub(ULP)) == (high, low)
    assert (low.saturating_mul(two), low.saturating_mul(-two)) == (low, high)
    assert (low.saturating_div(ULP), low.saturating_div(-ULP)) == (low, high)
    assert low.saturating_neg() == high
    assert (high.wrapping_add(ULP), low.wrapping_sub(ULP)) == (low, high)
    assert high.wrapping_mul(two).bits == -2
    assert low.wrapping_div(-I32F32.from_num(1)) == low
    assert two.checked_neg() == -two == I32F32.from_num(-2)
    assert abs(-two) == two


def test_safe_division_gives_zero_or_the_default() -> None:
    one, three = U64F64.from_num(1), U64F64.from_num(3)
    assert one.safe_div(three) == one / three
    assert one.safe_div(U64F64.ZERO) == U64F64.ZERO
    assert one.safe_div_or(U64F64.ZERO, three) == three
    assert U64F64.MAX.safe_div(U64F64(1)) == U64F64.ZERO  # not the maximum: it overflows
    assert U64F64.MAX.safe_div_or(U64F64(1), three) == three


# As values


def test_numbers_compare_by_value_within_their_type() -> None:
    numbers = [I32F32.from_num(n) for n in (3, -1, 0, 2)]
    assert sorted(numbers) == [I32F32.from_num(n) for n in (-1, 0, 2, 3)]
    assert max(numbers) >= numbers[0] > numbers[3] and min(numbers) <= numbers[1] < numbers[2]
    assert I64F64(5) != U64F64(5)
    assert len({I64F64(5), I64F64(5), I64F64(6)}) == 2


def test_a_number_reads_as_its_exact_value() -> None:
    assert str(U64F64.from_num(12)) == "12"
    assert str(-literal(I64F64, "0.75")) == "-0.75"
    assert str(I32F32(1)) == "0.00000000023283064365386962890625"
    assert repr(I32F32(7)) == "I32F32(bits=7)"


def test_any_width_can_be_declared() -> None:
    quarter = U110F18.from_num(1) / U110F18.from_num(4)
    assert quarter.bits == 1 << 16
    assert U110F18.scale_path == "substrate_fixed::FixedU128"
    assert [I32F32.scale_path, I96F32.scale_path] == [
        "substrate_fixed::FixedI64",
        "substrate_fixed::FixedI128",
    ]


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=30)
@given(data=st.data())
def test_sums_are_exact_and_quotients_come_back(kind: type[Fixed], data: st.DataObject) -> None:
    bits = st.integers(kind.min_bits // 4, kind.max_bits // 4)
    left, right = kind(data.draw(bits)), kind(data.draw(bits))
    assert fraction(left.saturating_add(right)) == fraction(left) + fraction(right)
    quotient = left.checked_div(right)
    if quotient is not None:
        exact = fraction(left) / fraction(right)
        assert abs(fraction(quotient)) <= abs(exact) < abs(fraction(quotient)) + fraction(kind(1))


# Literals


@pytest.mark.parametrize(
    ("text", "bits"),
    [
        ("0", 0),
        ("0.5", 1 << 31),
        ("-1.25", -5 << 30),
        ("2.3283064365386963e-10", 1),  # 2^-32
        ("1.1641532182693481e-10", 0),  # half of it: to even
        ("3.4924596548080444e-10", 2),  # one and a half of it
        ("1e3", 1000 << 32),
        ("0.1", 429_496_730),
    ],
)
def test_a_literal_is_rounded_as_a_float_is(text: str, bits: int) -> None:
    assert literal(I32F32, text).bits == bits


def test_a_literal_has_the_digits_of_a_float_only() -> None:
    assert literal(I64F64, "0.1").bits == 0x1999999999999A00
    assert literal(I64F64, "0.1") != I64F64.from_num(1) / I64F64.from_num(10)
    assert literal(U96F32, "9007199254740993").to_num() == 2**53  # a tie, to even


@settings(max_examples=30)
@given(st.floats(-1e6, 1e6, allow_subnormal=False))
def test_a_literal_is_pythons_float(number: float) -> None:
    assert literal(I64F64, repr(number)).bits == round(Fraction(number) * 2**64)


def test_what_is_no_literal() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        literal(I64F64, "a tenth")
    with pytest.raises(FixedOverflow):
        literal(U64F64, "-1")


# Whole numbers


def test_rules_of_whole_numbers() -> None:
    assert [truncated_quotient(*pair) for pair in [(7, 2), (-7, 2), (7, -2), (-7, -2)]] == [
        3,
        -3,
        -3,
        3,
    ]
    assert (safe_div(7, 2), safe_div(7, 0), safe_div(7, 0, 9)) == (3, 0, 9)
    assert saturating_add(U64_MAX, 1) == saturating_mul(U64_MAX, 2) == U64_MAX
    assert (saturating_add(65_535, 1, 65_535), saturating_mul(2, 3, 5)) == (65_535, 5)
    assert (saturating_sub(1, 2), saturating_sub(3, 2)) == (0, 1)
    assert [as_i64(n) for n in (5, I64_MAX + 1, U64_MAX)] == [5, I64_MIN, -1]


def test_parts_of_a_quintillion() -> None:
    assert from_rational(1, 3) == 333_333_333_333_333_333
    assert from_rational(2, 3) == 666_666_666_666_666_666
    assert from_rational(3, 2) == from_rational(1, 0) == from_rational(0, 0) == ACCURACY


def test_the_aliases_of_widths() -> None:
    """The bits are encoded by the width that metadata shows."""
    for kind, alias in [(I32F32, I64), (I64F64, I128), (U96F32, U128)]:
        assert encode(kind, kind(77)) == encode(alias, 77)
