"""What validators and their stakers get. As distribute_dividends_and_incentives in run_coinbase.rs.

Of all dividends, the owner of the validator's hotkey takes its part first.
"""

from __future__ import annotations

from pallets.subtensor.emission.dividends import Amounts, without_take
from pallets.subtensor.emission.root_dividends import RootDividends
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import Emissions, StakeShares
from runtime.fixed import U96F32
from runtime.fixed.integers import U16_MAX, saturating_add
from runtime.pallet import Pallet, Uses

_ALL = U96F32.from_num(U16_MAX)


class ValidatorPayments(Pallet, crate="pallet_subtensor"):
    """Dividends, which are staked, or claimed by root's stakers."""

    emissions = Uses(Emissions)
    shares = Uses(StakeShares)
    ownership = Uses(Ownership)
    stake = Uses(Stake)
    root_dividends = Uses(RootDividends)

    def pay(self, netuid: int, dividends: Amounts) -> None:
        """Pay alpha to all who have stake on these hotkeys in the subnet."""
        recorded = self.emissions.alpha_dividends_per_subnet
        recorded.clear(netuid)
        for hotkey in sorted(dividends):
            alpha = self._pay_take(netuid, hotkey, dividends[hotkey])
            self.stake.increase_hotkey(hotkey, netuid, alpha)
            recorded[netuid, hotkey] = saturating_add(recorded[netuid, hotkey], alpha)
            place = (hotkey, netuid)
            self.shares.total_hotkey_alpha_last_epoch[place] = self.shares.total_hotkey_alpha[place]

    def pay_root(self, netuid: int, dividends: Amounts) -> None:
        """Let all who have stake on these hotkeys on root claim alpha."""
        recorded = self.emissions.root_alpha_dividends_per_subnet
        recorded.clear(netuid)
        for hotkey in sorted(dividends):
            alpha = self._pay_take(netuid, hotkey, dividends[hotkey])
            self.root_dividends.give(hotkey, netuid, alpha)
            recorded[netuid, hotkey] = saturating_add(recorded[netuid, hotkey], alpha)

    def _pay_take(self, netuid: int, hotkey: bytes, dividends: U96F32) -> int:
        """Pay the hotkey's owner. The result is what is left, in rao."""
        take = U96F32.from_num(self.ownership.take_of(hotkey)).safe_div(_ALL)
        taken, left = without_take(dividends, take)
        self.stake.increase(hotkey, self.ownership.owner_of(hotkey), netuid, taken)
        return left
