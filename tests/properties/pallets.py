"""What has pallets on a state."""

from __future__ import annotations

from typing import Protocol, TypeVar

from runtime.pallet import Pallet

PalletT = TypeVar("PalletT", bound=Pallet)


class Pallets(Protocol):
    """A chain, a block in the making, or what else has pallets on a state."""

    def pallet(self, kind: type[PalletT]) -> PalletT: ...
