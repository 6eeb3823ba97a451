"""The price of a subnet's alpha, in TAO for one alpha: now, as a moving average, and in the middle.

A new price weighs `moving_alpha * b / (b + h)`, where b is how many blocks the subnet has been
started for, and h the blocks in which that comes to half of `moving_alpha`.
"""

from __future__ import annotations

from collections.abc import Iterable

from pallets.subtensor.state import PoolReserves, Subnets
from pallets.subtensor.types import ROOT
from pallets.swap import Swap
from pallets.system.system import System
from runtime.fixed import I96F32, U64F64
from runtime.fixed.integers import saturating_sub
from runtime.pallet import Pallet, Uses

ONE = U64F64.from_num(1)
STABLE = 0
"""The mechanism by which one alpha is one TAO."""


def moved_price(moving: U64F64, price: U64F64, alpha: U64F64) -> U64F64:
    """The moving average after a new price, which counts as one at most, with the weight alpha."""
    new = alpha.saturating_mul(min(price, ONE))
    return new.saturating_add(ONE.saturating_sub(alpha).saturating_mul(moving))


def price_weight(moving_alpha: U64F64, blocks: int, halving: int) -> U64F64:
    """The weight of a new price, so many blocks after the start."""
    since = U64F64.from_num(blocks)
    grown = since.safe_div(since.saturating_add(U64F64.from_num(halving)))
    return moving_alpha.saturating_mul(grown)


def median_price(prices: Iterable[U64F64]) -> U64F64:
    """The middle of the prices that are not zero, or between the two middle ones; one if none is.

    As the two are added, their mean is below the right one beyond prices of 2^63.
    """
    ordered = sorted(price for price in prices if price.bits)
    if not ordered:
        return ONE
    lower, upper = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    if len(ordered) % 2:
        return upper
    return lower.saturating_add(upper).safe_div(U64F64.from_num(2))


class Prices(Pallet, crate="pallet_subtensor"):
    """Prices of alpha."""

    subnets = Uses(Subnets)
    reserves = Uses(PoolReserves)
    swap = Uses(Swap)
    system = Uses(System)

    def alpha_price(self, netuid: int) -> U64F64:
        """The price now: 1 without a pool, and 0 in a pool without alpha."""
        return self.swap.current_alpha_price(netuid)

    def moving_price(self, netuid: int) -> U64F64:
        """The moving average of the price: 1 on root, and where one alpha is one TAO."""
        if netuid == ROOT or self.subnets.subnet_mechanism[netuid] == STABLE:
            return ONE
        return U64F64.saturating_from_num(self.reserves.subnet_moving_price[netuid])

    def update_moving_price(self, netuid: int) -> None:
        """Let the price now count in the moving average."""
        first_emission = self.subnets.first_emission_block_number[netuid] or 0
        started = saturating_sub(first_emission, 1)
        weight = price_weight(
            U64F64.saturating_from_num(self.reserves.subnet_moving_alpha.get()),
            saturating_sub(self.system.number.get(), started),
            self.reserves.ema_price_halving_blocks[netuid],
        )
        moved = moved_price(self.moving_price(netuid), self.alpha_price(netuid), weight)
        self.reserves.subnet_moving_price[netuid] = I96F32.saturating_from_num(moved)

    def median_subnet_price(self) -> U64F64:
        """The median price of all subnets but root."""
        existing = [netuid for netuid, added in self.subnets.networks_added.items() if added]
        return median_price(self.alpha_price(netuid) for netuid in existing if netuid != ROOT)
