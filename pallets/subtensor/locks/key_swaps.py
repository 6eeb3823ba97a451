"""Locks go along with a coldkey or a hotkey that is swapped for another.

As swap_coldkey_locks and swap_hotkey_locks in staking/lock.rs of the reference.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pallets.subtensor.errors import ActiveLockExists, Error
from pallets.subtensor.locks.flags import LockedAlphaFlags
from pallets.subtensor.locks.records import LockRecords
from pallets.subtensor.locks.rules import LockKind, part_of
from pallets.subtensor.state import StakeLocks, Subnets
from pallets.subtensor.types import LockState
from runtime.pallet import Pallet, Uses
from runtime.weights import ZERO_WEIGHT, Weight, weigh


class ColdkeyLock(NamedTuple):
    """A coldkey's lock."""

    netuid: int
    hotkey: bytes
    lock: LockState


class ColdkeyLockSwap(Pallet, crate="pallet_subtensor"):
    """Gives all locks of a coldkey to another."""

    error = Error
    locks = Uses(StakeLocks)
    flags = Uses(LockedAlphaFlags)
    records = Uses(LockRecords)

    def swap(self, old: bytes, new: bytes) -> None:
        """Let the new coldkey have the locks of the old one, and what it chose about locks.

        Fails with ActiveLockExists if the new one has stake locked, and with
        AccountRejectsLockedAlpha if it takes none.
        """
        if any(each.lock.locked_mass for each in self._locks_of(new)):
            raise ActiveLockExists()
        moved = self._locks_of(old)
        for each in moved:
            self.flags.ensure_accepts(new, each.lock.locked_mass)
        for netuid, hotkey, lock in moved:
            self.records.remove(old, netuid, hotkey)
            kind = self.records.kind(old, netuid, hotkey)
            self.records.take_from_total(netuid, hotkey, kind, part_of(lock))
        for (_, netuid), decaying in list(self.locks.decaying_lock.items(old)):
            del self.locks.decaying_lock[old, netuid]
            self.locks.decaying_lock[new, netuid] = decaying
        self.flags.move(old, new)
        for netuid, hotkey, lock in moved:
            self.records.put(new, netuid, hotkey, lock)
            kind = self.records.kind(new, netuid, hotkey)
            self.records.add_to_total(netuid, hotkey, kind, part_of(lock))

    def _locks_of(self, coldkey: bytes) -> list[ColdkeyLock]:
        """All locks of a coldkey as they are now, in the order of the state."""
        records = self.records
        return [
            ColdkeyLock(netuid, hotkey, records.rolled(lock, records.kind(coldkey, netuid, hotkey)))
            for (_, netuid, hotkey), lock in self.locks.lock.items(coldkey)
            if lock is not None
        ]


class HotkeyLockSwap(Pallet, crate="pallet_subtensor"):
    """Lets the locks on a hotkey be for another one of the same coldkey."""

    subnets = Uses(Subnets)
    locks = Uses(StakeLocks)
    records = Uses(LockRecords)

    def swap(self, old: bytes, new: bytes, netuids: Iterable[int] | None = None) -> Weight:
        """Move the locks on a hotkey, in all subnets if not said. The result is what that weighs.

        Conviction goes along. Sums that the new hotkey has already are overwritten. Whose hotkey
        the subnet's owner's is, is to be changed afterwards.
        """
        weight = ZERO_WEIGHT
        if netuids is None:
            netuids = self.subnets.netuids()
        for netuid in netuids:
            weight += weigh(0, reads=5)
            if self._has_locks(netuid, old) or self.records.is_owners(netuid, new):
                weight += self._swap_on(netuid, old, new)
        return weight

    def _has_locks(self, netuid: int, hotkey: bytes) -> bool:
        """Whether there may be locks on a hotkey, of whatever kind."""
        return (
            self.records.is_owners(netuid, hotkey)
            or (netuid, hotkey) in self.locks.hotkey_lock
            or (netuid, hotkey) in self.locks.decaying_hotkey_lock
        )

    def _swap_on(self, netuid: int, old: bytes, new: bytes) -> Weight:
        was_owners = self.records.is_owners(netuid, old)
        is_owners = was_owners or self.records.is_owners(netuid, new)
        weight = weigh(0, writes=6)
        for _, _, coldkey in list(self.locks.locking_coldkeys.keys(netuid, old)):
            weight += self._move_lock(coldkey, netuid, old, new, is_owners)
        for perpetual in (True, False):
            source, dest = LockKind(was_owners, perpetual), LockKind(is_owners, perpetual)
            total = self.records.total(netuid, old, source)
            if total is not None:
                self.records.put_total(netuid, old, source, None)
                self.records.put_total(netuid, new, dest, self.records.rolled(total, dest))
        return weight

    def _move_lock(
        self, coldkey: bytes, netuid: int, old: bytes, new: bytes, is_owners: bool
    ) -> Weight:
        """Let a coldkey's lock be for the new hotkey; it may be gone, and still be listed."""
        lock = self.locks.lock[coldkey, netuid, old]
        self.records.remove(coldkey, netuid, old)
        if lock is None:
            return weigh(0, reads=1, writes=1)
        kind = LockKind(is_owners, self.records.is_perpetual(coldkey, netuid))
        self.records.put(coldkey, netuid, new, self.records.rolled(lock, kind))
        return weigh(0, reads=1, writes=2)
