"""What delegates keep."""

import pytest

from pallets.subtensor.children import DelegateTakes
from pallets.subtensor.config import REFERENCE_TESTS
from pallets.subtensor.events import TakeDecreased, TakeIncreased
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.state import RateLimits
from pallets.subtensor.types import LastTxBlockDelegateTake
from runtime.call import Call
from runtime.origin import NOBODY, ROOT
from tests.pallets.subtensor.world import World, account, fails

COLDKEY, HOTKEY = 3, 1
MIN = REFERENCE_TESTS.initial_min_delegate_take  # 9 %
MAX = REFERENCE_TESTS.initial_default_delegate_take  # 18 %
LIMIT = REFERENCE_TESTS.initial_tx_delegate_take_rate_limit  # 1 block


def a_world(take: int | None = MIN) -> World:
    """A delegate with a take."""
    world = World()
    world.pallet(Ownership).create_account_if_non_existent(account(COLDKEY), account(HOTKEY))
    if take is not None:
        world.pallet(Ownership).delegate(account(HOTKEY), take)
    return world


def raised(take: int) -> Call:
    return DelegateTakes.increase_take(account(HOTKEY), take)


def lowered(take: int) -> Call:
    return DelegateTakes.decrease_take(account(HOTKEY), take)


def take_of(world: World) -> int:
    return world.pallet(Ownership).take_of(account(HOTKEY))


def wait(world: World) -> None:
    """As long as an increase has to."""
    world.set_block(world.block + LIMIT + 1)


@pytest.mark.parametrize("take", [MIN + 1, 65_535 // 8, MAX])
def test_a_take_can_be_raised_to_the_highest(take: int) -> None:
    world = a_world()
    wait(world)
    world.run(raised(take), by=COLDKEY)
    assert take_of(world) == take
    assert world.all_events() == [TakeIncreased(account(COLDKEY), account(HOTKEY), take)]


def test_a_take_can_not_be_raised_further() -> None:
    world = a_world()
    with fails("DelegateTakeTooHigh"):
        world.run(raised(MAX + 1), by=COLDKEY)
    assert take_of(world) == MIN


@pytest.mark.parametrize("take", [65_535 // 20, MIN - 1, MIN])
def test_raising_does_not_lower(take: int) -> None:
    world = a_world()
    with fails("DelegateTakeTooLow"):
        world.run(raised(take), by=COLDKEY)
    assert take_of(world) == MIN


@pytest.mark.parametrize("take", [MIN, MIN + 1, 65_535 // 10 - 1])
def test_a_take_can_be_lowered_to_the_lowest(take: int) -> None:
    world = a_world(65_535 // 10)
    world.run(lowered(take), by=COLDKEY)
    assert take_of(world) == take
    assert world.all_events() == [TakeDecreased(account(COLDKEY), account(HOTKEY), take)]


@pytest.mark.parametrize("take", [65_535 // 20, MIN - 1])
def test_a_take_can_not_be_lowered_further(take: int) -> None:
    world = a_world(MIN)
    with fails("DelegateTakeTooLow"):
        world.run(lowered(take), by=COLDKEY)
    assert take_of(world) == MIN


@pytest.mark.parametrize("take", [MIN, MIN + 1, MAX, MAX + 1])
def test_lowering_does_not_raise(take: int) -> None:
    world = a_world(MIN)
    with fails("DelegateTakeTooLow"):
        world.run(lowered(take), by=COLDKEY)
    assert take_of(world) == MIN


def test_raising_is_limited() -> None:
    world = a_world()
    world.run(raised(MIN + 1), by=COLDKEY)
    world.set_block(world.block + LIMIT)
    with fails("DelegateTxRateLimitExceeded"):
        world.run(raised(MIN + 2), by=COLDKEY)
    assert take_of(world) == MIN + 1
    world.set_block(world.block + 1)
    world.run(raised(MIN + 2), by=COLDKEY)
    assert take_of(world) == MIN + 2


def test_raising_is_limited_after_lowering_but_lowering_is_not() -> None:
    world = a_world(MIN + 2)
    world.run(lowered(MIN + 1), by=COLDKEY)
    world.run(lowered(MIN), by=COLDKEY)
    with fails("DelegateTxRateLimitExceeded"):
        world.run(raised(MIN + 1), by=COLDKEY)
    assert take_of(world) == MIN
    wait(world)
    world.run(raised(MIN + 1), by=COLDKEY)
    assert take_of(world) == MIN + 1
    noted = world.pallet(RateLimits).last_rate_limited_block
    assert noted[LastTxBlockDelegateTake(account(HOTKEY))] == world.block


@pytest.mark.parametrize("call", [raised(MAX), lowered(MIN)])
def test_who_may(call: Call) -> None:
    world = World()
    for origin in (ROOT, NOBODY):
        with fails("BadOrigin"):
            world.run(call, by=origin)
    with fails("HotKeyAccountNotExists"):
        world.run(call, by=COLDKEY)
    world = a_world()
    with fails("NonAssociatedColdKey"):
        world.run(call, by=999)


def test_which_check_comes_first() -> None:
    world = a_world(MAX + 5)
    with fails("DelegateTakeTooLow"):  # not above the present one, though above the highest
        world.run(raised(MAX + 4), by=COLDKEY)
    world.pallet(RateLimits).last_rate_limited_block[LastTxBlockDelegateTake(account(HOTKEY))] = (
        world.block
    )
    with fails("DelegateTakeTooHigh"):
        world.run(raised(MAX + 6), by=COLDKEY)


def test_the_first_take_of_a_hotkey_has_nothing_to_be_compared_with() -> None:
    world = a_world(None)
    world.run(raised(1), by=COLDKEY)  # no lowest take when raising
    assert take_of(world) == 1
    world = a_world(None)
    world.run(lowered(MAX + 1), by=COLDKEY)  # no highest take when lowering
    assert take_of(world) == MAX + 1
