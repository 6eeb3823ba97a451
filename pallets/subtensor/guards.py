"""Checks of SubtensorModule that run, and weigh, at every dispatch."""

from __future__ import annotations

from typing import Any

from runtime.call import CallDeclaration
from runtime.guard import DispatchGuard
from runtime.weights import Weight, weigh

CHECK_COLDKEY_SWAP = weigh(17_583_000, 4198, reads=2)


class CheckColdkeySwap(DispatchGuard):
    """An account that is about to hand itself over to another key makes no calls until then.

    Nothing can be announced before the SubtensorModule pallet is there, so nothing is refused; but
    every call already weighs what it will.
    """

    def weight(self, declared: CallDeclaration[Any, Any]) -> Weight:
        return CHECK_COLDKEY_SWAP
