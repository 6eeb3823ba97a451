"""What stake is worth in TAO, in rao."""

from __future__ import annotations

from contextlib import suppress

from pallets.subtensor.stake.holdings import Stake
from pallets.subtensor.stake.prices import Prices
from pallets.subtensor.state import KeyRing, Subnets
from pallets.swap import GetTaoForAlpha, Swap
from runtime.dispatch_error import DispatchFailure
from runtime.fixed import U64F64
from runtime.fixed.integers import saturating_add
from runtime.pallet import Pallet, Uses


class StakeValues(Pallet, crate="pallet_subtensor"):
    """The value of stake, of a hotkey at the price, and of a coldkey if it were sold."""

    stake = Uses(Stake)
    prices = Uses(Prices)
    keys = Uses(KeyRing)
    subnets = Uses(Subnets)
    swap = Uses(Swap)

    def total_for_hotkey(self, hotkey: bytes) -> int:
        """All alpha on a hotkey at current prices, floored once at the end."""
        total = U64F64.from_num(0)
        for netuid in self.subnets.netuids():
            alpha = U64F64.from_num(self.stake.on_hotkey(hotkey, netuid))
            total = total.wrapping_add(alpha.saturating_mul(self.prices.alpha_price(netuid)))
        return total.to_num()

    def total_for_coldkey(self, coldkey: bytes) -> int:
        """What all stake of a coldkey would bring, each part sold on its own, with the fee."""
        return sum(
            self._proceeds(hotkey, coldkey, netuid)
            for hotkey in self.keys.staking_hotkeys[coldkey]
            for netuid, _ in self.stake.positions_of(hotkey, coldkey)
        )

    def _proceeds(self, hotkey: bytes, coldkey: bytes, netuid: int) -> int:
        """What a coldkey's alpha on a hotkey would bring; nothing where it cannot be sold."""
        alpha = self.stake.of(hotkey, coldkey, netuid)
        with suppress(DispatchFailure):
            sale = self.swap.sim_swap(netuid, GetTaoForAlpha(alpha))
            price = self.prices.alpha_price(netuid)
            fee = U64F64.from_num(sale.fee_paid).saturating_mul(price).saturating_to_num()
            return saturating_add(sale.amount_paid_out, fee)
        return 0
