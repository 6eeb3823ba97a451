"""The price of a registration as a curve: down with blocks, up with registrations."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pallets.subtensor.registration.burn_price import (
    HALF,
    ONE,
    bounded,
    decay_factor,
    decayed,
    power,
    raised,
    times,
)
from runtime.fixed import U64F64

U64_MAX = 2**64 - 1
LONG = 65_535

# Half-lives in blocks, with prices in rao to begin with.
DECAYS = [
    (0, 777_777), (0, 0), (1, 0), (1, 1), (1, 2), (2, 1_024), (3, 4_096), (4, 65_536),
    (5, 123_456), (7, 999_999), (8, 1_000_000), (16, 1_000_000), (64, 1_000_000),
    (360, 10**10), (1_000, 10**11), (4_096, 10**12), (LONG, 123 * 10**9), (17, 123_456),
]  # fmt: skip


def test_without_a_half_life_the_price_stays() -> None:
    assert decay_factor(0) == ONE
    assert decayed(U64_MAX, 0) == U64_MAX


def test_a_half_life_of_one_block_halves_in_each() -> None:
    assert decay_factor(1) == HALF
    assert [decayed(price, 1) for price in (0, 1, 2, 3, U64_MAX)] == [0, 0, 1, 1, U64_MAX // 2]


@pytest.mark.parametrize(
    ("half_life", "price", "blocks", "expected"),
    [
        (1_000, 2_000, 1, 1_998),
        (1_000, 1_000, 1, 999),
        (2, 1_024, 2, 511),
        (2, 511, 2, 255),
        (1, 150_000, 1, 75_000),
        (360, 10**9, 1, 998_076_443),  # 10^9 * 2^(-1/360) = 998076443.6
    ],
)
def test_the_price_falls(half_life: int, price: int, blocks: int, expected: int) -> None:
    for _ in range(blocks):
        price = decayed(price, half_life)
    assert price == expected


@pytest.mark.parametrize("half_life", [1, 2, 3, 5, 16, 360, 1_000, 4_096, LONG])
def test_the_factor_is_the_largest_that_halves_in_a_half_life(half_life: int) -> None:
    factor = decay_factor(half_life)
    assert power(factor, half_life) <= HALF < power(factor + 1, half_life)


@pytest.mark.parametrize("half_life", [2, 3, 7, 360, 1_000])
def test_the_factor_is_the_root_of_a_half_but_for_rounding(half_life: int) -> None:
    factor, half = decay_factor(half_life), Fraction(1, 2)
    assert Fraction(factor - 4, ONE) ** half_life < half < Fraction(factor + 4, ONE) ** half_life


@pytest.mark.parametrize(("half_life", "price"), DECAYS)
def test_over_many_blocks_the_price_loses_to_rounding_alone(half_life: int, price: int) -> None:
    """Each block takes less than one rao too much."""
    now, exact = price, Fraction(price)
    factor = Fraction(decay_factor(half_life), ONE)
    for block in range(100):
        now, exact = decayed(now, half_life), exact * factor
        assert exact - (block + 1) < now <= exact


@pytest.mark.parametrize(("half_life", "price"), DECAYS[-6:])
def test_after_a_half_life_half_the_price_is_left(half_life: int, price: int) -> None:
    now = price
    for _ in range(half_life):
        now = decayed(now, half_life)
    assert abs(now - price // 2) <= half_life + price // 10**5


def test_powers_and_products_are_floored_and_saturate() -> None:
    assert power(HALF, 0) == ONE
    assert power(HALF, 3) == ONE >> 3
    assert power(3 * ONE, 5) == 243 * ONE
    assert times(3, HALF) == 1
    assert times(U64_MAX, ONE) == U64_MAX
    assert times(U64_MAX, 2 * ONE) == U64_MAX
    assert power(2**40, 65_535) == U64_MAX


@pytest.mark.parametrize(
    ("price", "multiplier", "expected"),
    [
        (1_000, U64F64.from_num(3), 3_000),
        (1_000, U64F64.from_num(0), 1_000),  # less than one counts as one
        (1_000, U64F64(2**63), 1_000),
        (7, U64F64(3 * 2**63), 10),  # 10.5
        (0, U64F64.from_num(100), 0),
        (U64_MAX, U64F64.from_num(2), U64_MAX),
        (1, U64F64.MAX, U64_MAX),
        (10**9, U64F64(23_242_897_532_874_035_200), 1_260_000_000),  # 1.26, as a float has it
    ],
)
def test_a_registration_raises_the_price(price: int, multiplier: U64F64, expected: int) -> None:
    assert raised(price, multiplier) == expected


@given(st.integers(0, U64_MAX), st.integers(0, 2**128 - 1))
def test_raising_is_the_saturating_product_of_fixed_point_numbers(price: int, bits: int) -> None:
    multiplier = max(U64F64(bits), U64F64.from_num(1), key=lambda number: number.bits)
    product = U64F64.from_num(price).saturating_mul(multiplier)
    assert raised(price, U64F64(bits)) == product.saturating_to_num()


@pytest.mark.parametrize(
    ("price", "least", "most", "expected"),
    [(5, 1, 9, 5), (0, 1, 9, 1), (10, 1, 9, 9), (5, 8, 3, 3), (1, 8, 3, 3)],
)
def test_prices_have_bounds(price: int, least: int, most: int, expected: int) -> None:
    assert bounded(price, least, most) == expected
