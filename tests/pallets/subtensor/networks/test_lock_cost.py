"""What a new subnet costs."""

from __future__ import annotations

import pytest

from pallets.subtensor.networks import LockCost
from pallets.subtensor.networks.lock_cost import lock_cost, reduction_interval
from pallets.subtensor.state import Founding, Issuance, RateLimits
from pallets.subtensor.types import NetworkLastRegistered
from tests.pallets.subtensor.world import TAO, World

U64_MAX = 2**64 - 1


@pytest.mark.parametrize(
    ("block", "cost"),
    [
        (10, 2000),  # twice as much at once
        (11, 1990),
        (60, 1500),
        (110, 1000),
        (159, 510),
        (160, 500),  # the lowest
        (161, 500),
        (10_000, 500),
    ],
)
def test_the_cost_doubles_and_falls_to_the_lowest(block: int, cost: int) -> None:
    assert lock_cost(last=1000, lowest=500, last_block=10, block=block, interval=100) == cost


def test_the_first_subnet_of_all_costs_it_once() -> None:
    assert lock_cost(last=1000, lowest=1, last_block=0, block=0, interval=100) == 1000
    assert lock_cost(last=1000, lowest=1, last_block=0, block=30, interval=100) == 700


def test_each_block_takes_away_whole_rao() -> None:
    assert lock_cost(last=1099, lowest=0, last_block=1, block=2, interval=100) == 2188


def test_with_an_interval_of_zero_it_does_not_fall() -> None:
    assert lock_cost(last=1000, lowest=1, last_block=10, block=10**9, interval=0) == 2000


def test_the_cost_saturates() -> None:
    assert lock_cost(U64_MAX - 1, 0, 10, 10, 100) == U64_MAX
    assert lock_cost(U64_MAX, 7, 1, U64_MAX, 1) == 7


def test_a_block_of_the_past_takes_nothing_away() -> None:
    assert lock_cost(1000, 0, 10, 9, 100) == 2000


@pytest.mark.parametrize(
    ("interval", "emission", "expected"),
    [
        (100_800, TAO, 100_800),
        (100_800, TAO // 2, 50_400),
        (2, TAO // 4, 0),
        (100_800, 0, 0),
        (U64_MAX, TAO, 2**63 - 1),
    ],
)
def test_the_interval_is_as_long_as_the_emission_is_high(
    interval: int, emission: int, expected: int
) -> None:
    assert reduction_interval(interval, emission) == expected


def test_the_cost_is_that_of_the_chains_parameters() -> None:
    world = World(block=100)
    founding, cost = world.pallet(Founding), world.pallet(LockCost)
    assert cost.current() == world.config.initial_network_min_lock_cost
    founding.network_min_lock_cost.set(10 * TAO)
    founding.network_lock_reduction_interval.set(1000)
    cost.record(50 * TAO)
    limits = world.pallet(RateLimits).last_rate_limited_block
    assert limits[NetworkLastRegistered()] == 100
    assert cost.current() == 100 * TAO
    world.set_block(200)
    assert cost.current() == 95 * TAO
    # Half of the TAO is mined: a block mints half as much, and the cost falls twice as fast.
    world.pallet(Issuance).total_issuance.set(10_500_000 * TAO)
    assert cost.interval() == 500
    assert cost.current() == 90 * TAO
    world.set_block(5000)
    assert cost.current() == 10 * TAO
