"""Changes of free funds that leave the total issuance as it is: parts of larger operations."""

from __future__ import annotations

from pallets.balances import rules
from pallets.balances.errors import InsufficientBalance
from pallets.balances.ledger import Ledger
from pallets.balances.policy import Fortitude, Precision, Preservation
from pallets.balances.types import MAX_BALANCE
from pallets.system.accounts import AccountData
from runtime.dispatch_error import ArithmeticError, TokenError, arithmetic_failure, token_failure
from runtime.pallet import Pallet, Uses


class Unbalanced(Pallet, crate="pallet_balances"):
    """FRAME's `fungible::Unbalanced`. Only dust leaves the total issuance here."""

    ledger = Uses(Ledger)

    def write_balance(self, who: bytes, amount: int) -> int:
        """Put the free funds of an account. The result is dust, which is still in the issuance.

        Fails with InsufficientBalance if this takes more than can be taken, and as `Ledger.change`.
        """
        ledger = self.ledger
        account = ledger.accounts.get(who)
        reducible = rules.reducible(
            account, Preservation.EXPENDABLE, Fortitude.FORCE, ledger.existential_deposit
        )
        data = ledger.opened(who)
        if data.free - amount > reducible:
            raise InsufficientBalance()
        return ledger.change(who, AccountData(amount, data.reserved, data.frozen, data.flags))

    def decrease_balance(
        self,
        who: bytes,
        amount: int,
        precision: Precision,
        preservation: Preservation,
        fortitude: Fortitude,
    ) -> int:
        """Take free funds. The result is how much, without what was lost as dust.

        Fails with FundsUnavailable if an exact amount cannot be taken, and as `write_balance`.
        """
        ledger = self.ledger
        account = ledger.accounts.get(who)
        reducible = rules.reducible(account, preservation, fortitude, ledger.existential_deposit)
        if amount > reducible:
            if precision is Precision.EXACT:
                raise token_failure(TokenError.FundsUnavailable)
            amount = reducible
        ledger.sweep(self.write_balance(who, account.data.free - amount))
        return amount

    def increase_balance(self, who: bytes, amount: int, precision: Precision) -> int:
        """Add to the free funds. The result is how much.

        An exact amount fails with arithmetic Overflow, or BelowMinimum if the free funds would be
        less than the ED. Otherwise as `write_balance`.
        """
        old = self.ledger.free_balance(who)
        new = old + amount
        if new > MAX_BALANCE:
            if precision is Precision.EXACT:
                raise arithmetic_failure(ArithmeticError.Overflow)
            new = MAX_BALANCE
        if new < self.ledger.existential_deposit:
            if precision is Precision.EXACT:
                raise token_failure(TokenError.BelowMinimum)
            return 0
        if new != old:
            self.ledger.sweep(self.write_balance(who, new))
        return new - old

    def deactivate(self, amount: int) -> None:
        """Take funds out of circulation, at most all that there are."""
        ledger = self.ledger
        inactive = ledger.inactive_issuance.get() + amount
        ledger.inactive_issuance.set(min(inactive, ledger.total_issuance.get()))

    def reactivate(self, amount: int) -> None:
        """Bring funds back into circulation."""
        inactive = self.ledger.inactive_issuance
        inactive.set(max(inactive.get() - amount, 0))
