from __future__ import annotations

import pytest

from chain.blockchain import Blockchain
from runtime.scale import encode_compact
from tests.chain.api.client import Client, failure
from tests.chain.api.light import grow

UNKNOWN = "0x" + "ab" * 32


def hexed(data: bytes) -> str:
    return "0x" + data.hex()


def test_the_hash_of_a_block_by_number(light: Blockchain, client: Client) -> None:
    first, second = grow(light), grow(light)
    genesis = hexed(light.genesis_hash)
    assert client.call("chain_getBlockHash", 0) == genesis
    assert client.call("chain_getBlockHash", 1) == hexed(first.hash)
    assert client.call("chain_getBlockHash", "0x2") == hexed(second.hash)
    assert client.call("chain_getBlockHash", 3) is None
    assert client.call("chain_getBlockHash", [0, "0x01", 7]) == [genesis, hexed(first.hash), None]
    assert client.call("chain_getBlockHash", []) == []
    assert failure(client, "chain_getBlockHash", 1 << 32).code == -32602
    assert failure(client, "chain_getBlockHash", -1).code == -32602


@pytest.mark.parametrize(
    "name",
    ["chain_getBlockHash", "chain_getHead", "chain_getFinalizedHead", "chain_getFinalisedHead"],
)
def test_the_head(light: Blockchain, client: Client, name: str) -> None:
    assert client.call(name) == hexed(light.genesis_hash)
    block = grow(light)
    assert client.call(name) == hexed(block.hash)


def test_a_header(light: Blockchain, client: Client) -> None:
    block = grow(light, {b"one": b"2"})
    expected = {
        "parentHash": hexed(light.genesis_hash),
        "number": "0x1",
        "stateRoot": hexed(block.header.state_root),
        "extrinsicsRoot": "0x" + "09" * 32,
        "digest": {"logs": ["0x0661757261200000000000000000"]},
    }
    assert client.call("chain_getHeader") == expected
    assert client.call("chain_getHeader", None) == expected
    assert client.call("chain_getHeader", hexed(block.hash)) == expected
    genesis = client.call("chain_getHeader", hexed(light.genesis_hash))
    assert genesis["number"] == "0x0"
    assert genesis["parentHash"] == "0x" + "00" * 32
    assert client.call("chain_getHeader", UNKNOWN) is None
    assert failure(client, "chain_getHeader", "0x12").code == -32602


def test_a_number_has_no_leading_zeros(light: Blockchain, client: Client) -> None:
    for _ in range(26):
        grow(light)
    assert client.call("chain_getHeader")["number"] == "0x1a"


def test_a_block(light: Blockchain, client: Client) -> None:
    extrinsics = [encode_compact(2) + b"\x04\x01", encode_compact(1) + b"\x05"]
    block = grow(light, {}, extrinsics)
    grow(light)
    answer = client.call("chain_getBlock", hexed(block.hash))
    assert answer == {
        "block": {
            "header": client.call("chain_getHeader", hexed(block.hash)),
            "extrinsics": ["0x080401", "0x0405"],
        },
        "justifications": None,
    }
    assert client.call("chain_getBlock")["block"]["header"]["number"] == "0x2"
    genesis = client.call("chain_getBlock", hexed(light.genesis_hash))
    assert genesis["block"]["extrinsics"] == []
    assert client.call("chain_getBlock", UNKNOWN) is None


HEADS = [
    ("chain_subscribeNewHeads", "chain_unsubscribeNewHeads", "chain_newHead"),
    ("chain_subscribeNewHead", "chain_unsubscribeNewHead", "chain_newHead"),
    ("subscribe_newHead", "unsubscribe_newHead", "chain_newHead"),
    ("chain_subscribeAllHeads", "chain_unsubscribeAllHeads", "chain_allHead"),
    ("chain_subscribeFinalizedHeads", "chain_unsubscribeFinalizedHeads", "chain_finalizedHead"),
    ("chain_subscribeFinalisedHeads", "chain_unsubscribeFinalisedHeads", "chain_finalizedHead"),
]


@pytest.mark.parametrize(("subscribe", "unsubscribe", "notification"), HEADS)
def test_heads(
    light: Blockchain, client: Client, subscribe: str, unsubscribe: str, notification: str
) -> None:
    grow(light)
    ident = client.call(subscribe)
    first = client.call("chain_getHeader")
    assert client.taken() == [(notification, ident, first)]
    grow(light, {b"one": b"2"})
    second = client.call("chain_getHeader")
    assert second["number"] == "0x2"
    assert client.taken() == [(notification, ident, second)]
    assert client.call(unsubscribe, ident) is True
    assert client.call(unsubscribe, ident) is False
    grow(light)
    assert client.taken() == []


def test_each_follower_hears_of_each_block_once(light: Blockchain, client: Client) -> None:
    other = Client(client.registry)
    idents = [client.call("chain_subscribeNewHeads") for _ in range(3)]
    other.call("chain_subscribeAllHeads")
    client.taken(), other.taken()
    grow(light)
    assert [ident for _, ident, _ in client.taken()] == idents
    assert [method for method, _, _ in other.taken()] == ["chain_allHead"]
    client.session.close()
    grow(light)
    assert client.taken() == []
    assert len(other.taken()) == 1
