"""Weights set in the open: what is stored, and which error decides."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pallets.subtensor.events import (
    BatchCompletedWithErrors,
    BatchWeightItemFailed,
    BatchWeightsCompleted,
    WeightsSet,
)
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.state import Hyperparameters, Neurons, Subnets, WeightTable
from pallets.subtensor.types import mechanism_index
from pallets.subtensor.weights import SubnetMechanisms, WeightPermission, WeightSetting
from runtime.call import Call
from runtime.dispatch_error import Module, ModuleError
from runtime.origin import NOBODY, ROOT
from runtime.weights import DispatchClass, Pays
from tests.pallets.subtensor.weights.world import WeightWorld, hotkey
from tests.pallets.subtensor.world import account, fails


@pytest.fixture
def world() -> WeightWorld:
    made = WeightWorld()
    made.subnet()
    return made


def set_weights(uids: list[int], values: list[int], version_key: int = 0, netuid: int = 1) -> Call:
    return WeightSetting.set_weights(netuid, uids, values, version_key)


# What is stored


def test_weights_are_stored_in_the_order_given_and_scaled_to_65535(world: WeightWorld) -> None:
    world.set_block(7)
    world.run(set_weights([2, 0, 1], [10, 0, 20]), by=hotkey(1))
    assert world.weights(1) == [(2, 32_768), (0, 0), (1, 65_535)]
    assert world.last_update(1) == 7
    assert world.all_events() == [WeightsSet(1, 1)]


def test_weights_that_add_up_to_more_than_65535_are_fine(world: WeightWorld) -> None:
    world.run(set_weights([0, 1], [65_535, 65_535]), by=hotkey(0))
    assert world.weights(0) == [(0, 65_535), (1, 65_535)]


def test_new_weights_replace_the_old_ones(world: WeightWorld) -> None:
    world.run(set_weights([0, 1, 2], [1, 1, 1]), by=hotkey(0))
    world.run(set_weights([2], [5]), by=hotkey(0))
    assert world.weights(0) == [(2, 65_535)]
    world.run(set_weights([], []), by=hotkey(0))
    assert world.weights(0) == []


def test_weights_of_a_mechanism_are_its_own(world: WeightWorld) -> None:
    world.subnet(mechanisms=2)
    world.set_block(7)
    call = WeightSetting.set_mechanism_weights(1, 1, [1, 2], [88, 0xFFFF], 0)
    world.run(call, by=hotkey(0))
    index = mechanism_index(1, 1)
    assert world.weights(0, index) == [(1, 88), (2, 0xFFFF)]
    assert world.weights(0) == []
    assert (world.last_update(0, index), world.last_update(0)) == (7, 0)
    assert world.all_events() == [WeightsSet(index, 0)]


def test_there_are_no_weights_for_a_mechanism_that_does_not_exist(world: WeightWorld) -> None:
    world.subnet(mechanisms=2)
    with fails("MechanismDoesNotExist"):
        world.run(WeightSetting.set_mechanism_weights(1, 2, [1], [88], 0), by=hotkey(0))


def test_a_mechanism_that_came_later_gets_its_last_updates_with_the_first_weights(
    world: WeightWorld,
) -> None:
    updates, index = world.pallet(WeightTable).last_update, mechanism_index(1, 1)
    world.pallet(SubnetMechanisms).update_count(1, 2)
    assert index not in updates
    world.limit_rate(10)
    world.set_block(7)
    world.run(WeightSetting.set_mechanism_weights(1, 1, [1], [1], 0), by=hotkey(1))
    assert updates[index] == [0, 7, 0]
    with fails("SettingWeightsTooFast"):
        world.run(WeightSetting.set_mechanism_weights(1, 1, [1], [1], 0), by=hotkey(1))
    world.run(WeightSetting.set_mechanism_weights(1, 1, [1], [1], 0), by=hotkey(2))
    assert updates[index] == [0, 7, 7]


# Which error decides

Repair = Callable[[WeightWorld], None]


def everything_wrong() -> WeightWorld:
    """Neuron 2 of 3 may not set any weights, for all reasons that there are."""
    world = WeightWorld(block=7)
    world.subnet(commit_reveal=True)
    world.pallet(Subnets).networks_added[1] = False
    world.permit(1, [True, True, False])
    world.threshold(1_000)
    world.pallet(Hyperparameters).weights_version_key[1] = 5
    world.pallet(Hyperparameters).min_allowed_weights[1] = 3
    world.limit_rate(10)
    world.pallet(WeightTable).last_update[1] = [0, 0, 1]
    return world


def test_the_first_failing_check_decides() -> None:
    """Each repair leads to the next error, up to weights that are set."""
    world = everything_wrong()
    signer, call = account(99), set_weights([9, 9, 9, 9], [1, 2], netuid=0)
    world.commit_reveal(True, netuid=0)

    def refused(error: str) -> None:
        before = world.stored()
        with fails(error):
            world.run(call, by=signer)
        assert world.stored() == before

    refused("CommitRevealEnabled")  # before the origin is looked at
    with fails("CommitRevealEnabled"):
        world.run(call, by=NOBODY)
    world.commit_reveal(False, netuid=0)
    with fails("BadOrigin"):
        world.run(call, by=NOBODY)
    refused("CanNotSetRootNetworkWeights")
    world.commit_reveal(False)
    call = set_weights([9, 9, 9, 9], [1, 2])
    refused("WeightVecNotEqualSize")
    call = set_weights([9, 9, 9, 9], [1, 2, 3, 4])
    refused("MechanismDoesNotExist")
    world.pallet(Subnets).networks_added[1] = True
    refused("UidsLengthExceedUidsInSubNet")
    call = set_weights([9, 9], [1, 2])
    refused("HotKeyNotRegisteredInSubNet")
    signer = hotkey(2)
    refused("NotEnoughStakeToSetWeights")
    world.stake(2, 1_000)
    refused("IncorrectWeightVersionKey")
    call = set_weights([9, 9], [1, 2], version_key=5)
    refused("SettingWeightsTooFast")
    world.set_block(11)
    refused("NeuronNoValidatorPermit")
    world.permit(1, [True, True, True])
    refused("DuplicateUids")
    call = set_weights([9, 0], [1, 2], version_key=5)
    refused("UidVecContainInvalidOne")
    call = set_weights([1, 0], [1, 2], version_key=5)
    refused("WeightVecLengthIsLow")
    call = set_weights([1, 0, 2], [1, 2, 1], version_key=5)
    world.run(call, by=signer)
    assert world.weights(2) == [(1, 32_768), (0, 65_535), (2, 32_768)]


@pytest.mark.parametrize("origin", [NOBODY, ROOT])
@pytest.mark.parametrize(
    "call",
    [
        WeightSetting.set_weights(1, [], [], 0),
        WeightSetting.set_mechanism_weights(9, 9, [1], [], 0),
        WeightSetting.batch_set_weights([1], [], []),
    ],
)
def test_only_a_signer_has_weights(world: WeightWorld, call: Call, origin: object) -> None:
    world.commit_reveal(False, netuid=9)
    with fails("BadOrigin"):
        world.run(call, by=origin)  # type: ignore[arg-type]


def test_weights_in_the_open_are_refused_where_commits_are_asked_for(world: WeightWorld) -> None:
    world.commit_reveal(True)
    with fails("CommitRevealEnabled"):
        world.run(set_weights([0], [1]), by=hotkey(0))
    with fails("CommitRevealEnabled"):
        world.run(WeightSetting.set_mechanism_weights(1, 0, [0], [1], 0), by=hotkey(0))
    world.commit_reveal(False)
    world.run(set_weights([0], [1]), by=hotkey(0))


# Single checks


@pytest.mark.parametrize("values", [[1], [0]])
def test_a_neuron_without_permit_may_only_weigh_itself(
    world: WeightWorld, values: list[int]
) -> None:
    world.permit(1, [False, True])  # and nothing is known of neuron 2
    for uid in (0, 2):
        with fails("NeuronNoValidatorPermit"):
            world.run(set_weights([1], values), by=hotkey(uid))
        world.run(set_weights([uid], values), by=hotkey(uid))


def test_a_weight_on_itself_does_not_have_to_be_one_of_many(world: WeightWorld) -> None:
    world.pallet(Hyperparameters).min_allowed_weights[1] = 2
    with fails("WeightVecLengthIsLow"):
        world.run(set_weights([1], [88]), by=hotkey(0))
    world.run(set_weights([0], [88]), by=hotkey(0))
    world.run(set_weights([0, 1], [10, 10]), by=hotkey(0))


def test_more_weights_than_neurons_are_never_asked_for(world: WeightWorld) -> None:
    world.pallet(Hyperparameters).min_allowed_weights[1] = 100
    with fails("WeightVecLengthIsLow"):
        world.run(set_weights([0, 1], [1, 1]), by=hotkey(0))
    world.run(set_weights([0, 1, 2], [1, 1, 1]), by=hotkey(0))


@pytest.mark.parametrize(("count", "too_many"), [(3, False), (4, True), (5, True)])
def test_there_are_not_more_weights_than_neurons(
    world: WeightWorld, count: int, too_many: bool
) -> None:
    call = set_weights(list(range(count)), [1] * count)
    if too_many:
        with fails("UidsLengthExceedUidsInSubNet"):
            world.run(call, by=hotkey(0))
    else:
        world.run(call, by=hotkey(0))


def test_a_uid_that_has_no_neuron_is_refused_even_below_their_number(world: WeightWorld) -> None:
    del world.pallet(Neurons).keys[1, 1]
    with fails("UidVecContainInvalidOne"):
        world.run(set_weights([0, 1], [1, 1]), by=hotkey(0))


def test_no_weight_is_too_large_whatever_limit_is_stored(world: WeightWorld) -> None:
    """The limit of the reference is a constant, and what is stored as one is not read."""
    world.pallet(Hyperparameters).max_weights_limit[1] = 1
    for uids, values in (([0], [65_535]), ([1], [65_535]), ([0, 1, 2], [65_535] * 3)):
        world.run(set_weights(uids, values), by=hotkey(0))
        assert world.weights(0) == [(uid, 65_535) for uid in uids]


def test_a_hotkey_needs_the_threshold_of_stake(world: WeightWorld) -> None:
    permission = world.pallet(WeightPermission)
    world.threshold(20_000)
    world.stake(0, 19_999)
    assert not permission.has_enough_stake(hotkey(0), 1)
    with fails("NotEnoughStakeToSetWeights"):
        world.run(set_weights([0], [1]), by=hotkey(0))
    world.stake(0, 20_000)
    assert permission.has_enough_stake(hotkey(0), 1)
    world.run(set_weights([0], [1]), by=hotkey(0))
    world.threshold(2**64 - 1)
    world.stake(0, 2**64 - 1)  # the stake saturates at 2^63 - 2^-64, as in the reference
    assert not permission.has_enough_stake(hotkey(0), 1)


def test_whoever_is_not_registered_is_not_the_owner_that_a_subnet_lacks(
    world: WeightWorld,
) -> None:
    world.threshold(1)
    assert not world.pallet(WeightPermission).has_enough_stake(account(99), 1)


def test_the_owners_hotkey_needs_neither_stake_nor_permit(world: WeightWorld) -> None:
    permission = world.pallet(WeightPermission)
    world.permit(1, [False, False, False])
    world.threshold(2)
    world.stake(2, 2)
    assert world.pallet(NeuronTable).owner_uid(1) is None
    world.pallet(Subnets).subnet_owner_hotkey[1] = hotkey(1)
    assert world.pallet(NeuronTable).owner_uid(1) == 1
    assert [permission.has_enough_stake(hotkey(uid), 1) for uid in range(3)] == [False, True, True]
    with fails("NeuronNoValidatorPermit"):
        world.run(set_weights([1], [1]), by=hotkey(2))
    world.run(set_weights([2], [1]), by=hotkey(1))
    assert world.weights(1) == [(2, 65_535)]


def test_a_subnet_without_owner_hotkey_has_no_owner_uid(world: WeightWorld) -> None:
    """Not even if a neuron has the hotkey that an absent one reads as."""
    world.pallet(Neurons).uids[1, bytes(32)] = 0
    assert world.pallet(NeuronTable).owner_uid(1) is None
    world.pallet(Subnets).subnet_owner_hotkey[1] = account(99)  # not registered
    assert world.pallet(NeuronTable).owner_uid(1) is None


def test_a_version_key_may_be_newer_but_not_older(world: WeightWorld) -> None:
    world.subnet(2)
    keys = world.pallet(Hyperparameters).weights_version_key
    for netuid in (1, 2):
        world.run(set_weights([0], [1], 0, netuid), by=hotkey(0))
    keys[1], keys[2] = 12_312, 20_313
    for netuid, key in ((1, 12_312), (2, 20_313), (1, 20_313)):
        world.run(set_weights([0], [1], key, netuid), by=hotkey(0))
    with fails("IncorrectWeightVersionKey"):
        world.run(set_weights([0], [1], 12_312, 2), by=hotkey(0))


def test_weights_can_be_set_once_in_so_many_blocks(world: WeightWorld) -> None:
    """In block 0 it is as if they had not been set."""
    world.set_block(0)
    world.limit_rate(10)
    world.run(set_weights([1, 2], [1, 2]), by=hotkey(0))
    for block in range(1, 35):
        world.set_block(block)
        if block % 10 == 1:
            world.run(set_weights([1, 2], [1, 2]), by=hotkey(0))
        else:
            with fails("SettingWeightsTooFast"):
                world.run(set_weights([1, 2], [1, 2]), by=hotkey(0))


def test_each_mechanism_has_a_rate_limit_of_its_own(world: WeightWorld) -> None:
    world.subnet(mechanisms=2)
    world.limit_rate(10)
    world.run(set_weights([1], [1]), by=hotkey(0))
    world.run(WeightSetting.set_mechanism_weights(1, 1, [1], [1], 0), by=hotkey(0))
    with fails("SettingWeightsTooFast"):
        world.run(WeightSetting.set_mechanism_weights(1, 1, [1], [1], 0), by=hotkey(0))


@pytest.mark.parametrize("index", [2, 4097, 65_535])
def test_it_is_always_too_soon_without_the_mechanism(world: WeightWorld, index: int) -> None:
    assert not world.pallet(WeightPermission).is_not_too_soon(index, 0, 50)


def test_it_is_always_too_soon_without_the_neuron(world: WeightWorld) -> None:
    permission = world.pallet(WeightPermission)
    assert permission.is_not_too_soon(1, 2, 50)
    assert not permission.is_not_too_soon(1, 3, 50)


# Batches


def pairs(*given: tuple[int, int]) -> list[tuple[int, int]]:
    return list(given)


def test_a_batch_sets_weights_on_several_subnets(world: WeightWorld) -> None:
    world.subnet(2)
    call = WeightSetting.batch_set_weights([1, 2], [pairs((0, 5), (1, 10)), pairs((2, 1))], [0, 7])
    world.run(call, by=hotkey(0))
    assert world.weights(0) == [(0, 32_768), (1, 65_535)]
    assert world.weights(0, index=2) == [(2, 65_535)]
    assert world.all_events() == [
        WeightsSet(1, 0),
        WeightsSet(2, 0),
        BatchWeightsCompleted([1, 2], hotkey(0)),
    ]


def test_a_batch_goes_on_after_failures_and_tells_of_them_by_netuid(world: WeightWorld) -> None:
    world.subnet(3, commit_reveal=True)
    call = WeightSetting.batch_set_weights(
        [3, 4, 1, 0], [[], [], pairs((1, 1)), pairs((0, 1))], [0, 0, 0, 0]
    )
    world.commit_reveal(False, netuid=0)
    world.run(call, by=hotkey(0))
    events = world.all_events()
    assert events[:2] == [WeightsSet(1, 0), BatchCompletedWithErrors()]
    assert events[2:-1] == [
        BatchWeightItemFailed(netuid, Module(ModuleError(7, bytes([index, 0, 0, 0]))))
        for netuid, index in ((3, 53), (4, 53), (0, 47))
    ]
    assert events[-1] == BatchWeightsCompleted([3, 4, 1, 0], hotkey(0))
    assert world.weights(0) == [(1, 65_535)]


@pytest.mark.parametrize(
    ("netuids", "weights", "keys"),
    [([1], [], [0]), ([1], [[]], []), ([], [[]], [0]), ([1, 1], [[]], [0]), ([1], [[]], [0, 0])],
)
def test_the_lists_of_a_batch_have_one_length(
    world: WeightWorld, netuids: list[int], weights: list[list[tuple[int, int]]], keys: list[int]
) -> None:
    with fails("InputLengthsUnequal"):
        world.run(WeightSetting.batch_set_weights(netuids, weights, keys), by=hotkey(0))


def test_an_empty_batch_is_completed(world: WeightWorld) -> None:
    world.run(WeightSetting.batch_set_weights([], [], []), by=hotkey(0))
    assert world.all_events() == [BatchWeightsCompleted([], hotkey(0))]


# What it costs


@pytest.mark.parametrize(
    "call",
    [
        set_weights([1, 1], [1, 1]),
        WeightSetting.set_mechanism_weights(1, 0, [1], [1], 0),
        WeightSetting.batch_set_weights([], [], []),
    ],
)
def test_weights_are_free_of_fees(world: WeightWorld, call: Call) -> None:
    info = world.runtime.dispatch_info(call)
    assert (info.class_, info.pays_fee) == (DispatchClass.Normal, Pays.No)
