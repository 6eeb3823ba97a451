from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chain.rpc import MethodRegistry, RpcLimits, Session
from tests.chain.rpc.serving import Peer, Sample, ask, request


@pytest.fixture
def registry() -> MethodRegistry:
    return MethodRegistry(Sample())


@pytest.mark.parametrize("ident", [0, 1, -5, 2**63, "1-5", "ab12", "", "é", None])
async def test_ids_are_echoed_exactly(registry: MethodRegistry, ident: Any) -> None:
    answer = await ask(registry, {"jsonrpc": "2.0", "id": ident, "method": "echo_value"})
    assert answer == {"jsonrpc": "2.0", "id": ident, "result": None}
    assert type(answer["id"]) is type(ident)


@pytest.mark.parametrize("ident", ["1.5", "true", "[]", "{}", "123456789012345678901234567890"])
async def test_other_ids_are_invalid_requests(registry: MethodRegistry, ident: str) -> None:
    answer = await ask(registry, f'{{"jsonrpc":"2.0","id":{ident},"method":"echo_value"}}')
    assert answer["error"]["code"] == -32600
    assert answer["id"] is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[1,",
        "NaN",
        '{"jsonrpc":"2.0","id":NaN,"method":"echo_value"}',
        "[Infinity]",
        '"\\ud800"',
        "[" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        '{"a":' * 100_000,
    ],
)
async def test_what_is_not_json_is_a_parse_error(registry: MethodRegistry, text: str) -> None:
    answer = await ask(registry, text)
    assert (answer["id"], answer["error"]["code"]) == (None, -32700)
    assert answer["error"]["message"] == "Parse error"


async def test_invalid_utf8_is_a_parse_error(registry: MethodRegistry) -> None:
    data = request("echo_value", "?").encode().replace(b"?", b"\xff")
    answer = json.loads(await registry.answer(data, Session()) or b"")
    assert answer["error"]["code"] == -32700


@pytest.mark.parametrize(
    ("message", "ident"),
    [
        (1, None),
        ("text", None),
        (None, None),
        ([], None),
        ({}, None),
        ({"jsonrpc": "2.0", "id": 4}, 4),
        ({"jsonrpc": "2.0", "id": 4, "method": 7}, 4),
        ({"jsonrpc": "1.0", "id": 4, "method": "echo_value"}, 4),
        ({"id": 4, "method": "echo_value"}, 4),
        ({"jsonrpc": "2.0", "method": 1, "params": "bar"}, None),
    ],
)
async def test_what_is_no_request_is_invalid(
    registry: MethodRegistry, message: Any, ident: Any
) -> None:
    answer = await ask(registry, json.dumps(message))
    assert answer["error"]["code"] == -32600
    assert answer["id"] == ident


async def test_unknown_method(registry: MethodRegistry) -> None:
    answer = await ask(registry, request("no_such", ident="a"))
    error = {"code": -32601, "message": "Method not found"}
    assert answer == {"jsonrpc": "2.0", "id": "a", "error": error}


async def test_a_handlers_error_is_the_answer(registry: MethodRegistry) -> None:
    answer = await ask(registry, request("echo_refuse"))
    error = {"code": 1010, "message": "Invalid Transaction", "data": "Custom error: 3"}
    assert answer == {"jsonrpc": "2.0", "id": 1, "error": error}


@pytest.mark.parametrize("name", ["echo_bug", "echo_asyncBug", "echo_unencodable"])
async def test_a_bug_is_logged_and_answered(
    registry: MethodRegistry, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, logger="chain.rpc"):
        answer = await ask(registry, request(name))
    assert answer["error"] == {"code": -32603, "message": "Internal error"}
    assert name in caplog.text
    assert "Traceback" in caplog.text
    assert (await ask(registry, request("echo_value", 1)))["result"] == 1


async def test_batch_answers_in_order_and_skips_notifications(registry: MethodRegistry) -> None:
    batch = [
        json.loads(request("echo_value", "a", ident="x")),
        {"jsonrpc": "2.0", "method": "echo_value", "params": ["unanswered"]},
        5,
        [],
        json.loads(request("no_such", ident=0)),
    ]
    answers = await ask(registry, batch)
    assert [answer["id"] for answer in answers] == ["x", None, None, 0]
    assert answers[0]["result"] == "a"
    assert [answer["error"]["code"] for answer in answers[1:]] == [-32600, -32600, -32601]


