"""What a subnet's pool gets in a block. As get_subnet_terms in coinbase/run_coinbase.rs.

TAO goes into the pool together with the alpha that it is worth. There is a limit to that alpha,
which falls as a subnet's alpha grows; the TAO beyond it buys alpha from the pool.
"""

from __future__ import annotations

from typing import NamedTuple

from runtime.fixed import U96F32


class PoolTerms(NamedTuple):
    """Parts of a block's emission, in rao that are not rounded yet."""

    tao_in: U96F32
    """TAO for the pool."""
    alpha_in: U96F32
    """New alpha for the pool."""
    alpha_out: U96F32
    """New alpha for owner, miners and validators."""
    excess_tao: U96F32
    """TAO that buys alpha."""


def pool_terms(
    tao: U96F32, alpha_emission: int, price: U96F32, root_proportion: U96F32
) -> PoolTerms:
    """Divide a subnet's TAO (rao). `alpha_emission` is what the block mints of its alpha (rao).

    No more alpha goes into the pool than root's proportion of that. `price` is TAO for one alpha.
    """
    alpha_out = U96F32.from_num(alpha_emission)
    tao_in, alpha_in = tao, tao.safe_div(price)
    most = root_proportion.saturating_mul(alpha_out)
    if alpha_in > most:
        alpha_in = most
        tao_in = alpha_in.saturating_mul(price)
    return PoolTerms(tao_in, alpha_in, alpha_out, tao.saturating_sub(tao_in))
