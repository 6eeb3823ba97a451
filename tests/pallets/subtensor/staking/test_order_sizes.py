"""How large orders may be: by the pool, and by a price limit, with the fee."""

from __future__ import annotations

import pytest

from pallets.subtensor.errors import InsufficientLiquidity
from pallets.subtensor.staking import OrderSizes
from pallets.subtensor.state import Subnets
from runtime.fixed.integers import U64_MAX
from tests.pallets.subtensor.staking.market import FIRST, POOLS, ROOT, SECOND, STABLE, a_market
from tests.pallets.subtensor.world import TAO, World, fails


@pytest.fixture
def world() -> World:
    return a_market()


# By the pool


@pytest.mark.parametrize("netuid", [FIRST, SECOND])
def test_an_order_is_over_a_thousand_times_the_reserve_at_most(world: World, netuid: int) -> None:
    sizes, (tao, alpha) = world.pallet(OrderSizes), POOLS[netuid]
    sizes.ensure_buyable(netuid, 1000 * tao)
    with pytest.raises(InsufficientLiquidity):
        sizes.ensure_buyable(netuid, 1000 * tao + 1)
    sizes.ensure_sellable(netuid, 1000 * alpha)
    with pytest.raises(InsufficientLiquidity):
        sizes.ensure_sellable(netuid, 1000 * alpha + 1)


@pytest.mark.parametrize("netuid", [ROOT, STABLE])
def test_without_a_pool_orders_have_any_size(world: World, netuid: int) -> None:
    sizes = world.pallet(OrderSizes)
    sizes.ensure_buyable(netuid, U64_MAX)
    sizes.ensure_sellable(netuid, U64_MAX)


def test_root_counts_as_without_a_pool_even_if_it_has_one(world: World) -> None:
    world.pallet(Subnets).subnet_mechanism[ROOT] = 1
    sizes = world.pallet(OrderSizes)
    sizes.ensure_buyable(ROOT, U64_MAX)
    sizes.ensure_sellable(ROOT, U64_MAX)
    assert sizes.most_bought(ROOT, TAO) == sizes.most_sold(ROOT, TAO) == U64_MAX


