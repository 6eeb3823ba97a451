"""A pallet whose calls stake, unstake and emit alpha: what the calls of later pallets will do."""

from __future__ import annotations

from pallets.subtensor.errors import NotEnoughStakeToWithdraw, SubnetNotExists
from pallets.subtensor.money import AlphaSupply
from pallets.subtensor.stake import Stake, Trades
from pallets.subtensor.state import Subnets
from pallets.subtensor.types import AlphaBalance, NetUid, TaoBalance
from runtime.call import call
from runtime.origin import Origin, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.scale import AccountId, Enumeration
from runtime.weights import weigh

WEIGHT = weigh(1_000_000, reads=10, writes=10)


class Event(Enumeration):
    """What becomes of alpha, in rao."""


class Emitted(Event, index=0):
    """A hotkey got new alpha, for all who have stake on it."""

    netuid: NetUid
    hotkey: AccountId
    alpha: AlphaBalance


class Recycled(Event, index=1):
    """Somebody's alpha was destroyed."""

    netuid: NetUid
    hotkey: AccountId
    alpha: AlphaBalance


class Burned(Event, index=2):
    """Somebody's alpha became nobody's."""

    netuid: NetUid
    hotkey: AccountId
    alpha: AlphaBalance


class Staking(Pallet, crate="pallet_staking"):
    """Stake comes, grows and goes."""

    event = Event
    subnets = Uses(Subnets)
    stakes = Uses(Stake)
    trades = Uses(Trades)
    supply = Uses(AlphaSupply)

    @call(index=0, weight=WEIGHT)
    def stake(self, origin: Origin, hotkey: AccountId, netuid: NetUid, tao: TaoBalance) -> None:
        """Buy alpha, and stake it on a hotkey."""
        coldkey = ensure_signed(origin)
        self._ensure_exists(netuid)
        self.trades.stake_into_subnet(hotkey, coldkey, netuid, tao)

    @call(index=1, weight=WEIGHT)
    def unstake(
        self, origin: Origin, hotkey: AccountId, netuid: NetUid, part: AlphaBalance
    ) -> None:
        """Sell a part of the signer's alpha on a hotkey, in 2^64ths and one more."""
        coldkey = ensure_signed(origin)
        alpha = self._part_of(hotkey, coldkey, netuid, part)
        self.trades.unstake_from_subnet(hotkey, coldkey, coldkey, netuid, alpha)

    @call(index=2, weight=WEIGHT)
    def emit(self, origin: Origin, hotkey: AccountId, netuid: NetUid, alpha: AlphaBalance) -> None:
        """Let a hotkey with stake have more alpha."""
        self._ensure_exists(netuid)
        if not self.stakes.on_hotkey(hotkey, netuid):
            raise NotEnoughStakeToWithdraw()
        self.supply.mint_outside(netuid, alpha)
        self.stakes.increase_hotkey(hotkey, netuid, alpha)
        self.deposit_event(Emitted(netuid, hotkey, alpha))

    @call(index=3, weight=WEIGHT)
    def recycle(
        self, origin: Origin, hotkey: AccountId, netuid: NetUid, part: AlphaBalance
    ) -> None:
        """Destroy a part of the signer's alpha, as in `unstake`."""
        coldkey = ensure_signed(origin)
        alpha = self._part_of(hotkey, coldkey, netuid, part)
        self.stakes.decrease(hotkey, coldkey, netuid, alpha)
        self.supply.recycle(netuid, alpha)
        self.deposit_event(Recycled(netuid, hotkey, alpha))

    @call(index=4, weight=WEIGHT)
    def burn(self, origin: Origin, hotkey: AccountId, netuid: NetUid, part: AlphaBalance) -> None:
        """Burn a part of the signer's alpha, as in `unstake`: it is nobody's then."""
        coldkey = ensure_signed(origin)
        alpha = self._part_of(hotkey, coldkey, netuid, part)
        self.stakes.decrease(hotkey, coldkey, netuid, alpha)
        self.supply.burn(netuid, alpha)
        self.deposit_event(Burned(netuid, hotkey, alpha))

    def _ensure_exists(self, netuid: int) -> None:
        if not self.subnets.exists(netuid):
            raise SubnetNotExists()

    def _part_of(self, hotkey: bytes, coldkey: bytes, netuid: int, part: int) -> int:
        self._ensure_exists(netuid)
        alpha = self.stakes.of(hotkey, coldkey, netuid) * (part + 1) >> 64
        if not alpha:
            raise NotEnoughStakeToWithdraw()
        return alpha
