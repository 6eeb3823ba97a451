"""The coinbase: what a block mints goes to subnets, and epochs that are due distribute it.

As run_coinbase in coinbase/run_coinbase.rs.
"""

from __future__ import annotations

from collections.abc import Sequence

from pallets.balances.imbalances import Credit
from pallets.subtensor.emission import shares
from pallets.subtensor.emission.distribution import Distribution
from pallets.subtensor.emission.emitting import EmittingSubnets
from pallets.subtensor.emission.injection import PoolInjection
from pallets.subtensor.emission.pending import PendingAlpha
from pallets.subtensor.emission.pool_terms import PoolTerms, pool_terms
from pallets.subtensor.locks import OwnerByConviction
from pallets.subtensor.money import BlockEmission
from pallets.subtensor.schedule import Epochs
from pallets.subtensor.stake import Pools, Prices
from pallets.subtensor.state import Emissions, Subnets
from runtime.fixed import U96F32
from runtime.pallet import Pallet, Uses


class Coinbase(Pallet, crate="pallet_subtensor"):
    """Emission, from what a block mints to what hotkeys have."""

    emissions = Uses(Emissions)
    subnets = Uses(Subnets)
    emitting = Uses(EmittingSubnets)
    block_emission = Uses(BlockEmission)
    prices = Uses(Prices)
    pools = Uses(Pools)
    injection = Uses(PoolInjection)
    pending = Uses(PendingAlpha)
    epochs = Uses(Epochs)
    ownership = Uses(OwnerByConviction)
    distribution = Uses(Distribution)

    def run(self, credit: Credit, netuids: Sequence[int]) -> None:
        """Give out the credit, and run the epochs that are due, before which owners may change.

        `netuids` are all subnets but root, in the order of the state.
        """
        self.emissions.subnet_root_sell_tao.clear()
        self._emit(self.emitting.among(netuids), credit)
        block = self.runtime.system.block_number()
        drained = self.epochs.drain(netuids, block, self.ownership.change_if_needed)
        for netuid in sorted(drained):
            self.distribution.distribute(netuid, drained[netuid])
            self.epochs.finish(netuid)

    def _emit(self, emitting: Sequence[int], credit: Credit) -> None:
        """To pools go TAO and alpha; the rest of the alpha waits for the epoch."""
        root_sells = shares.root_sells([self.prices.moving_price(netuid) for netuid in emitting])
        terms = self.pool_terms(self.tao_emissions(emitting, U96F32.from_num(credit.amount)))
        self.injection.inject(emitting, terms, credit)
        for netuid in emitting:
            self.pending.mint(netuid, terms[netuid].alpha_out, root_sells)

    def tao_emissions(self, emitting: Sequence[int], block_emission: U96F32) -> dict[int, U96F32]:
        """What each subnet gets of a block's TAO (rao), before it is rounded to rao."""
        by_price = shares.emission_shares(
            [self.prices.moving_price(netuid) for netuid in emitting],
            [self.emissions.miner_burned[netuid] for netuid in emitting],
        )
        enabled = [self.subnets.subnet_emission_enabled[netuid] for netuid in emitting]
        parts = shares.tao_emissions(block_emission, shares.enabled_shares(by_price, enabled))
        return dict(zip(emitting, parts, strict=True))

    def pool_terms(self, tao: dict[int, U96F32]) -> dict[int, PoolTerms]:
        """What becomes of the TAO of each subnet, and of the alpha that it mints.

        The order matters: what the last subnet mints is what storage keeps as the block's emission.
        """
        return {netuid: self._pool_terms(netuid, tao[netuid]) for netuid in sorted(tao)}

    def _pool_terms(self, netuid: int, tao: U96F32) -> PoolTerms:
        alpha_emission = self.block_emission.for_issuance(self.pools.alpha_issuance(netuid))
        price = U96F32.saturating_from_num(self.prices.alpha_price(netuid))
        return pool_terms(tao, alpha_emission, price, self.emitting.root_proportion(netuid))
