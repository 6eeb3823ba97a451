"""AdminUtils: how validators set their weights."""

from __future__ import annotations

from pallets.admin_utils.part import AdminPart
from pallets.subtensor.hyperparameters import WeightSettings
from pallets.subtensor.limits import TransactionType
from pallets.subtensor.types import Hyperparameter, NetUid
from pallets.subtensor.weights import RevealWindows
from runtime.call import call
from runtime.origin import Origin, ensure_root
from runtime.pallet import Uses
from runtime.scale import U16, U64
from runtime.weights import weigh


class WeightsAdmin(AdminPart):
    """Sets how validators set their weights."""

    settings = Uses(WeightSettings)
    windows = Uses(RevealWindows)

    @call(index=6, weight=weigh(34_204_000, 4383, reads=5, writes=1))
    def sudo_set_weights_version_key(
        self, origin: Origin, netuid: NetUid, weights_version_key: U64
    ) -> None:
        """Set the lowest version of the validators' code. The owner, or root."""
        with self.changing(origin, netuid, TransactionType.SetWeightsVersionKey):
            self.settings.set_weights_version_key(netuid, weights_version_key)

    @call(index=7, weight=weigh(16_420_000, 4084, reads=1, writes=1))
    def sudo_set_weights_set_rate_limit(
        self, origin: Origin, netuid: NetUid, weights_set_rate_limit: U64
    ) -> None:
        """Set the blocks between two settings of weights by a neuron. Root only."""
        ensure_root(origin)
        self.ensure_exists(netuid)
        self.settings.set_weights_set_rate_limit(netuid, weights_set_rate_limit)

    @call(index=14, weight=weigh(34_664_000, 4383, reads=5, writes=1))
    def sudo_set_min_allowed_weights(
        self, origin: Origin, netuid: NetUid, min_allowed_weights: U16
    ) -> None:
        """Set how many weights a validator sets at least. The owner, or root."""
        with self.changing(origin, netuid, Hyperparameter.MinAllowedWeights):
            self.settings.set_min_allowed_weights(netuid, min_allowed_weights)

    @call(index=42, weight=weigh(5_500_000, writes=1))
    def sudo_set_stake_threshold(self, origin: Origin, min_stake: U64) -> None:
        """Set the stake that a neuron needs to set weights, in alpha rao. Root only."""
        ensure_root(origin)
        self.settings.set_stake_threshold(min_stake)

    @call(index=49, weight=weigh(34_544_000, 4383, reads=5, writes=1))
    def sudo_set_commit_reveal_weights_enabled(
        self, origin: Origin, netuid: NetUid, enabled: bool
    ) -> None:
        """Switch commit-reveal on or off. The owner, or root."""
        with self.changing(origin, netuid, Hyperparameter.CommitRevealEnabled):
            self.settings.set_commit_reveal_weights_enabled(netuid, enabled)

    @call(index=57, weight=weigh(34_654_000, 4383, reads=5, writes=1))
    def sudo_set_commit_reveal_weights_interval(
        self, origin: Origin, netuid: NetUid, interval: U64
    ) -> None:
        """Set after how many epochs a commit is revealed, from 1 to 100. The owner, or root."""
        with self.changing(origin, netuid, Hyperparameter.WeightCommitInterval):
            self.windows.set_reveal_period(netuid, interval)

    @call(index=71, weight=weigh(6_052_000, writes=1))
    def sudo_set_commit_reveal_version(self, origin: Origin, version: U16) -> None:
        """Set the version of timelocked commits that the chain takes. Root only."""
        ensure_root(origin)
        self.settings.set_commit_reveal_weights_version(version)
