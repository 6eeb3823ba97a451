"""Fees in TAO, or else in alpha. As `SubtensorTxFeeHandler` of the reference."""

from __future__ import annotations

from pallets.balances.imbalances import Credit
from pallets.subtensor.fees.alpha_fees import AlphaFee, AlphaFees
from pallets.subtensor.fees.sources import FeeSources
from pallets.transaction_payment.charging import CannotPay, FindAuthor, NativeCharging
from runtime.call import Call
from runtime.runtime import Runtime


class TaoOrAlphaCharging:
    """Takes fees in TAO from whoever has it, and otherwise in alpha, if the call allows that."""

    def __init__(self, runtime: Runtime, author: FindAuthor) -> None:
        self._runtime, self._author = runtime, author
        self._native = NativeCharging(runtime, author)
        self._sources, self._alpha = runtime.pallet(FeeSources), runtime.pallet(AlphaFees)

    def check(self, payer: bytes, call: Call, amount: int) -> None:
        try:
            self._native.check(payer, call, amount)
        except CannotPay:
            if not self._alpha.can_pay(self._sources.of(payer, call), amount):
                raise

    def take(self, payer: bytes, call: Call, amount: int) -> Credit | AlphaFee | None:
        try:
            return self._native.take(payer, call, amount)
        except CannotPay:
            sources = self._sources.of(payer, call)
            if not sources:
                raise
        return self._alpha.take(sources, amount, self._author(self._runtime))

    def settle(self, payer: bytes, taken: Credit | AlphaFee | None, fee: int) -> None:
        """Only what was paid in TAO is corrected: the author has the TAO for the alpha already."""
        if isinstance(taken, AlphaFee):
            self._alpha.tell(payer, taken)
        else:
            self._native.settle(payer, taken, fee)
