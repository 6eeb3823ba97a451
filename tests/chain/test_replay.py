"""Executing stored blocks again finds whatever was tampered with."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from chain.authoring.aura import plan
from chain.authoring.builder import BlockBuilder, BlockPlan
from chain.database import UnknownBlock
from chain.database.backend import Backend
from chain.database.blocks import pack_list, unpack_list
from chain.database.leveldb import LevelDBBackend
from chain.database.state import state_record_key, stored_value
from chain.database.versions import inverted
from chain.kit import START_TIME, DevChain, key
from chain.replay import BlockDiffers, replay
from pallets.balances import Balances
from pallets.system.accounts import Accounts
from runtime.block import DigestItem, Header, Seal
from runtime.scale import decode, encode
from tests.chain.pool.watching import BOB, PAY

BLOCKS = 4
Tampering = Callable[[Backend], None]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("original") / "db"
    with DevChain(directory=directory) as chain:
        for _ in range(BLOCKS):
            chain.submit_all([(PAY, "//Alice"), (Balances.burn(7, True), "//Charlie")])
    return directory


@pytest.fixture
def tampered(original: Path, tmp_path: Path) -> Callable[[Tampering], DevChain]:
    """A copy of the chain in which something was done to the records."""
    copy = tmp_path / "copy"
    shutil.copytree(original, copy)

    def tamper(tampering: Tampering) -> DevChain:
        backend = LevelDBBackend(copy)
        tampering(backend)
        backend.close()
        return DevChain(directory=copy)

    return tamper


def put(backend: Backend, key_: bytes, value: bytes) -> None:
    assert backend.get(key_) not in (None, value)
    backend.write([(key_, value)])


def number_key(table: bytes, number: int) -> bytes:
    return table + number.to_bytes(4, "big")


def test_an_honest_chain_comes_out_the_same(original: Path) -> None:
    with DevChain(directory=original) as chain:
        replayed = list(replay(chain.blockchain, 0, BLOCKS))
        assert [block.number for block in replayed] == [1, 2, 3, 4]
        assert [block.extrinsics for block in replayed] == [3] * BLOCKS
        assert replayed[-1].hash == chain.blockchain.head_hash
        assert [block.number for block in replay(chain.blockchain, 3, 3)] == [3]


def test_a_block_that_is_not_there(original: Path) -> None:
    with (
        DevChain(directory=original) as chain,
        pytest.raises(UnknownBlock, match="there is no block 5"),
    ):
        list(replay(chain.blockchain, 4, 5))


def fails_at(chain: DevChain, number: int, text: str) -> None:
    with chain, pytest.raises(BlockDiffers, match=text) as caught:
        list(replay(chain.blockchain, 1, BLOCKS))
    assert caught.value.number == number and str(caught.value).startswith(f"block {number}: ")


def test_a_value_of_the_state(tampered: Callable[[Tampering], DevChain], original: Path) -> None:
    with DevChain(directory=original) as chain:
        accounts = chain.pallet(Accounts).account
        storage_key = accounts.key_of(BOB.account)
        value = chain.blockchain.database.state_at(2).get(storage_key)
    assert value is not None
    wrong = value[:16] + bytes([value[16] ^ 1]) + value[17:]
    record = state_record_key(storage_key) + inverted(2)
    chain = tampered(lambda backend: put(backend, record, stored_value(wrong)))
    fails_at(chain, 2, f"the stored value of 0x{storage_key.hex()} is another")


def without_last(packed: bytes) -> bytes:
    return pack_list(unpack_list(packed)[:-1])


def with_wrong_signature(packed: bytes) -> bytes:
    *others, last = unpack_list(packed)
    return pack_list([*others, last[:60] + bytes([last[60] ^ 1]) + last[61:]])


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (without_last, "Storage root must match"),
        (with_wrong_signature, "Transaction has a bad signature"),
        (lambda packed: pack_list([*unpack_list(packed), b"\x04\xff"]), "ExecuteBlockError"),
    ],
)
def test_a_body(
    tampered: Callable[[Tampering], DevChain], change: Callable[[bytes], bytes], text: str
) -> None:
    def tampering(backend: Backend) -> None:
        record = number_key(b"e", 3)
        body = backend.get(record)
        assert body is not None
        put(backend, record, change(body))

    fails_at(tampered(tampering), 3, text)


def test_a_header(tampered: Callable[[Tampering], DevChain]) -> None:
    def tampering(backend: Backend) -> None:
        record = number_key(b"b", 2)
        block = backend.get(record)
        assert block is not None
        header = decode(Header, block[64:])
        header.digest.logs.pop()
        put(backend, record, block[:64] + encode(Header, header))

    fails_at(tampered(tampering), 2, "its header names another block 2")


# A chain whose author does not seal as he should


def sealed(chain: DevChain, seal: Callable[[bytes], DigestItem]) -> None:
    honest = plan(START_TIME, 250, key("//One"))
    BlockBuilder(chain.blockchain, BlockPlan(honest.digest, honest.inherent_data, seal)).finish()


@pytest.mark.parametrize(
    ("seal", "text"),
    [
        (lambda _: Seal(b"aura", bytes(64)), "its seal is not of authority 0xac859f8a"),
        (lambda header: Seal(b"aura", key("//Two").sign(header)), "its seal is not of authority"),
        (lambda _: plan(START_TIME, 250, key("//One")).digest[0], "it has no seal"),
    ],
)
def test_a_seal(seal: Callable[[bytes], DigestItem], text: str) -> None:
    chain = DevChain()
    sealed(chain, seal)
    with pytest.raises(BlockDiffers, match=text):
        list(replay(chain.blockchain, 1, 1))
