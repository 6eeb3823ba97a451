from __future__ import annotations

import pytest

from chain.rpc import DuplicateMethod, MethodRegistry, Session, method
from tests.chain.rpc.serving import Peer, Sample, ask, request


async def test_rpc_methods_lists_exactly_what_is_registered() -> None:
    registry = MethodRegistry(Sample())
    answer = await ask(registry, request("rpc_methods"))
    names = answer["result"]["methods"]
    assert list(answer["result"]) == ["methods"]
    assert names == sorted(set(names)) == registry.names
    feed = {name for name in names if name.startswith("feed_")}
    assert feed == {
        "feed_subscribe",
        "feed_subscribeAlias",
        "feed_unsubscribe",
        "feed_unsubscribeAlias",
    }
    assert {"rpc_methods", "echo_value", "echo_alias"} < set(names)
    peer = Peer(registry)
    registry.register("late", lambda: 1)
    for name in (await ask(registry, request("rpc_methods")))["result"]["methods"]:
        if name != "echo_wait":
            answer = await peer.call(name)
            assert answer.get("error", {}).get("code") != -32601, name


async def test_aliases_and_async_handlers_answer_alike() -> None:
    registry = MethodRegistry(Sample())
    assert (await ask(registry, request("echo_alias", 5)))["result"] == 5
    assert (await ask(registry, request("echo_bytes", "01")))["result"] == "0x01"
    named = {"jsonrpc": "2.0", "id": 1, "method": "echo_sum", "params": {"firstNumber": 2}}
    assert (await ask(registry, named))["result"] == 12


def test_one_name_has_one_handler() -> None:
    class Twice:
        @method("echo_sum")
        def other(self) -> None:
            """Clashes with the sample."""

    with pytest.raises(DuplicateMethod, match="echo_sum"):
        MethodRegistry(Sample(), Twice())


async def test_unsafe_methods_need_a_safe_peer() -> None:
    registry = MethodRegistry(Sample())
    assert (await ask(registry, request("echo_unsafe"), Session()))["result"] is True
    answer = await ask(registry, request("echo_unsafe"), Session(allow_unsafe=False))
    assert answer["error"] == {
        "code": -32601,
        "message": "RPC call is unsafe to be called externally",
    }


async def test_a_handler_can_ask_for_its_session() -> None:
    peer = Peer(MethodRegistry(Sample()))
    await peer.call("feed_subscribe")
    assert (await peer.call("session_subscriptions"))["result"] == 1
    assert (await peer.call("session_subscriptions", 4))["result"] == 5
