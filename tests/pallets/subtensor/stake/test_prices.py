"""Prices of alpha: now, moving, and in the middle."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pallets.subtensor.stake import Prices
from pallets.subtensor.stake.prices import median_price, moved_price, price_weight
from pallets.subtensor.state import PoolReserves, Subnets
from runtime.fixed import I96F32, U64F64, literal
from tests.pallets.subtensor.world import World

ONE = U64F64.from_num(1)
HALF = U64F64(1 << 63)


def price(text: str) -> U64F64:
    return literal(U64F64, text)


def in_units(number: U64F64 | I96F32) -> float:
    return number.bits / (1 << number.frac_bits)


# The median


@pytest.mark.parametrize(
    ("prices", "median"),
    [
        ([], "1"),
        (["0", "0"], "1"),
        (["0.25"], "0.25"),
        (["0", "0.25", "0"], "0.25"),
        (["3", "1"], "2"),
        (["5", "1", "2"], "2"),
        (["0.1", "0.1", "0.1", "7"], "0.1"),
        (["1", "1", "2", "2"], "1.5"),
        (["4", "0", "1", "2", "3"], "2.5"),
    ],
)
def test_the_median_price(prices: list[str], median: str) -> None:
    assert median_price(map(price, prices)) == price(median)


def test_the_mean_of_two_middle_prices_is_cut_off_at_the_largest_number() -> None:
    assert median_price([U64F64.MAX, U64F64.MAX]) == U64F64.MAX.safe_div(U64F64.from_num(2))


@settings(max_examples=30)
@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=9))
def test_half_of_the_prices_are_on_each_side_of_the_median(prices: list[int]) -> None:
    median = median_price(map(U64F64.from_num, prices))
    below = sum(U64F64.from_num(one) < median for one in prices)
    above = sum(U64F64.from_num(one) > median for one in prices)
    assert max(below, above) <= len(prices) // 2


def test_root_and_what_is_no_subnet_have_no_part_in_the_median() -> None:
    world = World()
    subnets = world.pallet(Subnets)
    for netuid, tao, exists in ((0, 9, True), (1, 2, True), (2, 9, False), (3, 4, True)):
        subnets.networks_added[netuid] = exists
        subnets.subnet_mechanism[netuid] = 1
        world.setup_reserves(netuid, tao * 1000, 1000)
    assert world.pallet(Prices).median_subnet_price() == U64F64.from_num(3)


# The price now


def test_the_price_follows_from_reserves_where_there_is_a_pool() -> None:
    world = World()
    prices, subnets = world.pallet(Prices), world.pallet(Subnets)
    world.setup_reserves(1, 300, 400)
    assert prices.alpha_price(1) == ONE
    subnets.subnet_mechanism[1] = 1
    assert prices.alpha_price(1) == price("0.75")
    world.setup_reserves(1, 300, 0)
    assert prices.alpha_price(1) == U64F64.from_num(0)


# The moving average


def started(block: int, started_at: int, moving: str, moving_alpha: str) -> World:
    """A subnet 1 with a price of one."""
    world = World(block=block)
    world.setup_reserves(1, 1_000_000, 1_000_000)
    pools, subnets = world.pallet(PoolReserves), world.pallet(Subnets)
    subnets.subnet_mechanism[1] = 1
    subnets.first_emission_block_number[1] = started_at
    pools.subnet_moving_price[1] = literal(I96F32, moving)
    pools.subnet_moving_alpha.set(literal(I96F32, moving_alpha))
    return world


def updated(world: World, times: int = 1) -> float:
    for _ in range(times):
        world.pallet(Prices).update_moving_price(1)
    return in_units(world.pallet(PoolReserves).subnet_moving_price[1])


def test_a_moving_price_that_is_the_price_stays() -> None:
    world = started(7_200_000, 1, "1", "0.000003")
    assert updated(world) == 1
    assert world.pallet(Prices).moving_price(1) == ONE


def test_with_a_weight_of_one_the_moving_price_is_the_price_soon() -> None:
    assert 0.95 < updated(started(7_200_000, 1, "0", "1")) < 1


def test_after_four_weeks_a_price_has_half_of_its_weight() -> None:
    world = started(7_200 * 28, 1, "0", "0.1")
    assert updated(world, 14) == pytest.approx(0.512325, abs=0.001)


def test_a_new_subnet_moves_slowly() -> None:
    assert updated(started(510, 500, "0", "0.5")) < 0.001


def test_an_old_subnet_moves_with_the_whole_weight() -> None:
    assert updated(started(144_000_500, 500, "0", "0.5")) == pytest.approx(0.5, abs=0.001)


def test_a_price_counts_as_one_at_most() -> None:
    world = started(144_000_500, 500, "0", "0.5")
    world.setup_reserves(1, 9_000_000, 1_000_000)
    assert updated(world) < 0.5


@pytest.mark.parametrize(
    ("block", "first_emission", "weight"),
    [(1, 1, 1), (1, 2, 0), (4, 1, 4), (4, None, 4), (4, 0, 4), (3, 9, 0)],
)
def test_blocks_count_from_the_one_before_the_first_emission(
    block: int, first_emission: int | None, weight: int
) -> None:
    world = started(block, 0, "0", "1")
    world.pallet(Subnets).first_emission_block_number[1] = first_emission
    world.pallet(PoolReserves).ema_price_halving_blocks[1] = 8
    expected = I96F32.from_num(price_weight(ONE, weight, 8))
    assert updated(world) == in_units(expected)


def test_a_weight_without_any_blocks_is_nothing() -> None:
    assert price_weight(ONE, 0, 0) == U64F64.from_num(0)
    assert price_weight(HALF, 8, 8) == U64F64(1 << 62)


def test_the_new_price_and_the_old_average_are_weighed() -> None:
    assert moved_price(price("0.5"), price("0.25"), HALF) == price("0.375")
    assert moved_price(price("0.5"), price("7"), HALF) == price("0.75")
    assert moved_price(price("3"), price("0.25"), U64F64.from_num(0)) == price("3")


def test_the_average_is_kept_with_32_binary_places_floored() -> None:
    world = started(3, 1, "0", "1")
    world.pallet(PoolReserves).ema_price_halving_blocks[1] = 6
    updated(world)  # a third
    assert world.pallet(PoolReserves).subnet_moving_price[1] == I96F32((1 << 32) // 3)


def test_root_and_a_subnet_without_a_pool_have_a_moving_price_of_one() -> None:
    world = started(144_000_500, 500, "0.25", "0.5")
    prices, subnets = world.pallet(Prices), world.pallet(Subnets)
    pools = world.pallet(PoolReserves)
    assert prices.moving_price(1) == price("0.25")
    pools.subnet_moving_price[1] = I96F32(-5)
    assert prices.moving_price(1) == U64F64.from_num(0)
    subnets.subnet_mechanism[1] = 0
    assert prices.moving_price(1) == ONE
    subnets.subnet_mechanism[0] = 1
    assert prices.moving_price(0) == ONE
    subnets.subnet_mechanism[1] = 2  # neither fixed nor with a pool
    pools.subnet_moving_price[1] = I96F32(1 << 31)
    assert prices.moving_price(1) == HALF
