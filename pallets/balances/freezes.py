"""Frozen funds: they may be reserved, on hold and slashed, but they do not leave the account."""

from __future__ import annotations

from pallets.balances import rules
from pallets.balances.errors import TooManyFreezes
from pallets.balances.events import Frozen, Thawed
from pallets.balances.ledger import Ledger
from pallets.balances.policy import Fortitude
from pallets.balances.types import MAX_BALANCE, FrozenAmount
from pallets.system.accounts import AccountData
from runtime.dispatch_error import ArithmeticError, TokenError, arithmetic_failure, token_failure
from runtime.pallet import Pallet, Uses
from runtime.scale import Enumeration


class Freezes(Pallet, crate="pallet_balances"):
    """FRAME's `fungible::freeze`. Freezes for different reasons overlap, and so do locks with them.

    All changes fail with what `Ledger.change` fails with, and leave the freezes as they were then.
    """

    ledger = Uses(Ledger)

    def balance_frozen(self, reason: Enumeration, who: bytes) -> int:
        return next((f.amount for f in self.ledger.freezes[who] if f.id == reason), 0)

    def can_freeze(self, reason: Enumeration, who: bytes) -> bool:
        """Whether there is room for a freeze with this reason."""
        freezes = self.ledger.freezes[who]
        return len(freezes) < self.ledger.max_freezes or any(f.id == reason for f in freezes)

    def set_freeze(self, reason: Enumeration, who: bytes, amount: int) -> None:
        """Freeze this much, even more than the account has. Fails with TooManyFreezes."""
        if amount == 0:
            self.thaw(reason, who)
        else:
            self._put(reason, who, amount)

    def extend_freeze(self, reason: Enumeration, who: bytes, amount: int) -> None:
        """Freeze at least this much. Fails with TooManyFreezes."""
        if amount != 0:
            self._put(reason, who, max(amount, self.balance_frozen(reason, who)))

    def thaw(self, reason: Enumeration, who: bytes) -> None:
        """End the freeze, if there is one."""
        self._update(who, [freeze for freeze in self.ledger.freezes[who] if freeze.id != reason])

    def set_frozen(
        self, reason: Enumeration, who: bytes, amount: int, fortitude: Fortitude
    ) -> None:
        """As `set_freeze`, but politely no more than the account has: FundsUnavailable else."""
        self._require_freezable(who, amount, fortitude)
        self.set_freeze(reason, who, amount)

    def ensure_frozen(
        self, reason: Enumeration, who: bytes, amount: int, fortitude: Fortitude
    ) -> None:
        """As `extend_freeze`, but politely no more than the account has: FundsUnavailable else."""
        self._require_freezable(who, amount, fortitude)
        self.extend_freeze(reason, who, amount)

    def decrease_frozen(self, reason: Enumeration, who: bytes, amount: int) -> None:
        """Freeze so much less. Fails with arithmetic Underflow."""
        left = self.balance_frozen(reason, who) - amount
        if left < 0:
            raise arithmetic_failure(ArithmeticError.Underflow)
        self.set_freeze(reason, who, left)

    def increase_frozen(self, reason: Enumeration, who: bytes, amount: int) -> None:
        """Freeze so much more. Fails with arithmetic Overflow or FundsUnavailable."""
        frozen = self.balance_frozen(reason, who) + amount
        if frozen > MAX_BALANCE:
            raise arithmetic_failure(ArithmeticError.Overflow)
        self.set_frozen(reason, who, frozen, Fortitude.POLITE)

    def _require_freezable(self, who: bytes, amount: int, fortitude: Fortitude) -> None:
        if fortitude is Fortitude.POLITE and amount > self.ledger.total_balance(who):
            raise token_failure(TokenError.FundsUnavailable)

    def _put(self, reason: Enumeration, who: bytes, amount: int) -> None:
        if not self.can_freeze(reason, who):
            raise TooManyFreezes()
        new = FrozenAmount(reason, amount)
        freezes = [new if freeze.id == reason else freeze for freeze in self.ledger.freezes[who]]
        self._update(who, freezes if new in freezes else [*freezes, new])

    def _update(self, who: bytes, freezes: list[FrozenAmount]) -> None:
        ledger = self.ledger
        data = ledger.opened(who)
        frozen = rules.frozen_by(ledger.locks[who], freezes)
        ledger.change(who, AccountData(data.free, data.reserved, frozen, data.flags))
        if freezes:
            ledger.freezes[who] = freezes
        else:
            del ledger.freezes[who]
        if frozen < data.frozen:
            self.deposit_event(Thawed(who, data.frozen - frozen))
        elif frozen > data.frozen:
            self.deposit_event(Frozen(who, frozen - data.frozen))
