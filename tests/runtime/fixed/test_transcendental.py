"""Logarithms, exponentials, roots: the exact bits at the places that matter, and where they end."""

from fractions import Fraction
from math import factorial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.fixed import I32F32, I64F64, I96F32, Fixed, literal
from runtime.fixed.transcendental import exp, ln, log2, power, sqrt


@pytest.mark.parametrize("kind", [I32F32, I64F64, I96F32])
def test_powers_of_two_have_whole_logarithms(kind: type[Fixed]) -> None:
    for exponent in range(30):
        assert log2(kind.from_num(1 << exponent)) == kind.from_num(exponent)
    half = kind.from_num(1) / kind.from_num(2)
    assert log2(half) == kind.from_num(-1)


def test_a_logarithm_is_found_bit_by_bit() -> None:
    assert log2(I32F32.from_num(3)) == I32F32(6_807_362_105)
    assert log2(I96F32.from_num(3)) == I96F32(6_807_362_105)
    assert log2(I64F64.from_num(10)) == I64F64(61_278_757_397_652_712_441)


def test_what_has_no_logarithm() -> None:
    for number in (I64F64.ZERO, I64F64(-1), I64F64(1)):  # 1 / ulp overflows
        assert log2(number) is None
        assert ln(number) is None


def test_constants_have_23_digits() -> None:
    one = I64F64.from_num(1)
    assert exp(one) == I64F64(22_802_600 << 41)
    assert exp(-one) == I64F64(6_786_177_901_268_885_275)  # the series inverted, not that
    assert ln(I64F64.from_num(2)) == one / I64F64(12_102_203 << 41)
    assert ln(I64F64.from_num(2)) == I64F64(12_786_308_815_896_786_259)


def test_an_exponential_is_a_sum_of_fixed_length() -> None:
    assert exp(I64F64.ZERO) == I64F64.from_num(1)
    assert exp(I64F64.from_num(2)) == I64F64(136_304_026_803_256_390_399)
    assert exp(I64F64.from_num(-2)) == I64F64(2_496_495_334_008_788_799)
    assert exp(I32F32.from_num(50)) is None  # a term overflows
    assert exp(I64F64.MIN) is None


@pytest.mark.parametrize("kind", [I32F32, I64F64, I96F32])
@settings(max_examples=30)
@given(part=st.fractions(0, 8))
def test_an_exponential_is_the_sum_in_fractions_less_what_is_floored(
    kind: type[Fixed], part: Fraction
) -> None:
    """Each term loses less than two bits, of which the next ones lose their parts."""
    frac = kind.frac_bits
    number = kind(int(part * 2**frac))
    if number == kind.from_num(1):
        return
    exact = Fraction(number.bits, 2**frac)
    terms = [exact**place / factorial(place) for place in range(frac)]
    result = exp(number)
    assert result is not None
    lost = sum(terms) - Fraction(result.bits, 2**frac)
    assert 0 <= lost <= 2 * frac * sum(terms) / 2**frac
    inverse = exp(-number)
    assert inverse == kind.from_num(1) / result


def test_roots() -> None:
    four = I64F64.from_num(4)
    assert sqrt(four) == I64F64.from_num(2)
    assert sqrt(I64F64.from_num(1) / four) == I64F64.from_num(1) / I64F64.from_num(2)
    assert (sqrt(I64F64.ZERO), sqrt(I64F64(-1)), sqrt(I64F64(1))) == (I64F64.ZERO, None, None)


def test_powers() -> None:
    two, half = I64F64.from_num(2), literal(I64F64, "0.5")
    assert power(I64F64.ZERO, I64F64.ZERO) == I64F64.ZERO
    assert power(two, I64F64.ZERO) == I64F64.from_num(1)
    assert power(two, I64F64.from_num(1)) == two
    assert power(-two, half) is None
    assert power(two, half) == I64F64(26_087_635_771_364_541_952)
    assert power(two, I64F64.from_num(100)) is None
