"""Stake that is bought, sold, or handed over: trades, as locks have them."""

from __future__ import annotations

from pallets.subtensor.constants import Constants
from pallets.subtensor.errors import AmountTooLow, Error
from pallets.subtensor.events import Event, StakeAdded, StakeRemoved
from pallets.subtensor.locks import Locks, LockTransfers
from pallets.subtensor.stake import ClaimedDividends, Prices, Stake, Trades
from pallets.subtensor.staking.positions import Position
from pallets.subtensor.state import RateLimits
from pallets.subtensor.types import ROOT
from pallets.swap import MAX_PRICE, MIN_PRICE
from pallets.system.system import System
from runtime.fixed import U64F64
from runtime.pallet import Pallet, Uses


class StakeChanges(Pallet, crate="pallet_subtensor"):
    """All ways in which a coldkey's stake changes by its own will."""

    event = Event
    error = Error
    parameters = Uses(Constants)
    stake = Uses(Stake)
    trades = Uses(Trades)
    prices = Uses(Prices)
    claimed = Uses(ClaimedDividends)
    locks = Uses(Locks)
    lock_transfers = Uses(LockTransfers)
    rate_limits = Uses(RateLimits)
    system = Uses(System)

    def buy(
        self, place: Position, tao: int, *, price_limit: int = MAX_PRICE, drop_fees: bool = False
    ) -> int:
        """Stake so much of the coldkey's TAO (rao). The result is the alpha.

        Fails as `Trades.stake_into_subnet`.
        """
        coldkey, hotkey, netuid = place
        alpha = self.trades.stake_into_subnet(
            hotkey, coldkey, netuid, tao, price_limit=price_limit, drop_fees=drop_fees
        )
        self.locks.roll_forward(coldkey, netuid)
        return alpha

    def sell(
        self,
        place: Position,
        alpha: int,
        *,
        beneficiary: bytes | None = None,
        price_limit: int = MIN_PRICE,
        drop_fees: bool = False,
    ) -> int:
        """Unstake so much (rao). The result is the TAO, for the coldkey or another beneficiary.

        Fails as `Trades.unstake_from_subnet`.
        """
        coldkey, hotkey, netuid = place
        tao = self.trades.unstake_from_subnet(
            hotkey,
            coldkey,
            coldkey if beneficiary is None else beneficiary,
            netuid,
            alpha,
            price_limit=price_limit,
            drop_fees=drop_fees,
        )
        self.locks.roll_forward(coldkey, netuid)
        return tao

    def hand_over(self, origin: Position, destination: Position, alpha: int) -> int:
        """Let stake be another coldkey's or on another hotkey, in the same subnet.

        It is not traded and costs no fee. The result is what it is worth now, in rao of TAO.
        Locks go along. Fails with AmountTooLow if that is less than the least stake, and as
        `LockTransfers.follow`.
        """
        netuid = origin.netuid
        self.lock_transfers.follow(origin.coldkey, destination.coldkey, netuid, alpha)
        self.stake.decrease(origin.hotkey, origin.coldkey, netuid, alpha)
        if netuid == ROOT:
            self.claimed.follow_removed_stake(origin.hotkey, origin.coldkey, alpha)
        self.stake.increase(destination.hotkey, destination.coldkey, netuid, alpha)
        if netuid == ROOT:
            self.claimed.follow_added_stake(destination.hotkey, destination.coldkey, alpha)
        price = self.prices.alpha_price(netuid)
        tao = price.saturating_mul(U64F64.from_num(alpha)).saturating_to_num()
        if tao < self.parameters.initial_min_stake:
            raise AmountTooLow()
        last = self.rate_limits.last_coldkey_hotkey_stake_block
        last[destination.coldkey, destination.hotkey] = self.system.number.get()
        self.deposit_event(StakeRemoved(origin.coldkey, origin.hotkey, tao, alpha, netuid, 0))
        self.deposit_event(
            StakeAdded(destination.coldkey, destination.hotkey, tao, alpha, netuid, 0)
        )
        return tao
