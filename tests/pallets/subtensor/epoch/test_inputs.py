"""What the rules of consensus are given."""

from __future__ import annotations

import pytest

from pallets.subtensor.consensus import EpochInputs
from pallets.subtensor.epoch import EpochReader
from pallets.subtensor.state import (
    Hyperparameters,
    Neurons,
    Schedule,
    Scores,
    StakeShares,
    Subnets,
    WeightTable,
)
from pallets.subtensor.types import mechanism_index
from tests.pallets.subtensor.emission.scenes import stake
from tests.pallets.subtensor.epoch.table import write_subnet, write_weights
from tests.pallets.subtensor.world import World, account

U64_MAX = 2**64 - 1
NETUID = 5


@pytest.fixture
def world() -> World:
    world = World()
    write_subnet(world, NETUID, [1_000, 500, 0], permits=[True, True, False])
    return world


def read(world: World, mechanism: int = 0, emission: int = 77) -> EpochInputs:
    reader = world.pallet(EpochReader)
    return reader.inputs(NETUID, mechanism, emission, reader.uids(NETUID))


def test_stake_is_the_stake_weight(world: World) -> None:
    assert read(world).stake == [1_000 << 64, 500 << 64, 0]
    world.pallet(StakeShares).tao_weight.set(U64_MAX)
    stake(world, 12, 9, 0, 30)
    assert read(world).stake == [1_000 << 64, 500 << 64, 30 << 64]


def test_weights_and_bonds_are_of_the_mechanism(world: World) -> None:
    write_weights(world, NETUID, {0: {2: 7}})
    write_weights(world, NETUID, {1: {2: 8, 0: 9}}, mechanism=1)
    table = world.pallet(WeightTable)
    table.bonds[NETUID, 1] = [(2, 5)]
    table.last_update[mechanism_index(NETUID, 1)] = [4, 5, 6]
    first, second = read(world), read(world, mechanism=1)
    assert first.weights == [[(2, 7)], [], []]
    assert second.weights == [[], [(2, 8), (0, 9)], []]
    assert (first.bonds, second.bonds) == ([[], [(2, 5)], []], [[], [], []])
    assert (first.last_update, second.last_update) == ([2, 2, 2], [4, 5, 6])


def test_rows_of_uids_that_are_not_there_any_more_are_not_read(world: World) -> None:
    write_weights(world, NETUID, {3: {0: 7}})
    world.pallet(WeightTable).bonds[NETUID, 3] = [(0, 7)]
    assert read(world).weights == read(world).bonds == [[], [], []]


def test_a_uid_without_a_key_was_never_registered(world: World) -> None:
    neurons = world.pallet(Neurons)
    neurons.block_at_registration[NETUID, 1] = 9
    assert read(world).registered_at == [1, 9, 1]
    del neurons.keys[NETUID, 1]
    inputs = read(world)
    assert inputs.registered_at == [1, 0, 1]
    assert inputs.stake[1] == 0
    neurons.subnetwork_n[NETUID] = 4
    assert read(world).registered_at == [1, 0, 1, 0]


def test_hotkeys_come_by_their_uids(world: World) -> None:
    neurons = world.pallet(Neurons)
    neurons.keys[NETUID, 256] = account(3)  # in the order of the state before uid 1
    assert list(world.pallet(EpochReader).uids(NETUID).values()) == [0, 1, 2, 256]
    # Of a hotkey with two uids the last one in the order of the state counts.
    neurons.keys[NETUID, 0] = account(11)
    assert world.pallet(EpochReader).uids(NETUID) == {
        account(11): 1,
        account(12): 2,
        account(3): 256,
    }


def test_the_owner_is_who_owns_the_hotkey_of_a_neuron(world: World) -> None:
    assert read(world).owner_uid is None
    chosen = world.pallet(Subnets).subnet_owner_hotkey
    chosen[NETUID] = account(99)
    assert read(world).owner_uid is None
    chosen[NETUID] = account(11)
    assert read(world).owner_uid == 1


