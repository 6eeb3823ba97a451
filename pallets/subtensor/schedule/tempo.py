"""When an epoch is due, from what the schedule of a subnet holds. All numbers are blocks.

A subnet has an epoch `tempo` blocks after its last one, or when its owner asked for one. A tempo
of 0 means that it has none. As in coinbase/run_coinbase.rs of the reference.
"""

from __future__ import annotations

from typing import NamedTuple

from runtime.fixed.integers import U64_MAX, saturating_add, saturating_mul, saturating_sub


class Cycle(NamedTuple):
    """Where a subnet stands between two epochs."""

    tempo: int
    last_epoch: int
    """The block of the last epoch, or what the first one is counted from."""
    pending_at: int
    """The block at which an epoch that was asked for, or put off, is due; 0 for none."""
    blocks_since_step: int
    """Blocks since an epoch ran to its end."""


def is_due(cycle: Cycle, block: int, max_tempo: int) -> bool:
    """Whether the subnet has an epoch in this block, if the block takes that many.

    More than `max_tempo` blocks without an epoch make one due whatever the schedule says.
    """
    if cycle.tempo == 0:
        return False
    if 0 < cycle.pending_at <= block:
        return True
    if cycle.blocks_since_step > max_tempo:
        return True
    return saturating_sub(block, cycle.last_epoch) >= cycle.tempo


def blocks_until_due(last_epoch: int, tempo: int, block: int) -> int:
    """How many blocks the schedule has left; 2^64 - 1 without a tempo.

    Epochs that were asked for, or put off, do not count here.
    """
    if tempo == 0:
        return U64_MAX
    return saturating_sub(saturating_add(last_epoch, tempo), block)


def next_epoch(cycle: Cycle) -> int | None:
    """The block in which the next epoch is due, if the subnet has epochs."""
    if cycle.tempo == 0:
        return None
    scheduled = saturating_add(cycle.last_epoch, cycle.tempo)
    return min(scheduled, cycle.pending_at) if cycle.pending_at else scheduled


def is_frozen(cycle: Cycle, block: int, window: int) -> bool:
    """Whether an epoch is so near that the subnet must not be changed: within `window` blocks.

    From the moment that somebody asks for an epoch, the subnet is frozen until that epoch.
    """
    if cycle.tempo == 0:
        return False
    if cycle.pending_at > block:
        return True
    return blocks_until_due(cycle.last_epoch, cycle.tempo, block) < window


def first_anchor(netuid: int, tempo: int, block: int) -> int:
    """What a new subnet's first epoch is counted from.

    It lies back by a part of the tempo that differs between subnets, lest all epochs meet.
    """
    return saturating_sub(block, netuid % max(tempo, 1))


def activity_cutoff(factor_milli: int, tempo: int) -> int:
    """After so many blocks without new weights a validator is inactive: at least 1."""
    return max(saturating_mul(factor_milli, tempo) // 1000, 1)
