"""Claims of root's stakers to the alpha that subnets pay for their stake on root.

What a hotkey's stakers may claim is a rate for each subnet: the alpha for each rao that is staked
on root through the hotkey. What a coldkey has claimed of it is remembered, and new stake counts as
if it had claimed all that there is (`stake.ClaimedDividends`).

owed        what a coldkey may claim now
claiming    the calls: claiming, and choosing what becomes of it
draw        which coldkeys' turn it is in a block, as a function of numbers
auto_claim  ... and they claim
key_swaps   claims go along with keys that are swapped
"""

from __future__ import annotations

from pallets.subtensor.claims.auto_claim import AutoClaim
from pallets.subtensor.claims.claiming import RootClaiming
from pallets.subtensor.claims.key_swaps import ClaimSwap
from pallets.subtensor.claims.owed import OwedDividends
from runtime.pallet import Pallet

PARTS: list[type[Pallet]] = [OwedDividends, RootClaiming, AutoClaim, ClaimSwap]

__all__ = ["PARTS", "AutoClaim", "ClaimSwap", "OwedDividends", "RootClaiming"]
