"""What the swap of a hotkey in a subnet consists of."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, TypeVar

from pallets.subtensor.state import Neurons
from runtime.pallet import Pallet, Uses
from runtime.storage import BoundMap
from runtime.weights import ZERO_WEIGHT, Weight, weigh

K = TypeVar("K")


class SubnetStep(Pallet, crate="pallet_subtensor"):
    """What has to be moved from one hotkey to another in a subnet, of one kind.

    The swap pays for what it reads and writes, as it is counted in the reference: some things are
    not counted there.
    """

    @abstractmethod
    def move(self, old: bytes, new: bytes, netuid: int) -> Weight:
        """Move it. The result is the weight of that."""


class NeuronStep(SubnetStep):
    """A step for hotkeys that are registered in the subnet. That itself has moved by then."""

    neurons = Uses(Neurons)

    def move(self, old: bytes, new: bytes, netuid: int) -> Weight:
        if not self.neurons.is_network_member[new, netuid]:
            return ZERO_WEIGHT
        return self.move_neuron(old, new, netuid)

    @abstractmethod
    def move_neuron(self, old: bytes, new: bytes, netuid: int) -> Weight:
        """Move it. The result is the weight of that."""


def moved(entries: BoundMap[K, Any], source: K, dest: K) -> Weight:
    """Move an entry of a map, if there is one; what was there before is lost."""
    if source not in entries:
        return ZERO_WEIGHT
    entries[dest] = entries.take(source)
    return weigh(0, reads=1, writes=2)
