"""What a dissolution consists of."""

from __future__ import annotations

from abc import abstractmethod

from runtime.pallet import Pallet


class CleanUpStep(Pallet, crate="pallet_subtensor"):
    """One thing that has to be done when a subnet is dissolved. It can not fail."""

    @abstractmethod
    def clean_up(self, netuid: int) -> None:
        """Do it for this subnet, which exists."""
