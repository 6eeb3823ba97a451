"""The Swap pallet: prices, fees and the engine of swaps. As subtensor's pallet-swap.

A swap tells what is paid in and out; moving reserves and money accordingly is up to who swaps.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pallets.swap.balancer import ONE, Balancer, WeightOutOfRange
from pallets.swap.errors import (
    Deprecated,
    Error,
    FeeRateTooHigh,
    InsufficientLiquidity,
    MechanismDoesNotExist,
    PriceLimitExceeded,
    ReservesTooLow,
    SwapInputTooLarge,
)
from pallets.swap.events import Event, FeeRateSet
from pallets.swap.execution import SwapResult, execute, fee_of
from pallets.swap.interface import DYNAMIC, Pools, PoolsOf
from pallets.swap.orders import Order
from pallets.swap.pool import Pool
from pallets.swap.types import (
    AlphaBalance,
    MigrationKey,
    NetUid,
    NonZeroU64,
    PalletId,
    PositionId,
    TickIndex,
)
from runtime.call import call
from runtime.fixed import U64F64
from runtime.fixed.integers import saturating_mul, saturating_sub
from runtime.hashers import Identity, Twox64Concat
from runtime.origin import Origin, ensure_root
from runtime.pallet import Pallet, constant
from runtime.scale import I64, U16, U64, AccountId
from runtime.storage import StorageMap
from runtime.weights import weigh

DEFAULT_FEE_RATE = 33
MAX_INPUT = 1000
"""An order is at most so many times the reserve that it is paid into."""
RAO = U64F64.from_num(1_000_000_000)

DEPRECATED = weigh(15_000_000)


@dataclass(frozen=True)
class SwapConfig:
    """Where the reserves are, the highest fee rate, and the least reserve to be paid out of."""

    pools: PoolsOf
    max_fee_rate: int = 10_000
    minimum_liquidity: int = 1_000
    minimum_reserve: int = 1_000_000
    protocol_id: bytes = b"ten/swap"


class Swap(Pallet, crate="pallet_subtensor_swap"):
    """Swaps of TAO and alpha, at prices that the pools' reserves and weights make."""

    event = Event
    error = Error
    config: SwapConfig

    fee_rate = StorageMap[Twox64Concat[NetUid], U16](
        "The part of a swap's input that is taken as a fee, as a fraction of 65535.",
        default=DEFAULT_FEE_RATE,
    )
    swap_balancer = StorageMap[Twox64Concat[NetUid], Balancer](
        "The weights of a subnet's reserves.", default=Balancer()
    )
    pal_swap_initialized = StorageMap[Twox64Concat[NetUid], bool](
        "Whether the weights of a subnet have been set."
    )
    has_migration_run = StorageMap[Identity[MigrationKey], bool]("The migrations that are done.")
    scrap_reservoir_alpha = StorageMap[Twox64Concat[NetUid], AlphaBalance](
        "Alpha left over from fees in pools as they once were. Unused."
    )

    @constant
    def protocol_id(self) -> PalletId:
        """The id from which the account of the protocol is derived."""
        return self.config.protocol_id

    @constant
    def max_fee_rate(self) -> U16:
        """The highest fee rate that can be set."""
        return self.config.max_fee_rate

    @constant
    def minimum_liquidity(self) -> U64:
        """The least liquidity of a position. Unused."""
        return self.config.minimum_liquidity

    @constant
    def minimum_reserve(self) -> NonZeroU64:
        """The least reserve of what a swap pays out, in rao."""
        return self.config.minimum_reserve

    @cached_property
    def pools(self) -> Pools:
        return self.config.pools(self.runtime)

    @call(index=0, weight=weigh(15_063_000, 3994, reads=1, writes=1))
    def set_fee_rate(self, origin: Origin, netuid: NetUid, rate: U16) -> None:
        """Set the fee of swaps on a subnet, as a fraction of 65535. For root."""
        ensure_root(origin)
        if not self.pools.exists(netuid):
            raise MechanismDoesNotExist()
        if rate > self.max_fee_rate:
            raise FeeRateTooHigh()
        self.fee_rate[netuid] = rate
        self.deposit_event(FeeRateSet(netuid, rate))

    @call(index=4, weight=DEPRECATED)
    def toggle_user_liquidity(self, origin: Origin, netuid: NetUid, enable: bool) -> None:
        """Deprecated: always fails."""
        raise Deprecated()

    @call(index=1, weight=DEPRECATED)
    def add_liquidity(  # noqa: PLR0917
        self,
        origin: Origin,
        hotkey: AccountId,
        netuid: NetUid,
        tick_low: TickIndex,
        tick_high: TickIndex,
        liquidity: U64,
    ) -> None:
        """Deprecated: always fails."""
        raise Deprecated()

    @call(index=2, weight=DEPRECATED)
    def remove_liquidity(
        self, origin: Origin, hotkey: AccountId, netuid: NetUid, position_id: PositionId
    ) -> None:
        """Deprecated: always fails."""
        raise Deprecated()

    @call(index=3, weight=DEPRECATED)
    def modify_position(
        self,
        origin: Origin,
        hotkey: AccountId,
        netuid: NetUid,
        position_id: PositionId,
        liquidity_delta: I64,
    ) -> None:
        """Deprecated: always fails."""
        raise Deprecated()

    @call(index=5, weight=DEPRECATED)
    def disable_lp(self, origin: Origin) -> None:
        """Deprecated: always fails."""
        raise Deprecated()

    # Prices

    def current_alpha_price(self, netuid: int) -> U64F64:
        """TAO per alpha: 1 without a pool, and 0 in a pool without alpha."""
        return self._price_of(netuid, self.pool(netuid))

    def _price_of(self, netuid: int, pool: Pool) -> U64F64:
        return pool.price if self.pools.mechanism(netuid) == DYNAMIC else ONE

    def pool(self, netuid: int) -> Pool:
        """The pool of a subnet with its reserves and weights."""
        return Pool(
            self.pools.tao_reserve(netuid),
            self.pools.alpha_reserve(netuid),
            self.swap_balancer[netuid],
        )

    def get_alpha_amount_for_tao(self, netuid: int, tao: int) -> int:
        """The alpha to sell for so much TAO, at the current price and without slippage (rao)."""
        if self.pools.mechanism(netuid) != DYNAMIC:
            return tao
        price = self.current_alpha_price(netuid)
        return U64F64.from_num(tao).safe_div(price).saturating_to_num()

    def approx_fee_amount(self, netuid: int, amount: int) -> int:
        """The fee of a swap of this amount, if no price limit ends it early (rao)."""
        return self._fee(netuid, amount, drop_fees=False)

    def _fee(self, netuid: int, amount: int, drop_fees: bool) -> int:
        if drop_fees or self.pools.mechanism(netuid) != DYNAMIC:
            return 0
        return fee_of(amount, self.fee_rate[netuid])

    # Swaps

    def swap(
        self,
        netuid: int,
        order: Order,
        price_limit: int,
        drop_fees: bool = False,
        should_rollback: bool = False,
    ) -> SwapResult:
        """What an order yields up to a price limit (rao of TAO for 10^9 rao of alpha).

        Reserves stay as they are. A pool without weights gets equal ones, unless `should_rollback`.
        Raises SwapInputTooLarge, ReservesTooLow, PriceLimitExceeded, InsufficientLiquidity.
        """
        limit = U64F64.from_num(price_limit).safe_div(RAO)
        return self.swap_up_to(netuid, order, limit, drop_fees, should_rollback)

    def sim_swap(self, netuid: int, order: Order) -> SwapResult:
        """What an order would yield. Without a pool that is as much as is paid in.

        Raises as `swap`, except InsufficientLiquidity.
        """
        if self.pools.mechanism(netuid) == DYNAMIC:
            return self.swap(netuid, order, order.farthest_price, should_rollback=True)
        amount = order.amount if self.pools.exists(netuid) else 0
        return SwapResult(amount, amount, 0, 0)

    def swap_up_to(
        self, netuid: int, order: Order, limit: U64F64, drop_fees: bool, should_rollback: bool
    ) -> SwapResult:
        """As `swap`, with the limit in TAO per alpha."""
        pool = self.pool(netuid)
        if not self.pal_swap_initialized[netuid]:
            pool = Pool(pool.tao, pool.alpha, Balancer())
        fee = self._fee(netuid, order.amount, drop_fees)
        if saturating_sub(order.amount, fee) > saturating_mul(order.reserve_in(pool), MAX_INPUT):
            raise SwapInputTooLarge()
        if order.reserve_out(pool) < self.config.minimum_reserve:
            raise ReservesTooLow()
        current = self._price_of(netuid, pool)
        if not order.may_start(current, limit):
            raise PriceLimitExceeded()
        rate = 0 if drop_fees else self.fee_rate[netuid]
        result = execute(pool, order, current=current, limit=limit, fee=fee, fee_rate=rate)
        if not should_rollback:
            self.init_swap(netuid)
            if result.amount_paid_out > order.reserve_out(pool):
                raise InsufficientLiquidity()
        return result

    # Weights

    def init_swap(self, netuid: int, price: U64F64 | None = None) -> None:
        """Give a pool weights, if it has none: equal ones, or those that make a price.

        Nothing happens if a weight would be out of range.
        """
        if self.pal_swap_initialized[netuid]:
            return
        try:
            balancer = self._first_balancer(netuid, price)
        except WeightOutOfRange:
            return
        self.swap_balancer[netuid] = balancer
        self.pal_swap_initialized[netuid] = True

    def _first_balancer(self, netuid: int, price: U64F64 | None) -> Balancer:
        if price is None:
            return Balancer()
        tao, alpha = self.pools.tao_reserve(netuid), self.pools.alpha_reserve(netuid)
        return Balancer.at_price(price, tao, alpha)

    def adjust_protocol_liquidity(
        self, netuid: int, tao_delta: int, alpha_delta: int
    ) -> tuple[int, int]:
        """Change the weights, so that adding these amounts (rao) does not change the price.

        The result is what may be added: nothing if a weight would be out of range.
        """
        pool = self.pool(netuid)
        try:
            balancer = pool.balancer.with_added(pool.tao, pool.alpha, tao_delta, alpha_delta)
        except WeightOutOfRange:
            return 0, 0
        self.swap_balancer[netuid] = balancer
        return tao_delta, alpha_delta

    def clear_protocol_liquidity(self, netuid: int) -> None:
        """Empty a pool, and forget its weights and its fee rate."""
        self.pools.decrease_tao_reserve(netuid, self.pools.tao_reserve(netuid))
        self.pools.decrease_alpha_reserve(netuid, self.pools.alpha_reserve(netuid))
        del self.pal_swap_initialized[netuid]
        del self.fee_rate[netuid]
        del self.swap_balancer[netuid]
