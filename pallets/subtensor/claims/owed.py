"""What a coldkey may claim. As the first half of staking/claim_root.rs."""

from __future__ import annotations

from pallets.subtensor.stake import Stake
from pallets.subtensor.state import RootClaims
from pallets.subtensor.types import ROOT
from runtime.fixed import I96F32
from runtime.pallet import Pallet, Uses


class OwedDividends(Pallet, crate="pallet_subtensor"):
    """Dividends of root that wait for a coldkey, in rao of a subnet's alpha."""

    claims = Uses(RootClaims)
    stake = Uses(Stake)

    def claimable(self, hotkey: bytes, coldkey: bytes, netuid: int) -> I96F32:
        """All that the coldkey's stake on root could ever have claimed through a hotkey."""
        rate: I96F32 = self.claims.root_claimable[hotkey].get(netuid, I96F32.ZERO)
        return rate.saturating_mul(I96F32.from_num(self.stake.of(hotkey, coldkey, ROOT)))

    def of(self, hotkey: bytes, coldkey: bytes, netuid: int) -> I96F32:
        """What of that is not claimed yet; below zero if more has been claimed."""
        claimed = self.claims.root_claimed[netuid, hotkey, coldkey]
        claimable = self.claimable(hotkey, coldkey, netuid)
        return claimable.saturating_sub(I96F32.saturating_from_num(claimed))
