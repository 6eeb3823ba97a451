"""What clients are told of costs."""

from __future__ import annotations

from pallets.balances import Balances
from pallets.system.system import System
from pallets.transaction_payment.types import FeeDetails, InclusionFee, RuntimeDispatchInfo
from runtime.api import call_api
from runtime.call import RuntimeCall
from runtime.extrinsic import encode_bare
from runtime.scale import U32, U64, encode
from runtime.weights import DispatchClass, Weight
from tests.pallets.chain import TAO, Chain, to
from tests.pallets.transaction_payment.test_charging import Costs

TRANSFER = Balances.transfer_keep_alive(to(2), 10**7)
LENGTH = encode(U32, 144)
INFO = RuntimeDispatchInfo(Weight(231_634_000, 7791), DispatchClass.Normal, 170_039)
DETAILS = FeeDetails(InclusionFee(54_078, 144, 115_817))


def ask(name: str, data: bytes, result: object) -> object:
    """The decoded answer to a runtime call."""
    chain = Chain({1: TAO}, extra=Costs)
    return chain.composition.types.decode(result, call_api(chain.runtime, name, data))


def encoded(made: object) -> bytes:
    return Chain({1: TAO}, extra=Costs).composition.types.encode(RuntimeCall, made)


def signed(**options: int) -> bytes:
    return Chain({1: TAO}, extra=Costs).encode(1, TRANSFER, **options)


def test_query_info():
    answer = ask("TransactionPaymentApi_query_info", signed() + LENGTH, RuntimeDispatchInfo)
    assert answer == INFO


def test_query_info_goes_by_the_given_length_and_leaves_the_tip_out():
    data = signed(tip=10**6) + encode(U32, 44)
    answer = ask("TransactionPaymentApi_query_info", data, RuntimeDispatchInfo)
    assert answer == RuntimeDispatchInfo(INFO.weight, INFO.class_, INFO.partial_fee - 100)


def test_query_fee_details():
    answer = ask("TransactionPaymentApi_query_fee_details", signed() + LENGTH, FeeDetails)
    assert answer == DETAILS


def test_bare_extrinsics_cost_nothing():
    chain = Chain({1: TAO}, extra=Costs)
    bare = encode_bare(chain.composition, TRANSFER) + LENGTH
    info = ask("TransactionPaymentApi_query_info", bare, RuntimeDispatchInfo)
    assert info == RuntimeDispatchInfo(INFO.weight, INFO.class_, 0)
    assert ask("TransactionPaymentApi_query_fee_details", bare, FeeDetails) == FeeDetails(None)


def test_query_call_info():
    data = encoded(TRANSFER) + LENGTH
    assert ask("TransactionPaymentCallApi_query_call_info", data, RuntimeDispatchInfo) == INFO
    name = "TransactionPaymentCallApi_query_call_fee_details"
    assert ask(name, data, FeeDetails) == DETAILS


def test_what_pays_no_fee():
    data = encoded(Costs.free()) + LENGTH
    info = ask("TransactionPaymentCallApi_query_call_info", data, RuntimeDispatchInfo)
    assert isinstance(info, RuntimeDispatchInfo) and info.partial_fee == 0
    name = "TransactionPaymentCallApi_query_call_fee_details"
    assert ask(name, data, FeeDetails) == FeeDetails(None)


def test_weight_and_length():
    for api in ("TransactionPaymentApi", "TransactionPaymentCallApi"):
        weight = encode(Weight, Weight(3001, 10**9))
        assert ask(f"{api}_query_weight_to_fee", weight, U64) == 2
        huge = encode(Weight, Weight(2**64 - 1, 0))
        assert ask(f"{api}_query_weight_to_fee", huge, U64) == 2_000_000_000
        assert ask(f"{api}_query_length_to_fee", LENGTH, U64) == 144


def test_the_bytes_of_the_answers():
    """Fee details: an Option, then three numbers, then the tip."""
    assert encode(FeeDetails, DETAILS) == (
        b"\x01" + b"".join(n.to_bytes(8, "little") for n in (54_078, 144, 115_817, 0))
    )
    assert encode(FeeDetails, FeeDetails(None)) == bytes(9)
    assert encode(RuntimeDispatchInfo, INFO)[-9:] == b"\x00" + (170_039).to_bytes(8, "little")


def test_a_remark_is_priced_by_its_length():
    data = encoded(System.remark(bytes(10))) + encode(U32, 118)
    info = ask("TransactionPaymentCallApi_query_call_info", data, RuntimeDispatchInfo)
    assert isinstance(info, RuntimeDispatchInfo)
    assert (info.weight.ref_time, info.partial_fee) == (69_278_200, 88_835)
