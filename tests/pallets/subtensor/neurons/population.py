"""A subnet with neurons, written without what a registration costs, and a look at all of it."""

from __future__ import annotations

from pallets.subtensor.neurons import Immunity, NeuronTable
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
from pallets.subtensor.types import AxonInfo, NeuronCertificate, PrometheusInfo
from tests.pallets.subtensor.neurons.consistency import consistent_hotkeys
from tests.pallets.subtensor.world import World, account

NETUID = 1
EVM = bytes([1]) * 20


class Population:
    """Hotkeys and coldkeys are numbers, as in `World`."""

    def __init__(self, netuid: int = NETUID, block: int = 1) -> None:
        self.world = World(block=block)
        self.netuid = netuid
        pallet = self.world.pallet
        self.subnets, self.hyperparameters = pallet(Subnets), pallet(Hyperparameters)
        self.neurons, self.scores, self.keys = pallet(Neurons), pallet(Scores), pallet(KeyRing)
        self.weights, self.mechanisms = pallet(WeightTable), pallet(Mechanisms)
        self.endpoints = pallet(Endpoints)
        self.table, self.immunity = pallet(NeuronTable), pallet(Immunity)
        self.subnets.networks_added[netuid] = True
        self.hyperparameters.immune_owner_uids_limit[netuid] = 0
        self.hyperparameters.immunity_period[netuid] = 0
        self.hyperparameters.min_non_immune_uids[netuid] = 0
        self.hyperparameters.min_allowed_uids[netuid] = 1
        self.hyperparameters.max_allowed_uids[netuid] = 16

    def add(self, hotkey: int, coldkey: int = 0, block: int | None = None) -> int:
        """Append a neuron; a coldkey that is given owns its hotkey."""
        if coldkey:
            owned = self.keys.owned_hotkeys[account(coldkey)]
            self.keys.owned_hotkeys[account(coldkey)] = [*owned, account(hotkey)]
            self.keys.owner[account(hotkey)] = account(coldkey)
        at = self.world.block if block is None else block
        return self.table.append(self.netuid, account(hotkey), at)

    def fill(self, count: int, first: int = 100) -> None:
        """Append neurons with the hotkeys from `first` on."""
        for hotkey in range(first, first + count):
            self.add(hotkey)

    def emit(self, *emissions: int) -> None:
        self.scores.emission[self.netuid] = list(emissions)

    def own(self, coldkey: int, hotkey: int | None = None) -> None:
        """Make somebody the owner of the subnet."""
        self.subnets.subnet_owner[self.netuid] = account(coldkey)
        if hotkey is not None:
            self.subnets.subnet_owner_hotkey[self.netuid] = account(hotkey)

    def serve(self, hotkey: int) -> None:
        """Store all kinds of endpoints for a hotkey."""
        key = self.netuid, account(hotkey)
        self.endpoints.axons[key] = AxonInfo(0, 0, 0, 0, 0, 0, 0, 0)
        self.endpoints.neuron_certificates[key] = NeuronCertificate(bytes(32), 0)
        self.endpoints.prometheus[key] = PrometheusInfo(0, 0, 0, 0, 0)

    def serves(self, hotkey: int) -> bool:
        key, endpoints = (self.netuid, account(hotkey)), self.endpoints
        stored = (endpoints.axons, endpoints.neuron_certificates, endpoints.prometheus)
        found = {key in items for items in stored}
        assert len(found) == 1, "all kinds of endpoints come and go together"
        return found.pop()

    def hotkeys(self) -> list[int]:
        """By uid, with the table looked at from all sides."""
        keys = consistent_hotkeys(self.world, self.netuid)
        return [int.from_bytes(key, "little") for key in keys]
