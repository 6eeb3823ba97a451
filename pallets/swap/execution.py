"""What becomes of an order: how much of it is swapped up to its price limit, and its fee."""

from __future__ import annotations

from pallets.swap.errors import ReservesTooLow
from pallets.swap.orders import Order
from pallets.swap.pool import Pool
from runtime.fixed import U64F64
from runtime.fixed.integers import U16_MAX, saturating_sub
from runtime.scale.record import Record


class SwapResult(Record):
    """Amounts in rao. What is paid in and the fee are of one kind, what is paid out of the other.

    `amount_paid_in` is without the fee. The part of the order that the limit kept back is in
    neither. All of the fee is the block author's, unless nothing was swapped.
    """

    amount_paid_in: int
    amount_paid_out: int
    fee_paid: int
    fee_to_block_author: int


def execute(
    pool: Pool, order: Order, *, current: U64F64, limit: U64F64, fee: int, fee_rate: int
) -> SwapResult:
    """The outcome of an order with this fee, which counts for the rate again at the limit.

    Raises ReservesTooLow if nothing would be paid out.
    """
    paid = saturating_sub(order.amount, fee)
    if not order.is_closer(order.price_after(pool, paid), limit):
        paid = order.amount_to_price(pool, current, limit)
        fee = fee_on_top(paid, fee_rate)
    out = order.amount_out(pool, paid)
    if paid and not out:
        raise ReservesTooLow()
    return SwapResult(paid, out, fee, fee if paid else 0)


def fee_of(amount: int, rate: int) -> int:
    """The fee that is contained in an amount; the rate is a fraction of 65535."""
    share = U64F64.from_num(rate).safe_div(U64F64.from_num(U16_MAX))
    return U64F64.saturating_from_num(amount).saturating_mul(share).saturating_to_num()


def fee_on_top(amount: int, rate: int) -> int:
    """The fee that comes to an amount, so that it is the rate's part of both together."""
    share = U64F64.from_num(rate).safe_div(U64F64.from_num(U16_MAX - rate))
    return U64F64.from_num(amount).saturating_mul(share).saturating_to_num()
