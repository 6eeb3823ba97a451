"""How fast locked stake comes free, and how fast conviction grows out of it: functions of numbers.

With m = exp(-blocks / maturity rate) and u = exp(-blocks / unlock rate), a lock of mass M and
conviction C becomes in so many blocks

    perpetual   M           C m + M (1 - m)
    decaying    M u         C m + M g

where g is unlock rate x (u - m) / (unlock rate - maturity rate), and blocks / rate x m if both
rates are the same. As staking/lock.rs of the reference, in whose fixed-point types each step is.
"""

from __future__ import annotations

from typing import NamedTuple

from runtime.fixed import I64F64, U64F64
from runtime.fixed.transcendental import exp

NOTHING, ONE = U64F64.from_num(0), U64F64.from_num(1)
LOWEST_EXPONENT = I64F64.from_num(-40)


class Rates(NamedTuple):
    """In so many blocks e times less is left: of what is locked, and of what is not matured."""

    unlock: int
    maturity: int


def remaining(blocks: int, rate: int) -> U64F64:
    """What is left of one after so many blocks: exp(-blocks / rate).

    After no blocks that is all, at a rate of 0 nothing. From 40 rates on it stays the same.
    """
    if blocks == 0:
        return ONE
    if rate == 0:
        return NOTHING
    exponent = I64F64.saturating_from_num(-blocks).checked_div(I64F64.saturating_from_num(rate))
    lasting = exp(LOWEST_EXPONENT if exponent is None else max(exponent, LOWEST_EXPONENT))
    return NOTHING if lasting is None else U64F64.saturating_from_num(lasting)


def mass_after(mass: int, blocks: int, rates: Rates, perpetual: bool) -> int:
    """What is still locked of so many rao."""
    if perpetual:
        return mass
    return remaining(blocks, rates.unlock).saturating_mul(U64F64.from_num(mass)).saturating_to_num()


def conviction_after(
    mass: int, conviction: U64F64, blocks: int, rates: Rates, perpetual: bool
) -> U64F64:
    """What becomes of the conviction of a lock that had this mass (rao) at first."""
    kept = remaining(blocks, rates.maturity).saturating_mul(conviction)
    matured = _matured_part(blocks, rates, perpetual)
    return kept.saturating_add(U64F64.from_num(mass).saturating_mul(matured))


def _matured_part(blocks: int, rates: Rates, perpetual: bool) -> U64F64:
    """The conviction that grows out of one rao."""
    immature = remaining(blocks, rates.maturity)
    if perpetual:
        return ONE.saturating_sub(immature)
    if rates.unlock == rates.maturity:
        passed = U64F64.from_num(blocks).safe_div(U64F64.from_num(rates.maturity))
        return passed.saturating_mul(immature)
    if rates.unlock == 0 or rates.maturity == 0:
        return NOTHING
    locked = I64F64.saturating_from_num(remaining(blocks, rates.unlock))
    difference = locked.saturating_sub(I64F64.saturating_from_num(immature))
    part = (
        I64F64.saturating_from_num(rates.unlock)
        .saturating_mul(difference)
        .safe_div(I64F64.saturating_from_num(rates.unlock - rates.maturity))
    )
    return U64F64.saturating_from_num(part)
