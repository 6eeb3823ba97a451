"""The neurons of each subnet, as a table of uids: who is in it, who comes in, who goes.

As subnets/uids.rs of the reference.
"""

from __future__ import annotations

from typing import TypeVar

from pallets.subtensor.errors import (
    Error,
    HotKeyNotRegisteredInSubNet,
    InvalidValue,
    NoNeuronIdAvailable,
    SubnetNotExists,
)
from pallets.subtensor.neurons.immunity import Immunity
from pallets.subtensor.neurons.trimming import Trimming
from pallets.subtensor.state import (
    Endpoints,
    Hyperparameters,
    KeyRing,
    Mechanisms,
    Neurons,
    Scores,
    Subnets,
    WeightTable,
)
from pallets.subtensor.types import mechanism_of
from runtime.fixed.integers import U16_MAX, saturating_add
from runtime.pallet import Pallet, Uses
from runtime.storage import BoundMap

V = TypeVar("V")


class NeuronTable(Pallet, crate="pallet_subtensor"):
    """Uids 0 to n - 1 of each subnet, one hotkey each, and the vectors that they index."""

    error = Error
    subnets = Uses(Subnets)
    hyperparameters = Uses(Hyperparameters)
    neurons = Uses(Neurons)
    scores = Uses(Scores)
    mechanisms = Uses(Mechanisms)
    weight_table = Uses(WeightTable)
    endpoints = Uses(Endpoints)
    key_ring = Uses(KeyRing)
    immunity = Uses(Immunity)
    trimming = Uses(Trimming)

    # Looking up

    def is_registered(self, netuid: int, hotkey: bytes) -> bool:
        """Whether the hotkey has a uid in the subnet."""
        return (netuid, hotkey) in self.neurons.uids

    def has_uid(self, netuid: int, uid: int) -> bool:
        """Whether there is a neuron with this uid in the subnet."""
        return (netuid, uid) in self.neurons.keys

    def uid_of(self, netuid: int, hotkey: bytes) -> int:
        """The uid of a hotkey. Fails with HotKeyNotRegisteredInSubNet."""
        uid = self.neurons.uids[netuid, hotkey]
        if uid is None:
            raise HotKeyNotRegisteredInSubNet()
        return uid

    def hotkey_of(self, netuid: int, uid: int) -> bytes:
        """The hotkey of a uid. Fails with HotKeyNotRegisteredInSubNet."""
        if not self.has_uid(netuid, uid):
            raise HotKeyNotRegisteredInSubNet()
        return self.neurons.keys[netuid, uid]

    def owner_uid(self, netuid: int) -> int | None:
        """The uid of the subnet owner's hotkey, if it is registered."""
        hotkey = self.subnets.owners_hotkey(netuid)
        return None if hotkey is None else self.neurons.uids[netuid, hotkey]

    def is_member(self, hotkey: bytes, netuid: int) -> bool:
        """Whether the subnet is on record among those of the hotkey."""
        return (hotkey, netuid) in self.neurons.is_network_member

    def networks_of(self, hotkey: bytes) -> list[int]:
        """The subnets that a hotkey is registered in, in the order of their storage keys."""
        members = self.neurons.is_network_member.items(hotkey)
        return [netuid for (_, netuid), is_member in members if is_member]

    def is_registered_anywhere(self, hotkey: bytes) -> bool:
        """Whether the hotkey is registered in any subnet."""
        return any(self.neurons.is_network_member.values(hotkey))

    # Coming in and going

    def register(self, netuid: int, hotkey: bytes) -> int:
        """Give the hotkey a uid of the subnet: the next one, or that of a neuron which has to go.

        Fails with NoNeuronIdAvailable. The reference gives the uid back also where it belongs to
        the owner's hotkey, which `replace` does not touch.
        """
        block = self.runtime.system.block_number()
        count = self.neurons.subnetwork_n[netuid]
        if count < self.hyperparameters.max_allowed_uids[netuid]:
            return self.append(netuid, hotkey, block)
        uid = self.immunity.uid_to_replace(netuid)
        if uid is None:
            raise NoNeuronIdAvailable()
        self.replace(netuid, uid, hotkey, block)
        return uid

    def append(self, netuid: int, hotkey: bytes, block: int) -> int:
        """Give the hotkey the next uid, registered in this block. The result is the uid."""
        scores = self.scores
        uid = self.neurons.subnetwork_n[netuid]
        self.neurons.subnetwork_n[netuid] = saturating_add(uid, 1, U16_MAX)
        scores.active.append(netuid, True)
        scores.emission.append(netuid, 0)
        scores.consensus.append(netuid, 0)
        for index in self.mechanisms.indices(netuid):
            scores.incentive.append(index, 0)
            self.set_last_update(index, uid, block)
        scores.dividends.append(netuid, 0)
        scores.validator_trust.append(netuid, 0)
        scores.validator_permit.append(netuid, False)
        self._enter(netuid, uid, hotkey, block)
        return uid

    def replace(self, netuid: int, uid: int, hotkey: bytes, block: int) -> None:
        """Give a uid to another hotkey, registered in this block. It begins with nothing.

        Nothing happens if the uid belongs to the hotkey of the subnet's owner.
        """
        neurons = self.neurons
        old = neurons.keys[netuid, uid]
        if self.subnets.owners_hotkey(netuid) == old:
            return
        del neurons.uids[netuid, old]
        del self.key_ring.associated_evm_address[netuid, uid]
        del neurons.is_network_member[old, netuid]
        self._set_active(netuid, uid)
        self._enter(netuid, uid, hotkey, block)
        del self.endpoints.axons[netuid, old]
        del self.endpoints.neuron_certificates[netuid, old]
        del self.endpoints.prometheus[netuid, old]
        self._clear(netuid, uid)
        for index in self.mechanisms.indices(netuid):
            self.set_last_update(index, uid, block)

    def trim_to_max_allowed_uids(self, netuid: int, most: int) -> None:
        """Limit the subnet to so many uids, and remove neurons if it has more.

        Fails with SubnetNotExists, InvalidValue for a limit below the least or above the present
        one, and TrimmingWouldExceedMaxImmunePercentage.
        """
        if not self.subnets.exists(netuid):
            raise SubnetNotExists()
        limits = self.hyperparameters
        if most < limits.min_allowed_uids[netuid]:
            raise InvalidValue()
        if most > limits.max_allowed_uids[netuid]:
            raise InvalidValue()
        limits.max_allowed_uids[netuid] = most
        if self.neurons.subnetwork_n[netuid] > most:
            self.trimming.trim(netuid, most)

    # When a neuron set weights last

    def last_updates(self, index: int) -> list[int]:
        """The blocks by uid, for the index of a mechanism; 0 for a uid that is not on record."""
        netuid, _ = mechanism_of(index)
        blocks = self.weight_table.last_update[index]
        return blocks + [0] * (self.neurons.subnetwork_n[netuid] - len(blocks))

    def set_last_update(self, index: int, uid: int, block: int) -> None:
        """Record the block for a uid and the index of a mechanism, if there is such a uid."""
        blocks = self.last_updates(index)
        if uid < len(blocks):
            blocks[uid] = block
            self.weight_table.last_update[index] = blocks

    # Parts of the above

    def _enter(self, netuid: int, uid: int, hotkey: bytes, block: int) -> None:
        neurons = self.neurons
        neurons.keys[netuid, uid] = hotkey
        neurons.uids[netuid, hotkey] = uid
        neurons.block_at_registration[netuid, uid] = block
        neurons.is_network_member[hotkey, netuid] = True

    def _set_active(self, netuid: int, uid: int) -> None:
        active = self.scores.active[netuid]
        if uid < len(active):
            active[uid] = True
            self.scores.active[netuid] = active

    def _clear(self, netuid: int, uid: int) -> None:
        """Forget what a neuron earned, its weights and bonds, and others' weights on it."""
        scores = self.scores
        _put(scores.emission, netuid, uid, 0)
        _put(scores.consensus, netuid, uid, 0)
        for index in self.mechanisms.indices(netuid):
            _put(scores.incentive, index, uid, 0)
            del self.weight_table.bonds[index, uid]
            del self.weight_table.weights[index, uid]
            self._clear_weights_on(index, uid)
        _put(scores.dividends, netuid, uid, 0)
        _put(scores.stake_weight, netuid, uid, 0)
        _put(scores.validator_trust, netuid, uid, 0)
        _put(scores.validator_permit, netuid, uid, False)

    def _clear_weights_on(self, index: int, uid: int) -> None:
        """Others keep their weights on the uid, with the value 0."""
        weights = self.weight_table.weights
        for key, pairs in weights.items(index):
            if any(target == uid for target, _ in pairs):
                weights[key] = [(target, 0 if target == uid else w) for target, w in pairs]


def _put(vectors: BoundMap[int, list[V]], key: int, place: int, value: V) -> None:
    """Change one place of a vector, if there is one. The vector is stored in any case."""
    values = vectors[key]
    if place < len(values):
        values[place] = value
    vectors[key] = values
