"""How large an order may be: by what the pool takes at once, and by a price limit."""

from __future__ import annotations

from pallets.subtensor.errors import Error, InsufficientLiquidity
from pallets.subtensor.stake import Pools
from pallets.subtensor.staking.price_limits import (
    inverted,
    most_bought_at_par,
    most_moved,
    most_sold_at_par,
)
from pallets.subtensor.types import ROOT
from pallets.swap import DYNAMIC, GetAlphaForTao, GetTaoForAlpha, Order, Swap
from runtime.fixed.integers import U64_MAX, saturating_add, saturating_mul
from runtime.pallet import Pallet, Uses

STABLE = 0
"""The mechanism by which one alpha is one TAO. On root it is so in any case."""

MOST_RESERVES = 1_000
"""An order is over so many times the reserve that it is paid into, at most."""


class OrderSizes(Pallet, crate="pallet_subtensor"):
    """The greatest amounts that may be traded, in rao."""

    error = Error
    pools = Uses(Pools)
    swap = Uses(Swap)

    # By the pool

    def ensure_buyable(self, netuid: int, tao: int) -> None:
        """Fails with InsufficientLiquidity if the pool does not take so much TAO at once."""
        if self._has_pool(netuid) and tao > self._most_tao(netuid):
            raise InsufficientLiquidity()

    def ensure_sellable(self, netuid: int, alpha: int) -> None:
        """Fails with InsufficientLiquidity if the pool does not take so much alpha at once."""
        if self._has_pool(netuid) and alpha > self._most_alpha(netuid):
            raise InsufficientLiquidity()

    def _has_pool(self, netuid: int) -> bool:
        return netuid != ROOT and self.pools.mechanism(netuid) == DYNAMIC

    def _most_tao(self, netuid: int) -> int:
        return saturating_mul(self.pools.tao_reserve(netuid), MOST_RESERVES)

    def _most_alpha(self, netuid: int) -> int:
        return saturating_mul(self.pools.alpha_reserve(netuid), MOST_RESERVES)

    # By a price limit, with the fee

    def most_bought(self, netuid: int, limit: int) -> int:
        """The TAO that can buy alpha until a price is reached. Fails as `Swap.swap`."""
        if self._is_at_par(netuid):
            return most_bought_at_par(limit)
        return self._most(netuid, GetAlphaForTao(self._most_tao(netuid)), limit)

    def most_sold(self, netuid: int, limit: int) -> int:
        """The alpha that can be sold until a price is reached. Fails as `Swap.swap`."""
        if self._is_at_par(netuid):
            return most_sold_at_par(limit)
        return self._most(netuid, GetTaoForAlpha(self._most_alpha(netuid)), limit)

    def most_moved(self, origin: int, destination: int, limit: int) -> int:
        """The alpha of one subnet that can be moved to another until a relative price is reached.

        Fails as `Swap.swap` if one of them, and not both, has a pool.
        """
        from_par, to_par = self._is_at_par(origin), self._is_at_par(destination)
        if from_par and to_par:
            return most_sold_at_par(limit)
        if from_par and self.pools.mechanism(destination) == DYNAMIC:
            return self.most_bought(destination, inverted(limit)) if limit else U64_MAX
        if to_par and self.pools.mechanism(origin) == DYNAMIC:
            return self.most_sold(origin, limit)
        swap = self.swap
        price = swap.current_alpha_price(origin).safe_div(swap.current_alpha_price(destination))
        return most_moved(swap.pool(origin), swap.pool(destination), price, limit)

    def _is_at_par(self, netuid: int) -> bool:
        return netuid == ROOT or self.pools.mechanism(netuid) == STABLE

    def _most(self, netuid: int, order: Order, limit: int) -> int:
        result = self.swap.swap(netuid, order, limit, should_rollback=True)
        return saturating_add(result.amount_paid_in, result.fee_paid)