def test_the_greatest_order_of_a_huge_pool_is_the_greatest_number(world: World) -> None:
    world.setup_reserves(FIRST, U64_MAX // 2, U64_MAX)
    sizes = world.pallet(OrderSizes)
    sizes.ensure_buyable(FIRST, U64_MAX)
    assert sizes.most_bought(FIRST, U64_MAX) == U64_MAX


# By a price limit


@pytest.mark.parametrize("netuid", [ROOT, STABLE])
def test_at_par_a_limit_allows_all_or_nothing(world: World, netuid: int) -> None:
    sizes = world.pallet(OrderSizes)
    assert [sizes.most_bought(netuid, TAO + n) for n in (-1, 0, 1)] == [0, U64_MAX, U64_MAX]
    assert [sizes.most_sold(netuid, TAO + n) for n in (-1, 0, 1)] == [U64_MAX, U64_MAX, 0]


@pytest.mark.parametrize(
    ("tao", "alpha", "limit", "most"),
    [
        (100, 100, 1_100_000_000, 4),
        (1_000, 1_000, 1_100_000_000, 48),
        (10_000, 10_000, 1_100_000_000, 488),
        (10**6, 10**6, 4 * TAO, 1_000_503),
        (10**6, 10**6, 9 * TAO, 2_001_007),
        (10**6, 10**6, 16 * TAO, 3_001_511),
        (10**12, 10**12, 16 * TAO, 3_001_511_404_231),
        (150 * TAO, 100 * TAO, 1_500_000_001, 49),
        (150 * TAO, 100 * TAO, 6 * TAO, 150_075_570_211),
    ],
)
def test_what_may_buy_until_a_price_is_reached(
    world: World, tao: int, alpha: int, limit: int, most: int
) -> None:
    world.setup_reserves(FIRST, tao, alpha)
    assert world.pallet(OrderSizes).most_bought(FIRST, limit) == most


@pytest.mark.parametrize("limit", [0, 100_000_000, 500_000_000, 1_499_999_999, 1_500_000_000])
def test_nothing_may_be_bought_below_the_price(world: World, limit: int) -> None:
    with fails("PriceLimitExceeded"):
        world.pallet(OrderSizes).most_bought(FIRST, limit)


@pytest.mark.parametrize(
    ("tao", "alpha", "limit", "most"),
    [
        # As far as the pool takes it
        (10**10, 10**10, 0, 10**13),
        (1_000, 1_000, 0, 1_000_000),
        *[(1_001, 1_001, limit, 1_001_000) for limit in (0, 1, 2, 1_001)],
        (200 * TAO, 100 * TAO, 0, 100_000 * TAO),
        (21 * 10**15, 21 * 10**15, 0, U64_MAX),
        # As far as the price falls to the limit
        *[(1_001, 1_001, limit, 17_472) for limit in (10_000, 100_000, 1_000_000)],
        (1_001, 1_001, 10_000_000, 9_013),
        (1_001, 1_001, 100_000_000, 2_165),
        (10**6, 10**6, 250_000_000, 1_000_503),
        (10**6, 10**6, 62_500_000, 3_001_511),
        (10**12, 10**12, 62_500_000, 3_001_511_404_231),
        (200 * TAO, 100 * TAO, 500_000_000, 100_050_380_141),
        (200 * TAO, 100 * TAO, 125_000_000, 300_151_140_423),
        (200 * TAO, 100 * TAO, 1_999_999_999, 24),
        (200 * TAO, 100 * TAO, 1_999_999_990, 250),
        (21 * 10**15, 10**6, 21 * 10**15, 17_455_533),
        (21 * 10**15, 10**6, U64_MAX, 66_997),
        (21 * 10**15, 10**18, 20_000_000, 24_707_518_010_384_840),
        (21 * 10**15, 21 * 10**15, 999_999_999, 10_505_288),
    ],
)
def test_what_may_be_sold_until_a_price_is_reached(
    world: World, tao: int, alpha: int, limit: int, most: int
) -> None:
    """The reference allows for 1 %; these are the figures of the arithmetic."""
    world.setup_reserves(FIRST, tao, alpha)
    assert world.pallet(OrderSizes).most_sold(FIRST, limit) == most


@pytest.mark.parametrize(
    ("tao", "alpha", "limit", "error"),
    [
        (0, TAO, 100, "ReservesTooLow"),
        (TAO, 0, 100, "PriceLimitExceeded"),
        (200 * TAO, 100 * TAO, 2_000_000_000, "PriceLimitExceeded"),
        (200 * TAO, 100 * TAO, 2_000_000_001, "PriceLimitExceeded"),
        (21 * 10**15, 10**18, U64_MAX, "PriceLimitExceeded"),
    ],
)
def test_nothing_may_be_sold_above_the_price_or_in_an_empty_pool(
    world: World, tao: int, alpha: int, limit: int, error: str
) -> None:
    world.setup_reserves(FIRST, tao, alpha)
    with fails(error):
        world.pallet(OrderSizes).most_sold(FIRST, limit)


# Between subnets


@pytest.mark.parametrize("dest", [ROOT, STABLE])
def test_between_subnets_at_par_a_limit_allows_all_or_nothing(world: World, dest: int) -> None:
    sizes = world.pallet(OrderSizes)
    for limit in (0, 500_000_000, 999_999_999, TAO):
        assert sizes.most_moved(ROOT, dest, limit) == U64_MAX
    for limit in (TAO + 1, 2 * TAO):
        assert sizes.most_moved(ROOT, dest, limit) == 0


@pytest.mark.parametrize("source", [ROOT, STABLE])
def test_a_move_into_a_pool_is_a_purchase_at_the_inverse_price(world: World, source: int) -> None:
    world.setup_reserves(FIRST, 50 * TAO, 100 * TAO)
    sizes = world.pallet(OrderSizes)
    assert sizes.most_moved(source, FIRST, 0) == U64_MAX
    assert sizes.most_moved(source, FIRST, 500_000_000) == 50_025_190_070
    assert sizes.most_moved(source, FIRST, 1_999_999_000) == 12_505
    for limit in (2 * TAO, 3 * TAO, U64_MAX // 2, U64_MAX - 1, U64_MAX):
        with fails("PriceLimitExceeded"):
            sizes.most_moved(source, FIRST, limit)


@pytest.mark.parametrize("dest", [ROOT, STABLE])
def test_a_move_out_of_a_pool_is_a_sale(world: World, dest: int) -> None:
    sizes = world.pallet(OrderSizes)
    for limit in (0, 1, 2, 3):
        assert sizes.most_moved(FIRST, dest, limit) == 100_000 * TAO
    assert sizes.most_moved(FIRST, dest, 375_000_000) == 100_050_380_141
    assert sizes.most_moved(FIRST, dest, 1_499_999_999) == 33
    for limit in (1_500_000_000, 1_500_000_001, U64_MAX // 2, U64_MAX - 1, U64_MAX):
        with fails("PriceLimitExceeded"):
            sizes.most_moved(FIRST, dest, limit)


def test_a_move_between_pools_has_the_price_of_both(world: World) -> None:
    world.setup_reserves(SECOND, 100 * TAO, 100 * TAO)
    sizes = world.pallet(OrderSizes)
    assert sizes.most_moved(FIRST, SECOND, 1_250_000_000) == 7_999_999_999
    assert sizes.most_moved(FIRST, SECOND, 1_500_000_001) == 0
