"""Stake goes to another hotkey, coldkey or subnet. As staking/move_stake.rs of the reference."""

from __future__ import annotations

from pallets.subtensor.events import Event, StakeMoved, StakeSwapped, StakeTransferred
from pallets.subtensor.locks import UnlockedStake
from pallets.subtensor.money import Tao
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.stake import Stake
from pallets.subtensor.staking.changes import StakeChanges
from pallets.subtensor.staking.checks import StakingChecks
from pallets.subtensor.staking.order_sizes import OrderSizes
from pallets.subtensor.staking.positions import Position, PriceLimit
from pallets.subtensor.types import ROOT, AlphaBalance, NetUid, TaoBalance
from runtime.call import call
from runtime.origin import Origin, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.scale import AccountId
from runtime.weights import weigh


class MoveStake(Pallet, crate="pallet_subtensor"):
    """Moving stake. Within a subnet it is handed over; to another one it is sold and bought."""

    event = Event
    tao = Uses(Tao)
    ownership = Uses(Ownership)
    stake = Uses(Stake)
    unlocked = Uses(UnlockedStake)
    checks = Uses(StakingChecks)
    sizes = Uses(OrderSizes)
    changes = Uses(StakeChanges)

    @call(index=85, weight=weigh(216_061_000, 7919, reads=19, writes=7))
    def move_stake(  # noqa: PLR0917
        self,
        origin: Origin,
        origin_hotkey: AccountId,
        destination_hotkey: AccountId,
        origin_netuid: NetUid,
        destination_netuid: NetUid,
        alpha_amount: AlphaBalance,
    ) -> None:
        """Move the signer's stake from one hotkey to another, in the same or another subnet.

        Fails as `move`.
        """
        coldkey = ensure_signed(origin)
        source = Position(coldkey, origin_hotkey, origin_netuid)
        dest = Position(coldkey, destination_hotkey, destination_netuid)
        tao = self.move(source, dest, alpha_amount)
        self.deposit_event(
            StakeMoved(
                coldkey, origin_hotkey, origin_netuid, destination_hotkey, destination_netuid, tao
            )
        )

    @call(index=86, weight=weigh(258_541_000, 7994, reads=19, writes=6))
    def transfer_stake(  # noqa: PLR0917
        self,
        origin: Origin,
        destination_coldkey: AccountId,
        hotkey: AccountId,
        origin_netuid: NetUid,
        destination_netuid: NetUid,
        alpha_amount: AlphaBalance,
    ) -> None:
        """Give the signer's stake on a hotkey to another coldkey, in the same or another subnet.

        Fails with TransferDisallowed besides what `move` fails with.
        """
        coldkey = ensure_signed(origin)
        source = Position(coldkey, hotkey, origin_netuid)
        dest = Position(destination_coldkey, hotkey, destination_netuid)
        tao = self.move(source, dest, alpha_amount, is_transfer=True)
        self.deposit_event(
            StakeTransferred(
                coldkey, destination_coldkey, hotkey, origin_netuid, destination_netuid, tao
            )
        )

    @call(index=87, weight=weigh(742_019_000, 10920, reads=47, writes=24))
    def swap_stake(
        self,
        origin: Origin,
        hotkey: AccountId,
        origin_netuid: NetUid,
        destination_netuid: NetUid,
        alpha_amount: AlphaBalance,
    ) -> None:
        """Move the signer's stake on a hotkey to another subnet. Fails as `move`."""
        coldkey = ensure_signed(origin)
        source = Position(coldkey, hotkey, origin_netuid)
        self._swap(source, Position(coldkey, hotkey, destination_netuid), alpha_amount)

    @call(index=90, weight=weigh(944_515_000, 11077, reads=47, writes=24))
    def swap_stake_limit(  # noqa: PLR0917
        self,
        origin: Origin,
        hotkey: AccountId,
        origin_netuid: NetUid,
        destination_netuid: NetUid,
        alpha_amount: AlphaBalance,
        limit_price: TaoBalance,
        allow_partial: bool,
    ) -> None:
        """Move stake to another subnet unless the relative price falls below a limit.

        Or as much as the limit allows; it is in rao of the destination's alpha for 10^9 rao of the
        origin's. Fails as `move`.
        """
        coldkey, limit = ensure_signed(origin), PriceLimit(limit_price, allow_partial)
        source = Position(coldkey, hotkey, origin_netuid)
        self._swap(source, Position(coldkey, hotkey, destination_netuid), alpha_amount, limit)

    def _swap(
        self, source: Position, dest: Position, alpha: int, limit: PriceLimit | None = None
    ) -> None:
        tao = self.move(source, dest, alpha, limit)
        self.deposit_event(
            StakeSwapped(source.coldkey, source.hotkey, source.netuid, dest.netuid, tao)
        )

    # The rules

    def move(
        self,
        source: Position,
        dest: Position,
        alpha: int,
        limit: PriceLimit | None = None,
        *,
        is_transfer: bool = False,
    ) -> int:
        """Move alpha (rao), or all that there is. The result is what it is worth in TAO (rao).

        Fails as `OrderSizes.most_moved` and `StakingChecks.ensure_movable`, with
        TransferDisallowed, StakeUnavailable, and as `StakeChanges`.
        """
        alpha = most = min(alpha, self.stake.of(source.hotkey, source.coldkey, source.netuid))
        is_trade = source.netuid != dest.netuid
        if is_trade and limit is not None:
            most = self.sizes.most_moved(source.netuid, dest.netuid, limit.price)
        is_partial = limit is not None and limit.is_partial
        self.checks.ensure_movable(source, dest, alpha, most, is_partial)
        if is_transfer:
            self.checks.ensure_transferable(source.netuid, dest.netuid)
        amount = min(alpha, most)
        if not is_trade:
            return self.changes.hand_over(source, dest, amount)
        self.unlocked.ensure_available(source.coldkey, source.netuid, alpha)
        return self._trade(source, dest, amount)

    def _trade(self, source: Position, dest: Position, alpha: int) -> int:
        """Sell alpha, and buy other alpha with what it brings; one fee is paid for both.

        If it brings less than the least stake, it stays TAO. The result is that TAO in any case.
        """
        from_root = source.netuid == ROOT
        tao = self.changes.sell(source, alpha, drop_fees=from_root)
        if source.coldkey != dest.coldkey:
            self.tao.transfer(source.coldkey, dest.coldkey, tao)
        if tao >= self.checks.least_stake:
            if self.ownership.owner_of(dest.hotkey) != dest.coldkey:
                self.ownership.maybe_become_delegate(dest.hotkey)
            self.changes.buy(dest, tao, drop_fees=not from_root)
        return tao
