from __future__ import annotations

import asyncio

import pytest

from chain.api import reading, storage_feed
from chain.blockchain import Blockchain
from tests.chain.api.client import Client, failure
from tests.chain.api.light import grow

ONE, TWO = "0x" + b"one".hex(), "0x" + b"two".hex()
SUBSCRIBE, UNSUBSCRIBE = "state_subscribeStorage", "state_unsubscribeStorage"


def hexed(data: bytes) -> str:
    return "0x" + data.hex()


def test_all_keys_first_then_what_changes(light: Blockchain, client: Client) -> None:
    ident = client.call(SUBSCRIBE, [TWO, ONE])
    first = {"block": hexed(light.head_hash), "changes": [[TWO, None], [ONE, "0x31"]]}
    assert client.taken() == [("state_storage", ident, first)]
    grow(light, {b"zoo": b"unrelated"})
    grow(light, {b"one": b"1"})  # as it was
    assert client.taken() == []
    block = grow(light, {b"two": b"2", b"zoo": b""})
    second = {"block": hexed(block.hash), "changes": [[TWO, "0x32"]]}
    assert client.taken() == [("state_storage", ident, second)]
    block = grow(light, {b"one": None, b"two": b"3"})
    [(_, _, third)] = client.taken()
    assert third["block"] == hexed(block.hash)
    assert sorted(third["changes"]) == [[ONE, None], [TWO, "0x33"]]


def test_everybody_hears_of_its_own_keys_until_it_has_enough(
    light: Blockchain, client: Client
) -> None:
    a, b = client.call(SUBSCRIBE, [ONE]), client.call(SUBSCRIBE, [ONE, TWO])
    client.taken()
    grow(light, {b"one": b"2"})
    assert {ident for _, ident, _ in client.taken()} == {a, b}
    grow(light, {b"two": b"2"})
    assert {ident for _, ident, _ in client.taken()} == {b}
    assert client.call(UNSUBSCRIBE, b) is True
    assert client.call(UNSUBSCRIBE, b) is False
    grow(light, {b"one": b"3", b"two": b"3"})
    assert {ident for _, ident, _ in client.taken()} == {a}


def test_no_keys_no_notice(light: Blockchain, client: Client) -> None:
    client.call(SUBSCRIBE, [])
    grow(light, {b"one": b"2"})
    assert client.taken() == []
    assert failure(client, SUBSCRIBE).code == -32602


def test_watched_keys_are_bounded(
    light: Blockchain, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage_feed, "MAX_WATCHED_KEYS", 2)
    ident = client.call(SUBSCRIBE, [ONE, ONE])
    assert failure(client, SUBSCRIBE, [TWO, "0x33"]).code == 4003
    client.call(SUBSCRIBE, [TWO])
    assert failure(client, SUBSCRIBE, [ONE]).code == 4003
    client.call(UNSUBSCRIBE, ident)
    client.call(SUBSCRIBE, [ONE])
    assert client.session.subscriptions == 2


def test_a_block_that_comes_while_the_first_values_are_read(
    light: Blockchain, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "TIME_SLICE", 0.0)
    keys = [hexed(b"k%d" % n) for n in range(20)]
    genesis = hexed(light.head_hash)

    async def both() -> None:
        subscribed = asyncio.create_task(client.call_soon(SUBSCRIBE, keys))
        for _ in range(5):
            await asyncio.sleep(0)
        assert not subscribed.done()
        grow(light, {b"k0": b"0", b"k19": b"19"})
        await subscribed

    asyncio.run(both())
    first, second = (notice for _, _, notice in client.taken())
    assert first == {"block": genesis, "changes": [[key, None] for key in keys]}
    assert second["block"] == hexed(light.head_hash)
    assert sorted(second["changes"]) == sorted([[keys[0], "0x30"], [keys[19], "0x3139"]])
