"""Stake: the alpha of a coldkey on a hotkey in a subnet. On root, one alpha is one TAO.

All amounts are in rao of alpha. What is on a hotkey is shared by its coldkeys, so that a dividend
to the hotkey is one to all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pallets.subtensor.errors import Error, NotEnoughStakeToWithdraw
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.shares import SafeFloat, SharePool
from pallets.subtensor.stake.share_pool import HotkeyAlpha
from pallets.subtensor.state import KeyRing, StakeShares
from pallets.subtensor.types import ROOT
from runtime.fixed.integers import U64_MAX, as_i64
from runtime.pallet import Pallet, Uses


class Stake(Pallet, crate="pallet_subtensor"):
    """Who has how much alpha on which hotkey."""

    error = Error
    shares = Uses(StakeShares)
    keys = Uses(KeyRing)
    ownership = Uses(Ownership)

    # Looking

    def of(self, hotkey: bytes, coldkey: bytes, netuid: int) -> int:
        """The alpha of a coldkey on a hotkey."""
        return self.pool(hotkey, netuid).find_value(coldkey) or 0

    def on_hotkey(self, hotkey: bytes, netuid: int) -> int:
        """The alpha of all coldkeys on a hotkey."""
        return self.shares.total_hotkey_alpha[hotkey, netuid]

    def of_coldkey(self, coldkey: bytes, netuid: int) -> int:
        """The alpha of a coldkey on all hotkeys."""
        staking = self.keys.staking_hotkeys[coldkey]
        return min(sum(self.of(hotkey, coldkey, netuid) for hotkey in staking), U64_MAX)

    def left_after(self, hotkey: bytes, coldkey: bytes, netuid: int, alpha: int) -> int:
        """What a coldkey would have left without so much. Fails with NotEnoughStakeToWithdraw."""
        held = self.of(hotkey, coldkey, netuid)
        if held < alpha:
            raise NotEnoughStakeToWithdraw()
        return held - alpha

    def is_on_root(self, coldkey: bytes) -> bool:
        """Whether a coldkey has stake on root, on whatever hotkey."""
        staking = self.keys.staking_hotkeys[coldkey]
        return any(self.of(hotkey, coldkey, ROOT) for hotkey in staking)

    def can_increase(self, hotkey: bytes, netuid: int, alpha: int) -> bool:
        """Whether so much more alpha on a hotkey is large enough to change a share at all."""
        return self.pool(hotkey, netuid).update_changes_shares(as_i64(alpha))

    def pool(self, hotkey: bytes, netuid: int) -> SharePool[bytes]:
        """The alpha on a hotkey, which its coldkeys share."""
        return SharePool(HotkeyAlpha(self.shares, hotkey, netuid))

    # Going through it

    def positions(self) -> Iterator[tuple[bytes, bytes, int, SafeFloat]]:
        """Hotkey, coldkey, netuid and shares of all stake, in the order of the keys."""
        for (hotkey, coldkey, netuid), share in self._entries():
            yield hotkey, coldkey, netuid, share

    def positions_on(self, hotkey: bytes) -> Iterator[tuple[bytes, int, SafeFloat]]:
        """Coldkey, netuid and shares of the stake on a hotkey, in the order of coldkeys."""
        for (_, coldkey, netuid), share in self._entries(hotkey):
            yield coldkey, netuid, share

    def positions_of(self, hotkey: bytes, coldkey: bytes) -> Iterator[tuple[int, SafeFloat]]:
        """Netuid and shares, where a coldkey has any on a hotkey, in the order of netuids."""
        for (_, _, netuid), share in self._entries(hotkey, coldkey):
            if not share.is_zero:
                yield netuid, share

    def _entries(self, *first: Any) -> list[tuple[tuple[bytes, bytes, int], SafeFloat]]:
        """Entries under these keys; where there are two, it is the second form, unlike in reads."""
        old = self.shares.alpha.items(*first)
        merged = {place: SafeFloat.from_fixed(share) for place, share in old}
        merged.update(self.shares.alpha_v2.items(*first))
        return sorted(merged.items(), key=lambda entry: entry[0])

    # Changing. Amounts are cast to i64 on their way: none is ever so large.

    def increase(self, hotkey: bytes, coldkey: bytes, netuid: int, alpha: int) -> None:
        """Add alpha to what a coldkey has on a hotkey."""
        if alpha:
            self.ownership.add_staking_hotkey(coldkey, hotkey)
        self.pool(hotkey, netuid).update_one(coldkey, as_i64(alpha))

    def decrease(self, hotkey: bytes, coldkey: bytes, netuid: int, alpha: int) -> None:
        """Take alpha from what a coldkey has on a hotkey; nothing happens if it has less."""
        pool = self.pool(hotkey, netuid)
        held = pool.find_value(coldkey)
        if held is not None and held >= alpha:
            pool.update_one(coldkey, -as_i64(alpha))

    def increase_hotkey(self, hotkey: bytes, netuid: int, alpha: int) -> None:
        """Add alpha to all that is on a hotkey: each coldkey has its part of it."""
        self.pool(hotkey, netuid).update_all(as_i64(alpha))
