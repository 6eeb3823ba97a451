"""Who pays a fee, out of what, and who gets it: what a runtime may choose of TransactionPayment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from pallets.balances.balanced import Balanced
from pallets.balances.imbalances import Credit
from pallets.balances.ledger import Ledger
from pallets.balances.policy import Fortitude, Precision, Preservation
from pallets.balances.rules import WithdrawConsequence
from runtime.dispatch_error import DispatchFailure

if TYPE_CHECKING:
    from runtime.call import Call
    from runtime.runtime import Runtime


class CannotPay(Exception):
    """The payer does not have the fee."""


class Charging(Protocol):
    """Takes fees and gives them on. All amounts in rao; what is taken has the tip in it."""

    def check(self, payer: bytes, call: Call, amount: int) -> None:
        """Raises CannotPay if the payer could not pay the amount now. Changes nothing."""

    def take(self, payer: bytes, call: Call, amount: int) -> Any:
        """Take the amount. The result is for `settle`. Raises CannotPay."""

    def settle(self, payer: bytes, taken: Any, fee: int) -> None:
        """Give back what exceeds the fee that the call cost in the end, and the rest to others."""


class NativeCharging:
    """Fees in the native token, which go to the author of the block, tips and all.

    As the Subtensor runtime: a payer that is gone by then gets nothing back, and what the author
    cannot get is destroyed.
    """

    def __init__(self, runtime: Runtime, author: FindAuthor) -> None:
        self._runtime, self._author = runtime, author
        self._ledger, self._balanced = runtime.pallet(Ledger), runtime.pallet(Balanced)

    def check(self, payer: bytes, call: Call, amount: int) -> None:
        if amount == 0:
            return
        if self._ledger.can_withdraw(payer, amount) is not WithdrawConsequence.SUCCESS:
            raise CannotPay

    def take(self, payer: bytes, call: Call, amount: int) -> Credit | None:
        if amount == 0:
            return None
        try:
            return self._balanced.withdraw(
                payer, amount, Precision.EXACT, Preservation.PRESERVE, Fortitude.POLITE
            )
        except DispatchFailure as failure:
            raise CannotPay from failure

    def settle(self, payer: bytes, taken: Credit | None, fee: int) -> None:
        if taken is None:
            return
        refund = self._refund(payer, max(taken.amount - fee, 0))
        left = Credit(taken.amount - refund) if refund else taken
        author = self._author(self._runtime) if left.amount else None
        if author is None:
            self._balanced.drop(left)
            return
        try:
            self._balanced.resolve(author, left)
        except DispatchFailure:
            self._balanced.drop(left)

    def _refund(self, payer: bytes, amount: int) -> int:
        """How much the payer got back. An event tells of it even if it is nothing."""
        if self._ledger.total_balance(payer) == 0:
            return 0
        try:
            return self._balanced.deposit(payer, amount, Precision.BEST_EFFORT).amount
        except DispatchFailure:
            return 0


class FindAuthor(Protocol):
    """Finds the account of the author of the block that is being made."""

    def __call__(self, runtime: Runtime) -> bytes | None: ...


class FindPayer(Protocol):
    """Finds who pays for a call that `signer` signed."""

    def __call__(self, runtime: Runtime, signer: bytes, call: Call) -> bytes: ...


class ChargingRule(Protocol):
    """Makes the charging of a runtime."""

    def __call__(self, runtime: Runtime, author: FindAuthor) -> Charging: ...


def nobody(runtime: Runtime) -> None:
    """For a chain whose blocks have no author."""
    return


def the_signer(runtime: Runtime, signer: bytes, call: Call) -> bytes:
    """Who signs pays."""
    return signer
