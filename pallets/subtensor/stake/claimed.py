"""What stakers of root count as having claimed, so that new stake has no claim to old dividends.

A hotkey has a rate for each subnet: the alpha that each rao of its root stake may claim so far.
"""

from __future__ import annotations

from pallets.subtensor.state import RootClaims
from pallets.subtensor.types import ROOT
from runtime.fixed import I96F32
from runtime.fixed.integers import U128_MAX, saturating_add, saturating_sub
from runtime.pallet import Pallet, Uses


def claim_of(rate: I96F32, stake: int) -> int:
    """What so much root stake (rao) may claim at a rate, in rao of alpha."""
    return rate.saturating_mul(I96F32.from_num(stake)).saturating_to_num(U128_MAX)


class ClaimedDividends(Pallet, crate="pallet_subtensor"):
    """Dividends of root that count as claimed."""

    claims = Uses(RootClaims)

    def follow_added_stake(self, hotkey: bytes, coldkey: bytes, stake: int) -> None:
        """Count as claimed what so much more root stake (rao) could claim at once."""
        claimed = self.claims.root_claimed
        for netuid, rate in self.claims.root_claimable[hotkey].items():
            place = (netuid, hotkey, coldkey)
            claimed[place] = saturating_add(claimed[place], claim_of(rate, stake), U128_MAX)

    def follow_removed_stake(self, hotkey: bytes, coldkey: bytes, stake: int) -> None:
        """Forget as claimed what the root stake (rao) that was taken off could have claimed."""
        claimed = self.claims.root_claimed
        for netuid, rate in self.claims.root_claimable[hotkey].items():
            if netuid == ROOT:
                continue
            place = (netuid, hotkey, coldkey)
            claimed[place] = saturating_sub(claimed[place], claim_of(rate, stake))
