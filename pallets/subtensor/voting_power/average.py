"""The rule of voting power, in integers."""

from __future__ import annotations

ONE = 10**18
"""The weight of the newest stake if nothing before it counts."""


def moved_average(before: int, stake: int, weight: int) -> int:
    """The average with the newest stake in it, which counts by a weight of at most 10^18."""
    return (weight * stake + (ONE - weight) * before) // ONE


def is_lost(before: int, now: int, least: int) -> bool:
    """Whether a validator has fallen below the least stake. One that was never there has not."""
    return now < least <= before
