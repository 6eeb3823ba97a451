from __future__ import annotations

import pytest

from chain.kit import key, to
from chain.pool import PoolLimits
from pallets.balances import Balances
from pallets.system import System
from pallets.timestamp import Timestamp
from runtime.extrinsic import encode_bare
from runtime.hashing import blake2_256
from tests.chain.api.client import Client, failure
from tests.chain.api.pooled import GRANDPA_KEY, PooledChain, hexed

SUBMIT, WATCH, UNWATCH = (
    "author_submitExtrinsic",
    "author_submitAndWatchExtrinsic",
    "author_unwatchExtrinsic",
)
PAY = Balances.transfer_keep_alive(to("//Bob"), 5000)


@pytest.fixture
def node() -> PooledChain:
    return PooledChain()


@pytest.fixture
def client(node: PooledChain) -> Client:
    return node.client


def test_an_extrinsic_on_its_way_into_a_block(node: PooledChain, client: Client) -> None:
    first, second = node.signed(PAY), node.signed(PAY, nonce=1)
    assert client.call(SUBMIT, hexed(second)) == hexed(blake2_256(second))
    assert client.call("author_pendingExtrinsics") == []
    assert client.call(SUBMIT, hexed(first)) == hexed(blake2_256(first))
    assert client.call("author_pendingExtrinsics") == [hexed(first), hexed(second)]
    block = node.make_block()
    assert client.call("author_pendingExtrinsics") == []
    extrinsics = client.call("chain_getBlock", hexed(block.hash))["block"]["extrinsics"]
    assert extrinsics[-2:] == [hexed(first), hexed(second)]


def test_what_comes_after_an_extrinsic_is_not_part_of_it(node: PooledChain, client: Client) -> None:
    extrinsic = node.signed(PAY)
    assert client.call(SUBMIT, hexed(extrinsic) + "0000") == hexed(blake2_256(extrinsic))
    assert client.call("author_pendingExtrinsics") == [hexed(extrinsic)]


def test_bytes_that_are_no_extrinsic(client: Client) -> None:
    for data, reason in [
        ("0x", "Not enough data to fill buffer"),
        ("0x01", "Not enough data to fill buffer"),
        ("0x0804", "Not enough data to decode vector"),
    ]:
        failed = failure(client, SUBMIT, data)
        assert failed.error == {"code": 1040, "message": f"Client error: {reason}"}
        failed = failure(client, WATCH, data)
        assert failed.error == {
            "code": 1001,
            "message": f"Extrinsic has invalid format: {reason}",
        }
    assert failure(client, SUBMIT, "0xzz").code == -32602
    assert failure(client, SUBMIT).code == -32602


@pytest.mark.parametrize("name", [SUBMIT, WATCH])
@pytest.mark.parametrize("inner", ["84ff", "04ffff", "0400000c", "07", ""])
def test_bytes_that_are_no_call(client: Client, name: str, inner: str) -> None:
    data = bytes.fromhex(inner)
    failed = failure(client, name, hexed(bytes([len(data) << 2]) + data))
    assert failed.code == 1002
    assert failed.message.startswith("Verification Error: Runtime error: Execution failed: ")
    assert failed.data == f'RuntimeApi("{failed.message[35:]}")'
    assert client.session.subscriptions == 0


def reasons(node: PooledChain) -> dict[str, tuple[bytes, int, str]]:
    """Extrinsics that the runtime does not take, with code and data of the answer."""
    pauper = node.signed(PAY, "//Pauper")
    broken = bytearray(node.signed(PAY))
    broken[60] ^= 1
    composition = node.chain.composition
    return {
        "signature": (bytes(broken), 1010, "Transaction has a bad signature"),
        "payment": (
            pauper,
            1010,
            "Inability to pay some fees (e.g. account balance too low)",
        ),
        "mandatory": (
            encode_bare(composition, Timestamp.set(1)),
            1010,
            "Transaction dispatch is mandatory; transactions must not be validated.",
        ),
        "call": (
            encode_bare(composition, System.remark(b"")),
            1010,
            "Transaction call is not expected",
        ),
        "unsigned": (encode_bare(composition, PAY), 1011, "NoUnsignedValidator"),
    }


MESSAGES = {1010: "Invalid Transaction", 1011: "Unknown Transaction Validity"}


@pytest.mark.parametrize("name", [SUBMIT, WATCH])
@pytest.mark.parametrize("reason", ["signature", "payment", "mandatory", "call", "unsigned"])
def test_what_the_runtime_does_not_take(
    node: PooledChain, client: Client, name: str, reason: str
) -> None:
    extrinsic, code, data = reasons(node)[reason]
    failed = failure(client, name, hexed(extrinsic))
    assert failed.error == {"code": code, "message": MESSAGES[code], "data": data}
    assert client.session.subscriptions == 0


