"""Taking funds from one account and putting them into another in two steps, as fees and rewards do.

credit = balanced.withdraw(payer, fee, Precision.EXACT, Preservation.PRESERVE, Fortitude.POLITE)
balanced.resolve(author, credit)  # or: balanced.drop(credit)
"""

from __future__ import annotations

from pallets.balances.events import Deposit, Issued, Rescinded, Withdraw
from pallets.balances.imbalances import Credit, Debt
from pallets.balances.ledger import Ledger
from pallets.balances.policy import Fortitude, Precision, Preservation
from pallets.balances.unbalanced import Unbalanced
from runtime.dispatch_error import OtherFailure
from runtime.pallet import Pallet, Uses


class Balanced(Pallet, crate="pallet_balances"):
    """FRAME's `fungible::Balanced`. A credit or debt is to be resolved, settled or dropped."""

    ledger = Uses(Ledger)
    unbalanced = Uses(Unbalanced)

    def issue(self, amount: int) -> Credit:
        """Make funds that are in no account yet, as many as can be counted."""
        issued = self.ledger.raise_issuance(amount)
        if issued:
            self.deposit_event(Issued(issued))
        return Credit(issued)

    def rescind(self, amount: int) -> Debt:
        """Destroy funds that are still in some account, as far as there are any."""
        rescinded = self.ledger.lower_issuance(amount)
        self.deposit_event(Rescinded(rescinded))
        return Debt(rescinded)

    def pair(self, amount: int) -> tuple[Debt, Credit]:
        """A debt and a credit that cancel out. Fails with Other if so much cannot be counted."""
        credit = self.issue(amount)
        debt = self.rescind(amount)
        if debt.amount == credit.amount:
            return debt, credit
        self.drop(debt)
        self.drop(credit)
        raise OtherFailure("cannot issue and rescind equal amounts")

    def deposit(self, who: bytes, amount: int, precision: Precision) -> Debt:
        """Add to the free funds of an account. Fails as `Unbalanced.increase_balance`."""
        increase = self.unbalanced.increase_balance(who, amount, precision)
        self.deposit_event(Deposit(who, increase))
        return Debt(increase)

    def withdraw(
        self,
        who: bytes,
        amount: int,
        precision: Precision,
        preservation: Preservation,
        fortitude: Fortitude,
    ) -> Credit:
        """Take from the free funds of an account. Fails as `Unbalanced.decrease_balance`."""
        decrease = self.unbalanced.decrease_balance(who, amount, precision, preservation, fortitude)
        self.deposit_event(Withdraw(who, decrease))
        return Credit(decrease)

    def resolve(self, who: bytes, credit: Credit) -> None:
        """Put a credit into an account. If this fails, as `deposit`, the caller still has it."""
        self.deposit(who, credit.amount, Precision.EXACT)

    def settle(self, who: bytes, debt: Debt, preservation: Preservation) -> None:
        """Take a debt out of an account. If this fails, as `withdraw`, the caller still has it."""
        self.withdraw(who, debt.amount, Precision.EXACT, preservation, Fortitude.POLITE)

    def drop(self, imbalance: Credit | Debt) -> None:
        """Bring the total issuance into line: a credit's funds are destroyed, a debt's are made."""
        if imbalance.amount == 0:
            return
        if isinstance(imbalance, Credit):
            self.ledger.lower_issuance(imbalance.amount)
        else:
            self.ledger.raise_issuance(imbalance.amount)
