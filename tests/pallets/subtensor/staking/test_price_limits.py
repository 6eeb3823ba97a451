"""How much price limits allow, on numbers; and the same of pools."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pallets.subtensor.staking.price_limits import (
    inverted,
    most_bought_at_par,
    most_moved,
    most_sold_at_par,
)
from pallets.swap.balancer import Balancer
from pallets.swap.pool import Pool
from runtime.fixed import U64F64
from runtime.fixed.integers import U64_MAX
from tests.pallets.subtensor.world import TAO

AN_HALF_MORE = (150 * TAO, 100 * TAO, 100 * TAO, 100 * TAO)


@pytest.mark.parametrize(
    ("limit", "bought", "sold"),
    [
        (0, 0, U64_MAX),
        (500_000_000, 0, U64_MAX),
        (999_999_999, 0, U64_MAX),
        (1_000_000_000, U64_MAX, U64_MAX),
        (1_000_000_001, U64_MAX, 0),
        (2_000_000_000, U64_MAX, 0),
        (U64_MAX, U64_MAX, 0),
    ],
)
def test_where_the_price_is_one_a_limit_allows_all_or_nothing(
    limit: int, bought: int, sold: int
) -> None:
    assert most_bought_at_par(limit) == bought
    assert most_sold_at_par(limit) == sold


@pytest.mark.parametrize(
    ("limit", "price"),
    [
        (2 * TAO, 500_000_000),
        (3 * TAO, 333_333_333),
        (1, 10**18),
        (U64_MAX, 0),
        (0, 0),
    ],
)
def test_a_limit_is_turned_round(limit: int, price: int) -> None:
    assert inverted(limit) == price


def moved(tao_1: int, alpha_1: int, tao_2: int, alpha_2: int, limit: int) -> int:
    origin, dest = Pool(tao_1, alpha_1, Balancer()), Pool(tao_2, alpha_2, Balancer())
    return most_moved(origin, dest, origin.price.safe_div(dest.price), limit)


@pytest.mark.parametrize(
    ("reserves", "limit", "most"),
    [
        # A pool that is empty on one side
        ((0, TAO, TAO, TAO), 100, 0),
        ((TAO, 0, TAO, TAO), 100, 0),
        ((TAO, TAO, 0, TAO), 100, 0),
        ((TAO, TAO, TAO, 0), 100, 0),
        # Dust
        ((1, 1, 1, 1), 0, U64_MAX),
        ((1, 1, 1, 1), 1, 499_999_999),
        ((1, 1, 1, 1), 2, 249_999_999),
        ((1, 1, 1, 1), 3, 166_666_666),
        ((1, 1, 1, 1), 4, 124_999_999),
        ((1, 1, 1, 1), 1_000, 499_999),
        ((1_000, 1_000, 1_000, 1_000), 500_000_000, 500),
        ((1_000, 1_000, 1_000, 1_000), 100_000_000, 4_500),
        # From the price of 1.5 down
        (AN_HALF_MORE, 100_000_000, 560_000_000_000),
        (AN_HALF_MORE, 500_000_000, 79_999_999_999),
        (AN_HALF_MORE, 750_000_000, 39_999_999_999),
        (AN_HALF_MORE, 1_000_000_000, 19_999_999_999),
        (AN_HALF_MORE, 1_250_000_000, 7_999_999_999),
        (AN_HALF_MORE, 1_499_999_999, 26),
        (AN_HALF_MORE, 1_500_000_000, 0),
        (AN_HALF_MORE, 1_500_000_001, 0),
        (AN_HALF_MORE, 1_500_001_000, 0),
        (AN_HALF_MORE, 2_000_000_000, 0),
        (AN_HALF_MORE, U64_MAX, 0),
        ((100 * TAO, 200 * TAO, 300 * TAO, 400 * TAO), 500_000_000, 50_000_000_000),
        # Large
        ((TAO, TAO, TAO, TAO), 1, 499_999_999_519_232_435),
        ((10**6, 10**6, 21 * 10**15, 10**18), 1, 47_619_047_594_814_715),
        ((10**6, 10**6, 21 * 10**15, 10**18), U64_MAX, 0),
        ((U64_MAX, U64_MAX, U64_MAX, U64_MAX), 1, 0),
    ],
)
def test_what_may_be_moved_between_pools(
    reserves: tuple[int, int, int, int], limit: int, most: int
) -> None:
    """Where the reference's figures are rounder by a rao or so, these are the arithmetic's."""
    assert moved(*reserves, limit) == most


reserve = st.integers(10**6, 10**15)


@settings(max_examples=30, deadline=None)
@given(reserve, reserve, reserve, reserve, st.integers(1, 999))
def test_what_may_be_moved_ends_at_the_limit(t1: int, a1: int, t2: int, a2: int, part: int) -> None:
    """By fractions: all that is moved gets the limit's price, and one part in 10^5 more less."""
    price = U64F64.from_num(t1).safe_div(U64F64.from_num(a1))
    price = price.safe_div(U64F64.from_num(t2).safe_div(U64F64.from_num(a2)))
    limit = int(Fraction(price.bits, 1 << 64) * TAO) * part // 1000
    assume(1_000 <= limit <= U64_MAX)
    most = moved(t1, a1, t2, a2, limit)

    def got(alpha: int) -> Fraction:
        tao = Fraction(t1 * alpha, a1 + alpha)
        return a2 * tao / (t2 + tao)

    assume(most > 10**6)
    assert got(most) / most >= Fraction(limit, TAO) * Fraction(99_999, 100_000)
    more = most + most // 1_000
    assert got(more) / more < Fraction(limit, TAO)