def test_a_nonce_that_has_been(node: PooledChain, client: Client) -> None:
    old = node.signed(PAY)
    client.call(SUBMIT, hexed(old))
    node.make_block()
    failed = failure(client, SUBMIT, hexed(old))
    assert failed.error == {
        "code": 1010,
        "message": "Invalid Transaction",
        "data": "Transaction is outdated",
    }


def test_the_same_again(node: PooledChain, client: Client) -> None:
    extrinsic = node.signed(PAY)
    client.call(SUBMIT, hexed(extrinsic))
    failed = failure(client, SUBMIT, hexed(extrinsic))
    assert (failed.code, failed.message) == (1013, "Transaction Already Imported")
    assert failed.data


def test_another_of_the_same_nonce(node: PooledChain, client: Client) -> None:
    client.call(SUBMIT, hexed(node.signed(PAY)))
    failed = failure(client, SUBMIT, hexed(node.signed(PAY, tip=1000)))
    assert failed.error == {
        "code": 1014,
        "message": "Priority is too low: (1 vs 1)",
        "data": "The transaction has too low priority to replace another transaction already in "
        "the pool.",
    }


def test_a_pool_without_room() -> None:
    node = PooledChain(PoolLimits(future=0))
    failed = failure(node.client, SUBMIT, hexed(node.signed(PAY, nonce=5)))
    assert failed.error == {
        "code": 1016,
        "message": "Immediately Dropped",
        "data": "The transaction couldn't enter the pool because of the limit",
    }


def test_watching(node: PooledChain, client: Client) -> None:
    ident = client.call(WATCH, hexed(node.signed(PAY)))
    assert client.taken() == [("author_extrinsicUpdate", ident, "ready")]
    block = hexed(node.make_block().hash)
    assert client.taken() == [("author_extrinsicUpdate", ident, {"inBlock": block})]
    node.pass_time()
    assert client.taken() == [("author_extrinsicUpdate", ident, {"finalized": block})]
    assert client.session.subscriptions == 0
    assert client.call(UNWATCH, ident) is False


def test_watching_one_that_has_to_wait(node: PooledChain, client: Client) -> None:
    client.call(WATCH, hexed(node.signed(PAY, nonce=1)))
    assert [status for _, _, status in client.taken()] == ["future"]
    client.call(SUBMIT, hexed(node.signed(PAY)))
    assert [status for _, _, status in client.taken()] == ["ready"]


def test_watching_one_that_is_removed(node: PooledChain, client: Client) -> None:
    extrinsic = node.signed(PAY)
    client.call(WATCH, hexed(extrinsic))
    client.taken()
    client.call("author_removeExtrinsic", [{"extrinsic": hexed(extrinsic)}])
    assert [status for _, _, status in client.taken()] == ["invalid"]
    assert client.session.subscriptions == 0


def test_one_who_does_not_want_to_know_more(node: PooledChain, client: Client) -> None:
    ident = client.call(WATCH, hexed(node.signed(PAY)))
    client.taken()
    assert client.call(UNWATCH, ident) is True
    node.make_block()
    node.pass_time()
    assert client.taken() == []


def test_one_who_leaves_before_the_last_word(node: PooledChain, client: Client) -> None:
    ident = client.call(WATCH, hexed(node.signed(PAY)))
    node.make_block()
    client.taken()
    assert client.call(UNWATCH, ident) is True
    node.pass_time()
    assert client.taken() == []


def test_removing(node: PooledChain, client: Client) -> None:
    chain = [node.signed(PAY, nonce=nonce) for nonce in range(3)]
    other = node.signed(PAY, "//Bob")
    for extrinsic in [*chain, other]:
        client.call(SUBMIT, hexed(extrinsic))
    removed = client.call("author_removeExtrinsic", [{"hash": hexed(blake2_256(chain[1]))}])
    assert removed == [hexed(blake2_256(extrinsic)) for extrinsic in chain[1:]]
    assert client.call("author_removeExtrinsic", [{"hash": "0x" + "00" * 32}]) == []
    assert client.call("author_removeExtrinsic", [{"extrinsic": hexed(other)}]) == [
        hexed(blake2_256(other))
    ]
    assert client.call("author_pendingExtrinsics") == [hexed(chain[0])]
    for wrong in ({"hash": "0x00"}, {"extrinsic": "0x"}, {"other": "0x00"}, "0x00"):
        assert failure(client, "author_removeExtrinsic", [wrong]).code == -32602


def test_session_keys(client: Client) -> None:
    one, two = key("//One").public, key("//Two").public
    assert client.call("author_hasKey", hexed(one), "aura") is True
    assert client.call("author_hasKey", hexed(two), "aura") is False
    assert client.call("author_hasSessionKeys", hexed(one + GRANDPA_KEY)) is True
    assert client.call("author_hasSessionKeys", hexed(two + GRANDPA_KEY)) is False
    assert client.call("author_hasSessionKeys", hexed(one + one)) is False
    failed = failure(client, "author_hasSessionKeys", "0x01")
    assert failed.error == {"code": 1040, "message": "Session keys are not encoded correctly"}
