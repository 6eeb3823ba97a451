"""How much a trade may be over before it crosses a price limit, as functions of numbers.

A limit is rao of TAO for 10^9 rao of alpha; that of a move is rao of alpha in the destination for
10^9 rao of alpha in the origin. What has no end by the limit is given as 2^64 - 1.
"""

from __future__ import annotations

from pallets.swap.pool import Pool
from runtime.fixed import U64F64
from runtime.fixed.integers import U64_MAX

PAR = 1_000_000_000
"""The price where one alpha is one TAO."""

RAO = U64F64.from_num(PAR)


def most_bought_at_par(limit: int) -> int:
    """The TAO (rao) that may buy alpha where its price is always one TAO."""
    return U64_MAX if limit >= PAR else 0


def most_sold_at_par(limit: int) -> int:
    """The alpha (rao) that may be sold where its price is always one TAO."""
    return U64_MAX if limit <= PAR else 0


def inverted(limit: int) -> int:
    """A limit of alpha for TAO as one of TAO for alpha, floored after a division that is too."""
    return RAO.safe_div(U64F64.from_num(limit)).saturating_mul(RAO).saturating_to_num()


def most_moved(origin: Pool, destination: Pool, price: U64F64, limit: int) -> int:
    """The alpha (rao) of the origin that may be moved, by the constant product, without fees.

    `price` is what the origin's alpha costs in alpha of the destination. With T and A for the
    reserves, it is (A2 * T1 / (T1 + T2)) / limit - A1 * T2 / (T1 + T2). The reference does not take
    the weights of pools into account here.
    """
    if not (origin.tao and origin.alpha and destination.tao and destination.alpha):
        return 0
    lowest = U64F64.from_num(limit).safe_div(RAO)
    if lowest > price:
        return 0
    if limit == 0:
        return U64_MAX
    tao_1, tao_2 = U64F64.from_num(origin.tao), U64F64.from_num(destination.tao)
    both = tao_2.saturating_add(tao_1)
    gained = U64F64.from_num(destination.alpha).saturating_mul(tao_1.safe_div(both))
    kept = U64F64.from_num(origin.alpha).saturating_mul(tao_2.safe_div(both))
    return gained.safe_div(lowest).saturating_sub(kept).saturating_to_num()
