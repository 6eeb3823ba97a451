"""Locks go with the stake that goes to another coldkey, and with keys that are swapped."""

from __future__ import annotations

from pallets.subtensor.errors import Error, LockHotkeyMismatch
from pallets.subtensor.locks.flags import LockedAlphaFlags
from pallets.subtensor.locks.records import LockRecords
from pallets.subtensor.locks.rules import empty_lock, raised, reduced, share_of
from pallets.subtensor.stake import Stake
from pallets.subtensor.types import LockState
from runtime.fixed.integers import saturating_sub
from runtime.pallet import Pallet, Uses


class LockTransfers(Pallet, crate="pallet_subtensor"):
    """Locks that follow stake."""

    error = Error
    stake = Uses(Stake)
    flags = Uses(LockedAlphaFlags)
    records = Uses(LockRecords)

    def follow(self, source: bytes, dest: bytes, netuid: int, alpha: int) -> None:
        """Let so much of a coldkey's lock go to another as is locked of stake that is about to go.

        Stake that is not locked goes first. Conviction goes in proportion. Fails with
        LockHotkeyMismatch if the other's lock is for another hotkey, and with
        AccountRejectsLockedAlpha.
        """
        records, found = self.records, self.records.find(source, netuid)
        if source == dest or alpha == 0 or found is None:
            return
        hotkey, lock = found
        kind = records.kind(source, netuid, hotkey)
        lock = records.rolled(lock, kind)
        dest_hotkey, dest_lock = self._lock_of(dest, netuid, hotkey)
        dest_kind = records.kind(dest, netuid, dest_hotkey)
        free = saturating_sub(self.stake.of_coldkey(source, netuid), lock.locked_mass)
        locked = saturating_sub(alpha, free)
        if locked and dest_hotkey != hotkey:
            raise LockHotkeyMismatch()
        part = share_of(lock, locked)
        self.flags.ensure_accepts(dest, part.mass)
        left, taken = reduced(lock, part), raised(dest_lock, part)
        records.put(source, netuid, hotkey, records.rolled(left, kind))
        records.put(dest, netuid, dest_hotkey, records.rolled(taken, dest_kind))
        if part.mass:
            records.take_from_total(netuid, hotkey, kind, part)
            records.add_to_total(netuid, dest_hotkey, dest_kind, part)

    def _lock_of(self, coldkey: bytes, netuid: int, hotkey: bytes) -> tuple[bytes, LockState]:
        """The coldkey's lock as it is now, or an empty one on this hotkey."""
        records = self.records
        found = records.find(coldkey, netuid)
        if found is None:
            return hotkey, empty_lock(records.block)
        hotkey, lock = found
        return hotkey, records.rolled(lock, records.kind(coldkey, netuid, hotkey))
