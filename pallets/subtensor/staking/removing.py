"""Stake becomes TAO. As staking/remove_stake.rs of the reference."""

from __future__ import annotations

from pallets.subtensor.stake import Stake, StakeValues
from pallets.subtensor.staking.changes import StakeChanges
from pallets.subtensor.staking.checks import StakingChecks
from pallets.subtensor.staking.nominations import SmallNominations
from pallets.subtensor.staking.order_sizes import OrderSizes
from pallets.subtensor.staking.positions import Position, PriceLimit
from pallets.subtensor.state import Delegation, Subnets, WeightTable
from pallets.subtensor.types import AlphaBalance, NetUid, TaoBalance
from runtime.call import call
from runtime.origin import Origin, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.scale import AccountId
from runtime.weights import weigh


class RemoveStake(Pallet, crate="pallet_subtensor"):
    """Unstaking in one subnet, at any price or down to a limit."""

    subnets = Uses(Subnets)
    delegation = Uses(Delegation)
    weight_table = Uses(WeightTable)
    stake = Uses(Stake)
    values = Uses(StakeValues)
    checks = Uses(StakingChecks)
    sizes = Uses(OrderSizes)
    changes = Uses(StakeChanges)
    nominations = Uses(SmallNominations)

    @call(index=3, weight=weigh(569_198_000, 10557, reads=28, writes=13))
    def remove_stake(
        self, origin: Origin, hotkey: AccountId, netuid: NetUid, amount_unstaked: AlphaBalance
    ) -> None:
        """Sell alpha that the signer has on a hotkey, or all of it if it is less.

        Fails as `remove`.
        """
        self.remove(Position(ensure_signed(origin), hotkey, netuid), amount_unstaked)

    @call(index=89, weight=weigh(740_696_000, 10591, reads=27, writes=13))
    def remove_stake_limit(  # noqa: PLR0917
        self,
        origin: Origin,
        hotkey: AccountId,
        netuid: NetUid,
        amount_unstaked: AlphaBalance,
        limit_price: TaoBalance,
        allow_partial: bool,
    ) -> None:
        """Sell alpha unless that lowers the price below a limit, or as much as does not.

        The limit is in rao of TAO for 10^9 rao of alpha. Fails as `remove_down_to`.
        """
        place = Position(ensure_signed(origin), hotkey, netuid)
        self.remove_down_to(place, amount_unstaked, PriceLimit(limit_price, allow_partial))

    @call(index=103, weight=weigh(754_292_000, 10591, reads=27, writes=13))
    def remove_stake_full_limit(
        self, origin: Origin, hotkey: AccountId, netuid: NetUid, limit_price: TaoBalance | None
    ) -> None:
        """Sell all alpha that the signer has on a hotkey, if a limit of the price allows all.

        Fails as `remove` without a limit, and otherwise as `remove_down_to`.
        """
        place = Position(ensure_signed(origin), hotkey, netuid)
        alpha = self.stake.of(hotkey, place.coldkey, netuid)
        if limit_price is None:
            self.remove(place, alpha)
        else:
            self.remove_down_to(place, alpha, PriceLimit(limit_price))

    def remove(self, place: Position, alpha: int) -> None:
        """Unstake alpha (rao), or all that there is.

        Fails with SubtokenDisabled, with InsufficientLiquidity if the pool does not take so much
        at once, and as `StakingChecks.ensure_removable` and `StakeChanges.sell`.
        """
        coldkey, hotkey, netuid = place
        self.checks.ensure_tradable(netuid)
        alpha = min(alpha, self.stake.of(hotkey, coldkey, netuid))
        self.sizes.ensure_sellable(netuid, alpha)
        self.checks.ensure_removable(place, alpha, most=alpha, is_partial=False)
        self.changes.sell(place, alpha)
        self._clean_up(place)

    def remove_down_to(self, place: Position, alpha: int, limit: PriceLimit) -> None:
        """Unstake alpha (rao) down to a price, be the subnet's alpha tradable or not.

        Fails with InsufficientLiquidity if the pool does not take so much at once, and as
        `OrderSizes.most_sold`, `StakingChecks.ensure_removable` and `StakeChanges.sell`.
        """
        self.sizes.ensure_sellable(place.netuid, alpha)
        most = self.sizes.most_sold(place.netuid, limit.price)
        self.checks.ensure_removable(place, alpha, most, limit.is_partial)
        self.changes.sell(place, min(alpha, most), price_limit=limit.price)
        self._clean_up(place)

    def _clean_up(self, place: Position) -> None:
        """Clear what is left if it is too small, and children if the hotkey may have none now."""
        self.nominations.clear_if_small(place)
        hotkey = place.hotkey
        if self.values.total_for_hotkey(hotkey) < self.weight_table.stake_threshold.get():
            for netuid in self.subnets.netuids():
                del self.delegation.pending_child_keys[netuid, hotkey]
