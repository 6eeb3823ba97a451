"""Taking neurons out of a subnet, so that it has no more than it may, and closing the gaps.

As `trim_to_max_allowed_uids` in subnets/uids.rs of the reference.
"""

from __future__ import annotations

from typing import TypeVar

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.errors import Error, TrimmingWouldExceedMaxImmunePercentage
from pallets.subtensor.neurons.immunity import Immunity
from pallets.subtensor.neurons.ranking import percent, renumbered, to_trim
from pallets.subtensor.state import (
    Emissions,
    Endpoints,
    KeyRing,
    Mechanisms,
    Neurons,
    Scores,
    WeightTable,
)
from runtime.pallet import Pallet, Uses
from runtime.storage import BoundMap

V = TypeVar("V")
K = TypeVar("K")


class Trimming(Pallet, crate="pallet_subtensor"):
    """Removes neurons and gives those that stay the uids from 0 on, in their old order."""

    error = Error
    config: SubtensorConfig
    immunity = Uses(Immunity)
    neurons = Uses(Neurons)
    scores = Uses(Scores)
    mechanisms = Uses(Mechanisms)
    weight_table = Uses(WeightTable)
    emissions = Uses(Emissions)
    endpoints = Uses(Endpoints)
    key_ring = Uses(KeyRing)

    def trim(self, netuid: int, most: int) -> None:
        """Leave `most` of more neurons: those with the highest emission, and those that are safe.

        Fails with TrimmingWouldExceedMaxImmunePercentage.
        """
        count = self.neurons.subnetwork_n[netuid]
        safe = self._safe_uids(netuid, count)
        if percent(len(safe), most) >= self.config.max_immune_uids_percentage:
            raise TrimmingWouldExceedMaxImmunePercentage()
        emissions = self.scores.emission[netuid]
        removed = to_trim(emissions, count, most, safe.__contains__)
        for uid in removed:
            self._remove(netuid, uid)
        gone = set(removed)
        kept = [uid for uid in range(len(emissions)) if uid not in gone]
        self._shorten_vectors(netuid, kept)
        self._renumber(netuid, {old: new for new, old in enumerate(kept)})
        self.neurons.subnetwork_n[netuid] = most

    def _safe_uids(self, netuid: int, count: int) -> set[int]:
        owned = {uid for uid, _ in self.immunity.owner_neurons(netuid)}
        return {uid for uid in range(count) if uid in owned or self.immunity.is_immune(netuid, uid)}

    def _remove(self, netuid: int, uid: int) -> None:
        """Forget all about a neuron but its places in the vectors."""
        neurons = self.neurons
        if (netuid, uid) in neurons.keys:
            self._forget_hotkey(netuid, neurons.keys.take((netuid, uid)))
        del neurons.block_at_registration[netuid, uid]
        del self.key_ring.associated_evm_address[netuid, uid]
        for index in self.mechanisms.indices(netuid):
            del self.weight_table.weights[index, uid]
            del self.weight_table.bonds[index, uid]

    def _forget_hotkey(self, netuid: int, hotkey: bytes) -> None:
        del self.neurons.uids[netuid, hotkey]
        del self.neurons.is_network_member[hotkey, netuid]
        del self.emissions.last_hotkey_emission_on_netuid[hotkey, netuid]
        del self.emissions.alpha_dividends_per_subnet[netuid, hotkey]
        del self.endpoints.axons[netuid, hotkey]
        del self.endpoints.neuron_certificates[netuid, hotkey]
        del self.endpoints.prometheus[netuid, hotkey]

    def _shorten_vectors(self, netuid: int, kept: list[int]) -> None:
        scores = self.scores
        _pick(scores.emission, netuid, kept, 0)
        _pick(scores.active, netuid, kept, False)
        _pick(scores.consensus, netuid, kept, 0)
        _pick(scores.dividends, netuid, kept, 0)
        _pick(scores.validator_trust, netuid, kept, 0)
        _pick(scores.validator_permit, netuid, kept, False)
        _pick(scores.stake_weight, netuid, kept, 0)
        for index in self.mechanisms.indices(netuid):
            _pick(scores.incentive, index, kept, 0)
            _pick(self.weight_table.last_update, index, kept, 0)

    def _renumber(self, netuid: int, new_uids: dict[int, int]) -> None:
        """Move what is kept by uid. Each new uid is free by then: uids only become smaller."""
        neurons = self.neurons
        indices = self.mechanisms.indices(netuid)
        for old, new in new_uids.items():
            _move(neurons.keys, (netuid, old), (netuid, new))
            _move(self.key_ring.associated_evm_address, (netuid, old), (netuid, new))
            _move(neurons.block_at_registration, (netuid, old), (netuid, new))
            for index in indices:
                for table in (self.weight_table.weights, self.weight_table.bonds):
                    # A neuron without weights gets an empty list here, as in the reference.
                    table[index, new] = renumbered(table.take((index, old)), new_uids)
        neurons.uids.clear(netuid)
        for uid in new_uids.values():
            neurons.uids[netuid, neurons.keys[netuid, uid]] = uid


def _pick(vectors: BoundMap[int, list[V]], key: int, kept: list[int], missing: V) -> None:
    """Keep of a vector what stands at these places."""
    values = vectors[key]
    vectors[key] = [values[uid] if uid < len(values) else missing for uid in kept]


def _move(items: BoundMap[K, V], old: K, new: K) -> None:
    if old != new and old in items:
        items[new] = items.take(old)
