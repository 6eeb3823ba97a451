"""For which calls, and out of which stake, a fee may be paid in alpha."""

from __future__ import annotations

import pytest

from pallets.balances import Balances
from pallets.subtensor.fees.sources import OF_ALL_SUBNETS, OF_ONE_SUBNET
from pallets.subtensor.locks import Locks
from pallets.subtensor.registration import Registration
from pallets.subtensor.staking import (
    AddStake,
    BurnStake,
    MoveStake,
    Position,
    RemoveAllStake,
    RemoveStake,
)
from pallets.subtensor.state import Subnets
from pallets.system.system import System
from pallets.utility import Utility
from runtime.addresses import Id
from runtime.call import Call
from tests.pallets.subtensor.fees.tollhouse import Tollhouse
from tests.pallets.subtensor.staking.market import (
    COLDKEY,
    FIRST,
    HOTKEY,
    NOWHERE,
    OTHER_COLDKEY,
    OTHER_HOTKEY,
    ROOT,
    SECOND,
    STABLE,
)
from tests.pallets.subtensor.world import TAO

ALPHA = 3 * TAO
OF_ONE = [
    RemoveStake.remove_stake(HOTKEY, FIRST, ALPHA),
    RemoveStake.remove_stake_limit(HOTKEY, FIRST, ALPHA, 0, False),
    RemoveStake.remove_stake_full_limit(HOTKEY, FIRST, None),
    MoveStake.move_stake(HOTKEY, OTHER_HOTKEY, FIRST, SECOND, ALPHA),
    MoveStake.transfer_stake(OTHER_COLDKEY, HOTKEY, FIRST, SECOND, ALPHA),
    MoveStake.swap_stake(HOTKEY, FIRST, SECOND, ALPHA),
    MoveStake.swap_stake_limit(HOTKEY, FIRST, SECOND, ALPHA, 0, False),
    BurnStake.recycle_alpha(HOTKEY, ALPHA, FIRST),
    BurnStake.burn_alpha(HOTKEY, ALPHA, FIRST),
]
OF_ALL = [RemoveAllStake.unstake_all(HOTKEY), RemoveAllStake.unstake_all_alpha(HOTKEY)]
OF_NONE = [
    AddStake.add_stake(HOTKEY, FIRST, ALPHA),
    AddStake.add_stake_limit(HOTKEY, FIRST, ALPHA, TAO, True),
    BurnStake.add_stake_burn(HOTKEY, FIRST, ALPHA, None),
    Locks.lock_stake(HOTKEY, FIRST, ALPHA),
    Registration.burned_register(FIRST, HOTKEY),
    Balances.transfer_keep_alive(Id(OTHER_COLDKEY), TAO),
    System.remark(b""),
    Utility.batch([OF_ONE[0]]),
    Utility.batch_all([OF_ONE[0]]),
    Utility.force_batch([OF_ONE[0]]),
]


def name(call: Call) -> str:
    return call.declaration.name


def test_there_are_eleven_calls() -> None:
    made = {call.declaration for call in (*OF_ONE, *OF_ALL)}
    assert made == {*OF_ONE_SUBNET, *OF_ALL_SUBNETS} and len(made) == 11


@pytest.mark.parametrize("call", OF_ONE, ids=name)
def test_it_is_the_stake_that_the_call_takes_be_there_any_or_not(call: Call) -> None:
    assert Tollhouse().sources.of(COLDKEY, call) == [Position(COLDKEY, HOTKEY, FIRST)]


def test_the_subnet_need_not_exist() -> None:
    call = RemoveStake.remove_stake(HOTKEY, NOWHERE, ALPHA)
    assert Tollhouse().sources.of(COLDKEY, call) == [Position(COLDKEY, HOTKEY, NOWHERE)]


@pytest.mark.parametrize("call", OF_ALL, ids=name)
def test_a_call_about_all_subnets_is_about_those_with_stake_that_can_be_sold(call: Call) -> None:
    house = Tollhouse()
    assert house.sources.of(COLDKEY, call) == []
    for netuid in (ROOT, FIRST, SECOND, STABLE):
        house.give(ALPHA, netuid)
    house.give(ALPHA, SECOND, OTHER_HOTKEY)
    house.world.pallet(Subnets).subtoken_enabled[SECOND] = False
    places = house.sources.of(COLDKEY, call)
    assert sorted(places) == [Position(COLDKEY, HOTKEY, n) for n in (ROOT, FIRST, STABLE)]
    assert house.sources.of(OTHER_COLDKEY, call) == []


@pytest.mark.parametrize("call", OF_NONE, ids=name)
def test_other_calls_are_paid_in_tao_alone(call: Call) -> None:
    house = Tollhouse()
    house.give(100 * TAO)
    assert house.sources.of(COLDKEY, call) == []
    house.refuses(call)
