"""What owners can do about the epochs of their subnets."""

from __future__ import annotations

import pytest

from pallets.subtensor.config import FAST
from pallets.subtensor.events import ActivityCutoffFactorMilliSet, EpochTriggered, TempoSet
from pallets.subtensor.networks import TempoControl
from pallets.subtensor.schedule import EpochSchedule
from pallets.subtensor.state import Hyperparameters, Schedule, Subnets, WeightTable
from tests.pallets.subtensor.world import World, account, fails

OWNER, STRANGER = 1, 2
TEMPO = 360


def with_subnet(world: World) -> World:
    """Subnet 1 is the owner's; no window holds anybody up."""
    world.add_network(1, TEMPO)
    world.pallet(Subnets).subnet_owner[1] = account(OWNER)
    world.pallet(Schedule).admin_freeze_window.set(0)
    world.forget_events()
    return world


@pytest.fixture
def world() -> World:
    return with_subnet(World())


def freeze(world: World) -> None:
    """The next epoch is 6 blocks away, the window 8 long."""
    schedule = world.pallet(Schedule)
    schedule.tempo[1] = 10
    schedule.last_epoch_block[1] = 1
    schedule.admin_freeze_window.set(8)
    world.set_block(5)


def test_a_tempo_is_set_with_commit_reveal_too_and_counts_from_now(world: World) -> None:
    assert world.pallet(WeightTable).commit_reveal_weights_enabled[1]
    world.set_block(10)
    world.run(TempoControl.set_tempo(1, 720), by=OWNER)
    schedule = world.pallet(Schedule)
    assert (schedule.tempo[1], schedule.last_epoch_block[1]) == (720, 10)
    assert world.pallet(EpochSchedule).next_epoch_start_block(1) == 730
    assert world.all_events() == [TempoSet(1, 720)]


@pytest.mark.parametrize(("tempo", "allowed"), [(359, 0), (360, 1), (50_400, 1), (50_401, 0)])
@pytest.mark.parametrize("config", [None, FAST])
def test_a_tempo_is_within_bounds_that_fast_rules_do_not_change(
    config: object, tempo: int, allowed: int
) -> None:
    world = with_subnet(World() if config is None else World(FAST))
    if allowed:
        world.run(TempoControl.set_tempo(1, tempo), by=OWNER)
        return
    with fails("TempoOutOfBounds"):
        world.run(TempoControl.set_tempo(1, tempo), by=OWNER)


def test_what_hinders_a_tempo_is_looked_at_in_this_order(world: World) -> None:
    world.run(TempoControl.set_tempo(1, 400), by=OWNER)
    freeze(world)
    for who in (STRANGER, None):
        with fails("BadOrigin"):
            world.run(TempoControl.set_tempo(1, 1), by=who)
    with fails("TempoOutOfBounds"):
        world.run(TempoControl.set_tempo(1, 1), by=OWNER)
    with fails("AdminActionProhibitedDuringWeightsWindow"):
        world.run(TempoControl.set_tempo(1, 400), by=OWNER)
    world.pallet(Schedule).admin_freeze_window.set(0)
    with fails("TxRateLimitExceeded"):
        world.run(TempoControl.set_tempo(1, 400), by=OWNER)


def test_a_tempo_is_set_again_after_the_least_tempo(world: World) -> None:
    world.run(TempoControl.set_tempo(1, 400), by=OWNER)
    world.set_block(360)
    with fails("TxRateLimitExceeded"):
        world.run(TempoControl.set_tempo(1, 500), by=OWNER)
    world.set_block(361)
    world.run(TempoControl.set_tempo(1, 500), by=OWNER)


@pytest.mark.parametrize(("factor", "allowed"), [(999, 0), (1000, 1), (50_000, 1), (50_001, 0)])
def test_the_activity_factor_is_within_bounds(world: World, factor: int, allowed: int) -> None:
    for who in (OWNER, None):
        if allowed:
            world.run(TempoControl.set_activity_cutoff_factor(1, factor), by=who)
            factors = world.pallet(Hyperparameters).activity_cutoff_factor_milli
            assert factors[1] == factor
            assert ActivityCutoffFactorMilliSet(1, factor) in world.all_events()
        else:
            with fails("ActivityCutoffFactorMilliOutOfBounds"):
                world.run(TempoControl.set_activity_cutoff_factor(1, factor), by=who)


