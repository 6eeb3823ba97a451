"""What the hotkey has beside subnets: its owner, its take, when it last did what is limited."""

from __future__ import annotations

from collections.abc import Iterable

from pallets.subtensor.errors import Error
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.shares import SafeFloat
from pallets.subtensor.state import Delegation, KeyRing, RateLimits
from pallets.subtensor.types import (
    LastTxBlock,
    LastTxBlockChildKeyTake,
    LastTxBlockDelegateTake,
)
from runtime.pallet import Pallet, Uses
from runtime.weights import ZERO_WEIGHT, Weight, weigh

LIMITED = (LastTxBlock, LastTxBlockDelegateTake, LastTxBlockChildKeyTake)
"""What is limited for a hotkey."""


class HotkeyAccounts(Pallet, crate="pallet_subtensor"):
    """Hotkeys as accounts. All results are weights, as they are counted in the reference."""

    error = Error
    keys = Uses(KeyRing)
    delegation = Uses(Delegation)
    rate_limits = Uses(RateLimits)
    ownership = Uses(Ownership)

    # Limits

    def copy_limits(self, old: bytes, new: bytes) -> Weight:
        """Let the new hotkey be limited as the old one is, and no more by what it did itself."""
        blocks = self.rate_limits.last_rate_limited_block
        for limited in LIMITED:
            blocks[limited(new)] = blocks[limited(old)]
        return weigh(0, reads=1, writes=1) * len(LIMITED)

    def forget_limits(self, old: bytes) -> Weight:
        for limited in LIMITED:
            del self.rate_limits.last_rate_limited_block[limited(old)]
        return weigh(0, reads=1, writes=2) * len(LIMITED)

    # Owners

    def add_owned(self, coldkey: bytes, new: bytes) -> Weight:
        """Let the coldkey own the new hotkey too."""
        self.keys.owner[new] = coldkey
        weight, owned = weigh(0, reads=1, writes=1), self.keys.owned_hotkeys[coldkey]
        if new not in owned:
            self.keys.owned_hotkeys[coldkey] = [*owned, new]
            weight += weigh(0, reads=1, writes=1)
        return weight

    def replace_owned(self, coldkey: bytes, old: bytes, new: bytes) -> Weight:
        """Let the coldkey own the new hotkey instead. Fails with CannotUseSystemAccount."""
        del self.keys.owner[old]
        self.ownership.set_owner(coldkey, new)
        owned = self.keys.owned_hotkeys[coldkey]
        if new not in owned:
            owned = [*owned, new]
        self.keys.owned_hotkeys[coldkey] = [hotkey for hotkey in owned if hotkey != old]
        return weigh(0, reads=2, writes=2)

    # Delegates and nominators

    def move_delegate_take(self, old: bytes, new: bytes) -> Weight:
        delegates = self.delegation.delegates
        if old not in delegates:
            return ZERO_WEIGHT
        delegates[new] = delegates.take(old)
        return weigh(0, reads=2, writes=2)

    def replace_staked(
        self, positions: Iterable[tuple[bytes, int, SafeFloat]], old: bytes, new: bytes
    ) -> Weight:
        """Let all who had stake on the old hotkey have the new one on their lists, as the last."""
        weight, staking_on = ZERO_WEIGHT, self.keys.staking_hotkeys
        for coldkey, _, share in positions:
            if share.is_zero:
                continue
            weight += weigh(0, reads=1)
            staking = staking_on[coldkey]
            if old in staking:
                others = [hotkey for hotkey in staking if hotkey not in (old, new)]
                staking_on[coldkey] = [*others, new]
                weight += weigh(0, writes=1)
        return weight
