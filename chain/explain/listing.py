"""Lists in sentences, which end before they become too long."""

from __future__ import annotations

from collections.abc import Sequence

FEW = 8
U16 = 65_535


def few(items: Sequence[str], separator: str = ", ") -> str:
    """The first items, and how many there are besides."""
    rest = len(items) - FEW
    return separator.join(items[:FEW]) + (f" and {rest:,} more" if rest > 0 else "")


def uids(found: Sequence[int]) -> str:
    return f"uid {few([str(uid) for uid in found])}"
