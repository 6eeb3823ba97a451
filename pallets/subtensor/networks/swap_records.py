"""Records of hotkey swaps that limit nothing any more are forgotten, one subnet after another."""

from __future__ import annotations

from collections.abc import Sequence

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.state import ColdkeySwaps
from runtime.fixed.integers import saturating_add
from runtime.pallet import Pallet, Uses
from runtime.weights import Weight, weigh


class HotkeySwapRecords(Pallet, crate="pallet_subtensor"):
    """When coldkeys swapped hotkeys in subnets: the old records are not kept."""

    config: SubtensorConfig
    swaps = Uses(ColdkeySwaps)

    def clean_up(self, netuids: Sequence[int], block: int) -> Weight:
        """Go through those of the subnets whose turn it is: each has one in every interval.

        The result is what that weighs.
        """
        interval = self.config.hotkey_swap_on_subnet_interval
        reads, writes = 2 + len(netuids), 0
        if interval == 0 or next(self.swaps.last_hotkey_swap_on_netuid.keys(), None) is None:
            return weigh(0, reads=reads)  # mostly there is none: that is seen at a glance
        for netuid in netuids:
            if netuid % interval != block % interval:
                continue
            for key, swapped_at in self.swaps.last_hotkey_swap_on_netuid.items(netuid):
                reads += 1
                if saturating_add(swapped_at, interval) < block:
                    del self.swaps.last_hotkey_swap_on_netuid[key]
                    writes += 1
        return weigh(0, reads=reads, writes=writes)
