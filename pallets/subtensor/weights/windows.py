"""In which epoch a commit is revealed: exactly so many epochs after it was made."""

from __future__ import annotations

from dataclasses import dataclass

from pallets.subtensor.errors import Error, RevealPeriodTooLarge, RevealPeriodTooSmall
from pallets.subtensor.events import CommitRevealPeriodsSet, Event
from pallets.subtensor.schedule import EpochSchedule
from pallets.subtensor.state import Schedule, WeightTable
from runtime.fixed.integers import saturating_add, saturating_sub
from runtime.pallet import Pallet, Uses

MIN_PERIOD = 1  # epochs
MAX_PERIOD = 100  # epochs


@dataclass(frozen=True, slots=True)
class RevealWindow:
    """The epoch that it is in a subnet, and after how many of them commits are revealed."""

    epoch: int
    period: int

    def is_open(self, commit_epoch: int) -> bool:
        """Whether a commit of that epoch is to be revealed now."""
        return self.epoch == saturating_add(commit_epoch, self.period)

    def is_over(self, commit_epoch: int) -> bool:
        """Whether a commit of that epoch can not be revealed any more."""
        return self.epoch > saturating_add(commit_epoch, self.period)

    @property
    def revealed_epoch(self) -> int:
        """The epoch whose commits are to be revealed now."""
        return saturating_sub(self.epoch, self.period)


class RevealWindows(Pallet, crate="pallet_subtensor"):
    """In which epoch commits are revealed."""

    error = Error
    event = Event
    schedule = Uses(Schedule)
    epochs = Uses(EpochSchedule)
    table = Uses(WeightTable)

    def epoch(self, netuid: int) -> int:
        """The epoch that a commit or reveal in this block belongs to.

        That is the number of epochs so far, and one more if one is due in this block: it counts for
        extrinsics even if it is put off, and the reveals before it runs are those of its turn.
        """
        so_far = self.schedule.subnet_epoch_index[netuid]
        block = self.runtime.system.block_number()
        return saturating_add(so_far, int(self.epochs.should_run_epoch(netuid, block)))

    def of(self, netuid: int) -> RevealWindow:
        """The window of a subnet in this block."""
        return RevealWindow(self.epoch(netuid), self.table.reveal_period_epochs[netuid])

    def set_reveal_period(self, netuid: int, epochs: int) -> None:
        """Set after how many epochs commits are revealed, those too that are there already.

        Fails with RevealPeriodTooLarge above 100 and RevealPeriodTooSmall below 1.
        """
        if epochs > MAX_PERIOD:
            raise RevealPeriodTooLarge()
        if epochs < MIN_PERIOD:
            raise RevealPeriodTooSmall()
        self.table.reveal_period_epochs[netuid] = epochs
        self.deposit_event(CommitRevealPeriodsSet(netuid, epochs))
