"""Which subnet has to go when another comes and there are as many as may be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pallets.subtensor.stake import Prices
from pallets.subtensor.state import Founding, Subnets
from pallets.subtensor.types import ROOT
from runtime.fixed import U64F64
from runtime.fixed.integers import saturating_add
from runtime.pallet import Pallet, Uses


class Candidate(NamedTuple):
    """A subnet, as the choice sees it."""

    netuid: int
    registered_at: int
    """In which block."""
    price: U64F64
    """The moving average, in TAO."""


def weakest(candidates: Iterable[Candidate]) -> int | None:
    """The subnet with the lowest price; of several the oldest, of these the first."""
    chosen = min(candidates, key=lambda it: (it.price.bits, it.registered_at), default=None)
    return None if chosen is None else chosen.netuid


class Pruning(Pallet, crate="pallet_subtensor"):
    """Which subnet has to go when another comes, and whether one has to."""

    subnets = Uses(Subnets)
    founding = Uses(Founding)
    prices = Uses(Prices)

    def is_full(self) -> bool:
        """Whether there are as many subnets as may be, root not counted."""
        return len(self._subnets()) >= self.founding.subnet_limit.get()

    def network_to_prune(self) -> int | None:
        """The subnet that would go now; None if all are immune, because they are young."""
        return weakest(
            Candidate(netuid, self._registered_at(netuid), self.prices.moving_price(netuid))
            for netuid in self._subnets()
            if not self._is_immune(netuid)
        )

    def _subnets(self) -> list[int]:
        added = self.subnets.networks_added.items()
        return [netuid for netuid, exists in added if exists and netuid != ROOT]

    def _registered_at(self, netuid: int) -> int:
        return self.subnets.network_registered_at[netuid]

    def _is_immune(self, netuid: int) -> bool:
        period = self.founding.network_immunity_period.get()
        safe_until = saturating_add(self._registered_at(netuid), period)
        return self.runtime.system.block_number() < safe_until
