"""The stake of parents counts for their children: figures of the reference's tests."""

import pytest

from pallets.subtensor.stake import Stake, StakeWeights
from pallets.subtensor.state import Hyperparameters, Schedule, Scores, WeightTable
from pallets.subtensor.weights import WeightPermission, WeightSetting
from runtime.call import Call
from tests.pallets.subtensor.children.family import (
    ALL,
    HALF,
    QUARTER,
    THIRD,
    children_of,
    have,
    impose,
    parents_of,
)
from tests.pallets.subtensor.world import World, account, fails

NETUID = 1


@pytest.fixture
def world() -> World:
    world = World()
    world.add_network(NETUID, tempo=1)
    return world


def stake(world: World, hotkey: int, coldkey: int, netuid: int, alpha: int) -> None:
    world.pallet(Stake).increase(account(hotkey), account(coldkey), netuid, alpha)


def inherited(world: World, *hotkeys: int, netuid: int = NETUID) -> list[int]:
    """The stake that counts for each hotkey, in rao of alpha."""
    weights = world.pallet(StakeWeights)
    return [weights.inherited_alpha(account(hotkey), netuid) for hotkey in hotkeys]


def test_without_parents_and_children_it_is_the_own_stake_of_all_coldkeys(world: World) -> None:
    stake(world, 1, 2, NETUID, 1000)
    assert inherited(world, 1) == [1000]
    stake(world, 1, 3, NETUID, 2000)
    assert inherited(world, 1) == [3000]
    assert inherited(world, 1, netuid=2) == [0], "in another subnet"


def test_a_child_with_all_of_the_parents_stake_and_its_own(world: World) -> None:
    for hotkey in (1, 2):
        world.register_ok_neuron(NETUID, hotkey, hotkey + 2)
    have(world, 3, 1, NETUID, [(ALL, 2)])
    for hotkey, coldkey in ((1, 3), (1, 4), (2, 3), (2, 4)):
        stake(world, hotkey, coldkey, NETUID, 1000)
    assert inherited(world, 1, 2) == [0, 4000]


def test_a_child_with_all_of_a_taos_worth(world: World) -> None:
    stake(world, 1, 3, NETUID, 1_000_000_000)
    impose(world, 1, NETUID, [(ALL, 2)])
    assert inherited(world, 1, 2) == [0, 1_000_000_000]


def test_parts_lose_what_a_binary_fraction_of_32_digits_cannot_say(world: World) -> None:
    stake(world, 2, 1, NETUID, 100_000_000_000_000)
    impose(world, 2, NETUID, [(QUARTER, 3), (QUARTER, 4), (QUARTER, 5)])
    parts = inherited(world, 2, 3, 4, 5)
    assert parts == [25_000_000_069_849] + 3 * [24_999_999_976_716]
    assert sum(parts) == 99_999_999_999_997


def test_two_parents_of_one_child(world: World) -> None:
    stake(world, 1, 4, NETUID, 1000)
    stake(world, 2, 4, NETUID, 2000)
    for parent in (1, 2):
        impose(world, parent, NETUID, [(HALF, 3)])
    assert inherited(world, 1, 2, 3) == [500, 1000, 1499]


def test_two_children_of_one_parent(world: World) -> None:
    stake(world, 1, 4, NETUID, 3000)
    impose(world, 1, NETUID, [(THIRD, 2), (THIRD, 3)])
    assert inherited(world, 1, 2, 3) == [1000, 999, 999]


def test_nothing_and_all(world: World) -> None:
    stake(world, 1, 4, NETUID, 600_000_000_000_000)
    impose(world, 1, NETUID, [(0, 2), (ALL, 3)])
    assert inherited(world, 1, 2, 3) == [0, 0, 600_000_000_000_000]


def test_what_is_inherited_is_not_passed_on(world: World) -> None:
    stake(world, 1, 5, NETUID, 1000)
    impose(world, 1, NETUID, [(HALF, 2), (HALF, 3)])
    assert inherited(world, 1, 2, 3) == [0, 499, 499]
    impose(world, 2, NETUID, [(ALL, 4)])
    assert inherited(world, 1, 2, 3, 4) == [0, 499, 499, 0]
    assert children_of(world, 1, NETUID) == [(HALF, 2), (HALF, 3)]
    assert parents_of(world, 2, NETUID) == parents_of(world, 3, NETUID) == [(HALF, 1)]
    assert children_of(world, 2, NETUID) == [(ALL, 4)]
    assert parents_of(world, 4, NETUID) == [(ALL, 2)]


# Weights


def of_the_first(world: World) -> Call:
    """Weights on uid 0 alone."""
    version = world.pallet(Hyperparameters).weights_version_key[NETUID]
    return WeightSetting.set_weights(NETUID, [0], [65_535], version)


def neurons_for_weights(world: World, *hotkeys: int) -> None:
    table = world.pallet(WeightTable)
    world.pallet(Schedule).tempo[NETUID] = 1
    for hotkey in hotkeys:
        world.register_ok_neuron(NETUID, hotkey, hotkey + 100)
    table.commit_reveal_weights_enabled[NETUID] = False
    world.pallet(Hyperparameters).weights_set_rate_limit[NETUID] = 0
    world.pallet(Scores).validator_permit[NETUID] = [True] * len(hotkeys)


@pytest.mark.parametrize("parent", [None, 1])
def test_the_threshold_for_weights_is_met_with_the_parents_stake(
    world: World, parent: int | None
) -> None:
    neurons_for_weights(world, 1, 2)
    stake(world, parent or 2, 101, NETUID, 109_999)
    if parent is not None:
        impose(world, parent, NETUID, [(ALL, 2)])
    permission, threshold = world.pallet(WeightPermission), world.pallet(WeightTable)
    for rao in (5 * 109_999, 110_000):
        threshold.stake_threshold.set(rao)
        assert not permission.has_enough_stake(account(2), NETUID)
        with fails("NotEnoughStakeToSetWeights"):
            world.run(of_the_first(world), by=2)
    for rao in (109_999, 109_994):
        threshold.stake_threshold.set(rao)
        assert permission.has_enough_stake(account(2), NETUID)
        world.run(of_the_first(world), by=2)
