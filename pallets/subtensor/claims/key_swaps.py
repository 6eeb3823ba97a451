"""Claims go along with a coldkey or a hotkey that is swapped for another."""

from __future__ import annotations

from pallets.subtensor.state import RootClaims
from runtime.fixed.integers import U128_MAX, saturating_add
from runtime.pallet import Pallet, Uses

Staker = tuple[bytes, bytes]
"""A hotkey, and the coldkey that has stake on it."""


class ClaimSwap(Pallet, crate="pallet_subtensor"):
    """Moves what may be claimed, and what has been, from keys to others."""

    claims = Uses(RootClaims)

    def move_claimable(self, old: bytes, new: bytes) -> None:
        """Add what may be claimed through the old hotkey to what may be through the new one."""
        claimable = self.claims.root_claimable
        rates = claimable[new]
        for netuid, rate in claimable.take(old).items():
            rates[netuid] = rates[netuid].saturating_add(rate) if netuid in rates else rate
        claimable[new] = rates

    def move_claimed(self, netuid: int, old: Staker, new: Staker) -> None:
        """Add what counts as claimed for one staker to what does for another.

        It is a sum also where both have claimed: else one could claim again what the other has. It
        is written even if it is zero.
        """
        claimed, place = self.claims.root_claimed, (netuid, *new)
        before = claimed.take((netuid, *old))
        claimed[place] = saturating_add(before, claimed[place], U128_MAX)
