"""AdminUtils: how prices and flows of TAO are smoothed. All is for root only."""

from __future__ import annotations

from pallets.admin_utils.errors import Deprecated, InvalidValue
from pallets.admin_utils.part import AdminPart
from pallets.subtensor.state import PoolReserves
from pallets.subtensor.types import TaoBalance
from runtime.call import call
from runtime.fixed import I64F64, I96F32, U64F64
from runtime.origin import Origin, ensure_root
from runtime.pallet import Uses
from runtime.scale import U64
from runtime.weights import weigh

MIN_FLOW_EXPONENT = U64F64.from_num(1)
MAX_FLOW_EXPONENT = U64F64.from_num(2)

FLOW = weigh(7_343_000, writes=1)


class EmissionAdmin(AdminPart):
    """Sets how prices are smoothed, and flows of TAO, which are not used any more."""

    pools = Uses(PoolReserves)

    @call(index=33, weight=weigh(5_931_000))
    def sudo_set_total_issuance(self, origin: Origin, total_issuance: TaoBalance) -> None:
        """Always fails with Deprecated, whoever calls it."""
        raise Deprecated()

    @call(index=63, weight=weigh(2_955_000, writes=1))
    def sudo_set_subnet_moving_alpha(self, origin: Origin, alpha: I96F32) -> None:
        """Set the weight of the newest price in the moving price. Root only."""
        ensure_root(origin)
        self.pools.subnet_moving_alpha.set(alpha)

    @call(index=81, weight=FLOW)
    def sudo_set_tao_flow_cutoff(self, origin: Origin, flow_cutoff: I64F64) -> None:
        """Set the flow below which a subnet has no emission, without effect. Root only."""
        ensure_root(origin)
        self.pools.tao_flow_cutoff.set(flow_cutoff)

    @call(index=82, weight=FLOW)
    def sudo_set_tao_flow_normalization_exponent(self, origin: Origin, exponent: U64F64) -> None:
        """Set the exponent that flows are weighted by, from 1 to 2, without effect. Root only."""
        ensure_root(origin)
        if not MIN_FLOW_EXPONENT <= exponent <= MAX_FLOW_EXPONENT:
            raise InvalidValue()
        self.pools.flow_norm_exponent.set(exponent)

    @call(index=83, weight=FLOW)
    def sudo_set_tao_flow_smoothing_factor(self, origin: Origin, smoothing_factor: U64) -> None:
        """Set the weight of the newest flow, of 2^63, without effect. Root only."""
        ensure_root(origin)
        self.pools.flow_ema_smoothing_factor.set(smoothing_factor)

    @call(index=91, weight=FLOW)
    def sudo_set_net_tao_flow_enabled(self, origin: Origin, enabled: bool) -> None:
        """Set whether the chain's own flows count, without effect. Root only."""
        ensure_root(origin)
        self.pools.net_tao_flow_enabled.set(enabled)
