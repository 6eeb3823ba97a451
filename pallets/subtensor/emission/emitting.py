"""The subnets that have emission, and root's part of it."""

from __future__ import annotations

from collections.abc import Iterable

from pallets.subtensor.stake import Pools, Prices, StakeWeights
from pallets.subtensor.state import Emissions, RegistrationParameters, Subnets
from pallets.subtensor.types import ROOT
from runtime.fixed import U96F32
from runtime.pallet import Pallet, Uses


def root_proportion(root_tao: int, tao_weight: U96F32, alpha_issuance: int) -> U96F32:
    """Root's part of a subnet's dividends: the weight of its TAO among that and all alpha.

    TAO and alpha are in rao. It is zero if both are.
    """
    weighted = U96F32.from_num(root_tao).saturating_mul(tao_weight)
    return weighted.safe_div(weighted.saturating_add(U96F32.from_num(alpha_issuance)))


class EmittingSubnets(Pallet, crate="pallet_subtensor"):
    """The subnets that have emission, and what is written about each of them in every block."""

    subnets = Uses(Subnets)
    registration = Uses(RegistrationParameters)
    emissions = Uses(Emissions)
    prices = Uses(Prices)
    pools = Uses(Pools)
    weights = Uses(StakeWeights)

    def among(self, netuids: Iterable[int]) -> list[int]:
        """Those that were started, are tradable and take registrations; never root."""
        return [netuid for netuid in netuids if self._has_emission(netuid)]

    def _has_emission(self, netuid: int) -> bool:
        return (
            netuid != ROOT
            and self.subnets.first_emission_block_number[netuid] is not None
            and self.subnets.subtoken_enabled[netuid]
            and self.registration.network_registration_allowed[netuid]
        )

    def root_proportion(self, netuid: int) -> U96F32:
        """Root's part of the validators' alpha, from 0 to 1."""
        return root_proportion(
            self.pools.tao_reserve(ROOT),
            self.weights.tao_weight(),
            self.pools.alpha_issuance(netuid),
        )

    def update_moving_prices(self, emitting: Iterable[int]) -> None:
        """Let the prices of this block count, after the emission has used those before."""
        for netuid in emitting:
            self.prices.update_moving_price(netuid)

    def update_root_proportions(self, emitting: Iterable[int]) -> None:
        """Remember root's part, which the next block uses."""
        for netuid in emitting:
            self.emissions.root_prop[netuid] = self.root_proportion(netuid)
