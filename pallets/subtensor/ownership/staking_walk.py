"""A walk through all stake, which numbers coldkeys with stake on root that have no number yet.

As populate_root_coldkey_staking_maps and ..._v2 in staking/helpers.rs. There is a cursor for each
form of the shares; at the end the walk begins anew.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

from pallets.subtensor.ownership.staking_index import StakingIndex
from pallets.subtensor.state import StakeShares
from pallets.subtensor.types import ROOT
from runtime.pallet import Pallet, Uses
from runtime.storage import BoundMap, BoundValue

STEP = 30
"""Entries of each map in a block."""

Places = BoundMap[tuple[bytes, bytes, int], Any]


class StakingWalk(Pallet, crate="pallet_subtensor"):
    """The walk, which goes on in each block."""

    shares = Uses(StakeShares)
    index = Uses(StakingIndex)

    def go_on(self) -> None:
        """The step of a block."""
        self._step(self.shares.alpha, self.shares.alpha_map_last_key)
        self._step(self.shares.alpha_v2, self.shares.alpha_v2_map_last_key)

    def _step(self, places: Places, cursor: BoundValue[bytes | None]) -> None:
        last = cursor.get()
        batch = list(islice(places.keys(after=last), STEP))
        if last is None and not batch:
            return
        for _, coldkey, netuid in batch:
            if netuid == ROOT:
                self.index.add(coldkey)
        cursor.set(places.key_of(batch[-1]) if len(batch) == STEP else None)
