"""Epochs that are due are begun, put off or skipped, and what waited for them is taken out.

As `drain_pending` in coinbase/run_coinbase.rs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.events import EpochDeferred, EpochSkipped, Event
from pallets.subtensor.schedule.epoch_schedule import EpochSchedule
from pallets.subtensor.state import Emissions, Schedule
from runtime.fixed.integers import saturating_add
from runtime.pallet import Pallet, Uses


class PendingEmission(NamedTuple):
    """What a subnet's epoch distributes, in alpha rao."""

    miners: int
    validators: int
    root: int
    owner: int


class Epochs(Pallet, crate="pallet_subtensor"):
    """Epochs: which run in a block, and what is kept about them."""

    config: SubtensorConfig
    event = Event
    schedule = Uses(Schedule)
    emissions = Uses(Emissions)
    epochs = Uses(EpochSchedule)

    def finish(self, netuid: int) -> None:
        """Remember that the epoch of a subnet ran to its end, in this block."""
        self.schedule.last_mechansim_step_block[netuid] = self.runtime.system.block_number()

    def drain(
        self,
        netuids: Iterable[int],
        block: int,
        begin: Callable[[int], None] = lambda netuid: None,
    ) -> dict[int, PendingEmission]:
        """Move the schedule on by a block. What waited for the epochs that run now is taken out.

        An epoch too many for the block is put off to the next one. A subnet whose state does not
        allow an epoch loses its turn, and what waits there waits on. `begin` is what else happens
        when an epoch begins, before the schedule moves on.
        """
        limit = self.schedule.max_epochs_per_block.get()
        drained: dict[int, PendingEmission] = {}
        for netuid in netuids:
            since = self.schedule.blocks_since_last_step[netuid]
            self.schedule.blocks_since_last_step[netuid] = saturating_add(since, 1)
            if not self.epochs.should_run_epoch(netuid, block):
                continue
            if len(drained) >= limit:
                self._put_off(netuid, block)
                continue
            if self.epochs.is_consistent(netuid):
                self.schedule.blocks_since_last_step[netuid] = 0
                drained[netuid] = self._take_pending(netuid)
                begin(netuid)
            else:
                self.deposit_event(EpochSkipped(netuid, block))
            self._advance(netuid, block)
        return drained

    def _put_off(self, netuid: int, block: int) -> None:
        next_block = saturating_add(block, 1)
        self.schedule.pending_epoch_at[netuid] = next_block
        self.deposit_event(EpochDeferred(netuid, block, next_block))

    def _take_pending(self, netuid: int) -> PendingEmission:
        emissions = self.emissions
        waiting = (
            emissions.pending_server_emission,
            emissions.pending_validator_emission,
            emissions.pending_root_alpha_divs,
            emissions.pending_owner_cut,
        )
        amounts = PendingEmission(*(amount[netuid] for amount in waiting))
        for amount in waiting:
            amount[netuid] = 0
        return amounts

    def _advance(self, netuid: int, block: int) -> None:
        """The turn is used up, also by an epoch that was skipped."""
        self.schedule.last_epoch_block[netuid] = block
        self.schedule.pending_epoch_at[netuid] = 0
        index = self.schedule.subnet_epoch_index[netuid]
        self.schedule.subnet_epoch_index[netuid] = saturating_add(index, 1)
