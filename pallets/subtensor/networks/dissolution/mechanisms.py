"""Weights, bonds, commits and scores of all mechanisms of a dissolved subnet."""

from __future__ import annotations

from pallets.subtensor.networks.dissolution.step import CleanUpStep
from pallets.subtensor.state import Mechanisms, Scores, WeightTable
from pallets.subtensor.types import mechanism_index
from runtime.pallet import Uses


class ForgetMechanisms(CleanUpStep):
    """Forgets what is kept by mechanism, for as many mechanisms as the subnet has now."""

    mechanisms = Uses(Mechanisms)
    table = Uses(WeightTable)
    scores = Uses(Scores)

    def clean_up(self, netuid: int) -> None:
        for mechanism in range(self.mechanisms.mechanism_count_current[netuid]):
            self._forget(mechanism_index(netuid, mechanism))
        del self.table.reveal_period_epochs[netuid]
        del self.mechanisms.mechanism_count_current[netuid]
        del self.mechanisms.mechanism_emission_split[netuid]

    def _forget(self, index: int) -> None:
        table = self.table
        del table.last_update[index]
        del self.scores.incentive[index]
        table.weight_commits.clear(index)
        table.timelocked_weight_commits.clear(index)
        table.crv3_weight_commits.clear(index)
        table.crv3_weight_commits_v2.clear(index)
        table.bonds.clear(index)
        table.weights.clear(index)
