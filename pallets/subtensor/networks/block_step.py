"""What SubtensorModule does by itself at the start of each block, before any extrinsic.

As coinbase/block_step.rs and macros/hooks.rs of the reference.
"""

from __future__ import annotations

from pallets.subtensor.children import Children
from pallets.subtensor.networks.emitting import EmittingSubnets
from pallets.subtensor.networks.swap_records import HotkeySwapRecords
from pallets.subtensor.registration import BurnPrices
from pallets.subtensor.schedule import Epochs, EpochSchedule
from pallets.subtensor.state import Schedule, Subnets
from pallets.subtensor.types import ROOT
from pallets.subtensor.weights import TimelockedCommits
from runtime.pallet import Pallet, Uses
from runtime.weights import Weight, weigh

BLOCK_STEP = weigh(110_634_229_000, reads=8304, writes=110)


class BlockStep(Pallet, crate="pallet_subtensor"):
    """The start of a block: prices fall, commits open, epochs run, new prices count."""

    subnets = Uses(Subnets)
    schedule = Uses(Schedule)
    swap_records = Uses(HotkeySwapRecords)
    burn_prices = Uses(BurnPrices)
    timelocked = Uses(TimelockedCommits)
    epoch_schedule = Uses(EpochSchedule)
    epochs = Uses(Epochs)
    emitting = Uses(EmittingSubnets)
    children = Uses(Children)

    def on_initialize(self, number: int) -> Weight:
        networks = self.subnets.netuids()
        clean_up = self.swap_records.clean_up(networks, number)
        self._step(networks, number)
        return BLOCK_STEP + clean_up

    def _step(self, networks: list[int], block: int) -> None:
        """The steps in their order: each relies on what those before it have written.

        `networks` are root and the subnets, in the order of the state. No step changes them.
        """
        subnets = [netuid for netuid in networks if netuid != ROOT]
        self.burn_prices.step(networks)
        self._reveal_commits(subnets, block)
        self._run_coinbase(subnets)
        emitting = self.emitting.among(subnets)
        self.emitting.update_moving_prices(emitting)
        self.emitting.update_root_proportions(emitting)
        self._apply_children(networks, block)

    def _reveal_commits(self, subnets: list[int], block: int) -> None:
        """Open encrypted weights, where the epoch does not wait for the next block.

        A commit opens in the block of its epoch: it must not open before the epoch that is late.
        """
        deferred = self.epoch_schedule.deferred(subnets, block)
        for netuid in subnets:
            if netuid not in deferred:
                self.timelocked.reveal_crv3_commits(netuid)

    def _run_coinbase(self, subnets: list[int]) -> None:
        """The place of the coinbase. Here emission goes to the subnets, before their epochs run.

        What the block mints is calculated before the commits open, and given out here; root's
        claims and the index of its stakers come after all other steps.
        """
        self.epochs.run_due(subnets)

    def _apply_children(self, networks: list[int], block: int) -> None:
        """Let children that were chosen count, in subnets that had their turn in this block."""
        for netuid in networks:
            if self.schedule.last_epoch_block[netuid] == block:
                self.children.apply_pending(netuid)
