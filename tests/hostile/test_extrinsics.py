"""Extrinsics from anybody: spoiled, too deep, too long, too many calls, lies about lengths."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runtime.call import RuntimeCall
from runtime.extrinsic import BARE_4, BARE_5
from runtime.outer import MAX_CALLS
from runtime.scale import encode_compact
from tests.hostile.making import ALICE, LIES, chain, signed, spoiled, types, values, with_length
from tests.hostile.node import HostileNode

REMARK = b"\x00\x00\x00"
BATCH, AS_DERIVATIVE, IF_ELSE = b"\x0b\x00", b"\x0b\x01", b"\x0b\x06"
NEVER = 5  # a nonce that Alice does not come to: what is valid waits in the pool

CALLS = values(RuntimeCall).map(lambda call: types.encode(RuntimeCall, call))
EXTRINSICS = st.one_of(
    st.binary(max_size=200),
    spoiled(CALLS.map(lambda call: signed(call, NEVER))),
    spoiled(CALLS).map(lambda call: signed(call, NEVER)),
    st.builds(lambda kind, call: with_length(bytes([kind]) + call), st.integers(0, 255), CALLS),
)
FUZZ = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def ways_in(node: HostileNode, extrinsic: bytes) -> list[int | None]:
    """Give an extrinsic to all that take one; the error code of each, None for a result."""
    text = "0x" + extrinsic.hex()
    validate = f"0x02{extrinsic.hex()}{bytes(32).hex()}"
    query = f"0x{extrinsic.hex()}{len(extrinsic).to_bytes(4, 'little').hex()}"
    requests: list[tuple[str, list[Any]]] = [
        ("author_submitExtrinsic", [text]),
        ("payment_queryInfo", [text]),
        ("payment_queryFeeDetails", [text]),
        ("system_dryRun", [text]),
        ("author_removeExtrinsic", [[{"extrinsic": text}]]),
        ("state_call", ["TaggedTransactionQueue_validate_transaction", validate]),
        ("state_call", ["BlockBuilder_apply_extrinsic", text]),
        ("state_call", ["TransactionPaymentApi_query_info", query]),
    ]
    answers = [node.answer(method, *params) for method, params in requests]
    return [answer["error"]["code"] if "error" in answer else None for answer in answers]


def submit(node: HostileNode, extrinsic: bytes) -> int | None:
    answer = node.answer("author_submitExtrinsic", "0x" + extrinsic.hex())
    return answer["error"]["code"] if "error" in answer else None


@FUZZ
@given(extrinsic=EXTRINSICS)
def test_anything_as_an_extrinsic(node: HostileNode, extrinsic: bytes) -> None:
    ways_in(node, extrinsic)


def test_every_version_byte_and_every_kind_of_address(node: HostileNode) -> None:
    rest = signed(REMARK, NEVER)[3:]
    for kind in range(256):
        ways_in(node, with_length(bytes([kind]) + rest))
    for kind in range(7):
        assert submit(node, signed(REMARK, NEVER, bytes([kind]) + ALICE.account)) is not None or (
            kind == 0
        )


def test_every_pair_of_call_indices(node: HostileNode) -> None:
    for module in range(256):
        requests = [
            ("author_submitExtrinsic", ["0x" + with_length(bytes([kind, module, call])).hex()])
            for kind in (BARE_4, BARE_5)
            for call in range(32)
        ]
        assert all("error" in answer for answer in node.answers(requests))


@pytest.mark.parametrize("lie", LIES, ids=bytes.hex)
def test_lies_about_lengths(shared_node: HostileNode, lie: bytes) -> None:
    for call in (b"\x00\x00" + lie, b"\x00\x04" + lie, b"\x00\x05" + lie, BATCH + lie):
        assert submit(shared_node, signed(call)) == 1002
    # Without what it says it has, it is no extrinsic with its length.
    assert submit(shared_node, lie + b"\x04" + REMARK) in (1002, 1040)


@pytest.mark.parametrize(
    ("depth", "code"), [(7, None), (8, None), (9, 1010), (300, 1010), (100_000, 1010)]
)
def test_calls_within_calls(shared_node: HostileNode, depth: int, code: int | None) -> None:
    call = (AS_DERIVATIVE + b"\x00\x00") * depth + REMARK
    assert submit(shared_node, signed(call, nonce=NEVER + depth)) == code


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [(8_000, 8_000, None), (8_192, 8_192, 1002), (1_000_000, 1, 1002)],
)
def test_very_many_calls(shared_node: HostileNode, first: int, second: int, code: int) -> None:
    parts = [BATCH + encode_compact(count) + REMARK * count for count in (first, second)]
    assert (sum((first, second)) + 3 > MAX_CALLS) == (code is not None)
    assert submit(shared_node, signed(IF_ELSE + b"".join(parts), nonce=2)) == code


def test_more_than_a_block_holds(node: HostileNode) -> None:
    """It is not even looked at: there is no such call."""
    extrinsic = signed(b"\xff" * 5_000_000)
    answer = node.answer("author_submitExtrinsic", "0x" + extrinsic.hex())
    assert answer["error"]["code"] == 1010
    assert answer["error"]["data"] == "Transaction would exhaust the block limits"
    assert ways_in(node, extrinsic)[1:] == [1, 1, 1, None, 4003, 4003, 4003]


def test_a_mandatory_call_from_outside(shared_node: HostileNode) -> None:
    answer = shared_node.answer("author_submitExtrinsic", "0x" + signed(b"\x02\x00\x00").hex())
    assert answer["error"]["code"] == 1010
    assert answer["error"]["data"] == (
        "Transaction dispatch is mandatory; transactions must not be validated."
    )


def test_one_signer_fills_the_pool(node: HostileNode) -> None:
    """Far more than may wait, and none of them can ever be in a block."""
    waiting = [signed(REMARK, nonce) for nonce in range(1_000, 2_000)]
    requests = [("author_submitExtrinsic", ["0x" + each.hex()]) for each in waiting]
    answers = node.answers(requests)
    assert {each["error"]["code"] for each in answers if "error" in each} <= {1016}
    assert node.request("author_pendingExtrinsics") == []
    assert chain.number == 0
