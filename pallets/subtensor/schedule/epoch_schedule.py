"""When each subnet has its epochs, read from the state."""

from __future__ import annotations

from collections.abc import Iterable

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.events import Event, TempoSet
from pallets.subtensor.schedule import tempo as rules
from pallets.subtensor.schedule.tempo import Cycle
from pallets.subtensor.state import Hyperparameters, Neurons, Schedule
from runtime.pallet import Pallet, Uses


class EpochSchedule(Pallet, crate="pallet_subtensor"):
    """When each subnet has its epochs, and which wait since a block takes only so many."""

    config: SubtensorConfig
    event = Event
    schedule = Uses(Schedule)
    neurons = Uses(Neurons)
    hyperparameters = Uses(Hyperparameters)

    def cycle(self, netuid: int) -> Cycle:
        """Where the subnet stands between two epochs."""
        schedule = self.schedule
        return Cycle(
            schedule.tempo[netuid],
            schedule.last_epoch_block[netuid],
            schedule.pending_epoch_at[netuid],
            schedule.blocks_since_last_step[netuid],
        )

    def should_run_epoch(self, netuid: int, block: int) -> bool:
        """Whether the subnet has an epoch in this block, if the block takes that many."""
        return rules.is_due(self.cycle(netuid), block, self.config.max_tempo)

    def blocks_until_next_auto_epoch(self, netuid: int, tempo: int, block: int) -> int:
        """Blocks until the epoch that is due by this tempo; 2^64 - 1 without a tempo."""
        return rules.blocks_until_due(self.schedule.last_epoch_block[netuid], tempo, block)

    def next_epoch_start_block(self, netuid: int) -> int | None:
        """The block in which the next epoch is due; None for a subnet without epochs.

        That the block has too many epochs, or that none ran for too long, is not foreseen.
        """
        return rules.next_epoch(self.cycle(netuid))

    def is_in_admin_freeze_window(self, netuid: int, block: int) -> bool:
        """Whether the next epoch is so near that the owner must not change the subnet."""
        window = self.schedule.admin_freeze_window.get()
        return rules.is_frozen(self.cycle(netuid), block, window)

    def activity_cutoff_blocks(self, netuid: int) -> int:
        """After so many blocks without new weights a validator is inactive."""
        factor = self.hyperparameters.activity_cutoff_factor_milli[netuid]
        return rules.activity_cutoff(factor, self.schedule.tempo[netuid])

    def is_consistent(self, netuid: int) -> bool:
        """Whether no hotkey has two uids, without which there is no epoch."""
        hotkeys = list(self.neurons.keys.values(netuid))
        return len(set(hotkeys)) == len(hotkeys)

    def deferred(self, netuids: Iterable[int], block: int) -> set[int]:
        """Those of the subnets whose epoch is due now, and waits for the next block.

        A subnet whose epoch is skipped takes no place of another.
        """
        limit = self.schedule.max_epochs_per_block.get()
        running, waiting = 0, set[int]()
        for netuid in netuids:
            if not self.should_run_epoch(netuid, block):
                continue
            if running >= limit:
                waiting.add(netuid)
            elif self.is_consistent(netuid):
                running += 1
        return waiting

    def begin(self, netuid: int, tempo: int) -> None:
        """Give a new subnet its tempo, without an event, and a place in the schedule."""
        block = self.runtime.system.block_number()
        self.schedule.tempo[netuid] = tempo
        self.schedule.last_epoch_block[netuid] = rules.first_anchor(netuid, tempo, block)

    def set_tempo_unchecked(self, netuid: int, tempo: int) -> None:
        """Set the tempo, whatever it is; the epochs are counted from the last one as before."""
        self.schedule.tempo[netuid] = tempo
        self.deposit_event(TempoSet(netuid, tempo))

    def apply_tempo_with_cycle_reset(self, netuid: int, tempo: int) -> None:
        """Set the tempo, and count the epochs from this block."""
        self.set_tempo_unchecked(netuid, tempo)
        self.schedule.last_epoch_block[netuid] = self.runtime.system.block_number()
