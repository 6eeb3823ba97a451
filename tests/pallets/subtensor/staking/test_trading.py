"""Before a subnet's start its alpha may not be traded; then all calls work. As a chain has them."""

from __future__ import annotations

import pytest

from pallets.subtensor.errors import AmountTooLow, SubtokenDisabled
from pallets.subtensor.money import Tao
from pallets.subtensor.stake import Stake
from pallets.subtensor.staking import AddStake, BurnStake, MoveStake, RemoveAllStake, RemoveStake
from pallets.subtensor.state import Subnets
from runtime.call import Call
from tests.pallets.subtensor.staking.market import LEAST, refuses
from tests.pallets.subtensor.world import TAO, World, account

COLDKEY, HOTKEY, OTHER_HOTKEY, FOUNDER = (account(n) for n in (2, 1, 3, 9))
AMOUNT = 10 * LEAST


@pytest.fixture
def world() -> World:
    """Two subnets that were founded and not started, with two neurons in each."""
    world = World()
    world.add_network(0)
    for _ in range(2):
        netuid = world.add_dynamic_network(account(90), FOUNDER, started=False)
        for hotkey in (HOTKEY, OTHER_HOTKEY):
            world.register_ok_neuron(netuid, hotkey, COLDKEY)
    world.endow(COLDKEY, 200 * TAO)
    world.give_stake(HOTKEY, COLDKEY, 1, 10 * TAO)
    return world


def trades() -> list[Call]:
    """In an order in which all can be made."""
    return [
        *(
            AddStake.add_stake(hotkey, netuid, 20 * TAO)
            for netuid in (1, 2)
            for hotkey in (HOTKEY, OTHER_HOTKEY)
        ),
        AddStake.add_stake_limit(HOTKEY, 1, AMOUNT, 2**64 - 1, False),
        RemoveStake.remove_stake(HOTKEY, 1, AMOUNT),
        BurnStake.recycle_alpha(HOTKEY, AMOUNT, 1),
        BurnStake.burn_alpha(HOTKEY, AMOUNT, 1),
        BurnStake.add_stake_burn(HOTKEY, 1, AMOUNT, None),
        MoveStake.move_stake(HOTKEY, OTHER_HOTKEY, 1, 2, AMOUNT),
        MoveStake.transfer_stake(OTHER_HOTKEY, HOTKEY, 1, 2, AMOUNT),
        MoveStake.swap_stake(HOTKEY, 1, 2, AMOUNT),
        MoveStake.swap_stake_limit(HOTKEY, 1, 2, AMOUNT, 0, False),
    ]


def test_before_the_start_nothing_is_traded(world: World) -> None:
    for call in trades():
        refuses(world, call, SubtokenDisabled, by=COLDKEY)
    world.run(RemoveAllStake.unstake_all(HOTKEY), by=COLDKEY)
    refuses(world, RemoveAllStake.unstake_all_alpha(HOTKEY), AmountTooLow, by=COLDKEY)
    assert world.pallet(Stake).of(HOTKEY, COLDKEY, 1) == 10 * TAO
    # There is one way.
    world.run(RemoveStake.remove_stake_limit(HOTKEY, 1, AMOUNT, 1, False), by=COLDKEY)
    assert world.pallet(Stake).of(HOTKEY, COLDKEY, 1) == 10 * TAO - AMOUNT


def test_after_the_start_everything_is(world: World) -> None:
    for netuid in (1, 2):
        world.pallet(Subnets).subtoken_enabled[netuid] = True
    issued = world.pallet(Tao).issuance.total_issuance.get()
    for call in trades():
        world.run(call, by=COLDKEY)
    world.run(RemoveAllStake.unstake_all_alpha(HOTKEY), by=COLDKEY)
    stake = world.pallet(Stake)
    assert stake.of(HOTKEY, COLDKEY, 1) == stake.of(HOTKEY, COLDKEY, 2) == 0
    assert stake.of(HOTKEY, COLDKEY, 0) > 40 * TAO
    assert world.pallet(Tao).issuance.total_issuance.get() == issued
