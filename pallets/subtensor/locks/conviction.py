"""How much conviction each hotkey has, out of all locks on it."""

from __future__ import annotations

from pallets.subtensor.locks.records import LockRecords
from pallets.subtensor.locks.rules import (
    DECAYING,
    OWNERS_DECAYING,
    OWNERS_PERPETUAL,
    PERPETUAL,
    LockKind,
)
from pallets.subtensor.state import StakeLocks, Subnets
from pallets.subtensor.types import LockState
from runtime.fixed import U64F64
from runtime.pallet import Pallet, Uses


class Conviction(Pallet, crate="pallet_subtensor"):
    """Conviction as it is now."""

    subnets = Uses(Subnets)
    locks = Uses(StakeLocks)
    records = Uses(LockRecords)

    def of_hotkey(self, hotkey: bytes, netuid: int) -> U64F64:
        """The conviction of all locks on a hotkey."""
        kinds = [PERPETUAL, DECAYING]
        if self.records.is_owners(netuid, hotkey):
            kinds += [OWNERS_PERPETUAL, OWNERS_DECAYING]
        conviction: U64F64 = U64F64.ZERO
        for kind in kinds:
            lock = self.records.total(netuid, hotkey, kind)
            if lock is not None:
                conviction = conviction.saturating_add(self._of(lock, kind))
        return conviction

    def by_hotkey(self, netuid: int) -> dict[bytes, U64F64]:
        """The conviction of each hotkey that has locks on it."""
        convictions: dict[bytes, U64F64] = {}
        for hotkey, lock, kind in self._totals(netuid):
            before = convictions.get(hotkey, U64F64.ZERO)
            convictions[hotkey] = before.saturating_add(self._of(lock, kind))
        return convictions

    def total(self, netuid: int) -> U64F64:
        """The conviction of all hotkeys together."""
        conviction: U64F64 = U64F64.ZERO
        for _, lock, kind in self._totals(netuid):
            conviction = conviction.saturating_add(self._of(lock, kind))
        return conviction

    def strongest(self, netuid: int) -> bytes | None:
        """The hotkey with most conviction, among equals the greatest account; None if none is."""
        convictions = self.by_hotkey(netuid)
        if not convictions:
            return None
        return max(convictions, key=lambda hotkey: (convictions[hotkey].bits, hotkey))

    def _of(self, lock: LockState, kind: LockKind) -> U64F64:
        return self.records.rolled(lock, kind).conviction

    def _totals(self, netuid: int) -> list[tuple[bytes, LockState, LockKind]]:
        """All sums of locks in a subnet, with their hotkeys."""
        locks, owner = self.locks, self.subnets.subnet_owner_hotkey[netuid]
        sums = [
            *((hotkey, lock, PERPETUAL) for (_, hotkey), lock in locks.hotkey_lock.items(netuid)),
            *((key[1], lock, DECAYING) for key, lock in locks.decaying_hotkey_lock.items(netuid)),
            (owner, locks.owner_lock[netuid], OWNERS_PERPETUAL),
            (owner, locks.decaying_owner_lock[netuid], OWNERS_DECAYING),
        ]
        return [(hotkey, lock, kind) for hotkey, lock, kind in sums if lock is not None]
