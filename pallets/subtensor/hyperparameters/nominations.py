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

    def is_raised_by(self, factor: int) -> bool:
        """Whether the factor asks for more than is asked for now.

        As the reference has it: the factor, in millionths, is compared with the stake in rao.
        """
        return factor > self.min_required_stake()

    def set_factor(self, factor: int) -> None:
        """So many millionths of the least stake of all. There is no event."""
        self.stake_shares.nominator_min_required_stake.set(factor)
