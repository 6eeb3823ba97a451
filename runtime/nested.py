"""Calls made by calls: what became of them, for events and for the weight of the outer call."""

from __future__ import annotations

from typing import Annotated

from runtime.call import Call
from runtime.dispatch_error import DispatchError, DispatchFailure
from runtime.origin import Origin
from runtime.runtime import Runtime
from runtime.scale import Err, Ok, Spelled
from runtime.weights import Weight, weight_of

DispatchResult = Annotated[Ok[None] | Err[DispatchError], Spelled("DispatchResult")]
"""What became of a call, as events tell of it."""


def attempt(runtime: Runtime, call: Call, origin: Origin) -> tuple[DispatchFailure | None, Weight]:
    """Make a call, with filters and guards. Why it failed, if it did, and what it weighed."""
    failure = None
    try:
        post = runtime.dispatch(call, origin)
    except DispatchFailure as refusal:
        failure, post = refusal, refusal.post
    return failure, weight_of(runtime.dispatch_info(call), post)


def result_of(runtime: Runtime, call: Call, origin: Origin) -> Ok[None] | Err[DispatchError]:
    """Make a call without asking filters and guards, and tell what became of it."""
    try:
        runtime.dispatch_bypass_filter(call, origin)
    except DispatchFailure as failure:
        return Err(runtime.error_value(failure))
    return Ok(None)
