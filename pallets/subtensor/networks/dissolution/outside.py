"""What other pallets keep about a dissolved subnet: its pool's weights, and commitments."""

from __future__ import annotations

from pallets.subtensor.networks.dissolution.step import CleanUpStep
from pallets.subtensor.seams import Seams
from pallets.swap import Swap
from runtime.pallet import Uses


class ClearPool(CleanUpStep):
    """Empties the pool, and forgets its weights and fee."""

    swap = Uses(Swap)

    def clean_up(self, netuid: int) -> None:
        self.swap.clear_protocol_liquidity(netuid)


class PurgeCommitments(CleanUpStep):
    """Forgets what the subnet's hotkeys committed to."""

    config: Seams

    def clean_up(self, netuid: int) -> None:
        self.config.purge_commitments(self.runtime, netuid)
