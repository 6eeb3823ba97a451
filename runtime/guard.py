"""Checks that run at every dispatch, nested ones too, and are paid for each time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runtime.call import Call, CallDeclaration
from runtime.weights import ZERO_WEIGHT, Weight

if TYPE_CHECKING:
    from runtime.origin import Origin
    from runtime.runtime import Runtime


class DispatchGuard:
    """The base of guards. Root is never asked about; what a guard writes to the state is undone."""

    def weight(self, declared: CallDeclaration[Any, Any]) -> Weight:
        """What the guard adds to the declared weight of a call, whoever makes it."""
        return ZERO_WEIGHT

    def check(self, runtime: Runtime, origin: Origin, call: Call) -> None:
        """Raises DispatchFailure to refuse the call."""
