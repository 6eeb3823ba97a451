"""TAO becomes stake. As staking/add_stake.rs of the reference."""

from __future__ import annotations

from pallets.subtensor.ownership import Ownership
from pallets.subtensor.staking.changes import StakeChanges
from pallets.subtensor.staking.checks import StakingChecks
from pallets.subtensor.staking.order_sizes import OrderSizes
from pallets.subtensor.staking.positions import Position, PriceLimit
from pallets.subtensor.types import NetUid, TaoBalance
from runtime.call import call
from runtime.origin import Origin, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.scale import AccountId
from runtime.weights import weigh


class AddStake(Pallet, crate="pallet_subtensor"):
    """Staking, at any price or up to a limit."""

    ownership = Uses(Ownership)
    checks = Uses(StakingChecks)
    sizes = Uses(OrderSizes)
    changes = Uses(StakeChanges)

    @call(index=2, weight=weigh(664_064_000, 8727, reads=32, writes=16))
    def add_stake(
        self, origin: Origin, hotkey: AccountId, netuid: NetUid, amount_staked: TaoBalance
    ) -> None:
        """Stake TAO of the signer's on a hotkey, and get alpha at the price of the pool.

        Fails as `add`.
        """
        self.add(Position(ensure_signed(origin), hotkey, netuid), amount_staked)

    @call(index=88, weight=weigh(853_005_000, 8727, reads=32, writes=16))
    def add_stake_limit(  # noqa: PLR0917
        self,
        origin: Origin,
        hotkey: AccountId,
        netuid: NetUid,
        amount_staked: TaoBalance,
        limit_price: TaoBalance,
        allow_partial: bool,
    ) -> None:
        """Stake TAO unless that raises the price above a limit, or as much as does not.

        The limit is in rao of TAO for 10^9 rao of alpha. Fails as `add_up_to`.
        """
        place = Position(ensure_signed(origin), hotkey, netuid)
        self.add_up_to(place, amount_staked, PriceLimit(limit_price, allow_partial))

    def add(self, place: Position, tao: int) -> int:
        """Stake TAO (rao). The result is the alpha.

        Fails with InsufficientLiquidity if the pool does not take so much at once, and as
        `StakingChecks.ensure_addable` and `StakeChanges.buy`.
        """
        self.sizes.ensure_buyable(place.netuid, tao)
        self.checks.ensure_addable(place, tao, most=tao, is_partial=False)
        return self.changes.buy(place, tao)

    def add_up_to(self, place: Position, tao: int, limit: PriceLimit) -> int:
        """Stake TAO (rao) up to a price, and make another's hotkey a delegate.

        Fails as `add`, and as `OrderSizes.most_bought` before the other checks.
        """
        self.sizes.ensure_buyable(place.netuid, tao)
        most = self.sizes.most_bought(place.netuid, limit.price)
        self.checks.ensure_addable(place, tao, most, limit.is_partial)
        if self.ownership.owner_of(place.hotkey) != place.coldkey:
            self.ownership.maybe_become_delegate(place.hotkey)
        return self.changes.buy(place, min(tao, most), price_limit=limit.price)
