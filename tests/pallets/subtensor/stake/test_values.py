"""What stake is worth in TAO."""

from __future__ import annotations

import pytest

from pallets.subtensor.stake import Stake, StakeValues
from pallets.subtensor.state import Subnets
from tests.pallets.subtensor.world import TAO, World, account

HOTKEY, OTHER, COLDKEY = account(1), account(2), account(3)


@pytest.fixture
def world() -> World:
    """Root, a subnet with a price of 1/4 and one without a pool."""
    world = World()
    subnets = world.pallet(Subnets)
    for netuid in (0, 1, 2):
        subnets.networks_added[netuid] = True
    subnets.subnet_mechanism[1] = 1
    world.setup_reserves(1, 250 * TAO, 1000 * TAO)
    stake = world.pallet(Stake)
    stake.increase(HOTKEY, COLDKEY, 0, 5 * TAO)
    stake.increase(HOTKEY, COLDKEY, 1, 8 * TAO)
    stake.increase(HOTKEY, account(4), 1, 3)
    stake.increase(OTHER, COLDKEY, 2, 7 * TAO)
    return world


def test_a_hotkey_is_worth_its_alpha_at_current_prices(world: World) -> None:
    values = world.pallet(StakeValues)
    assert values.total_for_hotkey(HOTKEY) == 7 * TAO  # and three quarters of a rao
    assert values.total_for_hotkey(OTHER) == 7 * TAO
    assert values.total_for_hotkey(account(9)) == 0


def test_fractions_of_a_rao_add_up(world: World) -> None:
    subnets = world.pallet(Subnets)
    subnets.networks_added[3] = True
    subnets.subnet_mechanism[3] = 1
    world.setup_reserves(3, 250 * TAO, 1000 * TAO)
    world.pallet(Stake).increase(HOTKEY, COLDKEY, 3, 1)
    assert world.pallet(StakeValues).total_for_hotkey(HOTKEY) == 7 * TAO + 1


def test_stake_in_a_subnet_that_is_gone_is_worth_nothing(world: World) -> None:
    del world.pallet(Subnets).networks_added[1]
    assert world.pallet(StakeValues).total_for_hotkey(HOTKEY) == 5 * TAO


def sale(alpha: int) -> int:
    """What a sale to the pool brings, with the fee at the price before it."""
    fee = alpha * 33 // 65535
    sold = alpha - fee
    return 250 * TAO * sold // (1000 * TAO + sold) + fee // 4


def test_a_coldkey_is_worth_what_its_stake_would_bring(world: World) -> None:
    values = world.pallet(StakeValues)
    assert values.total_for_coldkey(COLDKEY) == 12 * TAO + sale(8 * TAO)
    assert values.total_for_coldkey(HOTKEY) == 0


def test_what_cannot_be_sold_is_worth_nothing(world: World) -> None:
    before = world.stored().keys()
    world.setup_reserves(1, 99, 1000 * TAO)  # too little TAO to be paid out
    values = world.pallet(StakeValues)
    assert values.total_for_coldkey(COLDKEY) == 12 * TAO
    del world.pallet(Subnets).networks_added[2]
    assert values.total_for_coldkey(COLDKEY) == 5 * TAO
    assert world.stored().keys() <= before
