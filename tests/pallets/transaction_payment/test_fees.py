"""Prices, by the figures of the reference."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pallets.balances import Balances
from pallets.system.limits import block_weights
from pallets.system.system import System
from pallets.transaction_payment.fees import ONE, Prices, multiplied, weight_to_fee
from pallets.utility import Utility
from runtime.call import Call
from runtime.weights import U64_MAX, DispatchClass, Weight
from tests.pallets.chain import Chain, Rules, to

FEES = json.loads((Path(__file__).parents[2] / "data" / "weights-425.json").read_text())["fees"]
LIMITS = block_weights()
PRICES = Prices({kind: LIMITS.of(kind).base_extrinsic for kind in DispatchClass}, LIMITS.max_block)
TRANSFER = Balances.transfer_keep_alive(to(2), 10**7)
CALLS: dict[str, Call] = {
    "Balances.transfer_keep_alive": TRANSFER,
    "System.remark": System.remark(bytes(10)),
    "Utility.batch_all of two Balances.transfer_keep_alive": Utility.batch_all(
        [TRANSFER, TRANSFER]
    ),
}
EXAMPLES = [pytest.param(example, id=example["call"]) for example in FEES["worked_examples"]]


@pytest.mark.parametrize(("ref_time", "fee"), FEES["weight_to_fee_samples"])
def test_weight_to_fee(ref_time: int, fee: int):
    assert PRICES.of_weight(Weight(ref_time, 7)) == fee


def test_base_fee():
    parts = PRICES.inclusion_fee(DispatchClass.Normal, Weight(0, 0), 0, ONE)
    assert parts.base_fee == FEES["base_fee_rao"] and parts.len_fee == 0


@pytest.mark.parametrize("example", EXAMPLES)
def test_worked_examples_from_their_weights(example):
    weight = Weight(example["declared_ref_time"], 0)
    parts = PRICES.inclusion_fee(DispatchClass.Normal, weight, example["length"], ONE)
    assert parts.base_fee == example["base_fee"]
    assert parts.len_fee == example["len_fee"]
    assert parts.adjusted_weight_fee == example["weight_fee"]
    total = PRICES.total(DispatchClass.Normal, weight, example["length"], ONE)
    assert total == example["inclusion_fee"]


@pytest.mark.parametrize("name", CALLS)
def test_worked_examples_from_their_calls(name: str):
    (example,) = [found for found in FEES["worked_examples"] if found["call"] == name]
    chain = Chain({1: 10**9})
    info = chain.runtime.dispatch_info(CALLS[name])
    assert info.weight.ref_time == example["declared_ref_time"]
    if name != "System.remark":
        assert len(chain.encode(1, CALLS[name])) == example["length"]
    done = chain.sign(1, CALLS[name])
    fee = done.events[0][2]
    assert fee - done.length == example["inclusion_fee"] - example["length"]


def test_a_transfer_of_144_bytes():
    chain = Chain({1: 10**9})
    assert len(chain.encode(1, TRANSFER)) == 144
    assert chain.sign(1, TRANSFER).events[0] == ("Balances.Withdraw", 1, 170_039)


def test_node_checks():
    """Figures of a real node, whose guard weighs 60,000,000 picoseconds."""
    checks = FEES["node_checks"]
    unguarded = Chain({1: 10**9}, rules=Rules(guarded=False)).runtime.dispatch_info(TRANSFER).weight
    weight = unguarded + Weight(checks["extension_ref_time"], checks["extension_proof_size"])
    info, paid, success, *_ = checks["figures"]
    assert (weight.ref_time, weight.proof_size) == (info["ref_time"], info["proof_size"])
    assert PRICES.total(DispatchClass.Normal, weight, paid["length"], ONE) == paid["fee"]
    base = LIMITS.of(DispatchClass.Normal).base_extrinsic
    assert (weight + base).ref_time == success["ref_time"]


def test_sums_saturate():
    assert PRICES.total(DispatchClass.Normal, Weight(0, 0), U64_MAX, ONE) == U64_MAX
    assert multiplied(U64_MAX, 2 * ONE) == U64_MAX


@pytest.mark.parametrize(
    ("fee", "multiplier", "result"),
    [(7, ONE, 7), (7, ONE // 2, 3), (7, ONE - 1, 6), (7, 0, 0), (1, ONE * 3 // 2, 1)],
)
def test_the_multiplier_rounds_down(fee: int, multiplier: int, result: int):
    assert multiplied(fee, multiplier) == result


@settings(max_examples=50)
@given(st.integers(0, U64_MAX), st.integers(0, U64_MAX))
def test_weight_to_fee_grows_with_weight_and_stays_within_one_half(one: int, other: int):
    low, high = sorted((one, other))
    assert weight_to_fee(low) <= weight_to_fee(high)
    assert abs(2 * 1000 * weight_to_fee(low) - low) <= 1000
