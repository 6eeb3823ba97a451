"""In which epoch a commit is revealed, while epochs, tempo and period go on and change."""

from __future__ import annotations

import pytest

from pallets.subtensor.events import (
    CommitRevealPeriodsSet,
)
from pallets.subtensor.schedule import EpochSchedule
from pallets.subtensor.state import WeightTable
from pallets.subtensor.weights import RevealWindows
from tests.pallets.subtensor.weights.world import LIMIT, WeightWorld, salt_of
from tests.pallets.subtensor.world import fails


@pytest.fixture
def world() -> WeightWorld:
    made = WeightWorld()
    made.subnet(commit_reveal=True)
    return made


@pytest.mark.parametrize("period", [1, 2, 5, 7, 19, 21, 30, 40, 77, 86, 100])
def test_a_commit_is_revealed_exactly_so_many_epochs_later(world: WeightWorld, period: int) -> None:
    world.set_epoch(3)
    world.pallet(RevealWindows).set_reveal_period(1, period)
    world.commit()
    for epoch in {3, 3 + period - 1}:
        world.set_epoch(epoch)
        world.reveal_fails("RevealTooEarly")
    world.set_epoch(3 + period + 1)
    world.reveal_fails("ExpiredWeightCommit")
    world.set_epoch(3 + period)
    world.reveal()
    world.reveal_fails("NoWeightsCommitFound")


def test_the_epoch_that_is_due_in_this_block_counts_already(world: WeightWorld) -> None:
    """As where the epoch is put off because the block has too many."""
    windows = world.pallet(RevealWindows)
    assert windows.epoch(1) == 0
    world.set_block(6)  # five blocks after the last epoch
    assert windows.epoch(1) == 1
    world.commit()
    assert (world.commits(0) or [])[0][1] == 1
    world.set_epoch(1)
    assert windows.epoch(1) == 1
    world.reveal_fails("RevealTooEarly")
    world.set_block(11)
    world.reveal()


@pytest.mark.parametrize("tempos", [(200,), (150,), (3, 9), (50, 4)])
def test_a_tempo_that_changes_changes_no_epoch_of_reveal(
    world: WeightWorld, tempos: tuple[int, ...]
) -> None:
    world.commit()
    for tempo in tempos:
        world.pallet(EpochSchedule).set_tempo_unchecked(1, tempo)
    world.step_epochs(1, 1)
    world.reveal()


def test_a_reveal_period_that_changes_holds_for_commits_too(world: WeightWorld) -> None:
    windows = world.pallet(RevealWindows)
    world.commit()
    windows.set_reveal_period(1, 2)
    world.step_epochs(1, 1)
    world.reveal_fails("RevealTooEarly")
    world.step_epochs(1, 1)
    world.reveal()
    world.commit()
    windows.set_reveal_period(1, 1)
    world.step_epochs(1, 1)
    world.reveal()
    world.step_epochs(1, 1)
    world.reveal_fails("NoWeightsCommitFound")


@pytest.mark.parametrize(
    ("epochs", "error"),
    [(0, "RevealPeriodTooSmall"), (101, "RevealPeriodTooLarge"), (1, None), (100, None)],
)
def test_the_reveal_period_is_1_to_100_epochs(
    world: WeightWorld, epochs: int, error: str | None
) -> None:
    windows, periods = world.pallet(RevealWindows), world.pallet(WeightTable).reveal_period_epochs
    if error is None:
        windows.set_reveal_period(1, epochs)
        assert periods[1] == epochs
        assert world.all_events() == [CommitRevealPeriodsSet(1, epochs)]
    else:
        with fails(error):
            windows.set_reveal_period(1, epochs)
        assert (periods[1], world.all_events()) == (1, [])


def test_many_hotkeys_commit_and_reveal_while_tempo_and_period_change(world: WeightWorld) -> None:
    """Nothing of one hotkey's commits is another's, and late reveals are expired for all."""
    uids = range(10)
    world.subnet(neurons=12, commit_reveal=True)
    world.pallet(RevealWindows).set_reveal_period(1, 5)
    for number in range(LIMIT):
        for uid in uids:
            world.commit(uid, salt_of(number))
    for uid in uids:
        with fails("TooManyUnrevealedCommits"):
            world.commit(uid, salt_of(10))
        world.reveal_fails("RevealTooEarly", uid, salt_of(0))
    world.pallet(RevealWindows).set_reveal_period(1, 7)
    world.step_epochs(3, 1)
    for uid in uids:
        world.reveal_fails("RevealTooEarly", uid, salt_of(0))
    world.step_epochs(4, 1)
    for uid in range(5):
        for number in range(LIMIT):
            world.reveal(uid, salt_of(number))
    world.pallet(RevealWindows).set_reveal_period(1, 10)
    world.step_epochs(10, 1)
    for uid in range(5, 10):
        world.reveal_fails("ExpiredWeightCommit", uid, salt_of(0))
        world.commit(uid, salt_of(20 + uid))
        world.reveal_fails("InvalidRevealCommitHashNotMatch", uid, salt_of(0))
