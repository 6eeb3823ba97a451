"""The neuron: its uid, and what it has for its hotkey. What it has for its uid stays there."""

from __future__ import annotations

from pallets.subtensor.keys.hotkey_swap.step import NeuronStep, SubnetStep, moved
from pallets.subtensor.state import Endpoints, Mechanisms, Neurons, Scores, WeightTable
from runtime.pallet import Uses
from runtime.weights import ZERO_WEIGHT, Weight, weigh


class MoveMembership(SubnetStep):
    """Whether the hotkey is registered. It is on record for the new one also if it is not."""

    neurons = Uses(Neurons)

    def move(self, old: bytes, new: bytes, netuid: int) -> Weight:
        members = self.neurons.is_network_member
        members[new, netuid] = members.take((old, netuid))
        return weigh(0, reads=1, writes=2)


class MoveUid(NeuronStep):
    """The uid."""

    def move_neuron(self, old: bytes, new: bytes, netuid: int) -> Weight:
        uid = self.neurons.uids.take((netuid, old))
        if uid is None:
            return ZERO_WEIGHT
        self.neurons.uids[netuid, new] = uid
        self.neurons.keys[netuid, uid] = new
        return weigh(0, reads=1, writes=3)


class MoveEndpoints(NeuronStep):
    """Where the neuron can be reached."""

    endpoints = Uses(Endpoints)

    def move_neuron(self, old: bytes, new: bytes, netuid: int) -> Weight:
        source, dest = (netuid, old), (netuid, new)
        return (
            moved(self.endpoints.prometheus, source, dest)
            + moved(self.endpoints.axons, source, dest)
            + moved(self.endpoints.neuron_certificates, source, dest)
        )


class MoveWeightCommits(NeuronStep):
    """Commits of weights, in all mechanisms; those that time reveals stay with the old hotkey."""

    mechanisms = Uses(Mechanisms)
    table = Uses(WeightTable)

    def move_neuron(self, old: bytes, new: bytes, netuid: int) -> Weight:
        weight = ZERO_WEIGHT
        for index in self.mechanisms.indices(netuid):
            weight += moved(self.table.weight_commits, (index, old), (index, new))
        return weight


class MoveLoadedEmission(NeuronStep):
    """The neuron's part in a list of emissions that nothing else uses any more."""

    scores = Uses(Scores)

    def move_neuron(self, old: bytes, new: bytes, netuid: int) -> Weight:
        loaded = self.scores.loaded_emission[netuid]
        if loaded is None:
            return ZERO_WEIGHT
        self.scores.loaded_emission[netuid] = [
            (new if hotkey == old else hotkey, server, validator)
            for hotkey, server, validator in loaded
        ]
        return weigh(0, reads=1, writes=2)
