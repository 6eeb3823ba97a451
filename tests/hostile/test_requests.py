"""JSON-RPC over HTTP: whatever comes, the answer is a standard one."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile.node import HostileNode

HASH = "0x" + "00" * 32
VALUES: list[Any] = [
    *(None, True, False, 0, -1, 1, 2**31, 2**32 - 1, 2**32, 2**53, 2**63, 2**64 - 1, 2**64),
    *(0.5, -1e300, 1e-300),
    *("", "0x", "0x0", "0xzz", "zz", "-0x1", "\x00", "é" * 50, "aura", "Core_version", HASH),
    "0x" + "ff" * 300,
    "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
    *([], [[]], [None], [0], ["0x"], ["0x00"] * 100, [HASH] * 3, [{}], [256], [-1]),
    *({}, {"hash": HASH}, {"extrinsic": "0x"}, {"": None}),
    *([{"hash": HASH}], [{"extrinsic": "0x00"}], [{"hash": "0x"}], [{"hash": HASH, "a": 1}]),
]
LEAVES = (
    st.sampled_from(VALUES)
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
)
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


def methods(node: HostileNode) -> list[str]:
    listed: Any = node.request("rpc_methods")
    return list(listed["methods"])


def test_every_value_in_every_place_of_every_method(node: HostileNode) -> None:
    valid = [HASH, "0x", 0]
    for method in methods(node):
        requests = [(method, value) for value in VALUES]
        for place in range(4):
            before = [valid[index % 3] for index in range(place)]
            requests += [(method, [*before, value]) for value in VALUES]
        node.answers(requests)


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_json_as_parameters(node: HostileNode, data: st.DataObject) -> None:
    method = data.draw(st.sampled_from(methods(node)))
    params = data.draw(st.lists(JSON, max_size=5) | JSON)
    node.answers([(method, params)])


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(message=JSON, ident=JSON, version=st.sampled_from(["2.0", "1.0", 2, None]))
def test_any_json_as_message(node: HostileNode, message: Any, ident: Any, version: Any) -> None:
    for each in (message, {"jsonrpc": version, "id": ident, "method": "system_name"}):
        answer = node.post(json.dumps(each).encode())
        assert answer == b"" or json.loads(answer)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", -32700),
        (b"{", -32700),
        (b'{"jsonrpc":"2.0","id":1,"method":"system_name"} x', -32700),
        (b'{"jsonrpc":"2.0","id":1,"method":"\xff"}', -32700),
        (b'{"jsonrpc":"2.0","id":1,"method":"\\ud800"}', -32700),
        ("{}".encode("utf-16"), -32700),
        (b"\xef\xbb\xbf{}", -32700),
        (gzip.compress(b"{}"), -32700),
        (b"[" * 100_000, -32700),
        (b"[" * 100_000 + b"]" * 100_000, -32700),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, -32700),
        (b'{"jsonrpc":"2.0","id":1' + b"0" * 100_000 + b"}", -32700),
        (b"[]", -32600),
        (b"null", -32600),
        (b'"' + b"a" * 15_000_000 + b'"', -32600),
        (b'"' + b"a" * 16_000_000 + b'"', -32007),
        (b"[" + b"0," * 600_000 + b"0]", -32007),
        (b"[" + b"0," * 2_000 + b"0]", -32010),
        (b'{"jsonrpc":"2.0","id":1,"method":"system_name\\u0000"}', -32601),
        (b'{"jsonrpc":"2.0","id":1,"method":"' + b"x" * 1_000_000 + b'"}', -32601),
    ],
    ids=lambda value: repr(value[:20]) if isinstance(value, bytes) else str(value),
)
def test_malformed_bodies(shared_node: HostileNode, body: bytes, code: int) -> None:
    assert json.loads(shared_node.post(body))["error"]["code"] == code


def test_names_that_are_no_methods(node: HostileNode) -> None:
    names = ["", "rpc_method", "__init__", "system_name ", "SYSTEM_NAME", "state", "é", "a" * 9999]
    for answer in node.answers([(name, []) for name in names]):
        assert answer["error"]["code"] == -32601
