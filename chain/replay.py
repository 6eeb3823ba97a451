"""Executing stored blocks again, to see that they come out the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chain.blockchain import Blockchain
from chain.database import UnknownBlock
from runtime.block import Digest, Header, Seal
from runtime.executive import Executive
from runtime.runtime import Runtime
from runtime.signatures import verify_sr25519
from runtime.state import State
from pallets.aura import Aura


class BlockDiffers(Exception):
    """A stored block is not what executing it again gives."""

    def __init__(self, number: int, what: str, stored: object, computed: object) -> None:
        super().__init__(f"block {number}: {what} is {stored} in the database, {computed} anew")
        self.number = number


@dataclass(frozen=True, slots=True)
class Replayed:
    """A block that came out the same."""

    number: int
    hash: bytes
    extrinsics: int


def replay(chain: Blockchain, first: int, last: int) -> Iterator[Replayed]:
    """Execute the blocks `first` to `last` again, each on the stored state of its parent.

    Raises BlockDiffers, BlockInvalid, UnknownBlock.
    """
    for number in range(max(first, 1), last + 1):
        header, body = chain.header(number), chain.database.body(number)
        if header is None or body is None:
            raise UnknownBlock(f"there is no block {number}")
        yield _replay_block(chain, header, body)


def _replay_block(chain: Blockchain, header: Header, body: list[bytes]) -> Replayed:
    number = header.number
    state = State(chain.database.state_at(number - 1))
    runtime = Runtime(chain.composition, state)
    executive = Executive(runtime)
    unsealed = _check_seal(runtime, header)
    executive.execute_block(
        unsealed, body, lambda after: chain.database.root_on(number - 1, after.changes())
    )
    stored = chain.database.hash_of(number)
    if stored != header.hash:
        raise BlockDiffers(number, "the hash", stored and stored.hex(), header.hash.hex())
    return Replayed(number, header.hash, len(body))


def _check_seal(runtime: Runtime, header: Header) -> Header:
    """The header without its seal. Raises BlockDiffers if the slot's authority did not make the seal."""
    *logs, seal = header.digest.logs
    unsealed = Header(
        header.parent_hash,
        header.number,
        header.state_root,
        header.extrinsics_root,
        Digest(logs),
    )
    author = runtime.pallet(Aura).author_of(logs)
    if not isinstance(seal, Seal) or author is None:
        raise BlockDiffers(header.number, "the seal", "missing", "expected")
    if not verify_sr25519(seal.data, unsealed.hash, author):
        raise BlockDiffers(header.number, "the seal", "forged", f"of 0x{author.hex()}")
    return unsealed
