"""How many pulses are kept: those of about a week."""

from __future__ import annotations

MAX_KEPT = 216_000
MAX_REMOVED = 100  # at once


def rounds_to_remove(oldest: int, last: int) -> range:
    """The rounds that are forgotten, where those from `oldest` to `last` are stored.

    None while `oldest` is 0, which says that it is not known.
    """
    if oldest == 0:
        return range(0)
    excess = max(last - oldest, 0) + 1 - MAX_KEPT
    return range(oldest, oldest + min(max(excess, 0), MAX_REMOVED))
