"""Alpha that root's stakers may claim. As increase_root_claimable_... in staking/claim_root.rs."""

from __future__ import annotations

from pallets.subtensor.ownership import Ownership
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import RootClaims
from pallets.subtensor.types import ROOT
from runtime.fixed import I96F32
from runtime.pallet import Pallet, Uses


def claimable_rate(alpha: int, root_stake: int) -> I96F32:
    """The alpha for one rao of root stake, of both in rao; zero without root stake."""
    return I96F32.from_num(alpha).safe_div(I96F32.from_num(root_stake))


class RootDividends(Pallet, crate="pallet_subtensor"):
    """Dividends of root's stakers, which wait as claims."""

    claims = Uses(RootClaims)
    ownership = Uses(Ownership)
    stake = Uses(Stake)

    def give(self, hotkey: bytes, netuid: int, alpha: int) -> None:
        """Let the hotkey's stakers on root claim alpha (rao) of a subnet, by their stake.

        If there is less stake than alpha, the hotkey's owner gets all of it at once.
        """
        root_stake = self.stake.on_hotkey(hotkey, ROOT)
        if alpha > root_stake:
            self.stake.increase(hotkey, self.ownership.owner_of(hotkey), netuid, alpha)
            return
        rates = self.claims.root_claimable[hotkey]
        rate = claimable_rate(alpha, root_stake)
        rates[netuid] = rates[netuid].saturating_add(rate) if netuid in rates else rate
        self.claims.root_claimable[hotkey] = rates
