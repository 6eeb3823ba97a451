"""Stake of nominators that has become too small is taken off their hands."""

from __future__ import annotations

from pallets.subtensor.hyperparameters import NominationSettings
from pallets.subtensor.locks import Locks
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.stake import Prices, Stake
from pallets.subtensor.staking.changes import StakeChanges
from pallets.subtensor.staking.positions import Position
from runtime.dispatch_error import DispatchFailure
from runtime.fixed import U64F64
from runtime.pallet import Pallet, Uses


def least_alpha(least_tao: int, price: U64F64) -> int:
    """The alpha (rao) that comes to so much TAO at a price; nothing if the price is zero."""
    return U64F64.from_num(least_tao).safe_div(price).saturating_to_num()


class SmallNominations(Pallet, crate="pallet_subtensor"):
    """Unstakes what is below the least stake of nominators."""

    nominations = Uses(NominationSettings)
    ownership = Uses(Ownership)
    stake = Uses(Stake)
    prices = Uses(Prices)
    changes = Uses(StakeChanges)
    locks = Uses(Locks)

    def clear(self) -> None:
        """Unstake all small nominations, as stake is found in the order of the keys."""
        for hotkey, coldkey, netuid, _ in self.stake.positions():
            self.clear_if_small(Position(coldkey, hotkey, netuid))

    def clear_if_small(self, place: Position) -> None:
        """Unstake all of it, if it is a nomination and small; locks do not keep it.

        What is unstaked pays the fee of a trade. What cannot be sold vanishes: then what the sale
        has done before it failed is not undone.
        """
        coldkey, hotkey, netuid = place
        if self.ownership.owns(coldkey, hotkey):
            return
        alpha = self.stake.of(hotkey, coldkey, netuid)
        least = self.nominations.min_required_stake()
        if not 0 < alpha < least_alpha(least, self.prices.alpha_price(netuid)):
            return
        try:
            self.changes.sell(place, alpha)
        except DispatchFailure:
            left = self.stake.of(hotkey, coldkey, netuid)
            self.stake.decrease(hotkey, coldkey, netuid, left)
        self.locks.force_reduce(coldkey, netuid, alpha)
