"""The schedule of epochs as the state has it."""

from __future__ import annotations

import pytest

from pallets.subtensor.events import TempoSet
from pallets.subtensor.schedule import EpochSchedule
from pallets.subtensor.state import Hyperparameters, Neurons, Schedule
from tests.pallets.subtensor.world import World, account


@pytest.fixture
def world() -> World:
    return World()


def due(world: World, netuid: int) -> None:
    """Let the subnet's epoch be due in block 1."""
    world.pallet(Schedule).pending_epoch_at[netuid] = 1


def give_one_hotkey_two_uids(world: World, netuid: int) -> None:
    for uid in (0, 1):
        world.pallet(Neurons).keys[netuid, uid] = account(9)


def test_the_schedule_is_read_from_the_state(world: World) -> None:
    schedule, epochs = world.pallet(Schedule), world.pallet(EpochSchedule)
    schedule.tempo[1] = 50
    schedule.last_epoch_block[1] = 100
    assert epochs.next_epoch_start_block(1) == 150
    assert epochs.blocks_until_next_auto_epoch(1, 50, 120) == 30
    assert not epochs.should_run_epoch(1, 149)
    assert epochs.should_run_epoch(1, 150)
    schedule.pending_epoch_at[1] = 120
    assert epochs.next_epoch_start_block(1) == 120
    assert epochs.should_run_epoch(1, 120)
    schedule.pending_epoch_at[1] = 0
    schedule.blocks_since_last_step[1] = 50_401
    assert epochs.should_run_epoch(1, 101)
    schedule.tempo[1] = 0
    assert epochs.next_epoch_start_block(1) is None


def test_the_freeze_window_is_that_of_the_chain(world: World) -> None:
    schedule, epochs = world.pallet(Schedule), world.pallet(EpochSchedule)
    schedule.tempo[1] = 100
    assert [epochs.is_in_admin_freeze_window(1, block) for block in (90, 91)] == [False, True]
    schedule.admin_freeze_window.set(5)
    assert [epochs.is_in_admin_freeze_window(1, block) for block in (95, 96)] == [False, True]


def test_a_tempo_without_a_reset_leaves_the_last_epoch(world: World) -> None:
    schedule, epochs = world.pallet(Schedule), world.pallet(EpochSchedule)
    world.set_block(500)
    schedule.last_epoch_block[1] = 450
    epochs.set_tempo_unchecked(1, 77)
    assert (schedule.tempo[1], schedule.last_epoch_block[1]) == (77, 450)
    epochs.apply_tempo_with_cycle_reset(1, 78)
    assert (schedule.tempo[1], schedule.last_epoch_block[1]) == (78, 500)
    assert world.events(TempoSet) == [TempoSet(1, 77), TempoSet(1, 78)]


def test_the_activity_cutoff_follows_the_tempo(world: World) -> None:
    epochs = world.pallet(EpochSchedule)
    assert epochs.activity_cutoff_blocks(1) == 5000
    world.pallet(Schedule).tempo[1] = 720
    world.pallet(Hyperparameters).activity_cutoff_factor_milli[1] = 2000
    assert epochs.activity_cutoff_blocks(1) == 1440


def test_two_uids_of_one_hotkey_are_not_consistent(world: World) -> None:
    epochs = world.pallet(EpochSchedule)
    world.pallet(Neurons).keys[1, 0] = account(9)
    world.pallet(Neurons).keys[2, 1] = account(9)
    assert epochs.is_consistent(1)
    give_one_hotkey_two_uids(world, 1)
    assert not epochs.is_consistent(1)


def test_epochs_beyond_the_cap_wait(world: World) -> None:
    cap = world.config.initial_max_epochs_per_block
    netuids = range(1, cap + 3)
    for netuid in netuids:
        world.add_network(netuid, tempo=100)
        due(world, netuid)
    world.add_network(100, tempo=100)
    assert world.pallet(EpochSchedule).deferred([100, *netuids], 1) == {cap + 1, cap + 2}


def test_a_subnet_that_is_skipped_takes_no_place_but_waits_if_none_is_left(world: World) -> None:
    world.pallet(Schedule).max_epochs_per_block.set(1)
    for netuid in (1, 2, 3):
        world.add_network(netuid, tempo=100)
        due(world, netuid)
    give_one_hotkey_two_uids(world, 1)
    give_one_hotkey_two_uids(world, 3)
    assert world.pallet(EpochSchedule).deferred([1, 2, 3], 1) == {3}


def test_with_a_cap_of_zero_all_wait(world: World) -> None:
    world.pallet(Schedule).max_epochs_per_block.set(0)
    world.add_network(1, tempo=100)
    due(world, 1)
    assert world.pallet(EpochSchedule).deferred([1], 1) == {1}
