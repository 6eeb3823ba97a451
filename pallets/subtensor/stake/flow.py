"""How much TAO stakers, and the chain itself, bring into a subnet and take out of it.

Nothing depends on it any more.
"""

from __future__ import annotations

from pallets.subtensor.state import PoolReserves
from runtime.fixed.integers import I64_MAX, I64_MIN, as_i64
from runtime.pallet import Pallet, Uses
from runtime.storage import BoundMap


class TaoFlow(Pallet, crate="pallet_subtensor"):
    """The flow of TAO into subnets, in rao."""

    reserves = Uses(PoolReserves)

    def record_inflow(self, netuid: int, tao: int) -> None:
        _record(self.reserves.subnet_tao_flow, netuid, as_i64(tao))

    def record_outflow(self, netuid: int, tao: int) -> None:
        _record(self.reserves.subnet_tao_flow, netuid, -as_i64(tao))

    def record_protocol_inflow(self, netuid: int, tao: int) -> None:
        """TAO that the chain put into the pool."""
        _record(self.reserves.subnet_protocol_flow, netuid, as_i64(tao))

    def record_protocol_outflow(self, netuid: int, tao: int) -> None:
        """TAO for which dividends of root were sold."""
        _record(self.reserves.subnet_protocol_flow, netuid, -as_i64(tao))


def _record(flows: BoundMap[int, int], netuid: int, change: int) -> None:
    flows[netuid] = max(I64_MIN, min(flows[netuid] + change, I64_MAX))
