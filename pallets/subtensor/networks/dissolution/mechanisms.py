"""Weights, bonds, commits and scores of all mechanisms of a dissolved subnet."""

from __future__ import annotations

from pallets.subtensor.networks.dissolution.step import CleanUpStep
from pallets.subtensor.state import Mechanisms, WeightTable
from pallets.subtensor.weights import SubnetMechanisms
from runtime.pallet import Uses


class ForgetMechanisms(CleanUpStep):
    """Forgets what is kept by mechanism, for as many mechanisms as the subnet has now."""

    mechanisms = Uses(Mechanisms)
    subnet_mechanisms = Uses(SubnetMechanisms)
    table = Uses(WeightTable)

    def clean_up(self, netuid: int) -> None:
        for index in self.mechanisms.indices(netuid):
            self.subnet_mechanisms.forget(index)
            self.table.crv3_weight_commits.clear(index)
            self.table.crv3_weight_commits_v2.clear(index)
        del self.table.reveal_period_epochs[netuid]
        del self.mechanisms.mechanism_count_current[netuid]
        del self.mechanisms.mechanism_emission_split[netuid]
