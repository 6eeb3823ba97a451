"""What SubtensorModule does by itself at the start of each block, before any extrinsic.

As coinbase/block_step.rs and macros/hooks.rs of the reference.
"""

from __future__ import annotations

from pallets.subtensor.children import Children
from pallets.subtensor.claims import AutoClaim
from pallets.subtensor.emission import Coinbase, EmittingSubnets
from pallets.subtensor.money import BlockEmission
from pallets.subtensor.networks.swap_records import HotkeySwapRecords
from pallets.subtensor.ownership import StakingWalk
from pallets.subtensor.registration import BurnPrices
from pallets.subtensor.schedule import EpochSchedule
from pallets.subtensor.state import Schedule, Subnets
from pallets.subtensor.types import ROOT
from pallets.subtensor.weights import TimelockedCommits
from runtime.pallet import Pallet, Uses
from runtime.weights import Weight, weigh

BLOCK_STEP = weigh(110_634_229_000, reads=8304, writes=110)


class BlockStep(Pallet, crate="pallet_subtensor"):
    """The start of a block: prices fall, commits open, emission flows, new prices count."""

    subnets = Uses(Subnets)
    schedule = Uses(Schedule)
    swap_records = Uses(HotkeySwapRecords)
    burn_prices = Uses(BurnPrices)
    timelocked = Uses(TimelockedCommits)
    epoch_schedule = Uses(EpochSchedule)
    block_emission = Uses(BlockEmission)
    coinbase = Uses(Coinbase)
    emitting = Uses(EmittingSubnets)
    children = Uses(Children)
    auto_claim = Uses(AutoClaim)
    staking_walk = Uses(StakingWalk)

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
        minted = self.block_emission.mint()
        self._reveal_commits(subnets, block)
        self.coinbase.run(minted, subnets)
        emitting = self.emitting.among(subnets)
        self.emitting.update_moving_prices(emitting)
        self.emitting.update_root_proportions(emitting)
        self._apply_children(networks, block)
        self.auto_claim.run()
        self.staking_walk.go_on()

    def _reveal_commits(self, subnets: list[int], block: int) -> None:
        """Open encrypted weights, where the epoch does not wait for the next block.

        A commit opens in the block of its epoch: it must not open before the epoch that is late.
        """
        if not self.timelocked.are_any_waiting():
            return
        deferred = self.epoch_schedule.deferred(subnets, block)
        for netuid in subnets:
            if netuid not in deferred:
                self.timelocked.reveal_crv3_commits(netuid)

    def _apply_children(self, networks: list[int], block: int) -> None:
        """Let children that were chosen count, in subnets that had their turn in this block."""
        for netuid in networks:
            if self.schedule.last_epoch_block[netuid] == block:
                self.children.apply_pending(netuid)
