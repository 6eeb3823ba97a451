"""What is asked of a change of a delegate's take. guards/check_delegate_take.rs."""

from __future__ import annotations

from typing import Any

from pallets.subtensor.children import DelegateTakes
from pallets.subtensor.errors import DelegateTakeTooHigh, DelegateTakeTooLow
from pallets.subtensor.guards.base import CallGuard, Rule
from pallets.subtensor.state import Delegation
from runtime.call import Call, CallDeclaration
from runtime.runtime import Runtime
from runtime.weights import weigh

COST = weigh(15_378_000, 4186, reads=3)


def _change(runtime: Runtime, coldkey: bytes, call: Call) -> None:
    hotkey, take = call.args
    delegation = runtime.pallet(Delegation)
    if take < delegation.min_delegate_take.get():
        raise DelegateTakeTooLow()
    if take > delegation.max_delegate_take.get():
        raise DelegateTakeTooHigh()
    runtime.pallet(DelegateTakes).ensure_owner(coldkey, hotkey)


RULES: dict[CallDeclaration[Any, Any], Rule] = {
    DelegateTakes.increase_take: _change,
    DelegateTakes.decrease_take: _change,
}


class CheckDelegateTake(CallGuard):
    """Takes stay within their bounds, and are changed by the hotkey's owner.

    Each rule raises DelegateTakeTooLow, DelegateTakeTooHigh, HotKeyAccountNotExists or
    NonAssociatedColdKey.
    """

    def __init__(self) -> None:
        super().__init__(COST, RULES)
