"""Epochs in a block: which run, which wait, which are skipped, and what is kept about them."""

from __future__ import annotations

import pytest

from pallets.subtensor.events import EpochDeferred, EpochSkipped
from pallets.subtensor.schedule import Epochs, EpochSchedule, PendingEmission
from pallets.subtensor.state import Emissions, Neurons, Schedule
from tests.pallets.subtensor.world import World, account

U64_MAX = 2**64 - 1


@pytest.fixture
def world() -> World:
    world = World(block=102)
    schedule = world.pallet(Schedule)
    for netuid in (1, 2, 3):
        schedule.tempo[netuid] = 100
    return world


def test_each_block_counts_as_one_since_the_last_step(world: World) -> None:
    schedule = world.pallet(Schedule)
    schedule.last_epoch_block[1] = 50
    assert world.pallet(Epochs).drain([1], 102) == {}
    assert schedule.blocks_since_last_step[1] == 1
    schedule.blocks_since_last_step[2] = U64_MAX
    schedule.tempo[2] = 0
    world.pallet(Epochs).drain([1, 2], 103)
    assert schedule.blocks_since_last_step[1] == 2
    assert schedule.blocks_since_last_step[2] == U64_MAX
    assert 3 not in schedule.blocks_since_last_step


def test_an_epoch_takes_out_what_waited_for_it(world: World) -> None:
    schedule, emissions = world.pallet(Schedule), world.pallet(Emissions)
    schedule.blocks_since_last_step[1] = 12_345_678
    schedule.last_mechansim_step_block[1] = 12_345
    schedule.pending_epoch_at[1] = 90
    schedule.subnet_epoch_index[1] = 7
    emissions.pending_server_emission[1] = 123_434_534
    emissions.pending_validator_emission[1] = 111_111
    emissions.pending_root_alpha_divs[1] = 12_222_222
    emissions.pending_owner_cut[1] = 12_345_678
    emissions.pending_owner_cut[2] = 5
    schedule.last_epoch_block[2] = 50

    drained = world.pallet(Epochs).drain([1, 2], 102)

    assert drained == {1: PendingEmission(123_434_534, 111_111, 12_222_222, 12_345_678)}
    for waiting in (
        emissions.pending_server_emission,
        emissions.pending_validator_emission,
        emissions.pending_root_alpha_divs,
        emissions.pending_owner_cut,
    ):
        assert waiting[1] == 0
        assert 1 in waiting
    assert emissions.pending_owner_cut[2] == 5
    assert schedule.blocks_since_last_step[1] == 0
    assert schedule.last_epoch_block[1] == 102
    assert schedule.pending_epoch_at[1] == 0
    # Zeros are stored: they are part of the state, though they read as what is absent.
    assert 1 in schedule.blocks_since_last_step
    assert 1 in schedule.pending_epoch_at
    assert schedule.subnet_epoch_index[1] == 8
    # When the epoch has run to its end, and not before.
    assert schedule.last_mechansim_step_block[1] == 12_345
    assert world.all_events() == []


def test_an_epoch_that_ran_is_on_record(world: World) -> None:
    world.pallet(Epochs).finish(1)
    assert world.pallet(Schedule).last_mechansim_step_block[1] == 102
    assert 2 not in world.pallet(Schedule).last_mechansim_step_block


def test_something_may_happen_when_an_epoch_begins(world: World) -> None:
    """What waited is out by then, and the schedule has not moved on; not for a skipped epoch."""
    schedule, emissions = world.pallet(Schedule), world.pallet(Emissions)
    emissions.pending_owner_cut[1] = 5
    schedule.last_epoch_block[2] = 50
    for uid in (0, 1):
        world.pallet(Neurons).keys[3, uid] = account(9)
    seen = []

    def begin(netuid: int) -> None:
        seen.append(
            (netuid, schedule.last_epoch_block[netuid], emissions.pending_owner_cut[netuid])
        )

    world.pallet(Epochs).drain([1, 2, 3], 102, begin)
    assert seen == [(1, 0, 0)]


def test_an_epoch_too_many_comes_in_the_next_block(world: World) -> None:
    schedule = world.pallet(Schedule)
    schedule.max_epochs_per_block.set(1)
    epochs = world.pallet(Epochs)
    waiting = world.pallet(EpochSchedule).deferred([2, 1, 3], 102)
    assert list(epochs.drain([2, 1, 3], 102)) == [2]
    assert waiting == {1, 3}
    assert world.all_events() == [EpochDeferred(1, 102, 103), EpochDeferred(3, 102, 103)]
    assert [schedule.pending_epoch_at[netuid] for netuid in (2, 1, 3)] == [0, 103, 103]
    assert [schedule.last_epoch_block[netuid] for netuid in (2, 1, 3)] == [102, 0, 0]
    assert [schedule.subnet_epoch_index[netuid] for netuid in (2, 1, 3)] == [1, 0, 0]
    assert schedule.blocks_since_last_step[1] == 1
    assert list(epochs.drain([2, 1, 3], 103)) == [1]
    assert list(epochs.drain([2, 1, 3], 104)) == [3]
    assert schedule.pending_epoch_at[3] == 0


def test_a_subnet_that_is_not_consistent_loses_its_turn(world: World) -> None:
    schedule, emissions = world.pallet(Schedule), world.pallet(Emissions)
    schedule.max_epochs_per_block.set(1)
    for uid in (0, 1):
        world.pallet(Neurons).keys[1, uid] = account(9)
    emissions.pending_owner_cut[1] = 5
    schedule.blocks_since_last_step[1] = 40
    schedule.pending_epoch_at[1] = 90

    assert list(world.pallet(Epochs).drain([1, 2], 102)) == [2]

    assert world.all_events() == [EpochSkipped(1, 102)]
    assert emissions.pending_owner_cut[1] == 5
    assert schedule.blocks_since_last_step[1] == 41
    assert schedule.last_epoch_block[1] == 102
    assert schedule.pending_epoch_at[1] == 0
    assert schedule.subnet_epoch_index[1] == 1
