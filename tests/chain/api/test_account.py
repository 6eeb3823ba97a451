from __future__ import annotations

import pytest

from chain.kit import key, to
from pallets.balances import Balances
from runtime.accounts import ss58_encode
from tests.chain.api.client import Client, failure
from tests.chain.api.pooled import PooledChain, hexed

UNKNOWN = "0x" + "ab" * 32
NAMES = ["system_accountNextIndex", "account_nextIndex"]
DRY_RUN = ["system_dryRun", "system_dryRunAt"]
PAY = Balances.transfer_keep_alive(to("//Bob"), 5000)
ALICE = key("//Alice").address


@pytest.fixture
def node() -> PooledChain:
    return PooledChain()


@pytest.mark.parametrize("name", NAMES)
def test_the_next_nonce_is_after_those_that_are_ready(node: PooledChain, name: str) -> None:
    client = node.client
    assert client.call(name, ALICE) == 0
    for nonce in (0, 1, 4):
        client.call("author_submitExtrinsic", hexed(node.signed(PAY, nonce=nonce)))
    assert client.call(name, ALICE) == 2
    assert client.call(name, ss58_encode(key("//Alice").account, 0)) == 2
    assert client.call(name, key("//Bob").address) == 0
    node.make_block()
    assert client.call(name, ALICE) == 2
    client.call("author_submitExtrinsic", hexed(node.signed(PAY, nonce=2)))
    assert client.call(name, ALICE) == 3


@pytest.mark.parametrize("account", ["", ALICE[:-1], ALICE.replace("5", "6"), "0x00", 5, None])
def test_what_is_no_address(node: PooledChain, account: object) -> None:
    assert failure(node.client, "account_nextIndex", account).code == -32602


@pytest.mark.parametrize("name", DRY_RUN)
def test_a_dry_run_tells_what_would_come(node: PooledChain, name: str) -> None:
    client = node.client
    node.make_block()
    old = hexed(node.chain.head_hash)
    too_much = Balances.transfer_keep_alive(to("//Bob"), 10**18)
    broken = bytearray(node.signed(PAY))
    broken[60] ^= 1
    assert client.call(name, hexed(node.signed(PAY))) == "0x0000"
    assert client.call(name, hexed(node.signed(too_much))).startswith("0x0001")
    assert client.call(name, hexed(bytes(broken))) == "0x010004"
    assert client.call(name, hexed(node.signed(PAY, nonce=7))) == "0x010002"
    assert client.call("account_nextIndex", ALICE) == 0
    first = node.signed(PAY)
    client.call("author_submitExtrinsic", hexed(first))
    node.make_block()
    assert client.call(name, hexed(first)) == "0x010003"
    assert client.call(name, hexed(first), old) == "0x0000"


def test_a_dry_run_leaves_nothing_behind(node: PooledChain) -> None:
    node.make_block()
    client, before = node.client, node.dev.balance("//Alice")
    client.call("system_dryRun", hexed(node.signed(PAY)))
    assert node.dev.balance("//Alice") == before == 1_000_000 * 10**9
    assert node.chain.head_number == 1


def test_a_dry_run_that_cannot_be(node: PooledChain) -> None:
    failed = failure(node.client, "system_dryRun", "0x08")
    assert failed.error == {
        "code": 2,
        "message": "Unable to dry run extrinsic",
        "data": "Not enough data to decode vector",
    }
    failed = failure(node.client, "system_dryRun", "0x0404", UNKNOWN)
    assert failed.error == {
        "code": 1,
        "message": "Unable to dry run extrinsic.",
        "data": f"UnknownBlock: Header was not found in the database: {UNKNOWN}",
    }


def test_a_runtime_that_does_not_know_nonces(client: Client) -> None:
    failed = failure(client, "account_nextIndex", ALICE)
    assert failed.error == {
        "code": 1,
        "message": "Unable to query nonce.",
        "data": "Execution failed: Other: Exported method AccountNonceApi_account_nonce is not "
        "found",
    }
