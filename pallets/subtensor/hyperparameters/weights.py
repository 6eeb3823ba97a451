"""How validators set their weights."""

from __future__ import annotations

from pallets.subtensor.events import (
    CommitRevealEnabled,
    CommitRevealVersionSet,
    Event,
    MinAllowedWeightSet,
    StakeThresholdSet,
    WeightsSetRateLimitSet,
    WeightsVersionKeySet,
)
from pallets.subtensor.state import Hyperparameters, WeightTable
from runtime.pallet import Pallet, Uses


class WeightSettings(Pallet, crate="pallet_subtensor"):
    """Sets how validators set their weights."""

    event = Event
    hyperparameters = Uses(Hyperparameters)
    weight_table = Uses(WeightTable)

    def set_min_allowed_weights(self, netuid: int, minimum: int) -> None:
        """How many weights a validator sets at least."""
        self.hyperparameters.min_allowed_weights[netuid] = minimum
        self.deposit_event(MinAllowedWeightSet(netuid, minimum))

    def set_weights_version_key(self, netuid: int, version_key: int) -> None:
        """The lowest version of the validators' code that may set weights."""
        self.hyperparameters.weights_version_key[netuid] = version_key
        self.deposit_event(WeightsVersionKeySet(netuid, version_key))

    def set_weights_set_rate_limit(self, netuid: int, blocks: int) -> None:
        """So many blocks lie between two times that a neuron sets weights."""
        self.hyperparameters.weights_set_rate_limit[netuid] = blocks
        self.deposit_event(WeightsSetRateLimitSet(netuid, blocks))

    def set_commit_reveal_weights_enabled(self, netuid: int, enabled: bool) -> None:
        """Whether weights have to be committed before they are revealed."""
        self.weight_table.commit_reveal_weights_enabled[netuid] = enabled
        self.deposit_event(CommitRevealEnabled(netuid, enabled))

    def set_commit_reveal_weights_version(self, version: int) -> None:
        """The version of timelocked commits that the chain takes."""
        self.weight_table.commit_reveal_weights_version.set(version)
        self.deposit_event(CommitRevealVersionSet(version))

    def set_stake_threshold(self, minimum: int) -> None:
        """With less stake than this, in alpha rao, a neuron can not set weights."""
        self.weight_table.stake_threshold.set(minimum)
        self.deposit_event(StakeThresholdSet(minimum))
