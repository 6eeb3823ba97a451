"""A subnet of a runtime, which facts are read from."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

from pallets.subtensor.stake import StakeWeights
from pallets.subtensor.stake.weight import StakeWeight
from pallets.subtensor.state import KeyRing, Neurons, Subnets
from pallets.subtensor.types import MAIN_MECHANISM, mechanism_index
from runtime.pallet import Pallet
from runtime.runtime import Runtime

PalletT = TypeVar("PalletT", bound=Pallet)


class SubnetView:
    """A subnet, and which of its mechanisms. What several facts need is read once."""

    def __init__(self, runtime: Runtime, netuid: int, mechanism: int = MAIN_MECHANISM) -> None:
        self.runtime, self.netuid = runtime, netuid
        self.index = mechanism_index(netuid, mechanism)

    def of(self, kind: type[PalletT]) -> PalletT:
        return self.runtime.pallet(kind)

    @property
    def exists(self) -> bool:
        return self.of(Subnets).exists(self.netuid)

    @property
    def block(self) -> int:
        return self.runtime.system.block_number()

    @cached_property
    def hotkeys(self) -> list[bytes]:
        """By uid; 32 zero bytes where there is none."""
        neurons = self.of(Neurons)
        return [neurons.keys[self.netuid, uid] for uid in self.uids]

    @cached_property
    def coldkeys(self) -> list[bytes]:
        """The owners of the hotkeys, by uid."""
        owner = self.of(KeyRing).owner
        return [owner[hotkey] for hotkey in self.hotkeys]

    @cached_property
    def stakes(self) -> list[StakeWeight]:
        """By uid."""
        return list(self.of(StakeWeights).weights(self.netuid))

    @property
    def uids(self) -> range:
        return range(self.of(Neurons).subnetwork_n[self.netuid])


Fact = Callable[[SubnetView], Any]
"""Reads one thing about a subnet."""
