"""One extrinsic in the pool, and what its sender is told of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime.validity import U64_MAX, ValidTransaction

Status = str | dict[str, Any]
"""As in author_extrinsicUpdate: "ready", {"inBlock": "0x..."}, ..."""

StatusListener = Callable[[Status, bool], object]
"""Gets a status, and whether it is the last one."""


class PoolTransaction:
    """`missing` are the required tags that the chain itself does not provide.

    `valid_till` is the number of the last head on which the extrinsic can be valid, `order` counts
    what came into the pool. `checked_on` is the number of the head that it was last valid on.
    """

    __slots__ = (
        "checked_on",
        "encoded",
        "hash",
        "listeners",
        "missing",
        "order",
        "valid",
        "valid_till",
    )

    def __init__(
        self, encoded: bytes, extrinsic_hash: bytes, valid: ValidTransaction, best: int, order: int
    ) -> None:
        self.encoded, self.hash, self.valid, self.order = encoded, extrinsic_hash, valid, order
        self.checked_on = best
        self.valid_till = min(best + valid.longevity, U64_MAX)
        self.missing = set(valid.requires)
        self.listeners: list[StatusListener] = []

    @property
    def rank(self) -> tuple[int, int, int]:
        """The smaller, the earlier in a block: priority, then mortality, then age."""
        return (-self.valid.priority, self.valid_till, self.order)

    def tell(self, status: Status, last: bool = False) -> None:
        for listener in self.listeners:
            listener(status, last)
        if last:
            self.listeners = []
