"""Which calls of the Utility pallet a runtime may refuse to everybody but root."""

from __future__ import annotations

from pallets.utility.pallet import Utility
from runtime.call import Call

BATCHES = frozenset((Utility.batch, Utility.batch_all, Utility.force_batch))


def no_nested_batches(call: Call) -> bool:
    """Whether the call is anything but a batch with a batch right in it.

    Batches further down, as in a call with a fallback, are not looked for. As Subtensor's
    NoNestingCallFilter.
    """
    if call.declaration not in BATCHES:
        return True
    (items,) = call.args
    return not any(item.declaration in BATCHES for item in items)
