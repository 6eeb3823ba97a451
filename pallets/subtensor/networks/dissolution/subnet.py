"""The subnet itself: it does not exist any more after these steps."""

from __future__ import annotations

from pallets.subtensor.events import Event, SubnetIdentityRemoved
from pallets.subtensor.networks.dissolution.step import CleanUpStep
from pallets.subtensor.state import Identities, Leases, Neurons, Subnets, WeightTable
from pallets.subtensor.types import MAIN_MECHANISM, ROOT, mechanism_index
from runtime.fixed.integers import saturating_sub
from runtime.pallet import Uses

ROOT_WEIGHTS = mechanism_index(ROOT, MAIN_MECHANISM)


class RemoveSubnet(CleanUpStep):
    """Takes the subnet out of the list of subnets."""

    subnets = Uses(Subnets)

    def clean_up(self, netuid: int) -> None:
        del self.subnets.networks_added[netuid]
        total = self.subnets.total_networks
        total.set(saturating_sub(total.get(), 1))


class RemoveNeurons(CleanUpStep):
    """Takes all neurons out of the subnet."""

    neurons = Uses(Neurons)

    def clean_up(self, netuid: int) -> None:
        neurons = self.neurons
        for hotkey in neurons.keys.values(netuid):
            del neurons.is_network_member[hotkey, netuid]
        del neurons.subnetwork_n[netuid]
        neurons.uids.clear(netuid)
        neurons.keys.clear(netuid)
        neurons.block_at_registration.clear(netuid)


class DropRootWeights(CleanUpStep):
    """Root's weights on the subnet become zero; it has such weights from former times only."""

    table = Uses(WeightTable)

    def clean_up(self, netuid: int) -> None:
        for key, weights in self.table.weights.items(ROOT_WEIGHTS):
            without = [(subnet, 0 if subnet == netuid else weight) for subnet, weight in weights]
            self.table.weights[key] = without


class RemoveIdentity(CleanUpStep):
    """Forgets what the subnet said about itself, with an event if it did."""

    event = Event
    identities = Uses(Identities)

    def clean_up(self, netuid: int) -> None:
        if netuid in self.identities.subnet_identities_v3:
            del self.identities.subnet_identities_v3[netuid]
            self.deposit_event(SubnetIdentityRemoved(netuid))


class EndLease(CleanUpStep):
    """Forgets the lease of the subnet, if it is leased, and who has shares in it."""

    leases = Uses(Leases)

    def clean_up(self, netuid: int) -> None:
        lease = self.leases.subnet_uid_to_lease_id.take(netuid)
        if lease is None:
            return
        del self.leases.subnet_leases[lease]
        self.leases.subnet_lease_shares.clear(lease)
        del self.leases.accumulated_lease_dividends[lease]
