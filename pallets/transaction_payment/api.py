"""The runtime APIs by which clients learn what an extrinsic or a call costs. All amounts in rao."""

from __future__ import annotations

from pallets.transaction_payment.fees import length_to_fee
from pallets.transaction_payment.pallet import TransactionPayment
from pallets.transaction_payment.types import Balance, FeeDetails, RuntimeDispatchInfo
from runtime.api import RuntimeApi
from runtime.call import RuntimeCall
from runtime.extrinsic import UncheckedExtrinsic, decode_extrinsic
from runtime.runtime import Runtime
from runtime.scale import U32
from runtime.weights import Weight


class TransactionPaymentApi(RuntimeApi, version=4):
    """What extrinsics cost. They need not be valid, and their own length and tip do not count."""

    def query_info(self, uxt: UncheckedExtrinsic, len: U32) -> RuntimeDispatchInfo:
        """The declared weight and class of an extrinsic, and its fee; a bare one costs nothing."""
        payment = _payment(self.runtime)
        extrinsic, _ = decode_extrinsic(self.runtime.composition, uxt)
        info = self.runtime.dispatch_info(extrinsic.call)
        if extrinsic.is_bare:
            return RuntimeDispatchInfo(info.weight, info.class_, 0)
        return payment.dispatch_cost(info, len)

    def query_fee_details(self, uxt: UncheckedExtrinsic, len: U32) -> FeeDetails:
        """The parts of the fee of an extrinsic."""
        payment = _payment(self.runtime)
        extrinsic, _ = decode_extrinsic(self.runtime.composition, uxt)
        if extrinsic.is_bare:
            return FeeDetails(None)
        return payment.fee_details(self.runtime.dispatch_info(extrinsic.call), len)

    def query_weight_to_fee(self, weight: Weight) -> Balance:
        """The price of a weight."""
        return _payment(self.runtime).prices.of_weight(weight)

    def query_length_to_fee(self, length: U32) -> Balance:
        """The price of so many bytes."""
        return length_to_fee(length)


class TransactionPaymentCallApi(RuntimeApi, version=3):
    """What calls cost in a signed extrinsic of a given length."""

    def query_call_info(self, call: RuntimeCall, len: U32) -> RuntimeDispatchInfo:
        """The declared weight and class of a call, and its fee."""
        return _payment(self.runtime).dispatch_cost(self.runtime.dispatch_info(call), len)

    def query_call_fee_details(self, call: RuntimeCall, len: U32) -> FeeDetails:
        """The parts of the fee of a call."""
        return _payment(self.runtime).fee_details(self.runtime.dispatch_info(call), len)

    def query_weight_to_fee(self, weight: Weight) -> Balance:
        """The price of a weight."""
        return _payment(self.runtime).prices.of_weight(weight)

    def query_length_to_fee(self, length: U32) -> Balance:
        """The price of so many bytes."""
        return length_to_fee(length)


def _payment(runtime: Runtime) -> TransactionPayment:
    return runtime.pallet(TransactionPayment)
