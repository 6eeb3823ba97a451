"""The old currency interface: what Substrate's pallets used before there were fungible traits."""

from __future__ import annotations

from pallets.balances.errors import (
    DeadAccount,
    Expendability,
    InsufficientBalance,
    LiquidityRestrictions,
)
from pallets.balances.events import BalanceSet, Deposit, Issued, Rescinded, Slashed, Withdraw
from pallets.balances.fungible import Fungible
from pallets.balances.imbalances import NegativeImbalance, PositiveImbalance
from pallets.balances.ledger import Ledger
from pallets.balances.policy import Liveness, Preservation
from pallets.balances.rules import can_lose_provider
from pallets.balances.types import MAX_BALANCE
from pallets.system.accounts import AccountData
from runtime.dispatch_error import ArithmeticError, DispatchFailure, arithmetic_failure
from runtime.pallet import Pallet, Uses


class Currency(Pallet, crate="pallet_balances"):
    """FRAME's `Currency`. Whoever gets an imbalance must drop it or set it off against another."""

    ledger = Uses(Ledger)
    fungible = Uses(Fungible)

    def drop(self, imbalance: NegativeImbalance | PositiveImbalance) -> None:
        """Bring the total issuance into line, and tell of it."""
        amount = imbalance.amount
        if amount == 0:
            return
        if isinstance(imbalance, NegativeImbalance):
            self.ledger.lower_issuance(amount)
            self.deposit_event(Rescinded(amount))
        else:
            self.ledger.raise_issuance(amount)
            self.deposit_event(Issued(amount))

    def change_or_drop(
        self, who: bytes, data: AccountData, imbalance: NegativeImbalance | PositiveImbalance
    ) -> None:
        """Change an account for an imbalance. If this fails the imbalance is dropped all the same.

        FRAME's imbalances exist before the change does: only a storage layer undoes their drop.
        Fails as `Ledger.change`.
        """
        try:
            self.ledger.change_and_sweep(who, data)
        except DispatchFailure:
            self.drop(imbalance)
            raise

    def issue(self, amount: int) -> NegativeImbalance:
        """Make funds that are in no account yet, as many as can be counted."""
        if amount == 0:
            return NegativeImbalance(0)
        issued = self.ledger.raise_issuance(amount)
        self.deposit_event(Issued(issued))
        return NegativeImbalance(issued)

    def burn(self, amount: int) -> PositiveImbalance:
        """Destroy funds that are still in some account, as far as there are any."""
        if amount == 0:
            return PositiveImbalance(0)
        burned = self.ledger.lower_issuance(amount)
        self.deposit_event(Rescinded(burned))
        return PositiveImbalance(burned)

    def can_slash(self, who: bytes, amount: int) -> bool:
        return amount == 0 or self.ledger.free_balance(who) >= amount

    def ensure_can_withdraw(self, who: bytes, amount: int, left: int) -> None:
        """Fails with LiquidityRestrictions if what is left free is less than what is frozen."""
        if amount != 0 and left < self.ledger.accounts.get(who).data.frozen:
            raise LiquidityRestrictions()

    def transfer(self, source: bytes, dest: bytes, amount: int, liveness: Liveness) -> None:
        """Move free funds. Nothing at all happens for no amount, or to the account itself.

        Fails as `Fungible.transfer`.
        """
        if amount == 0 or source == dest:
            return
        keep = liveness is Liveness.KEEP_ALIVE
        preservation = Preservation.PRESERVE if keep else Preservation.EXPENDABLE
        self.fungible.transfer(source, dest, amount, preservation)

    def slash(self, who: bytes, amount: int) -> tuple[NegativeImbalance, int]:
        """Take free funds, frozen or not, as far as the account can do without.

        The result has what could not be taken, too.
        """
        ledger = self.ledger
        if amount == 0 or ledger.total_balance(who) == 0:
            return NegativeImbalance(0), amount
        data = ledger.opened(who)
        expendable = can_lose_provider(ledger.accounts.get(who))
        limit = data.free if expendable else max(data.free - ledger.existential_deposit, 0)
        taken = NegativeImbalance(min(amount, limit))
        left = AccountData(data.free - taken.amount, data.reserved, data.frozen, data.flags)
        try:
            self.change_or_drop(who, left, taken)
        except DispatchFailure:
            return NegativeImbalance(0), amount
        self.deposit_event(Slashed(who, taken.amount))
        return taken, amount - taken.amount

    def deposit_into_existing(self, who: bytes, amount: int) -> PositiveImbalance:
        """Add to the free funds of an account. Fails with DeadAccount or arithmetic Overflow."""
        if amount == 0:
            return PositiveImbalance(0)
        data = self.ledger.opened(who)
        if data.is_empty:
            raise DeadAccount()
        if data.free + amount > MAX_BALANCE:
            raise arithmetic_failure(ArithmeticError.Overflow)
        return self._deposit(who, data, amount)

    def deposit_creating(self, who: bytes, amount: int) -> PositiveImbalance:
        """Add to the free funds of an account, which may be new. What cannot be is left undone."""
        if amount == 0:
            return PositiveImbalance(0)
        data = self.ledger.opened(who)
        if data.is_empty and amount < self.ledger.existential_deposit:
            return PositiveImbalance(0)
        try:
            if data.free + amount > MAX_BALANCE:
                self.ledger.change_and_sweep(who, data)
                return PositiveImbalance(0)
            return self._deposit(who, data, amount)
        except DispatchFailure:
            return PositiveImbalance(0)

    def _deposit(self, who: bytes, data: AccountData, amount: int) -> PositiveImbalance:
        self.deposit_event(Deposit(who, amount))
        deposited = PositiveImbalance(amount)
        more = AccountData(data.free + amount, data.reserved, data.frozen, data.flags)
        self.change_or_drop(who, more, deposited)
        return deposited

    def withdraw(self, who: bytes, amount: int, liveness: Liveness) -> NegativeImbalance:
        """Take free funds.

        Fails with InsufficientBalance, Expendability (the account would die and must not),
        LiquidityRestrictions, and as `Ledger.change`.
        """
        if amount == 0:
            return NegativeImbalance(0)
        data = self.ledger.opened(who)
        left, deposit = data.free - amount, self.ledger.existential_deposit
        if left < 0:
            raise InsufficientBalance()
        if liveness is Liveness.KEEP_ALIVE and left < deposit <= data.free:
            raise Expendability()
        self.ensure_can_withdraw(who, amount, left)
        self.deposit_event(Withdraw(who, amount))
        taken = NegativeImbalance(amount)
        less = AccountData(left, data.reserved, data.frozen, data.flags)
        self.change_or_drop(who, less, taken)
        return taken

    def make_free_balance_be(
        self, who: bytes, amount: int
    ) -> NegativeImbalance | PositiveImbalance:
        """Put the free funds of an account. What cannot be is left undone."""
        data = self.ledger.opened(who)
        if data.is_empty and amount < self.ledger.existential_deposit:
            return PositiveImbalance(0)
        difference = amount - data.free
        imbalance: NegativeImbalance | PositiveImbalance = (
            PositiveImbalance(difference) if difference >= 0 else NegativeImbalance(-difference)
        )
        self.deposit_event(BalanceSet(who, amount))
        try:
            self.change_or_drop(
                who, AccountData(amount, data.reserved, data.frozen, data.flags), imbalance
            )
        except DispatchFailure:
            return PositiveImbalance(0)
        return imbalance
