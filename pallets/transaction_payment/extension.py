"""The transaction extension that takes the fee, and gives back what a call did not need of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from pallets.transaction_payment.charging import CannotPay
from pallets.transaction_payment.events import Balance, TransactionFeePaid
from pallets.transaction_payment.pallet import TransactionPayment
from runtime.extension import Applied, SigningOptions, TransactionExtension
from runtime.scale import Compact, Spelled, Struct
from runtime.validity import InvalidTransaction, Payment, ValidTransaction
from runtime.weights import DispatchClass, PostInfo

if TYPE_CHECKING:
    from runtime.dispatch_error import DispatchFailure

NORMAL = ValidTransaction(priority=1)
OPERATIONAL = ValidTransaction(priority=10_000_000_000)


class ChargeTransactionPayment(
    Struct,
    path="pallet_transaction_payment::ChargeTransactionPayment",
    params={"T": None},
    unnamed=True,
):
    """The tip in rao that the sender adds to the fee."""

    tip: Annotated[Compact[Balance], Spelled("BalanceOf<T>")]


class Charged(NamedTuple):
    """Who has paid, and what was taken."""

    payer: bytes
    taken: Any


class ChargeTransactionPaymentWrapper(
    TransactionExtension,
    identifier="ChargeTransactionPayment",
    path="node_subtensor_runtime::transaction_payment_wrapper::ChargeTransactionPaymentWrapper",
    params={"T": None},
):
    """Takes the fee with the tip before the call, and settles it afterwards.

    A tip goes to the block's author but buys no priority: that depends on the dispatch class alone.
    """

    listed_as = ChargeTransactionPayment

    inner: Annotated[ChargeTransactionPayment, Spelled("ChargeTransactionPayment<T>")]

    @classmethod
    def for_signing(cls, options: SigningOptions) -> ChargeTransactionPaymentWrapper:
        return cls(ChargeTransactionPayment(options.tip))

    def validate(self, applied: Applied) -> ValidTransaction:
        """Raises InvalidTransaction (Payment) if the payer cannot pay."""
        if applied.signer is not None:
            payment = applied.runtime.pallet(TransactionPayment)
            payer = payment.payer(applied.signer, applied.call)
            fee = payment.fee(applied.info, applied.length, self.inner.tip)
            try:
                payment.charging.check(payer, applied.call, fee)
            except CannotPay as refusal:
                raise InvalidTransaction(Payment()) from refusal
        operational = applied.info.class_ is DispatchClass.Operational
        return OPERATIONAL if operational else NORMAL

    def prepare(self, applied: Applied) -> Charged | None:
        """Raises InvalidTransaction (Payment) if the payer cannot pay and stay alive."""
        if applied.signer is None:
            return None
        payment = applied.runtime.pallet(TransactionPayment)
        payer = payment.payer(applied.signer, applied.call)
        fee = payment.fee(applied.info, applied.length, self.inner.tip)
        try:
            return Charged(payer, payment.charging.take(payer, applied.call, fee))
        except CannotPay as refusal:
            raise InvalidTransaction(Payment()) from refusal

    def post_dispatch(
        self,
        prepared: Charged | None,
        applied: Applied,
        post: PostInfo,
        failure: DispatchFailure | None,
    ) -> None:
        if prepared is None:
            return
        payment, tip = applied.runtime.pallet(TransactionPayment), self.inner.tip
        fee = payment.actual_fee(applied.info, post, applied.length, tip)
        payment.charging.settle(prepared.payer, prepared.taken, fee)
        payment.deposit_event(TransactionFeePaid(prepared.payer, fee, tip))
