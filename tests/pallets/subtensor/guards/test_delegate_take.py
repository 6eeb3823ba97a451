"""The guard of changes of a delegate's take."""

from __future__ import annotations

import pytest

from pallets.subtensor.children import ChildkeyTakes, DelegateTakes
from pallets.subtensor.config import REFERENCE_TESTS
from pallets.subtensor.guards.delegate_take import CheckDelegateTake
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.state import Delegation, KeyRing
from runtime.call import Call
from tests.pallets.subtensor.guards.guarded import dispatch
from tests.pallets.subtensor.world import World, account, fails

GUARD = CheckDelegateTake()
COLDKEY, OTHER, HOTKEY = 1, 2, 3
MIN = REFERENCE_TESTS.initial_min_delegate_take
MAX = REFERENCE_TESTS.initial_default_delegate_take

BOTH = pytest.mark.parametrize("change", [DelegateTakes.increase_take, DelegateTakes.decrease_take])


@pytest.fixture
def world() -> World:
    made = World()
    made.pallet(KeyRing).owner[account(HOTKEY)] = account(COLDKEY)
    return made


@BOTH
@pytest.mark.parametrize("take", [MIN, MAX])
def test_the_owner_may_choose_within_the_bounds(world: World, change: Call, take: int) -> None:
    dispatch(world, GUARD, change(account(HOTKEY), take), COLDKEY)
    assert world.pallet(Ownership).take_of(account(HOTKEY)) == take


@BOTH
@pytest.mark.parametrize(
    ("take", "keys", "name"),
    [
        (MIN - 1, (COLDKEY, HOTKEY), "DelegateTakeTooLow"),
        (MAX + 1, (COLDKEY, HOTKEY), "DelegateTakeTooHigh"),
        (MAX, (OTHER, HOTKEY), "NonAssociatedColdKey"),
        (MAX, (COLDKEY, 99), "HotKeyAccountNotExists"),
        (0, (OTHER, 99), "DelegateTakeTooLow"),
        (65_535, (OTHER, 99), "DelegateTakeTooHigh"),
    ],
)
def test_what_is_refused_and_the_bounds_come_first(
    world: World, change: Call, take: int, keys: tuple[int, int], name: str
) -> None:
    coldkey, hotkey = keys
    with fails(name):
        dispatch(world, GUARD, change(account(hotkey), take), coldkey)


def test_the_bounds_are_those_of_the_moment(world: World) -> None:
    delegation = world.pallet(Delegation)
    delegation.min_delegate_take.set(5)
    delegation.max_delegate_take.set(7)
    for take, name in ((4, "DelegateTakeTooLow"), (8, "DelegateTakeTooHigh")):
        with fails(name):
            dispatch(world, GUARD, DelegateTakes.decrease_take(account(HOTKEY), take), COLDKEY)
    dispatch(world, GUARD, DelegateTakes.decrease_take(account(HOTKEY), 6), COLDKEY)


def test_what_the_present_take_forbids_is_found_in_the_block(world: World) -> None:
    world.pallet(Ownership).delegate(account(HOTKEY), MIN + 5)
    for change, take in (
        (DelegateTakes.increase_take, MIN + 5),
        (DelegateTakes.decrease_take, MIN + 5),
    ):
        call = change(account(HOTKEY), take)
        GUARD.check_signer(world.runtime, account(COLDKEY), call)
        with fails("DelegateTakeTooLow"):
            dispatch(world, GUARD, call, COLDKEY)


def test_takes_of_childkeys_are_not_its_business(world: World) -> None:
    call = ChildkeyTakes.set_childkey_take(account(HOTKEY), 1, 65_535)
    GUARD.check_signer(world.runtime, account(OTHER), call)
