"""Why the pool does not take an extrinsic, with the numbers and texts that clients parse.

PoolError
+- Rejected            1010, 1011   the runtime says that it is not valid
+- AlreadyImported     1013
+- TooLowPriority      1014
+- ImmediatelyDropped  1016
+- NoTagsProvided      1019
"""

from __future__ import annotations

from runtime.validity import InvalidReason, InvalidTransaction


class PoolError(Exception):
    """An extrinsic was not taken. `code`, `message` and `data` are what an RPC client gets."""

    code: int
    data: str | None = None

    @property
    def message(self) -> str:
        return str(self)


class Rejected(PoolError):
    """The runtime does not take it now."""

    def __init__(self, error: InvalidTransaction) -> None:
        known = isinstance(error.reason, InvalidReason)
        super().__init__("Invalid Transaction" if known else "Unknown Transaction Validity")
        self.code = 1010 if known else 1011
        self.data = error.reason.text
        self.reason = error.reason


class AlreadyImported(PoolError):
    """The very same extrinsic is in the pool."""

    code = 1013
    data = "Any { .. }"  # Substrate has the hash here, and shows only that there is something

    def __init__(self) -> None:
        super().__init__("Transaction Already Imported")


class TooLowPriority(PoolError):
    """Another extrinsic of the same sender and nonce is in the pool, and at least as important."""

    code = 1014
    data = (
        "The transaction has too low priority to replace another transaction already in the pool."
    )

    def __init__(self, old: int, new: int) -> None:
        super().__init__(f"Priority is too low: ({old} vs {new})")


class ImmediatelyDropped(PoolError):
    """The pool is full of extrinsics that are at least as important."""

    code = 1016
    data = "The transaction couldn't enter the pool because of the limit"

    def __init__(self) -> None:
        super().__init__("Immediately Dropped")


class NoTagsProvided(PoolError):
    """The extrinsic says nothing by which the pool could tell it from others."""

    code = 1019
    data = "Transaction does not provide any tags, so the pool can't identify it"

    def __init__(self) -> None:
        super().__init__("No tags provided")
