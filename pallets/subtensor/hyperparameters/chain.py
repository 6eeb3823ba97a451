"""Limits of the chain as a whole."""

from __future__ import annotations

from pallets.subtensor.events import (
    AdminFreezeWindowSet,
    ColdkeySwapAnnouncementDelaySet,
    ColdkeySwapReannouncementDelaySet,
    Event,
    MaxEpochsPerBlockSet,
    OwnerHyperparamRateLimitSet,
    TxRateLimitSet,
)
from pallets.subtensor.state import ColdkeySwaps, RateLimits, Schedule
from runtime.pallet import Pallet, Uses


class ChainSettings(Pallet, crate="pallet_subtensor"):
    """Sets limits of the chain as a whole."""

    event = Event
    schedule = Uses(Schedule)
    rate_limits = Uses(RateLimits)
    coldkey_swaps = Uses(ColdkeySwaps)

    def set_max_epochs_per_block(self, limit: int) -> None:
        """How many subnets may have their epoch in one block."""
        self.schedule.max_epochs_per_block.set(limit)
        self.deposit_event(MaxEpochsPerBlockSet(limit))

    def set_admin_freeze_window(self, blocks: int) -> None:
        """So many blocks before its epoch a subnet is not changed."""
        self.schedule.admin_freeze_window.set(blocks)
        self.deposit_event(AdminFreezeWindowSet(blocks))

    def set_owner_hyperparam_rate_limit(self, epochs: int) -> None:
        """So many epochs lie between two changes of a parameter by the owner."""
        self.schedule.owner_hyperparam_rate_limit.set(epochs)
        self.deposit_event(OwnerHyperparamRateLimitSet(epochs))

    def set_tx_rate_limit(self, blocks: int) -> None:
        """So many blocks lie between two swaps of a coldkey's hotkeys."""
        self.rate_limits.tx_rate_limit.set(blocks)
        self.deposit_event(TxRateLimitSet(blocks))

    def set_coldkey_swap_announcement_delay(self, blocks: int) -> None:
        """So many blocks lie between the announcement of a coldkey's swap and the swap."""
        self.coldkey_swaps.coldkey_swap_announcement_delay.set(blocks)
        self.deposit_event(ColdkeySwapAnnouncementDelaySet(blocks))

    def set_coldkey_swap_reannouncement_delay(self, blocks: int) -> None:
        """So many blocks after that another swap can be announced."""
        self.coldkey_swaps.coldkey_swap_reannouncement_delay.set(blocks)
        self.deposit_event(ColdkeySwapReannouncementDelaySet(blocks))
