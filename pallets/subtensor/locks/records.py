"""Where locks are stored: each coldkey's own, and for each hotkey the sums of those on it.

A coldkey has one lock in a subnet, which is on one hotkey. A lock is part of one of four sums, by
its kind: those on the hotkey of the subnet's owner have two of their own.
"""

from __future__ import annotations

from pallets.subtensor.locks.decay import Rates
from pallets.subtensor.locks.rules import (
    LockKind,
    Part,
    empty_lock,
    is_dust,
    raised,
    reduced,
    rolled,
)
from pallets.subtensor.state import StakeLocks, Subnets
from pallets.subtensor.types import LockState
from runtime.pallet import Pallet, Uses


class LockRecords(Pallet, crate="pallet_subtensor"):
    """Locks and their sums, as they were written last."""

    subnets = Uses(Subnets)
    locks = Uses(StakeLocks)

    # How locks go on

    @property
    def block(self) -> int:
        """The block that is being made."""
        return self.runtime.system.block_number()

    @property
    def rates(self) -> Rates:
        return Rates(self.locks.unlock_rate.get(), self.locks.maturity_rate.get())

    def rolled(self, lock: LockState, kind: LockKind) -> LockState:
        """The lock, or the sum of locks, as it is now."""
        return rolled(lock, self.block, self.rates, kind)

    def is_owners(self, netuid: int, hotkey: bytes) -> bool:
        """Whether it is the hotkey of the subnet's owner, whose locks need not mature."""
        return self.subnets.subnet_owner_hotkey[netuid] == hotkey

    def is_perpetual(self, coldkey: bytes, netuid: int) -> bool:
        """Whether the coldkey chose that its lock does not decay."""
        return self.locks.decaying_lock[coldkey, netuid] is False

    def kind(self, coldkey: bytes, netuid: int, hotkey: bytes) -> LockKind:
        """What kind of lock the coldkey's is, or would be, on this hotkey."""
        return LockKind(self.is_owners(netuid, hotkey), self.is_perpetual(coldkey, netuid))

    # Locks of coldkeys

    def find(self, coldkey: bytes, netuid: int) -> tuple[bytes, LockState] | None:
        """The coldkey's lock and the hotkey that it is on; the first in the order of the state."""
        for (_, _, hotkey), lock in self.locks.lock.items(coldkey, netuid):
            if lock is not None:
                return hotkey, lock
        return None

    def put(self, coldkey: bytes, netuid: int, hotkey: bytes, lock: LockState) -> None:
        """Store a coldkey's lock, and that the hotkey has it; dust is removed."""
        if is_dust(lock):
            self.remove(coldkey, netuid, hotkey)
        else:
            self.locks.locking_coldkeys[netuid, hotkey, coldkey] = ()
            self.locks.lock[coldkey, netuid, hotkey] = lock

    def remove(self, coldkey: bytes, netuid: int, hotkey: bytes) -> None:
        del self.locks.locking_coldkeys[netuid, hotkey, coldkey]
        del self.locks.lock[coldkey, netuid, hotkey]

    # Sums of locks

    def total(self, netuid: int, hotkey: bytes, kind: LockKind) -> LockState | None:
        """The sum of the locks of a kind on a hotkey. The owner's have no hotkey beside them."""
        locks = self.locks
        if kind.is_owners:
            return (locks.owner_lock if kind.perpetual else locks.decaying_owner_lock)[netuid]
        by_hotkey = locks.hotkey_lock if kind.perpetual else locks.decaying_hotkey_lock
        return by_hotkey[netuid, hotkey]

    def total_or_empty(self, netuid: int, hotkey: bytes, kind: LockKind) -> LockState:
        total = self.total(netuid, hotkey, kind)
        return empty_lock(self.block) if total is None else total

    def put_total(self, netuid: int, hotkey: bytes, kind: LockKind, lock: LockState | None) -> None:
        """Store a sum of locks, and nothing if there is nothing in it; dust is kept."""
        locks = self.locks
        if lock is not None and lock.locked_mass == 0 and lock.conviction.bits == 0:
            lock = None
        if kind.is_owners:
            (locks.owner_lock if kind.perpetual else locks.decaying_owner_lock)[netuid] = lock
        else:
            by_hotkey = locks.hotkey_lock if kind.perpetual else locks.decaying_hotkey_lock
            by_hotkey[netuid, hotkey] = lock

    def add_to_total(self, netuid: int, hotkey: bytes, kind: LockKind, part: Part) -> None:
        """Let the sum grow by a lock that comes, or by what comes into one."""
        total = self.rolled(self.total_or_empty(netuid, hotkey, kind), kind)
        self.put_total(netuid, hotkey, kind, self.rolled(raised(total, part), kind))

    def take_from_total(self, netuid: int, hotkey: bytes, kind: LockKind, part: Part) -> None:
        """Let the sum shrink by a lock that goes, or by what goes out of one."""
        total = self.rolled(self.total_or_empty(netuid, hotkey, kind), kind)
        self.put_total(netuid, hotkey, kind, reduced(total, part))
