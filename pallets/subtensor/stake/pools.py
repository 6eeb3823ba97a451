"""The reserves of subnets' pools, as the swap asks for them."""

from __future__ import annotations

from collections.abc import Sequence

from pallets.subtensor.state import PoolReserves, Subnets
from runtime.fixed.integers import saturating_add, saturating_sub
from runtime.pallet import Pallet, Uses
from runtime.runtime import Runtime
from runtime.storage import BoundMap


class Pools(Pallet, crate="pallet_subtensor"):
    """What pools hold, in rao of TAO and of alpha. It is what `pallets.swap` calls `Pools`."""

    subnets = Uses(Subnets)
    reserves = Uses(PoolReserves)

    def exists(self, netuid: int) -> bool:
        return self.subnets.exists(netuid)

    def mechanism(self, netuid: int) -> int:
        """How a subnet's alpha is priced: 0 fixed at one TAO, 1 by its pool."""
        return self.subnets.subnet_mechanism[netuid]

    def netuids(self) -> Sequence[int]:
        """All subnets, in the order of their keys."""
        return self.subnets.netuids()

    def tao_reserve(self, netuid: int) -> int:
        """The TAO in the pool. The subnet's account may hold more than this, such as locks."""
        return self.reserves.subnet_tao[netuid]

    def alpha_reserve(self, netuid: int) -> int:
        return self.reserves.subnet_alpha_in[netuid]

    def alpha_issuance(self, netuid: int) -> int:
        """All alpha of a subnet, in its pool and outside."""
        outside = self.reserves.subnet_alpha_out[netuid]
        return saturating_add(self.alpha_reserve(netuid), outside)

    # Nothing is written where nothing changes: an absent reserve stays absent.

    def decrease_tao_reserve(self, netuid: int, amount: int) -> None:
        """Take from the reserve, down to zero."""
        _decrease(self.reserves.subnet_tao, netuid, amount)

    def decrease_alpha_reserve(self, netuid: int, amount: int) -> None:
        """Take from the reserve, down to zero."""
        _decrease(self.reserves.subnet_alpha_in, netuid, amount)


def _decrease(reserve: BoundMap[int, int], netuid: int, amount: int) -> None:
    if amount:
        reserve[netuid] = saturating_sub(reserve[netuid], amount)


def pools_of(runtime: Runtime) -> Pools:
    """The pools on a runtime, for the configuration of the swap."""
    return runtime.pallet(Pools)
