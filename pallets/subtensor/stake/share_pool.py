"""Where the share pool of a hotkey in a subnet keeps its numbers.

Shares have two forms. One of the first form counts before any of the second, until it is written:
then it goes, and only the second form is left.
"""

from __future__ import annotations

from pallets.subtensor.shares import SafeFloat
from pallets.subtensor.state import StakeShares


class HotkeyAlpha:
    """The alpha on a hotkey in a subnet; the keys of the pool are coldkeys. A `SharePoolData`."""

    def __init__(self, shares: StakeShares, hotkey: bytes, netuid: int) -> None:
        self.shares, self.hotkey, self.netuid = shares, hotkey, netuid

    def shared_value(self) -> int:
        return self.shares.total_hotkey_alpha[self.hotkey, self.netuid]

    def share(self, key: bytes) -> SafeFloat:
        place = (self.hotkey, key, self.netuid)
        if place in self.shares.alpha:
            return SafeFloat.from_fixed(self.shares.alpha[place])
        return self.shares.alpha_v2[place]

    def has_share(self, key: bytes) -> bool:
        place = (self.hotkey, key, self.netuid)
        return place in self.shares.alpha or place in self.shares.alpha_v2

    def denominator(self) -> SafeFloat:
        place = (self.hotkey, self.netuid)
        if place in self.shares.total_hotkey_shares:
            return SafeFloat.from_fixed(self.shares.total_hotkey_shares[place])
        return self.shares.total_hotkey_shares_v2[place]

    def set_shared_value(self, value: int) -> None:
        place = (self.hotkey, self.netuid)
        if value:
            self.shares.total_hotkey_alpha[place] = value
        else:
            del self.shares.total_hotkey_alpha[place]

    def set_share(self, key: bytes, share: SafeFloat) -> None:
        place = (self.hotkey, key, self.netuid)
        del self.shares.alpha[place]
        if share.is_zero:
            del self.shares.alpha_v2[place]
        else:
            self.shares.alpha_v2[place] = share

    def set_denominator(self, denominator: SafeFloat) -> None:
        place = (self.hotkey, self.netuid)
        del self.shares.total_hotkey_shares[place]
        if denominator.is_zero:
            del self.shares.total_hotkey_shares_v2[place]
        else:
            self.shares.total_hotkey_shares_v2[place] = denominator
