"""A subnet's pool at one moment: what it holds and how it weighs it."""

from __future__ import annotations

from pallets.swap.balancer import ONE, Balancer
from runtime.fixed import U64F64
from runtime.fixed.integers import saturating_add, saturating_sub
from runtime.scale.record import Record


class Pool(Record):
    """Reserves in rao. Nothing here changes a pool: these are questions about it."""

    tao: int
    alpha: int
    balancer: Balancer

    @property
    def price(self) -> U64F64:
        """TAO per alpha."""
        return self.balancer.price(self.tao, self.alpha)

    def alpha_for(self, tao: int) -> int:
        """The alpha that is paid out for TAO, floored."""
        return _taken(self.alpha, self.balancer.alpha_left(self.tao, tao))

    def tao_for(self, alpha: int) -> int:
        """The TAO that is paid out for alpha, floored."""
        return _taken(self.tao, self.balancer.tao_left(self.alpha, alpha))

    def price_after_buying(self, tao: int) -> U64F64:
        left = saturating_sub(self.alpha, self.alpha_for(tao))
        return self.balancer.price(saturating_add(self.tao, tao), left)

    def price_after_selling(self, alpha: int) -> U64F64:
        left = saturating_sub(self.tao, self.tao_for(alpha))
        return self.balancer.price(left, saturating_add(self.alpha, alpha))


def _taken(reserve: int, left: U64F64) -> int:
    part = ONE.saturating_sub(left)
    return U64F64.from_num(reserve).saturating_mul(part).saturating_to_num()
