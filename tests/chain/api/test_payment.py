from __future__ import annotations

import pytest

from chain.kit import to
from pallets.balances import Balances
from pallets.system import System
from pallets.timestamp import Timestamp
from runtime.extrinsic import encode_bare
from tests.chain.api.client import Client, failure
from tests.chain.api.pooled import PooledChain, hexed

UNKNOWN = "0x" + "ab" * 32
INFO, DETAILS = "payment_queryInfo", "payment_queryFeeDetails"
PAY = Balances.transfer_keep_alive(to("//Bob"), 5_000_000_000)


@pytest.fixture(scope="module")
def node() -> PooledChain:
    return PooledChain()


def test_what_a_transfer_costs(node: PooledChain) -> None:
    extrinsic = node.signed(PAY)
    info = node.client.call(INFO, hexed(extrinsic))
    assert info["class"] == "normal"
    assert info["partialFee"] == str(170_039 + len(extrinsic) - 144)
    assert set(info["weight"]) == {"ref_time", "proof_size"}
    details = node.client.call(DETAILS, hexed(extrinsic))["inclusionFee"]
    assert details["baseFee"] == 54_078
    assert details["lenFee"] == len(extrinsic)
    assert sum(details.values()) == int(info["partialFee"])


def test_a_tip_plays_no_part_and_the_block_may_be_old(node: PooledChain) -> None:
    extrinsic = hexed(node.signed(PAY))
    now = node.client.call(INFO, extrinsic)
    assert node.client.call(INFO, extrinsic, hexed(node.chain.genesis_hash)) == now
    assert node.client.call(INFO, hexed(node.signed(PAY, nonce=9))) == now
    one_byte_more = hexed(node.signed(PAY, tip=1 << 6))
    assert int(node.client.call(INFO, one_byte_more)["partialFee"]) == int(now["partialFee"]) + 1


def test_other_classes(node: PooledChain) -> None:
    bare = hexed(encode_bare(node.chain.composition, Timestamp.set(5)))
    info = node.client.call(INFO, bare)
    assert (info["class"], info["partialFee"]) == ("mandatory", "0")
    assert node.client.call(DETAILS, bare) == {"inclusionFee": None}
    heap_pages = hexed(node.signed(System.set_heap_pages(1)))
    assert node.client.call(INFO, heap_pages)["class"] == "operational"


MESSAGES = [
    (INFO, "Unable to query dispatch info."),
    (DETAILS, "Unable to query fee details."),
]


@pytest.mark.parametrize(("name", "message"), MESSAGES)
def test_no_answer(node: PooledChain, client: Client, name: str, message: str) -> None:
    failed = failure(node.client, name, "0x")
    assert failed.error == {
        "code": 2,
        "message": message,
        "data": "Not enough data to fill buffer",
    }
    failed = failure(node.client, name, "0x0404", UNKNOWN)
    assert failed.error == {
        "code": 1,
        "message": message,
        "data": f"UnknownBlock: Header was not found in the database: {UNKNOWN}",
    }
    failed = failure(node.client, name, "0x08ffff")
    assert (failed.code, failed.message) == (1, message)
    failed = failure(client, name, "0x0404")
    assert "is not found" in failed.data
