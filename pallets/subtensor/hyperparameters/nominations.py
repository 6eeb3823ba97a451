"""The least that a nominator may stake."""

from __future__ import annotations

from pallets.subtensor.constants import Constants
from pallets.subtensor.state import StakeShares
from runtime.fixed.integers import saturating_mul
from runtime.pallet import Pallet, Uses

MILLION = 1_000_000


class NominationSettings(Pallet, crate="pallet_subtensor"):
    """Sets the least that a nominator may stake."""

    parameters = Uses(Constants)
    stake_shares = Uses(StakeShares)

    def min_required_stake(self) -> int:
        """The least stake of a nominator, in rao: so many millionths of the least stake of all."""
        factor = self.stake_shares.nominator_min_required_stake.get()
        return saturating_mul(self.parameters.config.initial_min_stake, factor) // MILLION

    def raises_min_required_stake(self, factor: int) -> bool:
        """Set the factor; the result says whether it asks for more than before.

        The reference compares the new factor in millionths with the old stake in rao.
        """
        before = self.min_required_stake()
        self.stake_shares.nominator_min_required_stake.set(factor)
        return factor > before
