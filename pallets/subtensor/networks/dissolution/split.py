"""How a dissolved subnet's TAO is divided, by the largest remainder. All amounts are in rao."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from runtime.fixed import U64F64, U96F32
from runtime.fixed.integers import U16_MAX


class Portion(NamedTuple):
    """What somebody gets of the pot."""

    staker: int | None
    """Which of the stakes it is for; None for the protocol's."""
    tao: int


def split(pot: int, stakes: Sequence[int], protocol: int) -> list[Portion]:
    """Divide a pot among stakes in alpha, and the protocol's alpha.

    Each gets its part, floored. What is left goes to those with the largest remainders, one rao
    each. The portions are in the order of the remainders, and equal ones in that of the stakes,
    with the protocol last. Whoever has no alpha has no portion.
    """
    total = sum(stakes) + protocol
    if not pot or not total:
        return []
    owners: list[tuple[int | None, int]] = [
        (index, alpha) for index, alpha in enumerate(stakes) if alpha
    ]
    if protocol:
        owners.append((None, protocol))
    left = pot - sum(pot * alpha // total for _, alpha in owners)
    owners.sort(key=lambda owner: pot * owner[1] % total, reverse=True)
    return [
        Portion(owner, pot * alpha // total + (place < left))
        for place, (owner, alpha) in enumerate(owners)
    ]


def owner_emission_value(alpha_issuance: int, owner_cut: int, price: U64F64) -> int:
    """What the owner's cut of all alpha is worth, in rao of TAO, at a price.

    `owner_cut` is a fraction of 65535. The alpha is floored, and then its value.
    """
    cut = U96F32.from_num(owner_cut) / U96F32.from_num(U16_MAX)
    alpha = U96F32.from_num(alpha_issuance).saturating_mul(cut).saturating_to_num()
    price_ = U96F32.saturating_from_num(price)
    return U96F32.from_num(alpha).saturating_mul(price_).saturating_to_num()
