"""Reserved funds of the old currency interface: not free, without a record of what for."""

from __future__ import annotations

from pallets.balances import rules
from pallets.balances.currency import Currency
from pallets.balances.errors import DeadAccount, InsufficientBalance, LiquidityRestrictions
from pallets.balances.events import Reserved, ReserveRepatriated, Slashed, Unreserved
from pallets.balances.imbalances import NegativeImbalance
from pallets.balances.ledger import Ledger
from pallets.balances.policy import Fortitude
from pallets.balances.types import MAX_BALANCE, BalanceStatus
from pallets.system.accounts import AccountData
from runtime.dispatch_error import (
    ArithmeticError,
    DispatchFailure,
    arithmetic_failure,
)
from runtime.pallet import Pallet, Uses


class Reserves(Pallet, crate="pallet_balances"):
    """FRAME's `ReservableCurrency`."""

    ledger = Uses(Ledger)
    currency = Uses(Currency)

    def can_reserve(self, who: bytes, amount: int) -> bool:
        """Whether so much free funds can be reserved, and the existential deposit stays free."""
        data = self.ledger.accounts.get(who).data
        left = data.free - amount
        return amount == 0 or left >= max(self.ledger.existential_deposit, data.frozen)

    def reserve(self, who: bytes, amount: int) -> None:
        """Make free funds reserved.

        Fails with InsufficientBalance, LiquidityRestrictions (what stays free would be less than
        what is frozen), arithmetic Overflow, and as `Ledger.change`.
        """
        if amount == 0:
            return
        data = self.ledger.opened(who)
        free, reserved = data.free - amount, data.reserved + amount
        if free < 0:
            raise InsufficientBalance()
        if reserved > MAX_BALANCE:
            raise arithmetic_failure(ArithmeticError.Overflow)
        if free < data.frozen:
            raise LiquidityRestrictions()
        self.ledger.change_and_sweep(who, AccountData(free, reserved, data.frozen, data.flags))
        self.deposit_event(Reserved(who, amount))

    def unreserve(self, who: bytes, amount: int) -> int:
        """Make reserved funds free, as many as there are. The result is what is missing."""
        if amount == 0 or self.ledger.total_balance(who) == 0:
            return amount
        data = self.ledger.opened(who)
        freed = min(data.reserved, amount)
        free = min(data.free + freed, MAX_BALANCE)
        try:
            self.ledger.change_and_sweep(
                who, AccountData(free, data.reserved - freed, data.frozen, data.flags)
            )
        except DispatchFailure:
            return amount
        self.deposit_event(Unreserved(who, freed))
        return amount - freed

    def slash_reserved(self, who: bytes, amount: int) -> tuple[NegativeImbalance, int]:
        """Take reserved funds, as many as there are. The result has what is missing, too."""
        if amount == 0 or self.ledger.total_balance(who) == 0:
            return NegativeImbalance(0), amount
        data = self.ledger.opened(who)
        taken = NegativeImbalance(min(data.reserved, amount))
        left = AccountData(data.free, data.reserved - taken.amount, data.frozen, data.flags)
        try:
            self.currency.change_or_drop(who, left, taken)
        except DispatchFailure:
            return NegativeImbalance(0), amount
        self.deposit_event(Slashed(who, taken.amount))
        return taken, amount - taken.amount

    def repatriate_reserved(
        self, source: bytes, dest: bytes, amount: int, status: BalanceStatus
    ) -> int:
        """Move reserved funds to the free or reserved funds of an account, as many as can leave.

        The result is what is missing. Fails with DeadAccount if there is no such account, with
        arithmetic Overflow, and as `Ledger.change` for either account.
        """
        if amount == 0:
            return 0
        data = self.ledger.accounts.get(source).data
        moved = min(amount, rules.reducible_on_hold(data, Fortitude.POLITE))
        if source != dest:
            self._move(source, dest, moved, status)
            self.deposit_event(ReserveRepatriated(source, dest, moved, status))
        elif status is BalanceStatus.Free:
            moved -= self.unreserve(source, moved)
        return amount - moved

    def _move(self, source: bytes, dest: bytes, amount: int, status: BalanceStatus) -> None:
        ledger = self.ledger
        to = ledger.opened(dest)
        if to.is_empty:
            raise DeadAccount()
        from_ = ledger.opened(source)
        free, reserved = to.free, to.reserved
        if status is BalanceStatus.Free:
            free += amount
        else:
            reserved += amount
        if max(free, reserved) > MAX_BALANCE:
            raise arithmetic_failure(ArithmeticError.Overflow)
        left = max(from_.reserved - amount, 0)
        # The source changes inside of the destination's change in FRAME: its events come first, and
        # dust leaves the issuance when both are done.
        rest = AccountData(from_.free, left, from_.frozen, from_.flags)
        source_dust = ledger.change(source, rest)
        dest_dust = ledger.change(dest, AccountData(free, reserved, to.frozen, to.flags))
        ledger.sweep(source_dust)
        ledger.sweep(dest_dust)
