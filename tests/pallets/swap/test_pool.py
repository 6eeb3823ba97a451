"""What a pool pays out, from tiny reserves to the bounds of u64."""

from decimal import Decimal, localcontext
from itertools import product

import pytest

from pallets.swap.balancer import Balancer
from pallets.swap.pool import Pool
from runtime.fixed import U64F64
from runtime.fixed.integers import U64_MAX
from runtime.fixed.perquintill import ACCURACY

WEIGHTS = [500_000_000, 500_000_010, 499_999_990, 100_000_000, 900_000_000]  # of a billion
RESERVES = [(1500, 1000), (1, 1_000_000), (1_000_000, 1)]
AMOUNTS = [1, 10_000, 1_000_000, U64_MAX]


@pytest.mark.parametrize(("weight", "reserves"), [*product(WEIGHTS, RESERVES)])
def test_what_is_paid_out(weight: int, reserves: tuple[int, int]) -> None:
    """At most what the formula gives, floored, and at most one less."""
    tao, alpha = reserves
    pool = Pool(tao, alpha, Balancer(weight * 10**9))
    with localcontext(prec=60):
        quote = Decimal(weight) / 10**9
        for amount in AMOUNTS:
            sold = tao * (1 - (Decimal(alpha) / (alpha + amount)) ** ((1 - quote) / quote))
            bought = alpha * (1 - (Decimal(tao) / (tao + amount)) ** (quote / (1 - quote)))
            assert 0 <= pool.tao_for(amount) - int(sold) <= 1
            assert 0 <= pool.alpha_for(amount) - int(bought) <= 1


@pytest.mark.parametrize(
    ("weight", "reserves", "amount", "tao_paid", "alpha_paid"),
    [
        (500_000_000, (1500, 1000), 1, 1, 0),
        (500_000_000, (1500, 1000), 10_000, 1363, 869),
        (500_000_000, (1500, 1000), U64_MAX, 1499, 999),
        (500_000_010, (1_000_000, 1), 1, 499_999, 0),
        (499_999_990, (1, 1_000_000), 1, 0, 499_999),
        (500_000_000, (1, 1_000_000), 1, 0, 500_000),
        (100_000_000, (1500, 1000), 1, 13, 0),
        (100_000_000, (1500, 1000), 1_000_000, 1500, 514),
        (100_000_000, (1, 1_000_000), U64_MAX, 1, 992_766),
        (900_000_000, (1500, 1000), 10_000, 350, 999),
        (900_000_000, (1_000_000, 1), 10_000, 640_622, 0),
    ],
)
def test_figures(
    weight: int, reserves: tuple[int, int], amount: int, tao_paid: int, alpha_paid: int
) -> None:
    pool = Pool(*reserves, Balancer(weight * 10**9))
    assert (pool.tao_for(amount), pool.alpha_for(amount)) == (tao_paid, alpha_paid)


def test_prices_after_a_swap() -> None:
    pool = Pool(1_000, 4_000, Balancer(ACCURACY // 2))
    assert pool.price == U64F64.from_num(1) / U64F64.from_num(4)
    # 1000 TAO buy 2000 alpha, 4000 alpha are sold for 500 TAO
    assert pool.price_after_buying(1_000) == U64F64.from_num(2_000) / U64F64.from_num(2_000)
    assert pool.price_after_selling(4_000) == U64F64.from_num(500) / U64F64.from_num(8_000)


def test_reserves_end_at_u64() -> None:
    """What a full reserve cannot take pays nothing."""
    pool = Pool(10, U64_MAX, Balancer())
    assert pool.tao_for(U64_MAX) == 0
    assert pool.price_after_selling(U64_MAX) == pool.price == U64F64(10)


def test_a_pool_that_pays_all_has_no_price() -> None:
    pool = Pool(10, 10, Balancer())
    assert (pool.alpha_for(U64_MAX), pool.tao_for(U64_MAX)) == (10, 10)
    assert pool.price_after_buying(U64_MAX) == pool.price_after_selling(U64_MAX) == U64F64(0)
