"""An account that is about to hand itself over to another key. guards/check_coldkey_swap.rs."""

from __future__ import annotations

from typing import Any

from pallets.subtensor.errors import ColdkeySwapAnnounced, ColdkeySwapDisputed
from pallets.subtensor.guards.base import SubtensorGuard
from pallets.subtensor.state import ColdkeySwaps
from runtime.call import Call, CallDeclaration
from runtime.runtime import Runtime
from runtime.weights import Weight, weigh

COST = weigh(17_583_000, 4198, reads=2)

# By crate and name: not all of these calls have to be on the chain.
ALLOWED = frozenset(
    {
        ("pallet_subtensor", "announce_coldkey_swap"),
        ("pallet_subtensor", "swap_coldkey_announced"),
        ("pallet_subtensor", "dispute_coldkey_swap"),
        ("pallet_subtensor", "clear_coldkey_swap_announcement"),
        ("pallet_shield", "submit_encrypted"),
    }
)


class CheckColdkeySwap(SubtensorGuard):
    """From the announcement of its swap on, an account makes no calls but those about the swap.

    From a dispute on it makes none at all. Every call pays for the check.
    """

    def weight(self, declared: CallDeclaration[Any, Any]) -> Weight:
        return COST

    def check_signer(self, runtime: Runtime, who: bytes, call: Call) -> None:
        """Raises ColdkeySwapDisputed, ColdkeySwapAnnounced."""
        swaps = runtime.pallet(ColdkeySwaps)
        if who not in swaps.coldkey_swap_announcements:
            return
        if who in swaps.coldkey_swap_disputes:
            raise ColdkeySwapDisputed()
        declared = call.declaration
        if (declared.owner.crate, declared.name) not in ALLOWED:
            raise ColdkeySwapAnnounced()
