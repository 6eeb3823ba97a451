"""Locks: freezes of the old currency interface, by an 8-byte name."""

from __future__ import annotations

from contextlib import suppress

from pallets.balances import rules
from pallets.balances.events import Locked, Unlocked
from pallets.balances.ledger import Ledger
from pallets.balances.types import BalanceLock, WithdrawReasons
from pallets.system.accounts import AccountData
from runtime.dispatch_error import DispatchFailure
from runtime.pallet import Pallet, Uses


class Locks(Pallet, crate="pallet_balances"):
    """FRAME's `LockableCurrency`. Nothing here fails, and there can be any number of locks.

    A lock is kept, and told about, even where the account cannot have frozen funds, as FRAME does:
    if it does not exist, for example.
    """

    ledger = Uses(Ledger)

    def balance_locked(self, id: bytes, who: bytes) -> int:
        return sum(lock.amount for lock in self.ledger.locks[who] if lock.id == id)

    def set_lock(self, id: bytes, who: bytes, amount: int, reasons: WithdrawReasons) -> None:
        """Lock this much. Without an amount or a reason the lock ends."""
        if amount == 0 or not reasons:
            self.remove_lock(id, who)
        else:
            self._put(who, BalanceLock(id, amount, reasons.as_reasons()))

    def extend_lock(self, id: bytes, who: bytes, amount: int, reasons: WithdrawReasons) -> None:
        """Lock at least this much, for these reasons besides those that there are."""
        if amount == 0 or not reasons:
            return
        lock = BalanceLock(id, amount, reasons.as_reasons())
        for old in self.ledger.locks[who]:
            if old.id == id:
                lock = BalanceLock(id, max(old.amount, amount), old.reasons.joined(lock.reasons))
        self._put(who, lock)

    def remove_lock(self, id: bytes, who: bytes) -> None:
        """End the lock, if there is one."""
        self._update(who, [lock for lock in self.ledger.locks[who] if lock.id != id])

    def _put(self, who: bytes, new: BalanceLock) -> None:
        locks = [new if lock.id == new.id else lock for lock in self.ledger.locks[who]]
        self._update(who, locks if new in locks else [*locks, new])

    def _update(self, who: bytes, locks: list[BalanceLock]) -> None:
        ledger = self.ledger
        data = ledger.opened(who)
        frozen = rules.frozen_by(locks, ledger.freezes[who])
        with suppress(DispatchFailure):
            ledger.change(who, AccountData(data.free, data.reserved, frozen, data.flags))
        if locks:
            ledger.locks[who] = locks
        else:
            del ledger.locks[who]
        if frozen < data.frozen:
            self.deposit_event(Unlocked(who, data.frozen - frozen))
        elif frozen > data.frozen:
            self.deposit_event(Locked(who, frozen - data.frozen))
