"""AdminUtils: how many neurons a subnet has, and which of them are safe."""

from __future__ import annotations

from pallets.admin_utils.errors import (
    MaxAllowedUidsGreaterThanDefaultMaxAllowedUids,
    MaxAllowedUIdsLessThanCurrentUIds,
    MaxAllowedUidsLessThanMinAllowedUids,
    MinAllowedUidsGreaterThanCurrentUids,
    MinAllowedUidsGreaterThanMaxAllowedUids,
)
from pallets.admin_utils.part import AdminPart
from pallets.subtensor.constants import Constants
from pallets.subtensor.hyperparameters import NeuronSettings
from pallets.subtensor.limits import TransactionType
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.state import Hyperparameters, Neurons
from pallets.subtensor.types import Hyperparameter, NetUid
from pallets.subtensor.weights import SubnetMechanisms
from runtime.call import call
from runtime.origin import Origin, ensure_root
from runtime.pallet import Uses
from runtime.scale import U16, U64
from runtime.weights import weigh


class NeuronsAdmin(AdminPart):
    """Sets how many neurons a subnet has, and which of them are safe."""

    settings = Uses(NeuronSettings)
    limits = Uses(Constants)
    hyperparameters = Uses(Hyperparameters)
    neurons = Uses(Neurons)
    table = Uses(NeuronTable)
    mechanisms = Uses(SubnetMechanisms)

    @call(index=3, weight=weigh(28_633_000, 4212, reads=4, writes=1))
    def sudo_set_serving_rate_limit(
        self, origin: Origin, netuid: NetUid, serving_rate_limit: U64
    ) -> None:
        """Set the blocks between two endpoints that a neuron serves. The owner, or root."""
        with self.permissions.owner_or_root(origin, netuid, Hyperparameter.ServingRateLimit):
            self.settings.set_serving_rate_limit(netuid, serving_rate_limit)

    @call(index=13, weight=weigh(34_414_000, 4383, reads=5, writes=1))
    def sudo_set_immunity_period(
        self, origin: Origin, netuid: NetUid, immunity_period: U16
    ) -> None:
        """Set the blocks for which a new neuron is not replaced. The owner, or root."""
        with self.changing(origin, netuid, Hyperparameter.ImmunityPeriod):
            self.settings.set_immunity_period(netuid, immunity_period)

    @call(index=15, weight=weigh(43_381_000, 4433, reads=8, writes=1))
    def sudo_set_max_allowed_uids(
        self, origin: Origin, netuid: NetUid, max_allowed_uids: U16
    ) -> None:
        """Set how many uids a subnet has, not fewer than are taken. The owner, or root."""
        with self.changing(origin, netuid, Hyperparameter.MaxAllowedUids):
            self._ensure_max_uids(netuid, max_allowed_uids)
            self.settings.set_max_allowed_uids(netuid, max_allowed_uids)

    def _ensure_max_uids(self, netuid: int, limit: int) -> None:
        """Fails also with TooManyUIDsPerMechanism, in a subnet of several mechanisms."""
        if limit < self.hyperparameters.min_allowed_uids[netuid]:
            raise MaxAllowedUidsLessThanMinAllowedUids()
        if limit < self.neurons.subnetwork_n[netuid]:
            raise MaxAllowedUIdsLessThanCurrentUIds()
        if limit > self.limits.initial_max_allowed_uids:
            raise MaxAllowedUidsGreaterThanDefaultMaxAllowedUids()
        count = self.mechanisms.count(netuid)
        self.mechanisms.ensure_max_uids_over_all_mechanisms(limit, count)

    @call(index=72, weight=weigh(25_107_000, 4280, reads=4, writes=1))
    def sudo_set_owner_immune_neuron_limit(
        self, origin: Origin, netuid: NetUid, immune_neurons: U16
    ) -> None:
        """Set how many of the owner's neurons are safe, from 1 to 10. The owner, or root."""
        with self.permissions.owner_or_root(origin, netuid, Hyperparameter.ImmuneNeuronLimit):
            self.settings.set_owner_immune_neuron_limit(netuid, immune_neurons)

    @call(index=78, weight=weigh(38_302_000, 4398, reads=8, writes=1))
    def sudo_trim_to_max_allowed_uids(self, origin: Origin, netuid: NetUid, max_n: U16) -> None:
        """Remove neurons until this many are left, the best and the safe. The owner, or root."""
        with self.permissions.owner_or_root(origin, netuid, TransactionType.MaxUidsTrimming):
            self.table.trim_to_max_allowed_uids(netuid, max_n)

    @call(index=79, weight=weigh(37_890_000, 4383, reads=7, writes=1))
    def sudo_set_min_allowed_uids(
        self, origin: Origin, netuid: NetUid, min_allowed_uids: U16
    ) -> None:
        """Set how few uids a subnet may be limited to: fewer than there are. Root only."""
        self.ensure_root_may_change(origin, netuid)
        if min_allowed_uids >= self.hyperparameters.max_allowed_uids[netuid]:
            raise MinAllowedUidsGreaterThanMaxAllowedUids()
        if min_allowed_uids >= self.neurons.subnetwork_n[netuid]:
            raise MinAllowedUidsGreaterThanCurrentUids()
        self.settings.set_min_allowed_uids(netuid, min_allowed_uids)

    @call(index=84, weight=weigh(6_783_000, writes=1))
    def sudo_set_min_non_immune_uids(self, origin: Origin, netuid: NetUid, min: U16) -> None:
        """Set how many neurons of a subnet can be replaced at least. Root only."""
        ensure_root(origin)
        self.settings.set_min_non_immune_uids(netuid, min)
