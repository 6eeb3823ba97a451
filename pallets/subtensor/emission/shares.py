"""How the TAO of a block is divided among subnets. As coinbase/subnet_emissions.rs.

A subnet's share follows its moving price and what its miners really get: what the owner's own
miners would have got counts as burned. All lists are by subnet, in one order.
"""

from __future__ import annotations

from collections.abc import Sequence

from runtime.fixed import U64F64, U96F32

ONE = U64F64.from_num(1)


def parts_of_sum(numbers: Sequence[U64F64]) -> list[U64F64]:
    """The part of each number in the sum of all; zero where the sum is."""
    total = sum_of(numbers)
    return [number.safe_div(total) for number in numbers]


def sum_of(numbers: Sequence[U64F64]) -> U64F64:
    total: U64F64 = U64F64.ZERO
    for number in numbers:
        total = total.saturating_add(number)
    return total


def emission_shares(prices: Sequence[U64F64], burned: Sequence[U96F32]) -> list[U64F64]:
    """Shares by moving price times the part of the miners' alpha that was not burned.

    By the price alone, where that is zero for all.
    """
    by_price = parts_of_sum(prices)
    weighted = [
        share.saturating_mul(ONE.saturating_sub(U64F64.saturating_from_num(part)))
        for share, part in zip(by_price, burned, strict=True)
    ]
    return parts_of_sum(weighted) if any(share.bits for share in weighted) else by_price


def enabled_shares(shares: Sequence[U64F64], enabled: Sequence[bool]) -> list[U64F64]:
    """The shares when only some subnets get TAO, who get what the others do not."""
    if all(enabled):
        return list(shares)
    counted = [share if on else U64F64.ZERO for share, on in zip(shares, enabled, strict=True)]
    return parts_of_sum(counted)


def tao_emissions(block_emission: U96F32, shares: Sequence[U64F64]) -> list[U96F32]:
    """What each subnet gets of so many rao, not rounded to rao."""
    emission = U64F64.saturating_from_num(block_emission)
    return [U96F32.saturating_from_num(emission.saturating_mul(share)) for share in shares]


def root_sells(prices: Sequence[U64F64]) -> bool:
    """Whether root's stakers have dividends: when all alpha together costs more than one TAO."""
    total: U64F64 = U64F64.ZERO
    for price in prices:
        total = total.wrapping_add(price)
    return total > ONE
