"""payment_*: what an extrinsic would cost."""

from __future__ import annotations

from typing import Any

from chain.api.errors import ClientError, QueryFailed
from chain.api.extrinsics import with_length
from chain.api.reading import call_runtime
from chain.blockchain import Blockchain
from chain.rpc import Hash, HexBytes, method
from pallets.transaction_payment.types import FeeDetails, RuntimeDispatchInfo
from runtime.scale import U32, DecodeError, decode, encode


class Payment:
    """Neither a tip nor whether the extrinsic is valid plays a part."""

    def __init__(self, chain: Blockchain) -> None:
        self._chain = chain

    @method("payment_queryInfo")
    def query_info(self, extrinsic: HexBytes, at: Hash | None = None) -> dict[str, Any]:
        """Weight, class, and fee in rao (as text)."""
        answer = self._ask("query_info", extrinsic, at, "Unable to query dispatch info.")
        info = decode(RuntimeDispatchInfo, answer)
        return {
            "weight": {"ref_time": info.weight.ref_time, "proof_size": info.weight.proof_size},
            "class": info.class_.name.lower(),
            "partialFee": str(info.partial_fee),
        }

    @method("payment_queryFeeDetails")
    def query_fee_details(self, extrinsic: HexBytes, at: Hash | None = None) -> dict[str, Any]:
        """The parts of the fee in rao; null if none is paid."""
        answer = self._ask("query_fee_details", extrinsic, at, "Unable to query fee details.")
        fee = decode(FeeDetails, answer).inclusion_fee
        if fee is None:
            return {"inclusionFee": None}
        return {
            "inclusionFee": {
                "baseFee": fee.base_fee,
                "lenFee": fee.len_fee,
                "adjustedWeightFee": fee.adjusted_weight_fee,
            }
        }

    def _ask(self, name: str, extrinsic: bytes, at: bytes | None, failure: str) -> bytes:
        try:
            data = with_length(extrinsic) + encode(U32, len(extrinsic))
        except DecodeError as error:
            raise QueryFailed(2, failure, str(error)) from error
        try:
            return call_runtime(self._chain, at, f"TransactionPaymentApi_{name}", data)
        except ClientError as error:
            raise QueryFailed(1, failure, error.text) from error
