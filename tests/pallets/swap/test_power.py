"""Powers of fractions: where they are exact, and what the series give beyond."""

import pytest

from pallets.swap.power import (
    exp,
    floor_root,
    ln,
    ln_near_one,
    ln_of_two,
    pow_ratio_scaled,
    without_guard,
)

QUINTILLION = 10**18
MILLION = 10**6
NEAR_ONE = (999_999_937, 1_000_000_003)


def test_a_small_exponent_is_exact() -> None:
    assert pow_ratio_scaled((2, 3), (1, 2), 0, 1000) == 816
    weights = (600_000_000_000_000_000, 400_000_000_000_000_000)
    base = (21_000_000_000_000_000, 28_000_000_000_000_000)
    assert pow_ratio_scaled(base, weights, 4096, QUINTILLION) == 649_519_052_838_328_985


@pytest.mark.parametrize(
    ("exponent", "result"),
    [
        ((1024, 1), 999_932),  # the largest exact power
        ((999, 1024), 999_999),  # the largest exact root
        ((1025, 1), 999_932),  # one more, by series
        ((999, 1025), 999_999),
        ((2048, 4096), 999_999),  # a half in disguise
    ],
)
def test_both_ways_to_a_power(exponent: tuple[int, int], result: int) -> None:
    assert pow_ratio_scaled(NEAR_ONE, exponent, 64, MILLION) == result


def test_where_the_exact_way_ends_is_a_part_of_the_rule() -> None:
    assert pow_ratio_scaled((2, 1), (1024, 1), 256, 1) == 2**1024
    assert pow_ratio_scaled((2, 1), (1025, 1), 256, 1) != 2**1025


def test_what_has_no_power() -> None:
    assert pow_ratio_scaled((1, 0), (1, 2), 64, MILLION) is None
    assert pow_ratio_scaled((0, 0), (1, 2), 64, MILLION) is None
    assert pow_ratio_scaled((1, 2), (1, 0), 64, MILLION) is None


def test_powers_of_nothing_and_to_nothing() -> None:
    assert pow_ratio_scaled((0, 5), (1, 2), 64, MILLION) == 0
    assert pow_ratio_scaled((0, 5), (0, 2), 64, MILLION) == 0
    assert pow_ratio_scaled((3, 5), (0, 2), 64, MILLION) == MILLION


def test_precision_has_a_least_value_that_the_scale_raises() -> None:
    exponent = (10**18 - 1, 10**18)
    results = [pow_ratio_scaled((3, 7), exponent, bits, QUINTILLION) for bits in (0, 32, 64, 68)]
    assert len(set(results)) == 1  # 60 bits of the scale and 8 more are the least
    assert pow_ratio_scaled((3, 7), exponent, 0, 1) == 0


@pytest.mark.parametrize(("number", "degree"), [(0, 1), (10**40, 1), (10**40, 3), (2**90 - 1, 9)])
def test_roots_are_floored(number: int, degree: int) -> None:
    root = floor_root(number, degree)
    assert root**degree <= number < (root + 1) ** degree


def test_series() -> None:
    digits = 280
    assert without_guard(ln_of_two(digits)) >> 192 == 0xB17217F7D1CF79AB
    assert ln(1, digits) == 0
    assert ln(2**70, digits) == 70 * ln_of_two(digits)
    quarter = 1 << digits - 2
    assert ln(3, digits) == ln_near_one(-quarter, digits) + 2 * ln_of_two(digits)  # 0.75 * 2^2
    assert ln(5, digits) == ln_near_one(quarter, digits) + 2 * ln_of_two(digits)  # 1.25 * 2^2
    assert without_guard(exp(1 << digits, digits)) >> 192 == 0x2B7E151628AED2A6A
    assert exp(0, digits) == 1 << digits


def test_guard_bits_are_rounded_away_from_zero() -> None:
    half = 1 << 23
    assert [without_guard(n) for n in (half - 1, half, -half + 1, -half)] == [0, 1, 0, -1]