async def test_notifications_run_but_get_no_answer() -> None:
    sample = Sample()
    registry = MethodRegistry(sample)
    call = {"jsonrpc": "2.0", "method": "echo_value"}
    assert await ask(registry, call) is None
    assert await ask(registry, [call, call]) is None
    assert await ask(registry, {"jsonrpc": "2.0", "method": "no_such"}) is None
    assert await ask(registry, {"jsonrpc": "2.0", "method": "echo_bug"}) is None
    assert sample.calls == ["echo"] * 3


async def test_a_notification_cannot_subscribe() -> None:
    sample = Sample()
    peer = Peer(MethodRegistry(sample))
    await peer.registry.serve(b'{"jsonrpc":"2.0","method":"feed_subscribe"}', peer.session)
    assert not sample.sinks
    assert not peer.messages


async def test_limits_of_a_batch(registry: MethodRegistry) -> None:
    limits = RpcLimits(max_batch_length=3, max_response_bytes=500)
    call = json.loads(request("echo_large", 10))
    assert len(await ask(registry, [call] * 3, Session(limits=limits))) == 3
    answer = await ask(registry, [call] * 4, Session(limits=limits))
    assert answer["error"]["code"] == -32010
    large = json.loads(request("echo_large", 200))
    answer = await ask(registry, [large] * 3, Session(limits=limits))
    assert (answer["id"], answer["error"]["code"]) == (None, -32011)


async def test_a_refused_batch_leaves_no_subscription() -> None:
    sample = Sample()
    peer = Peer(MethodRegistry(sample), limits=RpcLimits(max_response_bytes=500))
    batch = [json.loads(request("feed_subscribe", 1)), json.loads(request("echo_large", 450))]
    await peer.registry.serve(json.dumps(batch).encode(), peer.session)
    assert [message["error"]["code"] for message in peer.messages] == [-32011]
    assert peer.session.subscriptions == 0
    assert sample.ended == [sample.sinks[0].id]


async def test_limits_of_a_message(registry: MethodRegistry) -> None:
    session = Session(limits=RpcLimits(max_response_bytes=100, max_json_values=50_000))
    answer = await ask(registry, request("echo_large", 101), session)
    assert (answer["id"], answer["error"]["code"]) == (1, -32008)
    many = '{"jsonrpc":"2.0","id":1,"method":"echo_value","params":[[' + "[]," * 60_000 + "1]]}"
    assert (await ask(registry, many, session))["error"]["code"] == -32007
    small = RpcLimits(max_request_bytes=100_000)
    answer = await ask(registry, request("echo_value", "x" * 100_000), Session(limits=small))
    assert answer["error"]["code"] == -32007


@pytest.mark.parametrize(
    ("result", "text"),
    [
        (2**127, str(2**127)),
        ({1: -(2**70)}, '{"1":-1180591620717411303424}'),
        (b"\x01\xab", '"0x01ab"'),
        ([True, None, "é"], '[true,null,"\u00e9"]'),
    ],
)
async def test_results_of_every_size_have_json(result: Any, text: str) -> None:
    registry = MethodRegistry()
    registry.register("get", lambda: result)
    assert await registry.handle(request("get")) == f'{{"jsonrpc":"2.0","id":1,"result":{text}}}'


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["jsonrpc", "id", "method", "params", "x"]), inner)
    ),
    max_leaves=12,
)


@settings(max_examples=50, deadline=None)
@given(data=st.binary(max_size=64) | _json.map(lambda value: json.dumps(value).encode()))
def test_whatever_comes_is_answered_well_formed(data: bytes) -> None:
    async def check() -> None:
        answer = await MethodRegistry(Sample()).answer(data, Session())
        decoded = json.loads(answer or b"[]")
        for response in decoded if isinstance(decoded, list) else [decoded]:
            assert response["jsonrpc"] == "2.0"
            assert ("error" in response) != ("result" in response)

    asyncio.run(check())
