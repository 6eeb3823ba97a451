"""What may happen to a lock, as functions of locks: it goes on in time, grows, shrinks, is shared.

A lock is somebody's own, or the sum of the locks of one kind on a hotkey. Sums go on by the same
rule as the locks in them.
"""

from __future__ import annotations

from typing import NamedTuple

from pallets.subtensor.locks.decay import ONE, Rates, conviction_after, mass_after
from pallets.subtensor.types import LockState
from runtime.fixed import U64F64
from runtime.fixed.integers import saturating_add, saturating_sub

DUST = 100
"""A lock with less rao than this, and less conviction, is none."""


class LockKind(NamedTuple):
    """What decides how a lock goes on, and which sum it is part of."""

    is_owners: bool
    """It is on the hotkey of the subnet's owner: its conviction is its mass at all times."""

    perpetual: bool
    """What is locked stays locked."""


PERPETUAL, DECAYING = LockKind(False, True), LockKind(False, False)
OWNERS_PERPETUAL, OWNERS_DECAYING = LockKind(True, True), LockKind(True, False)


class Part(NamedTuple):
    """Something that is added to a lock or taken from it: rao, and conviction."""

    mass: int
    conviction: U64F64

    @property
    def is_nothing(self) -> bool:
        return self.mass == 0 and self.conviction.bits == 0


def empty_lock(block: int) -> LockState:
    return LockState(0, U64F64.ZERO, block)


def part_of(lock: LockState) -> Part:
    """All of a lock."""
    return Part(lock.locked_mass, lock.conviction)


def is_dust(lock: LockState) -> bool:
    """Whether a lock is too small to count, in both respects."""
    return lock.locked_mass < DUST and lock.conviction < U64F64.from_num(DUST)


def rolled(lock: LockState, block: int, rates: Rates, kind: LockKind) -> LockState:
    """The lock as it is in a block: it has decayed and matured, and is empty if that is dust."""
    mass, conviction, since = lock.locked_mass, lock.conviction, lock.last_update
    if block > since:
        passed = block - since
        conviction = conviction_after(mass, conviction, passed, rates, kind.perpetual)
        mass, since = mass_after(mass, passed, rates, kind.perpetual), block
    if kind.is_owners:
        conviction = U64F64.from_num(mass)
    lock = LockState(mass, conviction, since)
    return empty_lock(since) if is_dust(lock) else lock


def rolled_sum(total: LockState, lost: Part, block: int, rates: Rates, kind: LockKind) -> LockState:
    """A sum of locks in a block, up to which one of them has lost something.

    Then the sum loses just that: what would have become of the others since, does not become of
    the sum. Otherwise it goes on as a lock does.
    """
    if lost.is_nothing:
        return rolled(total, block, rates, kind)
    left = reduced(total, lost)
    return LockState(left.locked_mass, left.conviction, block)


def lost_between(before: LockState, after: LockState) -> Part:
    """What a lock has less than before, of rao and of conviction."""
    mass = saturating_sub(before.locked_mass, after.locked_mass)
    return Part(mass, before.conviction.saturating_sub(after.conviction))


def raised(lock: LockState, part: Part) -> LockState:
    """The lock with something more in it."""
    mass = saturating_add(lock.locked_mass, part.mass)
    return LockState(mass, lock.conviction.saturating_add(part.conviction), lock.last_update)


def reduced(lock: LockState, part: Part) -> LockState:
    """The lock with something less in it, down to nothing."""
    mass = saturating_sub(lock.locked_mass, part.mass)
    return LockState(mass, lock.conviction.saturating_sub(part.conviction), lock.last_update)


def cut(lock: LockState, mass: int, block: int) -> LockState:
    """The lock with so much less locked (rao), and conviction in proportion."""
    left = saturating_sub(lock.locked_mass, mass)
    if left == 0:
        return empty_lock(block)
    removed = U64F64.from_num(mass).safe_div(U64F64.from_num(lock.locked_mass))
    return LockState(left, lock.conviction.saturating_mul(ONE.saturating_sub(removed)), block)


def share_of(lock: LockState, mass: int) -> Part:
    """So much of what is locked (rao), or all of it, with its part of the conviction."""
    mass = min(mass, lock.locked_mass)
    if mass == 0:
        return Part(0, U64F64.ZERO)
    proportion = U64F64.from_num(mass).safe_div(U64F64.from_num(lock.locked_mass))
    return Part(mass, lock.conviction.saturating_mul(proportion))
