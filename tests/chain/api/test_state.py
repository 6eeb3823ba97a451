from __future__ import annotations

import asyncio

import pytest

from chain.api import reading
from chain.blockchain import Blockchain
from chain.rpc import RpcLimits
from chain.trie.proof import verify_proof
from runtime.hashing import blake2_256
from tests.chain.api.client import Client, failure
from tests.chain.api.light import grow

UNKNOWN = "0x" + "ab" * 32


def hexed(data: bytes) -> str:
    return "0x" + data.hex()


ONE, PRE, PRE_A, PRE_B, PRE_C, ZOO, NONE = (
    hexed(key) for key in (b"one", b"pre/", b"pre/a", b"pre/b", b"pre/c", b"zoo", b"none")
)


@pytest.mark.parametrize("name", ["state_getStorage", "state_getStorageAt"])
def test_a_value_now_and_then(light: Blockchain, client: Client, name: str) -> None:
    block = grow(light, {b"one": b"2", b"pre/a": None})
    genesis = hexed(light.genesis_hash)
    assert client.call(name, ONE) == hexed(b"2")
    assert client.call(name, ONE, None) == hexed(b"2")
    assert client.call(name, ONE, hexed(block.hash)) == hexed(b"2")
    assert client.call(name, ONE, genesis) == hexed(b"1")
    assert client.call(name, PRE_A) is None
    assert client.call(name, PRE_A, genesis) == hexed(b"aa")
    assert client.call(name, PRE_B) == "0x"
    assert client.call(name, b"one".hex()) == hexed(b"2")


@pytest.mark.parametrize("name", ["state_getStorageHash", "state_getStorageHashAt"])
def test_the_hash_of_a_value(light: Blockchain, client: Client, name: str) -> None:
    grow(light, {b"one": b"2"})
    assert client.call(name, ONE) == hexed(blake2_256(b"2"))
    assert client.call(name, ONE, hexed(light.genesis_hash)) == hexed(blake2_256(b"1"))
    assert client.call(name, NONE) is None


@pytest.mark.parametrize("name", ["state_getStorageSize", "state_getStorageSizeAt"])
def test_the_size_of_a_value_or_of_all_below_a_prefix(
    light: Blockchain, client: Client, name: str
) -> None:
    grow(light, {b"pre/c": b"c"})
    assert client.call(name, ZOO) == 40
    assert client.call(name, PRE_B) == 0
    assert client.call(name, PRE) == 3
    assert client.call(name, PRE, hexed(light.genesis_hash)) == 5
    assert client.call(name, NONE) is None


def test_all_keys_below_a_prefix(light: Blockchain, client: Client) -> None:
    grow(light, {b"pre/b": None, b"pre/d": b"d"})
    assert client.call("state_getKeys", PRE) == [PRE_A, PRE_C, hexed(b"pre/d")]
    assert client.call("state_getKeys", PRE, hexed(light.genesis_hash)) == [PRE_A, PRE_B, PRE_C]
    assert client.call("state_getKeys", NONE) == []
    assert len(client.call("state_getKeys", "0x")) == 5


def test_all_pairs_below_a_prefix(light: Blockchain, client: Client) -> None:
    grow(light, {b"pre/b": None})
    now = [[PRE_A, hexed(b"aa")], [PRE_C, hexed(b"ccc")]]
    assert client.call("state_getPairs", PRE) == now
    assert client.call("state_getPairs", PRE, hexed(light.genesis_hash))[1] == [PRE_B, "0x"]


@pytest.mark.parametrize("name", ["state_getKeysPaged", "state_getKeysPagedAt"])
def test_pages_of_keys(light: Blockchain, client: Client, name: str) -> None:
    assert client.call(name, PRE, 2, PRE) == [PRE_A, PRE_B]
    assert client.call(name, PRE, 2, None) == [PRE_A, PRE_B]
    assert client.call(name, PRE, 2) == [PRE_A, PRE_B]
    assert client.call(name, PRE, 2, PRE_B) == [PRE_C]
    assert client.call(name, PRE, 2, PRE_C) == []
    assert client.call(name, PRE, 2, ONE) == [PRE_A, PRE_B]
    assert client.call(name, PRE, 0) == []
    assert client.call(name, None, 1000)[:2] == [ONE, PRE_A]
    grow(light, {b"pre/a": None})
    assert client.call(name, PRE, 1) == [PRE_B]
    assert client.call(name, PRE, 1, None, hexed(light.genesis_hash)) == [PRE_A]


def test_a_page_has_at_most_1000_keys(client: Client) -> None:
    failed = failure(client, "state_getKeysPaged", PRE, 1001)
    assert failed.error == {
        "code": 4002,
        "message": "count exceeds maximum value. value: 1001, max: 1000",
    }


def test_a_read_proof(light: Blockchain, client: Client) -> None:
    block = grow(light, {b"one": b"2"})
    many = {b"many/%d" % n: b"%d" % n for n in range(100)}
    other = grow(light, many)
    answer = client.call("state_getReadProof", [ONE, NONE], hexed(block.hash))
    assert answer["at"] == hexed(block.hash)
    proof = [bytes.fromhex(node[2:]) for node in answer["proof"]]
    assert verify_proof(block.header.state_root, proof, b"one") == b"2"
    assert verify_proof(block.header.state_root, proof, b"none") is None

    answer = client.call("state_getReadProof", [hexed(key) for key in many])
    assert answer["at"] == hexed(other.hash)
    proof = [bytes.fromhex(node[2:]) for node in answer["proof"]]
    assert len(set(proof)) == len(proof)
    for key, value in many.items():
        assert verify_proof(other.header.state_root, proof, key) == value


READS = {
    "state_call": ["Probe_double", "0x01000000"],
    "state_getKeys": [PRE],
    "state_getKeysPaged": [PRE, 2, None],
    "state_getMetadata": [],
    "state_getPairs": [PRE],
    "state_getReadProof": [[ONE]],
    "state_getRuntimeVersion": [],
    "state_getStorage": [ONE],
    "state_getStorageHash": [ONE],
    "state_getStorageSize": [ONE],
}


@pytest.mark.parametrize("name", READS)
def test_a_block_that_is_not_there(client: Client, name: str) -> None:
    failed = failure(client, name, *READS[name], UNKNOWN)
    assert failed.error == {
        "code": 4003,
        "message": "Client error: UnknownBlock: Header was not found in the database: " + UNKNOWN,
    }


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("state_getKeys", ["0x"]),
        ("state_getPairs", ["0x"]),
        ("state_queryStorageAt", [[hexed(b"k%06d" % n) for n in range(100)]]),
    ],
)
def test_an_answer_that_grows_too_big_is_refused(
    light: Blockchain, client: Client, name: str, params: list[object]
) -> None:
    grow(light, {b"k%06d" % n: b"v" for n in range(1000)})
    small = Client(client.registry, limits=RpcLimits(max_response_bytes=2000))
    failed = failure(small, name, *params)
    assert (failed.code, failed.message) == (-32008, "Response is too big")


def test_a_long_read_lets_others_have_their_turn(
    light: Blockchain, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "TIME_SLICE", 0.0)
    grow(light, {b"k%03d" % n: b"v" for n in range(100)})

    async def both() -> list[str]:
        order: list[str] = []

        async def read() -> None:
            keys = await client.call_soon("state_getKeys", "0x")
            order.append(f"{len(keys)} keys")

        async def others() -> None:
            for _ in range(50):
                await asyncio.sleep(0)
            order.append("others")
            grow(light, {b"k000": None})

        await asyncio.gather(read(), others())
        return order

    assert asyncio.run(both()) == ["others", "105 keys"]