def test_parameters_are_the_subnets(world: World) -> None:
    given, schedule = world.pallet(Hyperparameters), world.pallet(Schedule)
    given.max_allowed_validators[NETUID] = 3
    given.kappa[NETUID] = 4
    given.bonds_penalty[NETUID] = 5
    given.bonds_moving_average[NETUID] = 6
    given.alpha_values[NETUID] = (7, 8)
    given.alpha_sigmoid_steepness[NETUID] = -9
    given.liquid_alpha_on[NETUID] = True
    given.yuma3_on[NETUID] = True
    given.activity_cutoff_factor_milli[NETUID] = 2_500
    schedule.tempo[NETUID] = 10
    schedule.last_mechansim_step_block[NETUID] = 12
    world.pallet(WeightTable).stake_threshold.set(13)
    world.pallet(Scores).validator_permit[NETUID] = [False, True]
    inputs = read(world, emission=14)
    assert inputs.max_validators == 3
    assert inputs.kappa == 4
    assert inputs.bonds_penalty == 5
    assert inputs.bonds_moving_average == 6
    assert (inputs.alpha_low, inputs.alpha_high) == (7, 8)
    assert inputs.alpha_sigmoid_steepness == -9
    assert inputs.liquid_alpha
    assert inputs.yuma3
    assert inputs.activity_cutoff == 25
    assert (inputs.tempo, inputs.block, inputs.last_step_block) == (10, 3, 12)
    assert inputs.min_stake == 13
    assert inputs.emission == 14
    assert inputs.permits == [False, True]


# Commits


def commit(world: World, hotkey: int, epoch: int, block: int) -> None:
    """A commit of a hash."""
    commits = world.pallet(WeightTable).weight_commits
    queue = commits[NETUID, account(hotkey)] or []
    commits[NETUID, account(hotkey)] = [*queue, (bytes(32), epoch, block, 0)]


def commit_timelocked(world: World, hotkey: int, epoch: int, block: int) -> None:
    commits = world.pallet(WeightTable).timelocked_weight_commits
    queue = commits[NETUID, epoch]
    commits[NETUID, epoch] = [*queue, (account(hotkey), block, b"", 0)]


@pytest.fixture
def committing(world: World) -> World:
    """It is epoch 10, and commits are revealed two epochs after they were made."""
    table = world.pallet(WeightTable)
    table.commit_reveal_weights_enabled[NETUID] = True
    table.reveal_period_epochs[NETUID] = 2
    world.pallet(Schedule).tempo[NETUID] = 100
    world.pallet(Schedule).subnet_epoch_index[NETUID] = 10
    return world


def test_without_commit_reveal_commits_do_not_matter(world: World) -> None:
    commit(world, 10, epoch=10, block=1)
    assert read(world).commit_blocks is None


def test_without_commits_there_are_no_blocks(committing: World) -> None:
    assert read(committing).commit_blocks == [U64_MAX] * 3


@pytest.mark.parametrize("make", [commit, commit_timelocked])
def test_commits_count_until_they_can_not_be_revealed_any_more(committing: World, make) -> None:
    make(committing, 10, epoch=7, block=70)
    make(committing, 11, epoch=8, block=80)
    make(committing, 12, epoch=10, block=100)
    assert read(committing).commit_blocks == [U64_MAX, 80, 100]


def test_the_epoch_that_is_due_counts_as_begun(committing: World) -> None:
    commit(committing, 10, epoch=8, block=80)
    committing.pallet(Schedule).pending_epoch_at[NETUID] = 1
    assert read(committing).commit_blocks == [U64_MAX] * 3


def test_the_earliest_commit_counts(committing: World) -> None:
    commit_timelocked(committing, 10, epoch=10, block=95)
    commit_timelocked(committing, 10, epoch=9, block=90)
    commit_timelocked(committing, 10, epoch=9, block=85)
    assert read(committing).commit_blocks == [85, U64_MAX, U64_MAX]
    commit(committing, 10, epoch=8, block=80)
    assert read(committing).commit_blocks == [80, U64_MAX, U64_MAX]


def test_of_hashes_the_first_that_counts_is_taken_for_the_earliest(committing: World) -> None:
    commit(committing, 10, epoch=7, block=1)
    commit(committing, 10, epoch=9, block=90)
    commit(committing, 10, epoch=9, block=85)
    assert read(committing).commit_blocks == [90, U64_MAX, U64_MAX]


def test_commits_are_of_the_mechanism(committing: World) -> None:
    second, table = mechanism_index(NETUID, 1), committing.pallet(WeightTable)
    table.last_update[second] = [2, 2, 2]
    table.weight_commits[second, account(10)] = [(bytes(32), 10, 100, 0)]
    table.timelocked_weight_commits[second, 9] = [(account(11), 90, b"", 0)]
    assert read(committing).commit_blocks == [U64_MAX] * 3
    assert read(committing, mechanism=1).commit_blocks == [100, 90, U64_MAX]


def test_commits_of_others_do_not_matter(committing: World) -> None:
    commit(committing, 99, epoch=10, block=1)
    commit_timelocked(committing, 99, epoch=10, block=1)
    committing.pallet(Neurons).keys[NETUID, 7] = account(17)  # beyond the subnet's size
    commit(committing, 17, epoch=10, block=1)
    assert read(committing).commit_blocks == [U64_MAX] * 3