def test_neither_window_nor_rate_limit_hold_root_up(world: World) -> None:
    world.run(TempoControl.set_activity_cutoff_factor(1, 2000), by=OWNER)
    freeze(world)
    with fails("BadOrigin"):
        world.run(TempoControl.set_activity_cutoff_factor(1, 1), by=STRANGER)
    with fails("ActivityCutoffFactorMilliOutOfBounds"):
        world.run(TempoControl.set_activity_cutoff_factor(1, 1), by=OWNER)
    with fails("AdminActionProhibitedDuringWeightsWindow"):
        world.run(TempoControl.set_activity_cutoff_factor(1, 5000), by=OWNER)
    world.run(TempoControl.set_activity_cutoff_factor(1, 5000))
    world.run(TempoControl.set_activity_cutoff_factor(1, 6000))
    world.pallet(Schedule).admin_freeze_window.set(0)
    with fails("TxRateLimitExceeded"):
        world.run(TempoControl.set_activity_cutoff_factor(1, 5000), by=OWNER)
    assert world.pallet(Hyperparameters).activity_cutoff_factor_milli[1] == 6000
    # Two tempos of 10 blocks after the owner's last one.
    world.set_block(21)
    world.run(TempoControl.set_activity_cutoff_factor(1, 5000), by=OWNER)


def allow_triggers(world: World) -> None:
    world.pallet(WeightTable).commit_reveal_weights_enabled[1] = False


def test_with_commit_reveal_no_epoch_is_triggered(world: World) -> None:
    world.pallet(Schedule).admin_freeze_window.set(5)
    with fails("DynamicTempoBlockedByCommitReveal"):
        world.run(TempoControl.trigger_epoch(1), by=OWNER)
    assert world.pallet(Schedule).pending_epoch_at[1] == 0


def test_a_triggered_epoch_comes_after_the_window_and_freezes_the_subnet(world: World) -> None:
    allow_triggers(world)
    world.pallet(Schedule).admin_freeze_window.set(5)
    world.set_block(50)
    world.run(TempoControl.trigger_epoch(1), by=OWNER)
    assert world.pallet(Schedule).pending_epoch_at[1] == 55
    assert world.all_events() == [EpochTriggered(1, account(OWNER), 55)]
    epochs = world.pallet(EpochSchedule)
    assert epochs.is_in_admin_freeze_window(1, 50)
    assert not epochs.should_run_epoch(1, 54)
    assert epochs.should_run_epoch(1, 55)
    with fails("AdminActionProhibitedDuringWeightsWindow"):
        world.run(TempoControl.set_tempo(1, 400), by=OWNER)


def test_what_hinders_a_trigger_is_looked_at_in_this_order(world: World) -> None:
    schedule = world.pallet(Schedule)
    freeze(world)
    schedule.pending_epoch_at[1] = 7
    for who in (STRANGER, None):
        with fails("BadOrigin"):
            world.run(TempoControl.trigger_epoch(1), by=who)
    with fails("DynamicTempoBlockedByCommitReveal"):
        world.run(TempoControl.trigger_epoch(1), by=OWNER)
    allow_triggers(world)
    with fails("EpochTriggerAlreadyPending"):
        world.run(TempoControl.trigger_epoch(1), by=OWNER)
    schedule.pending_epoch_at[1] = 0
    with fails("AutoEpochAlreadyImminent"):
        world.run(TempoControl.trigger_epoch(1), by=OWNER)
    assert schedule.pending_epoch_at[1] == 0
    schedule.admin_freeze_window.set(6)  # just enough
    world.run(TempoControl.trigger_epoch(1), by=OWNER)
    schedule.pending_epoch_at[1] = 0
    with fails("TxRateLimitExceeded"):
        world.run(TempoControl.trigger_epoch(1), by=OWNER)
