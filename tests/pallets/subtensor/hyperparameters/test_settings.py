"""Setters that do more than to write and to tell; the others are tested through AdminUtils."""

from __future__ import annotations

from pallets.subtensor.events import ActivityCutoffFactorMilliSet
from pallets.subtensor.hyperparameters import (
    ConsensusSettings,
    SubnetSettings,
)
from pallets.subtensor.money import Tao
from pallets.subtensor.state import Hyperparameters, Subnets
from tests.pallets.subtensor.world import World, account, fails

NETUID = 1


def test_the_factor_of_the_activity_cutoff():
    world = World()
    world.pallet(ConsensusSettings).set_activity_cutoff_factor_milli(NETUID, 2_000)
    assert world.pallet(Hyperparameters).activity_cutoff_factor_milli[NETUID] == 2_000
    assert world.all_events() == [ActivityCutoffFactorMilliSet(NETUID, 2_000)]


def test_accounts_of_subnets_that_are_not_there_are_system_accounts_too():
    world = World()
    subnets = world.pallet(Subnets)
    subnets.networks_added[NETUID] = True
    taken = world.pallet(Tao).existing_subnet_account(NETUID)
    subnets.networks_added[NETUID] = False
    set_hotkey = world.pallet(SubnetSettings).set_subnet_owner_hotkey
    with fails("CannotUseSystemAccount"):
        set_hotkey(NETUID, taken)
    set_hotkey(NETUID, account(3))
    assert subnets.subnet_owner_hotkey[NETUID] == account(3)
