"""Which neuron has to go: when another one registers, and when a subnet gets fewer uids.

As `get_neuron_to_prune` in subnets/registration.rs, and `trim_to_max_allowed_uids` in
subnets/uids.rs of the reference.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple


class Candidate(NamedTuple):
    """A neuron that may be replaced. The least one goes first."""

    emission: int
    """What it got from the last epoch, in alpha rao."""
    registered_at: int
    """The block of its registration."""
    uid: int


def is_immune(registered_at: int, block: int, immunity_period: int) -> bool:
    """Whether so few blocks have passed since the registration that the neuron is safe."""
    return max(block - registered_at, 0) < immunity_period


def to_replace(exposed: list[Candidate], immune: list[Candidate], min_exposed: int) -> int | None:
    """The uid of the neuron that makes room for another one; None if none may.

    More than `min_exposed` neurons have to be without immunity, or else one that is immune goes.
    """
    if len(exposed) > min_exposed:
        return min(exposed).uid
    return min(immune).uid if immune else None


def to_trim(
    emissions: Sequence[int], count: int, most: int, is_safe: Callable[[int], bool]
) -> list[int]:
    """The uids to take out of `count`, so that at most `most` stay, in the order of their removal.

    Those with the lowest emission go, and of equals the one with the higher uid. What is safe is
    left out, so that more than `most` may stay.
    """
    ranked = sorted(range(len(emissions)), key=lambda uid: (-emissions[uid], uid))
    removed: list[int] = []
    for uid in reversed(ranked[:count]):
        if count - len(removed) == most:
            break
        if not is_safe(uid):
            removed.append(uid)
    return removed


def percent(part: int, whole: int) -> int:
    """The share in hundredths, floored; 100 for a part of nothing, or one above the whole."""
    if whole == 0 or part > whole:
        return 100
    return part * 100 // whole


def renumbered(pairs: list[tuple[int, int]], new_uids: dict[int, int]) -> list[tuple[int, int]]:
    """Weights or bonds after their targets got new uids, without the targets that got none."""
    return [(new_uids[uid], value) for uid, value in pairs if uid in new_uids]
