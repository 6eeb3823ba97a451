"""The two orders: buy alpha with TAO, or sell it. What one of them is paid in, the other gets."""

from __future__ import annotations

from typing import ClassVar

from pallets.swap.pool import Pool
from runtime.fixed import U64F64
from runtime.scale.record import Record

MIN_PRICE = 1_000
MAX_PRICE = 1_000_000_000_000_000
"""The limits of prices, in rao of TAO for 10^9 rao of alpha."""


class Order(Record):
    """An order over an amount (rao), of which a fee is taken before it is swapped."""

    farthest_price: ClassVar[int]
    amount: int

    def reserve_in(self, pool: Pool) -> int:
        """The reserve that is paid into."""
        raise NotImplementedError

    def reserve_out(self, pool: Pool) -> int:
        """The reserve that is paid out of."""
        raise NotImplementedError

    def amount_out(self, pool: Pool, amount: int) -> int:
        """What is paid out for an amount."""
        raise NotImplementedError

    def price_after(self, pool: Pool, amount: int) -> U64F64:
        """The price when an amount has been swapped."""
        raise NotImplementedError

    def amount_to_price(self, pool: Pool, current: U64F64, limit: U64F64) -> int:
        """The amount that moves the current price to the limit."""
        raise NotImplementedError

    def may_start(self, current: U64F64, limit: U64F64) -> bool:
        """Whether the limit lies ahead of the current price."""
        raise NotImplementedError

    def is_closer(self, price: U64F64, limit: U64F64) -> bool:
        """Whether a price is reached before the limit, or with it."""
        raise NotImplementedError


class GetAlphaForTao(Order):
    """Buy alpha with `amount` rao of TAO, which raises the price."""

    farthest_price = MAX_PRICE

    def reserve_in(self, pool: Pool) -> int:
        return pool.tao

    def reserve_out(self, pool: Pool) -> int:
        return pool.alpha

    def amount_out(self, pool: Pool, amount: int) -> int:
        return pool.alpha_for(amount)

    def price_after(self, pool: Pool, amount: int) -> U64F64:
        return pool.price_after_buying(amount)

    def amount_to_price(self, pool: Pool, current: U64F64, limit: U64F64) -> int:
        return pool.balancer.tao_to_price(current, limit, pool.tao)

    def may_start(self, current: U64F64, limit: U64F64) -> bool:
        return current < limit

    def is_closer(self, price: U64F64, limit: U64F64) -> bool:
        return price <= limit


class GetTaoForAlpha(Order):
    """Sell `amount` rao of alpha, which lowers the price."""

    farthest_price = MIN_PRICE

    def reserve_in(self, pool: Pool) -> int:
        return pool.alpha

    def reserve_out(self, pool: Pool) -> int:
        return pool.tao

    def amount_out(self, pool: Pool, amount: int) -> int:
        return pool.tao_for(amount)

    def price_after(self, pool: Pool, amount: int) -> U64F64:
        return pool.price_after_selling(amount)

    def amount_to_price(self, pool: Pool, current: U64F64, limit: U64F64) -> int:
        return pool.balancer.alpha_to_price(current, limit, pool.alpha)

    def may_start(self, current: U64F64, limit: U64F64) -> bool:
        return current > limit

    def is_closer(self, price: U64F64, limit: U64F64) -> bool:
        return price >= limit
