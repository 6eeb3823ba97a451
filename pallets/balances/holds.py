"""Funds on hold: reserved, and it is known what for."""

from __future__ import annotations

from functools import cached_property

from pallets.balances import rules
from pallets.balances.errors import TooManyHolds
from pallets.balances.imbalances import Credit
from pallets.balances.ledger import Ledger, reason_count
from pallets.balances.policy import Fortitude, Precision, Preservation, Restriction
from pallets.balances.rules import DepositConsequence
from pallets.balances.types import MAX_BALANCE, HeldAmount
from pallets.balances.unbalanced import Unbalanced
from pallets.system.accounts import AccountData
from runtime.dispatch_error import (
    ArithmeticError,
    DispatchFailure,
    TokenError,
    arithmetic_failure,
    token_failure,
)
from runtime.pallet import Pallet, Uses
from runtime.scale import Enumeration


class Holds(Pallet, crate="pallet_balances"):
    """FRAME's `fungible::hold`. No operation here has an event of its own.

    Several steps make up most operations. After a failure some may have been done, so that callers
    run in a storage layer, as every dispatch does.
    """

    ledger = Uses(Ledger)
    unbalanced = Uses(Unbalanced)

    @cached_property
    def max_holds(self) -> int:
        """An account can have one hold for each reason of the composition."""
        return reason_count(self.runtime.composition.hold_reasons)

    # Looking

    def balance_on_hold(self, reason: Enumeration, who: bytes) -> int:
        return next((held.amount for held in self.ledger.holds[who] if held.id == reason), 0)

    def reducible_total(self, who: bytes, fortitude: Fortitude) -> int:
        """How much of all that is reserved can be taken."""
        return rules.reducible_on_hold(self.ledger.accounts.get(who).data, fortitude)

    def hold_available(self, reason: Enumeration, who: bytes) -> bool:
        """Whether the account exists, and has room for a hold with this reason."""
        if self.ledger.accounts.get(who).providers == 0:
            return False
        held = self.ledger.holds[who]
        return len(held) < self.max_holds or any(hold.id == reason for hold in held)

    def ensure_can_hold(self, reason: Enumeration, who: bytes, amount: int) -> None:
        """Fails with FundsUnavailable or CannotCreateHold."""
        reducible = self.ledger.reducible_balance(who, Preservation.PROTECT, Fortitude.FORCE)
        if amount > reducible:
            raise token_failure(TokenError.FundsUnavailable)
        self._require_available(reason, who)

    # Holding and releasing

    def hold(self, reason: Enumeration, who: bytes, amount: int) -> None:
        """Put free funds on hold, on top of what is on hold already.

        Fails as `ensure_can_hold`, and as `Ledger.change`.
        """
        self.ensure_can_hold(reason, who, amount)
        self.unbalanced.decrease_balance(
            who, amount, Precision.EXACT, Preservation.PROTECT, Fortitude.FORCE
        )
        self.increase_balance_on_hold(reason, who, amount, Precision.BEST_EFFORT)

    def release(self, reason: Enumeration, who: bytes, amount: int, precision: Precision) -> int:
        """Free funds that were on hold. The result is how much.

        Fails with CannotCreate if the free funds could not take the amount, and with
        FundsUnavailable if an exact amount is not on hold.
        """
        self._require_room(who, amount)
        released = self.decrease_balance_on_hold(reason, who, amount, precision)
        return self.unbalanced.increase_balance(who, released, Precision.BEST_EFFORT)

    def set_on_hold(self, reason: Enumeration, who: bytes, amount: int) -> None:
        """Hold or release, so that this much is on hold. Fails as `hold` and `release`."""
        current = self.balance_on_hold(reason, who)
        if amount > current:
            self.hold(reason, who, amount - current)
        elif amount < current:
            self.release(reason, who, current - amount, Precision.EXACT)

    def release_all(self, reason: Enumeration, who: bytes, precision: Precision) -> int:
        """Free all that is on hold for a reason. The result is how much. Fails as `release`."""
        return self.release(reason, who, self.balance_on_hold(reason, who), precision)

    # Taking what is on hold

    def burn_held(
        self,
        reason: Enumeration,
        who: bytes,
        amount: int,
        precision: Precision,
        fortitude: Fortitude,
    ) -> int:
        """Destroy funds on hold. The result is how much.

        An exact amount fails with Frozen or FundsUnavailable.
        """
        liquid = self.reducible_total(who, fortitude)
        if amount > liquid:
            if precision is Precision.EXACT:
                raise token_failure(TokenError.Frozen)
            amount = liquid
        burned = self.decrease_balance_on_hold(reason, who, amount, precision)
        self.ledger.lower_issuance(burned)
        return burned

    def burn_all_held(
        self, reason: Enumeration, who: bytes, precision: Precision, fortitude: Fortitude
    ) -> int:
        """Destroy all that is on hold for a reason. Fails as `burn_held`."""
        amount = self.balance_on_hold(reason, who)
        return self.burn_held(reason, who, amount, precision, fortitude)

    def slash(self, reason: Enumeration, who: bytes, amount: int) -> tuple[Credit, int]:
        """Take as much of the funds on hold as there are. The result has what is missing, too."""
        try:
            slashed = self.decrease_balance_on_hold(reason, who, amount, Precision.BEST_EFFORT)
        except DispatchFailure:
            slashed = 0
        return Credit(slashed), amount - slashed

    def transfer_on_hold(
        self,
        reason: Enumeration,
        source: bytes,
        dest: bytes,
        amount: int,
        *,
        precision: Precision,
        restriction: Restriction,
        fortitude: Fortitude,
    ) -> int:
        """Move funds on hold into another account, free or on hold again. The result is how much.

        An exact amount fails with Frozen or FundsUnavailable, a destination that cannot take it
        with CannotCreate or CannotCreateHold.
        """
        have = self.balance_on_hold(reason, source)
        liquid = self.reducible_total(source, fortitude)
        if precision is Precision.BEST_EFFORT:
            amount = min(amount, liquid, have)
        elif amount > liquid:
            raise token_failure(TokenError.Frozen)
        elif amount > have:
            raise token_failure(TokenError.FundsUnavailable)
        self._require_room(dest, amount)
        if restriction is Restriction.ON_HOLD:
            self._require_available(reason, dest)
        amount = self.decrease_balance_on_hold(reason, source, amount, precision)
        if restriction is Restriction.ON_HOLD:
            return self.increase_balance_on_hold(reason, dest, amount, precision)
        return self.unbalanced.increase_balance(dest, amount, precision)

    def transfer_and_hold(
        self,
        reason: Enumeration,
        source: bytes,
        dest: bytes,
        amount: int,
        *,
        precision: Precision,
        preservation: Preservation,
        fortitude: Fortitude,
    ) -> int:
        """Move free funds into another account, on hold there. The result is how much.

        Fails with CannotCreateHold, CannotCreate, and as `Unbalanced.decrease_balance`.
        """
        self._require_available(reason, dest)
        self._require_room(dest, amount)
        taken = self.unbalanced.decrease_balance(source, amount, precision, preservation, fortitude)
        self.increase_balance_on_hold(reason, dest, taken, precision)
        return taken

    # Changes of what is on hold that leave the free funds and the issuance as they are

    def set_balance_on_hold(self, reason: Enumeration, who: bytes, amount: int) -> None:
        """Put how much is on hold for a reason.

        Fails with TooManyHolds, arithmetic Overflow or Underflow, and as `Ledger.change`. Should
        free funds below the ED be lost as dust, they stay in the total issuance, as in FRAME.
        """
        ledger = self.ledger
        data, holds = ledger.accounts.get(who).data, ledger.holds[who]
        current = next((held.amount for held in holds if held.id == reason), None)
        if current is not None:
            changed = [HeldAmount(h.id, amount) if h.id == reason else h for h in holds]
            holds = [held for held in changed if held.amount != 0]
        elif amount != 0:
            if len(holds) >= self.max_holds:
                raise TooManyHolds()
            holds.append(HeldAmount(reason, amount))
        reserved = data.reserved + amount - (current or 0)
        if reserved < 0:
            raise arithmetic_failure(ArithmeticError.Underflow)
        if reserved > MAX_BALANCE:
            raise arithmetic_failure(ArithmeticError.Overflow)
        ledger.ensure_upgraded(who)
        # The data from before that: FRAME too takes an old account's mark away again here.
        ledger.change(who, AccountData(data.free, reserved, data.frozen, data.flags))
        ledger.holds[who] = holds

    def decrease_balance_on_hold(
        self, reason: Enumeration, who: bytes, amount: int, precision: Precision
    ) -> int:
        """Take from what is on hold. The result is how much.

        Fails with FundsUnavailable if an exact amount is not on hold, and as `set_balance_on_hold`.
        """
        current = self.balance_on_hold(reason, who)
        if amount > current:
            if precision is Precision.EXACT:
                raise token_failure(TokenError.FundsUnavailable)
            amount = current
        self.set_balance_on_hold(reason, who, current - amount)
        return amount

    def increase_balance_on_hold(
        self, reason: Enumeration, who: bytes, amount: int, precision: Precision
    ) -> int:
        """Add to what is on hold. The result is how much.

        An exact amount fails with arithmetic Overflow. Otherwise as `set_balance_on_hold`.
        """
        current = self.balance_on_hold(reason, who)
        new = current + amount
        if new > MAX_BALANCE:
            if precision is Precision.EXACT:
                raise arithmetic_failure(ArithmeticError.Overflow)
            new = MAX_BALANCE
        if new != current:
            self.set_balance_on_hold(reason, who, new)
        return new - current

    def _require_available(self, reason: Enumeration, who: bytes) -> None:
        if not self.hold_available(reason, who):
            raise token_failure(TokenError.CannotCreateHold)

    def _require_room(self, who: bytes, amount: int) -> None:
        if self.ledger.can_deposit(who, amount) is not DepositConsequence.SUCCESS:
            raise token_failure(TokenError.CannotCreate)
