"""What root's stakers may claim, or lost to claim, in a dissolved subnet."""

from __future__ import annotations

from pallets.subtensor.networks.dissolution.step import CleanUpStep
from pallets.subtensor.state import RootClaims
from runtime.pallet import Uses


class ForgetRootClaims(CleanUpStep):
    """Root's dividends of the subnet that were not claimed are lost, and claims forgotten."""

    claims = Uses(RootClaims)

    def clean_up(self, netuid: int) -> None:
        for hotkey, claimable in self.claims.root_claimable.items():
            if claimable.pop(netuid, None) is not None:
                self.claims.root_claimable[hotkey] = claimable
        self.claims.root_claimed.clear(netuid)
