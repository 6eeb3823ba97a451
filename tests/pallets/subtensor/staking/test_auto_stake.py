"""The choice of the hotkey that a coldkey's miners' emission is staked on."""

from __future__ import annotations

import pytest

from pallets.subtensor.errors import (
    HotKeyNotRegisteredInSubNet,
    SameAutoStakeHotkeyAlreadySet,
    SubnetNotExists,
)
from pallets.subtensor.events import AutoStakeDestinationSet
from pallets.subtensor.staking import AutoStake
from pallets.subtensor.state import Neurons, StakeShares
from runtime.origin import NOBODY
from runtime.origin import ROOT as ROOT_ORIGIN
from tests.pallets.subtensor.staking.market import (
    COLDKEY,
    FIRST,
    HOTKEY,
    NOWHERE,
    OTHER_COLDKEY,
    OTHER_HOTKEY,
    SECOND,
    a_market,
    refuses,
)
from tests.pallets.subtensor.world import World, fails

choose = AutoStake.set_coldkey_auto_stake_hotkey


@pytest.fixture
def world() -> World:
    """Two neurons in a subnet, of neither of the coldkeys."""
    world = a_market()
    uids = world.pallet(Neurons).uids
    uids[FIRST, HOTKEY], uids[FIRST, OTHER_HOTKEY] = 0, 1
    return world


def test_a_hotkey_is_chosen_and_its_choosers_are_listed(world: World) -> None:
    shares = world.pallet(StakeShares)
    assert shares.auto_stake_destination[COLDKEY, FIRST] is None
    for coldkey in (COLDKEY, OTHER_COLDKEY):
        world.run(choose(FIRST, HOTKEY), by=coldkey)
        assert shares.auto_stake_destination[coldkey, FIRST] == HOTKEY
    assert shares.auto_stake_destination_coldkeys[HOTKEY, FIRST] == [COLDKEY, OTHER_COLDKEY]
    assert shares.auto_stake_destination[COLDKEY, SECOND] is None
    assert world.all_events() == [
        AutoStakeDestinationSet(COLDKEY, FIRST, HOTKEY),
        AutoStakeDestinationSet(OTHER_COLDKEY, FIRST, HOTKEY),
    ]


def test_another_choice_takes_the_coldkey_from_the_list_of_the_first(world: World) -> None:
    shares = world.pallet(StakeShares)
    for coldkey in (COLDKEY, OTHER_COLDKEY):
        world.run(choose(FIRST, HOTKEY), by=coldkey)
    world.run(choose(FIRST, OTHER_HOTKEY), by=COLDKEY)
    assert shares.auto_stake_destination[COLDKEY, FIRST] == OTHER_HOTKEY
    listed = shares.auto_stake_destination_coldkeys
    assert listed[HOTKEY, FIRST] == [OTHER_COLDKEY]
    assert listed[OTHER_HOTKEY, FIRST] == [COLDKEY]
    world.run(choose(FIRST, OTHER_HOTKEY), by=OTHER_COLDKEY)
    assert listed[HOTKEY, FIRST] == []
    assert (HOTKEY, FIRST) in listed  # an empty list is stored


def test_a_coldkey_is_listed_once(world: World) -> None:
    """Even if it was listed without having chosen, as a swap of keys may leave it."""
    listed = world.pallet(StakeShares).auto_stake_destination_coldkeys
    listed[HOTKEY, FIRST] = [COLDKEY]
    world.run(choose(FIRST, HOTKEY), by=COLDKEY)
    assert listed[HOTKEY, FIRST] == [COLDKEY]


def test_which_check_of_the_choice_decides(world: World) -> None:
    refuses(world, choose(NOWHERE, HOTKEY), SubnetNotExists)
    refuses(world, choose(SECOND, HOTKEY), HotKeyNotRegisteredInSubNet)
    world.run(choose(FIRST, HOTKEY), by=COLDKEY)
    refuses(world, choose(FIRST, HOTKEY), SameAutoStakeHotkeyAlreadySet)
    world.run(choose(FIRST, HOTKEY), by=OTHER_COLDKEY)
    del world.pallet(Neurons).uids[FIRST, HOTKEY]
    refuses(world, choose(FIRST, HOTKEY), HotKeyNotRegisteredInSubNet)
    for origin in (NOBODY, ROOT_ORIGIN):
        with fails("BadOrigin"):
            world.run(choose(FIRST, HOTKEY), by=origin)
