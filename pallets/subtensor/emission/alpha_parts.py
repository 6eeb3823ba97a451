"""How a subnet's new alpha is divided. As emit_to_subnets in coinbase/run_coinbase.rs."""

from __future__ import annotations

from typing import NamedTuple

from runtime.fixed import U96F32, literal

HALF = literal(U96F32, "0.5")


class AlphaParts(NamedTuple):
    """Parts of a block's alpha, in rao. Each is floored, so some rao may be in none of them."""

    owner: int
    miners: int
    validators: int
    root: int


def alpha_parts(alpha: U96F32, owner_cut: U96F32, root_proportion: U96F32) -> AlphaParts:
    """The owner has the cut of all; of the rest, miners have one half, validators the other.

    Root's proportion of the validators' half is for root's stakers.
    """
    owner = alpha.saturating_mul(owner_cut)
    rest = alpha.saturating_sub(owner)
    root = root_proportion.saturating_mul(rest).saturating_mul(HALF)
    miners = rest.saturating_mul(HALF)
    validators = rest.saturating_sub(miners).saturating_sub(root)
    return AlphaParts(*(part.saturating_to_num() for part in (owner, miners, validators, root)))
