"""Coldkeys claim by themselves, some in each block.

As run_auto_claim_root_divs in staking/claim_root.rs.
"""

from __future__ import annotations

from contextlib import suppress

from pallets.subtensor.claims.claiming import RootClaiming
from pallets.subtensor.claims.draw import draw
from pallets.subtensor.state import RootClaims, StakeShares
from pallets.system.system import System
from runtime.dispatch_error import DispatchFailure
from runtime.pallet import Pallet, Uses


class AutoClaim(Pallet, crate="pallet_subtensor"):
    """The claims that a block makes by itself."""

    claims = Uses(RootClaims)
    shares = Uses(StakeShares)
    claiming = Uses(RootClaiming)
    system = Uses(System)

    def run(self) -> None:
        """Claim for the coldkeys whose turn it is, by the hash of the block before."""
        coldkeys = self.shares.staking_coldkeys_by_index
        count, size = self.claims.num_root_claim.get(), self.shares.num_staking_coldkeys.get()
        for number in draw(self.system.parent_hash.get(), count, size):
            coldkey = coldkeys[number]
            if coldkey is not None:
                self._claim(coldkey)

    def _claim(self, coldkey: bytes) -> None:
        """Claim in all subnets, or, if alpha cannot be sold in one of them, in none."""
        with suppress(DispatchFailure):
            self.runtime.in_layer(lambda: self.claiming.claim(coldkey))
