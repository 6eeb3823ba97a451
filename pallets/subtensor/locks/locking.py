"""Locking stake, and what becomes of a lock that stays where it is. As staking/lock.rs.

A lock is on all stake of a coldkey in a subnet, whichever hotkeys have it, and for one hotkey,
which gets the conviction. All amounts are in rao of alpha.
"""

from __future__ import annotations

from contextlib import suppress

from pallets.subtensor.errors import (
    AmountTooLow,
    Error,
    HotKeyAccountNotExists,
    InsufficientStakeForLock,
    LockHotkeyMismatch,
    NoExistingLock,
)
from pallets.subtensor.events import Event, LockMoved, PerpetualLockUpdated, StakeLocked
from pallets.subtensor.locks.records import LockRecords
from pallets.subtensor.locks.rules import (
    LockKind,
    Part,
    cut,
    empty_lock,
    lost_between,
    part_of,
    raised,
    reduced,
    rolled_sum,
)
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import StakeLocks, Subnets
from pallets.subtensor.types import AlphaBalance, LockState, NetUid
from runtime.call import call
from runtime.fixed import U64F64
from runtime.origin import Origin, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.scale import AccountId
from runtime.weights import weigh


class Locks(Pallet, crate="pallet_subtensor"):
    """What coldkeys have locked."""

    event = Event
    error = Error
    subnets = Uses(Subnets)
    locks = Uses(StakeLocks)
    ownership = Uses(Ownership)
    stake = Uses(Stake)
    records = Uses(LockRecords)

    @call(index=136, weight=weigh(115_995_000, 7655, reads=17, writes=3))
    def lock_stake(
        self, origin: Origin, hotkey: AccountId, netuid: NetUid, amount: AlphaBalance
    ) -> None:
        """Lock stake of the signer's for a hotkey, in addition to what is locked for it already.

        Fails as `lock_more`.
        """
        self.lock_more(ensure_signed(origin), netuid, hotkey, amount)

    @call(index=137, weight=weigh(149_819_000, 7339, reads=14, writes=6))
    def move_lock(self, origin: Origin, destination_hotkey: AccountId, netuid: NetUid) -> None:
        """Let the signer's lock be for another hotkey. Fails as `move`."""
        self.move(ensure_signed(origin), netuid, destination_hotkey)

    @call(index=138, weight=weigh(0, reads=4, writes=3))
    def set_perpetual_lock(self, origin: Origin, netuid: NetUid, enabled: bool) -> None:
        """Let the signer's lock in a subnet stay as it is, or let it decay. At first it decays."""
        self.set_perpetual(ensure_signed(origin), netuid, enabled)

    # Looking

    def of_coldkey(self, coldkey: bytes, netuid: int) -> LockState | None:
        """The coldkey's lock as it is now; an empty one if it has come to its end just now."""
        found = self.records.find(coldkey, netuid)
        if found is None:
            return None
        hotkey, lock = found
        return self.records.rolled(lock, self.records.kind(coldkey, netuid, hotkey))

    def locked(self, coldkey: bytes, netuid: int) -> int:
        """What the coldkey has locked now."""
        lock = self.of_coldkey(coldkey, netuid)
        return lock.locked_mass if lock is not None else 0

    def conviction(self, coldkey: bytes, netuid: int) -> U64F64:
        """The conviction of the coldkey's lock now."""
        lock = self.of_coldkey(coldkey, netuid)
        return lock.conviction if lock is not None else U64F64.ZERO

    # Changing

    def lock_more(self, coldkey: bytes, netuid: int, hotkey: bytes, alpha: int) -> None:
        """Lock more of a coldkey's stake for a hotkey. So little that it is dust is not kept.

        Fails with AmountTooLow for nothing, HotKeyAccountNotExists, LockHotkeyMismatch if the
        coldkey's lock is for another hotkey, and with InsufficientStakeForLock.
        """
        if alpha == 0:
            raise AmountTooLow()
        self._ensure_hotkey(hotkey)
        records = self.records
        found = records.find(coldkey, netuid)
        if found is not None and found[0] != hotkey:
            raise LockHotkeyMismatch()
        kind, added = records.kind(coldkey, netuid, hotkey), Part(alpha, U64F64.ZERO)
        before = found[1] if found is not None else empty_lock(records.block)
        lock, total = self._rolled_with_total(netuid, hotkey, kind, before)
        lock, total = raised(lock, added), raised(records.rolled(total, kind), added)
        if self.stake.of_coldkey(coldkey, netuid) < lock.locked_mass:
            raise InsufficientStakeForLock()
        records.put(coldkey, netuid, hotkey, records.rolled(lock, kind))
        records.put_total(netuid, hotkey, kind, records.rolled(total, kind))
        self.deposit_event(StakeLocked(coldkey, hotkey, netuid, alpha))

    def lock_owner_cut(self, netuid: int, alpha: int) -> None:
        """Lock the cut that a subnet's owner has just got, if the subnet is set to do so.

        It is locked for the hotkey that the owner has a lock on, or else for the owner's hotkey.
        What can not be locked, is not.
        """
        if not self.locks.owner_cut_auto_lock_enabled[netuid]:
            return
        owner = self.subnets.subnet_owner[netuid]
        found = self.records.find(owner, netuid)
        hotkey = found[0] if found is not None else self.subnets.subnet_owner_hotkey[netuid]
        with suppress(Error):
            self.lock_more(owner, netuid, hotkey, alpha)

    def move(self, coldkey: bytes, netuid: int, hotkey: bytes) -> None:
        """Let a coldkey's lock be for another hotkey, from where on it has no conviction.

        If both hotkeys belong to one coldkey, the conviction goes along. Fails with
        HotKeyAccountNotExists, NoExistingLock.
        """
        self._ensure_hotkey(hotkey)
        records = self.records
        found = records.find(coldkey, netuid)
        if found is None:
            raise NoExistingLock()
        origin, before = found
        old_kind = records.kind(coldkey, netuid, origin)
        new_kind = records.kind(coldkey, netuid, hotkey)
        old = records.rolled(before, old_kind)
        keeps = self.ownership.owner_of(origin) == self.ownership.owner_of(hotkey)
        conviction = old.conviction if keeps else U64F64.ZERO
        new = records.rolled(LockState(old.locked_mass, conviction, old.last_update), new_kind)
        records.remove(coldkey, netuid, origin)
        records.put(coldkey, netuid, hotkey, new)
        records.take_from_total(netuid, origin, old_kind, part_of(old))
        records.add_to_total(netuid, hotkey, new_kind, part_of(new))
        self.deposit_event(LockMoved(coldkey, origin, hotkey, netuid))

    def set_perpetual(self, coldkey: bytes, netuid: int, enabled: bool) -> None:
        """Let a coldkey's lock, which it may have or get, decay from now on, or not.

        It becomes part of the other sum of locks on its hotkey.
        """
        records = self.records
        is_change = records.is_perpetual(coldkey, netuid) != enabled
        found = self._roll_forward(coldkey, netuid)
        if is_change and found is not None:
            hotkey, lock = found
            kind = records.kind(coldkey, netuid, hotkey)
            records.take_from_total(netuid, hotkey, kind, part_of(lock))
        self.locks.decaying_lock[coldkey, netuid] = False if enabled else None
        found = records.find(coldkey, netuid)
        if is_change and found is not None:
            hotkey, lock = found
            kind = records.kind(coldkey, netuid, hotkey)
            records.add_to_total(netuid, hotkey, kind, part_of(lock))
        self.deposit_event(PerpetualLockUpdated(coldkey, netuid, enabled))

    def roll_forward(self, coldkey: bytes, netuid: int) -> None:
        """Store a coldkey's lock as it is now, and remove it if it has come to its end."""
        self._roll_forward(coldkey, netuid)

    def force_reduce(self, coldkey: bytes, netuid: int, alpha: int) -> None:
        """Unlock so much of a coldkey's lock, with conviction in proportion."""
        records = self.records
        found = records.find(coldkey, netuid)
        if found is None:
            return
        hotkey, before = found
        kind = records.kind(coldkey, netuid, hotkey)
        lock, total = self._rolled_with_total(netuid, hotkey, kind, before)
        left = cut(lock, alpha, records.block)
        records.put(coldkey, netuid, hotkey, left)
        total = reduced(records.rolled(total, kind), lost_between(lock, left))
        records.put_total(netuid, hotkey, kind, total)

    def _roll_forward(self, coldkey: bytes, netuid: int) -> tuple[bytes, LockState] | None:
        """Store a coldkey's lock and its sum as they are now; which lock that was, if any."""
        records = self.records
        found = records.find(coldkey, netuid)
        if found is None:
            return None
        hotkey, before = found
        kind = records.kind(coldkey, netuid, hotkey)
        lock, total = self._rolled_with_total(netuid, hotkey, kind, before)
        records.put(coldkey, netuid, hotkey, lock)
        records.put_total(netuid, hotkey, kind, total)
        return hotkey, lock

    def _rolled_with_total(
        self, netuid: int, hotkey: bytes, kind: LockKind, before: LockState
    ) -> tuple[LockState, LockState]:
        """A coldkey's lock as it is now, and the sum that it is part of."""
        records = self.records
        lock, total = records.rolled(before, kind), records.total_or_empty(netuid, hotkey, kind)
        lost = lost_between(before, lock)
        return lock, rolled_sum(total, lost, records.block, records.rates, kind)

    def _ensure_hotkey(self, hotkey: bytes) -> None:
        if not self.ownership.hotkey_exists(hotkey):
            raise HotKeyAccountNotExists()
