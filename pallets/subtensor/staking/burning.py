"""Stake is destroyed, for good or to be emitted again. As staking/recycle_alpha.rs."""

from __future__ import annotations

from pallets.subtensor.errors import CannotBurnOrRecycleOnRootSubnet, Error, InsufficientLiquidity
from pallets.subtensor.events import AddStakeBurn, AlphaBurned, AlphaRecycled, Event
from pallets.subtensor.locks import UnlockedStake
from pallets.subtensor.money import AlphaSupply
from pallets.subtensor.stake import Stake
from pallets.subtensor.staking.adding import AddStake
from pallets.subtensor.staking.checks import StakingChecks
from pallets.subtensor.staking.positions import Position, PriceLimit
from pallets.subtensor.state import PoolReserves
from pallets.subtensor.types import ROOT, AlphaBalance, NetUid, TaoBalance
from runtime.call import call
from runtime.origin import Origin, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.scale import AccountId
from runtime.weights import weigh


class BurnStake(Pallet, crate="pallet_subtensor"):
    """Burning and recycling alpha. Recycled alpha leaves the issuance, burned alpha does not."""

    event = Event
    error = Error
    reserves = Uses(PoolReserves)
    alpha_supply = Uses(AlphaSupply)
    stake = Uses(Stake)
    unlocked = Uses(UnlockedStake)
    checks = Uses(StakingChecks)
    adding = Uses(AddStake)

    @call(index=101, weight=weigh(172_139_000, 5219, reads=13, writes=6))
    def recycle_alpha(
        self, origin: Origin, hotkey: AccountId, amount: AlphaBalance, netuid: NetUid
    ) -> None:
        """Destroy alpha that the signer has on a hotkey; the subnet can emit as much again.

        Fails as `_take`.
        """
        place = Position(ensure_signed(origin), hotkey, netuid)
        taken = self._take(place, amount)
        self.alpha_supply.recycle(netuid, taken)
        self.deposit_event(AlphaRecycled(place.coldkey, hotkey, taken, netuid))

    @call(index=102, weight=weigh(168_964_000, 5219, reads=12, writes=4))
    def burn_alpha(
        self, origin: Origin, hotkey: AccountId, amount: AlphaBalance, netuid: NetUid
    ) -> None:
        """Destroy alpha that the signer has on a hotkey for good. Fails as `_take`."""
        self._burn(Position(ensure_signed(origin), hotkey, netuid), amount)

    @call(index=132, weight=weigh(967_308_000, 8727, reads=33, writes=17))
    def add_stake_burn(
        self,
        origin: Origin,
        hotkey: AccountId,
        netuid: NetUid,
        amount: TaoBalance,
        limit: TaoBalance | None,
    ) -> None:
        """Stake TAO of the signer's on a hotkey, all of it or nothing, and burn what it brought.

        Fails as `AddStake.add`, or as `AddStake.add_up_to` if the price is limited, and as `_take`.
        """
        place = Position(ensure_signed(origin), hotkey, netuid)
        if limit is None:
            alpha = self.adding.add(place, amount)
        else:
            alpha = self.adding.add_up_to(place, amount, PriceLimit(limit))
        self._burn(place, alpha)
        self.deposit_event(AddStakeBurn(netuid, hotkey, amount, alpha))

    def _burn(self, place: Position, alpha: int) -> None:
        coldkey, hotkey, netuid = place
        taken = self._take(place, alpha)
        self.alpha_supply.burn(netuid, taken)
        self.deposit_event(AlphaBurned(coldkey, hotkey, taken, netuid))

    def _take(self, place: Position, alpha: int) -> int:
        """Take alpha (rao), or all that there is, from the stake. The result is how much.

        Fails with SubnetNotExists, CannotBurnOrRecycleOnRootSubnet, SubtokenDisabled,
        HotKeyAccountNotExists, StakeUnavailable, and with InsufficientLiquidity if less is counted
        as being outside of the pool.
        """
        coldkey, hotkey, netuid = place
        self.checks.ensure_subnet(netuid)
        if netuid == ROOT:
            raise CannotBurnOrRecycleOnRootSubnet()
        self.checks.ensure_tradable(netuid)
        self.checks.ensure_hotkey(hotkey)
        taken = min(alpha, self.stake.of(hotkey, coldkey, netuid))
        if self.reserves.subnet_alpha_out[netuid] < taken:
            raise InsufficientLiquidity()
        self.unlocked.ensure_available(coldkey, netuid, taken)
        self.stake.decrease(hotkey, coldkey, netuid, taken)
        return taken
