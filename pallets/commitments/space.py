"""How much space commitments may take in an epoch."""

from __future__ import annotations

from collections.abc import Iterable

from pallets.commitments.data import Data, Raw, space_of
from pallets.commitments.types import UsageTracker

MIN_SPACE = 100  # bytes that a commitment counts for at least
DEFAULT_MAX_SPACE = 3_100


def required_space(fields: Iterable[Data | Raw]) -> int:
    """How many bytes a commitment counts for."""
    return max(sum(space_of(field) for field in fields), MIN_SPACE)


def used_after(usage: UsageTracker, epoch: int, required: int) -> UsageTracker:
    """The usage with so many bytes more, counted from 0 in each epoch."""
    used = usage.used_space if usage.last_epoch == epoch else 0
    return UsageTracker(epoch, used + required)
