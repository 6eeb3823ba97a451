"""Transfers, and making and destroying funds in an account: what most pallets want of balances."""

from __future__ import annotations

from contextlib import suppress

from pallets.balances.events import Burned, Minted, Restored, Suspended, Transfer
from pallets.balances.ledger import Ledger
from pallets.balances.policy import Fortitude, Precision, Preservation
from pallets.balances.rules import check_deposit, check_withdrawal
from pallets.balances.types import MAX_BALANCE
from pallets.balances.unbalanced import Unbalanced
from runtime.dispatch_error import (
    ArithmeticError,
    DispatchFailure,
    TokenError,
    arithmetic_failure,
    token_failure,
)
from runtime.pallet import Pallet, Uses


class Fungible(Pallet, crate="pallet_balances"):
    """FRAME's `fungible::Mutate`. The total issuance follows every change."""

    ledger = Uses(Ledger)
    unbalanced = Uses(Unbalanced)

    def transfer(self, source: bytes, dest: bytes, amount: int, preservation: Preservation) -> None:
        """Move free funds. Nothing happens if both are the same account, but the checks are made.

        Fails with FundsUnavailable, Frozen, NotExpendable, BelowMinimum or arithmetic Underflow or
        Overflow (see `rules`), and as `Ledger.change` for the source.
        """
        ledger = self.ledger
        check_withdrawal(ledger.can_withdraw(source, amount), preservation)
        check_deposit(ledger.can_deposit(dest, amount))
        if source == dest:
            return
        unbalanced = self.unbalanced
        unbalanced.decrease_balance(
            source, amount, Precision.BEST_EFFORT, preservation, Fortitude.POLITE
        )
        with suppress(DispatchFailure):  # as FRAME does; the checks leave no ordinary way to fail
            unbalanced.increase_balance(dest, amount, Precision.BEST_EFFORT)
        self.deposit_event(Transfer(source, dest, amount))

    def mint_into(self, who: bytes, amount: int) -> int:
        """Make funds in an account, which they may bring into being. The result is the amount.

        Fails with arithmetic Overflow, or BelowMinimum if the free funds would be less than the ED.
        """
        minted = self._make(who, amount)
        self.deposit_event(Minted(who, amount))
        return minted

    def restore(self, who: bytes, amount: int) -> int:
        """As `mint_into`, for funds that were shelved."""
        restored = self._make(who, amount)
        self.deposit_event(Restored(who, amount))
        return restored

    def burn_from(
        self,
        who: bytes,
        amount: int,
        preservation: Preservation,
        precision: Precision,
        fortitude: Fortitude,
    ) -> int:
        """Destroy free funds. The result is how much, without what was lost as dust.

        Fails with FundsUnavailable, and with arithmetic Overflow if the issuance is less than this.
        """
        burned = self._destroy(who, amount, preservation, precision, fortitude)
        self.deposit_event(Burned(who, burned))
        return burned

    def shelve(self, who: bytes, amount: int) -> int:
        """Destroy funds that are to be restored some day. Fails as `burn_from`."""
        shelved = self._destroy(
            who, amount, Preservation.EXPENDABLE, Precision.EXACT, Fortitude.POLITE
        )
        self.deposit_event(Suspended(who, shelved))
        return shelved

    def set_balance(self, who: bytes, amount: int) -> int:
        """Make or destroy funds so that there is this much free. The result is what is free then.

        It does not fail: what cannot be done is left undone.
        """
        free = self.ledger.free_balance(who)
        try:
            if free > amount:
                burned = self.burn_from(
                    who,
                    free - amount,
                    Preservation.EXPENDABLE,
                    Precision.BEST_EFFORT,
                    Fortitude.FORCE,
                )
                return free - burned
            return free + self.mint_into(who, amount - free)
        except DispatchFailure:
            return free

    def _make(self, who: bytes, amount: int) -> int:
        if self.ledger.total_issuance.get() + amount > MAX_BALANCE:
            raise arithmetic_failure(ArithmeticError.Overflow)
        made = self.unbalanced.increase_balance(who, amount, Precision.EXACT)
        self.ledger.raise_issuance(made)
        return made

    def _destroy(
        self,
        who: bytes,
        amount: int,
        preservation: Preservation,
        precision: Precision,
        fortitude: Fortitude,
    ) -> int:
        reducible = self.ledger.reducible_balance(who, preservation, fortitude)
        if amount > reducible:
            if precision is Precision.EXACT:
                raise token_failure(TokenError.FundsUnavailable)
            amount = reducible
        if amount > self.ledger.total_issuance.get():
            raise arithmetic_failure(ArithmeticError.Overflow)
        destroyed = self.unbalanced.decrease_balance(
            who, amount, Precision.BEST_EFFORT, preservation, fortitude
        )
        self.ledger.lower_issuance(destroyed)
        return destroyed
