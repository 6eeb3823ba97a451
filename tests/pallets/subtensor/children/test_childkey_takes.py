"""What child hotkeys keep."""

import pytest

from pallets.subtensor.children import ChildkeyTakes
from pallets.subtensor.config import REFERENCE_TESTS
from pallets.subtensor.events import ChildKeyTakeSet
from pallets.subtensor.hyperparameters import TakeSettings
from pallets.subtensor.state import Delegation, RateLimits
from runtime.origin import NOBODY, ROOT
from tests.pallets.subtensor.world import World, account, fails

NETUID = 1
COLDKEY, HOTKEY = 1, 2
MAX = REFERENCE_TESTS.initial_max_child_key_take


@pytest.fixture
def world() -> World:
    world = World()
    world.add_network(NETUID)
    world.register_ok_neuron(NETUID, HOTKEY, COLDKEY)
    world.forget_events()
    return world


def set_take(world: World, take: int, by: int = COLDKEY, netuid: int = NETUID) -> None:
    world.run(ChildkeyTakes.set_childkey_take(account(HOTKEY), netuid, take), by=by)


def take_of(world: World, netuid: int = NETUID) -> int:
    return world.pallet(ChildkeyTakes).take_of(account(HOTKEY), netuid)


def limit(world: World, blocks: int) -> None:
    world.run(TakeSettings.sudo_set_tx_childkey_take_rate_limit(blocks))


@pytest.mark.parametrize("take", [0, 5000, MAX // 2, MAX])
def test_a_take_is_stored_and_told(world: World, take: int) -> None:
    assert take_of(world) == REFERENCE_TESTS.initial_min_child_key_take == 0
    set_take(world, take)
    assert take_of(world) == take
    assert world.pallet(Delegation).childkey_take[account(HOTKEY), NETUID] == take
    assert world.all_events() == [ChildKeyTakeSet(account(HOTKEY), take)]
    noted = dict(world.pallet(RateLimits).transaction_key_last_block.items())
    assert noted == {(account(HOTKEY), NETUID, 1): world.block}


def test_who_and_how_much(world: World) -> None:
    for origin in (ROOT, NOBODY):
        with fails("BadOrigin"):
            world.run(ChildkeyTakes.set_childkey_take(account(HOTKEY), NETUID, 1), by=origin)
    with fails("NonAssociatedColdKey"):
        set_take(world, MAX + 1, by=999)
    with fails("NonAssociatedColdKey"):
        world.run(ChildkeyTakes.set_childkey_take(account(3), NETUID, 5000), by=COLDKEY)
    with fails("InvalidChildkeyTake"):
        set_take(world, MAX + 1)


def test_no_less_than_the_lowest_take_of_all_subnets(world: World) -> None:
    world.run(TakeSettings.sudo_set_min_childkey_take(10))
    assert take_of(world) == 10
    with fails("InvalidChildkeyTake"):
        set_take(world, 9)
    set_take(world, 10)


def test_no_less_than_the_lowest_take_of_the_subnet(world: World) -> None:
    lowest = MAX // 2
    world.run(TakeSettings.sudo_set_min_childkey_take(10))
    world.pallet(TakeSettings).set_min_childkey_take_for_subnet(NETUID, lowest)
    assert world.pallet(ChildkeyTakes).lowest(NETUID) == lowest
    assert world.pallet(ChildkeyTakes).lowest(2) == 10
    assert take_of(world) == lowest
    with fails("InvalidChildkeyTake"):
        set_take(world, lowest - 1)
    set_take(world, lowest)
    world.pallet(Delegation).childkey_take[account(HOTKEY), NETUID] = lowest - 1
    assert take_of(world) == lowest


def test_raising_is_limited_lowering_is_not(world: World) -> None:
    limit(world, 100)
    set_take(world, 500)
    with fails("TxChildkeyTakeRateLimitExceeded"):
        set_take(world, 600)
    set_take(world, 500)  # neither raised nor lowered
    set_take(world, 400)
    world.set_block(world.block + 99)
    with fails("TxChildkeyTakeRateLimitExceeded"):
        set_take(world, 401)
    world.set_block(world.block + 1)
    set_take(world, 700)
    assert take_of(world) == 700


def test_lowering_counts_for_the_limit(world: World) -> None:
    limit(world, 100)
    set_take(world, 500)
    world.set_block(101)
    set_take(world, 400)
    with fails("TxChildkeyTakeRateLimitExceeded"):
        set_take(world, 500)


def test_a_raise_is_measured_by_the_take_that_is_in_force(world: World) -> None:
    limit(world, 100)
    set_take(world, 0)
    world.run(TakeSettings.sudo_set_min_childkey_take(10))
    set_take(world, 10)  # stored was 0


def test_the_value_is_checked_before_the_limit(world: World) -> None:
    limit(world, 100)
    set_take(world, 500)
    with fails("InvalidChildkeyTake"):
        set_take(world, MAX + 1)


def test_each_subnet_has_its_own_take_and_limit(world: World) -> None:
    takes = {netuid: 100 * (netuid + 1) for netuid in range(1, 10)}
    for netuid, take in takes.items():
        set_take(world, take, netuid=netuid)
    assert {netuid: take_of(world, netuid) for netuid in takes} == takes
    with fails("TxChildkeyTakeRateLimitExceeded"):
        set_take(world, 1100)
    world.set_block(world.block + REFERENCE_TESTS.initial_tx_child_key_take_rate_limit)
    set_take(world, 1100)
    assert take_of(world) == 1100


def test_a_limit_of_zero_is_none(world: World) -> None:
    limit(world, 0)
    for take in (1, 2, 3):
        set_take(world, take)
