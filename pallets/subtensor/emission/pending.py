"""Alpha that waits for the next epoch of a subnet. As emit_to_subnets in run_coinbase.rs."""

from __future__ import annotations

from pallets.subtensor.emission.alpha_parts import alpha_parts
from pallets.subtensor.emission.emitting import EmittingSubnets
from pallets.subtensor.money import AlphaSupply
from pallets.subtensor.state import Emissions, Hyperparameters
from runtime.fixed import U96F32
from runtime.fixed.integers import U16_MAX, saturating_add
from runtime.pallet import Pallet, Uses
from runtime.storage import BoundMap

_ALL = U96F32.from_num(U16_MAX)


class PendingAlpha(Pallet, crate="pallet_subtensor"):
    """New alpha of a subnet, for its owner, miners and validators, and for root's stakers."""

    emissions = Uses(Emissions)
    hyperparameters = Uses(Hyperparameters)
    emitting = Uses(EmittingSubnets)
    alpha_supply = Uses(AlphaSupply)

    def mint(self, netuid: int, alpha: U96F32, root_sells: bool) -> None:
        """Mint so many rao of alpha; they wait for the epoch.

        Unless root sells, its part is destroyed.
        """
        minted = alpha.saturating_to_num()
        self.emissions.subnet_alpha_out_emission[netuid] = minted
        self.alpha_supply.mint_outside(netuid, minted)
        has_cut = self.hyperparameters.owner_cut_enabled[netuid]
        cut = self.owner_cut() if has_cut else U96F32.ZERO
        parts = alpha_parts(alpha, cut, self.emitting.root_proportion(netuid))
        if has_cut:
            _add(self.emissions.pending_owner_cut, netuid, parts.owner)
        _add(self.emissions.pending_server_emission, netuid, parts.miners)
        _add(self.emissions.pending_validator_emission, netuid, parts.validators)
        if root_sells:
            _add(self.emissions.pending_root_alpha_divs, netuid, parts.root)
        else:
            self.alpha_supply.recycle(netuid, parts.root)

    def owner_cut(self) -> U96F32:
        """The owners' part of all alpha, from 0 to 1."""
        return U96F32.from_num(self.emissions.subnet_owner_cut.get()).safe_div(_ALL)


def _add(waiting: BoundMap[int, int], netuid: int, amount: int) -> None:
    waiting[netuid] = saturating_add(waiting[netuid], amount)
