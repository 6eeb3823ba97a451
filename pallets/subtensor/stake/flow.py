"""How much TAO stakers bring into a subnet and take out of it. Nothing depends on it any more."""

from __future__ import annotations

from pallets.subtensor.state import PoolReserves
from runtime.fixed.integers import I64_MAX, I64_MIN, as_i64
from runtime.pallet import Pallet, Uses


class TaoFlow(Pallet, crate="pallet_subtensor"):
    """The flow of TAO into subnets, in rao."""

    reserves = Uses(PoolReserves)

    def record_inflow(self, netuid: int, tao: int) -> None:
        self._record(netuid, as_i64(tao))

    def record_outflow(self, netuid: int, tao: int) -> None:
        self._record(netuid, -as_i64(tao))

    def _record(self, netuid: int, change: int) -> None:
        flow = self.reserves.subnet_tao_flow[netuid] + change
        self.reserves.subnet_tao_flow[netuid] = max(I64_MIN, min(flow, I64_MAX))
