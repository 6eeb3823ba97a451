"""Weights for several subnets in one call: what fails is told of, and the rest goes on."""

from __future__ import annotations

from collections.abc import Callable

from pallets.subtensor.events import (
    BatchCompletedWithErrors,
    BatchWeightItemFailed,
    BatchWeightsCompleted,
)
from runtime.dispatch_error import DispatchFailure
from runtime.pallet import Pallet


def run_batch(
    pallet: Pallet, hotkey: bytes, netuids: list[int], item: Callable[[int, int], None]
) -> None:
    """Do `item(position, netuid)` for each subnet, and then tell of those that failed.

    An item has no storage layer of its own: it makes all of its checks before it writes.
    """
    failures = []
    for position, netuid in enumerate(netuids):
        try:
            item(position, netuid)
        except DispatchFailure as failure:
            failures.append((netuid, failure))
    if failures:
        pallet.deposit_event(BatchCompletedWithErrors())
    for netuid, refusal in failures:
        error = pallet.runtime.error_value(refusal)
        pallet.deposit_event(BatchWeightItemFailed(netuid, error))
    pallet.deposit_event(BatchWeightsCompleted(netuids, hotkey))
