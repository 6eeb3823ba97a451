from __future__ import annotations

import json

import pytest

from chain.rpc import MethodRegistry, RpcLimits
from tests.chain.rpc.serving import Peer, Sample, ask, request


@pytest.fixture
def sample() -> Sample:
    return Sample()


@pytest.fixture
def peer(sample: Sample) -> Peer:
    return Peer(MethodRegistry(sample))


async def test_the_response_comes_before_the_notifications(peer: Peer, sample: Sample) -> None:
    await peer.call("feed_subscribe", 7)
    sample.sinks[0].send(8)
    ident = sample.sinks[0].id
    assert peer.messages[0] == {"jsonrpc": "2.0", "id": 1, "result": ident}
    for message, result in zip(peer.messages[1:], (7, 8), strict=True):
        params = {"subscription": ident, "result": result}
        assert message == {"jsonrpc": "2.0", "method": "feed_item", "params": params}
        assert "id" not in message


async def test_likewise_for_an_async_handler_and_in_a_batch(peer: Peer) -> None:
    batch = [json.loads(request(name)) for name in ("other_subscribe", "other_subscribe")]
    await peer.registry.serve(json.dumps(batch).encode(), peer.session)
    ids = [response["result"] for response in peer.messages[0]]
    assert [message["params"]["subscription"] for message in peer.messages[1:]] == [
        ids[0],
        ids[0],
        ids[1],
        ids[1],
    ]


async def test_ids_are_distinct_16_character_strings(peer: Peer) -> None:
    ids = {(await peer.call("feed_subscribe"))["result"] for _ in range(50)}
    assert len(ids) == 50
    assert all(len(ident) == 16 and ident.isalnum() for ident in ids)


async def test_unsubscribe(peer: Peer, sample: Sample) -> None:
    ident = (await peer.call("feed_subscribe"))["result"]
    assert (await peer.call("other_unsubscribe", ident))["result"] is False
    assert sample.ended == []
    assert (await peer.call("feed_unsubscribeAlias", ident))["result"] is True
    assert sample.ended == [ident]
    assert (await peer.call("feed_unsubscribe", ident))["result"] is False
    assert (await peer.call("feed_unsubscribe", 12))["result"] is False
    for params in ([], [None], [[ident]]):
        assert (await peer.call("feed_unsubscribe", *params))["error"]["code"] == -32602
    before = len(peer.messages)
    sample.sinks[0].send("late")
    assert len(peer.messages) == before


async def test_another_session_cannot_unsubscribe(peer: Peer, sample: Sample) -> None:
    ident = (await peer.call("feed_subscribe"))["result"]
    assert (await Peer(peer.registry).call("feed_unsubscribe", ident))["result"] is False
    assert not sample.sinks[0].closed


async def test_a_refused_subscription_leaves_nothing(peer: Peer, sample: Sample) -> None:
    answer = await peer.call("feed_subscribe", 13)
    assert answer["error"]["code"] == 1013
    assert peer.messages == [answer]
    assert peer.session.subscriptions == 0
    assert sample.ended == [sample.sinks[0].id]


async def test_the_feeder_can_end_it(peer: Peer, sample: Sample) -> None:
    await peer.call("feed_subscribe")
    sample.sinks[0].send("last")
    sample.sinks[0].close()
    sample.sinks[0].close()
    assert peer.messages[-1]["params"]["result"] == "last"
    assert len(sample.ended) == 1
    assert peer.session.subscriptions == 0


async def test_subscriptions_end_with_the_session(peer: Peer, sample: Sample) -> None:
    for _ in range(3):
        await peer.call("feed_subscribe")
    sample.sinks[0].on_close(lambda: 1 // 0)
    ended: list[str] = []
    peer.session.on_close(lambda: ended.append("session"))
    peer.session.close()
    assert sorted(sample.ended) == sorted(sink.id for sink in sample.sinks)
    assert ended == ["session"]
    sample.sinks[0].on_close(lambda: ended.append("late"))
    assert ended == ["session", "late"]


async def test_subscriptions_are_limited(sample: Sample) -> None:
    peer = Peer(MethodRegistry(sample), limits=RpcLimits(max_subscriptions=2))
    for _ in range(2):
        assert "result" in await peer.call("feed_subscribe")
    answer = await peer.call("feed_subscribe")
    assert answer["error"]["code"] == -32006
    sample.sinks[0].close()
    assert "result" in await peer.call("feed_subscribe")


async def test_http_cannot_subscribe(sample: Sample) -> None:
    answer = await ask(MethodRegistry(sample), request("feed_subscribe"))
    assert answer["error"]["code"] == -32601
    assert sample.sinks == []
