"""Blocks as records: headers, bodies, and the indices by hash and by extrinsic."""

from typing import NamedTuple

from chain.database.backend import Backend, Record
from chain.database.errors import DatabaseCorrupted
from chain.database.versions import inverted
from runtime.merkle import HASH_LENGTH, blake2_256

_BLOCK = b"b"  # number -> hash, state root, header
_BODY = b"e"  # number -> extrinsics, each after its length
_NUMBER = b"n"  # hash -> number
_EXTRINSIC = b"x"  # extrinsic hash, inverted number -> position in the body

_WIDTH = 4


class Head(NamedTuple):
    """The newest block: its number and its hash."""

    number: int
    hash: bytes


class Block(NamedTuple):
    """What a block's record holds. `header` is its SCALE encoding, which `hash` is the hash of."""

    number: int
    hash: bytes
    state_root: bytes
    header: bytes


def pack_number(number: int) -> bytes:
    """A block number as the whole key of a record, ascending."""
    return number.to_bytes(_WIDTH, "big")


def block_records(block: Block, body: list[bytes]) -> list[Record]:
    """The records of a block: itself, its body and its indices."""
    number = pack_number(block.number)
    records = [
        (_BLOCK + number, block.hash + block.state_root + block.header),
        (_BODY + number, pack_list(body)),
        (_NUMBER + block.hash, number),
    ]
    version = inverted(block.number)
    records.extend(
        (_EXTRINSIC + blake2_256(extrinsic) + version, index.to_bytes(_WIDTH, "big"))
        for index, extrinsic in enumerate(body)
    )
    return records


def read_block(backend: Backend, number: int) -> Block | None:
    """The block with this number, None if there is none."""
    record = backend.get(_BLOCK + pack_number(number))
    if record is None:
        return None
    root = 2 * HASH_LENGTH
    return Block(number, record[:HASH_LENGTH], record[HASH_LENGTH:root], record[root:])


def read_body(backend: Backend, number: int) -> list[bytes] | None:
    """The extrinsics of a block, None if there is no such block. Raises DatabaseCorrupted."""
    record = backend.get(_BODY + pack_number(number))
    return None if record is None else unpack_list(record)


def read_number(backend: Backend, block_hash: bytes) -> int | None:
    """The number of the block with this hash, None if there is none."""
    record = backend.get(_NUMBER + block_hash)
    return None if record is None else int.from_bytes(record, "big")


def read_extrinsic(backend: Backend, extrinsic_hash: bytes) -> tuple[int, int] | None:
    """The newest block that holds an extrinsic with this hash, and its first position there."""
    prefix = _EXTRINSIC + extrinsic_hash
    found = backend.seek(prefix)
    if found is None or len(extrinsic_hash) != HASH_LENGTH or not found[0].startswith(prefix):
        return None
    key, index = found
    number = int.from_bytes(inverted(int.from_bytes(key[len(prefix) :], "big")), "big")
    return number, int.from_bytes(index, "big")


def pack_list(items: list[bytes]) -> bytes:
    """Byte strings as one, each after its length."""
    return b"".join([part for item in items for part in (len(item).to_bytes(_WIDTH, "big"), item)])


def unpack_list(packed: bytes) -> list[bytes]:
    """What `pack_list` was given. Raises DatabaseCorrupted."""
    items = []
    pos = 0
    while pos < len(packed):
        start = pos + _WIDTH
        pos = start + int.from_bytes(packed[pos:start], "big")
        items.append(packed[start:pos])
    if pos != len(packed):
        raise DatabaseCorrupted("a stored list ends too early")
    return items
