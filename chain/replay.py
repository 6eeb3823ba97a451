"""Executing stored blocks again, to see that they come out the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from chain.blockchain import Blockchain
from chain.database import UnknownBlock
from pallets.aura import Aura
from runtime.block import BlockInvalid, Digest, Header, Seal
from runtime.executive import Executive
from runtime.runtime import Runtime
from runtime.scale import DecodeError
from runtime.signatures import verify_sr25519
from runtime.state import State


class BlockDiffers(Exception):
    """A stored block is not what executing it again gives."""

    def __init__(self, number: int, what: str) -> None:
        super().__init__(f"block {number}: {what}")
        self.number = number


@dataclass(frozen=True, slots=True)
class Replayed:
    """A block that came out the same."""

    number: int
    hash: bytes
    extrinsics: int


def replay(chain: Blockchain, first: int, last: int) -> Iterator[Replayed]:
    """Execute the blocks `first` to `last` again, each on the stored state of its parent.

    Block 0 has nothing to execute and is left out. Raises BlockDiffers, UnknownBlock.
    """
    for number in range(max(first, 1), last + 1):
        header, body = chain.header(number), chain.database.body(number)
        if header is None or body is None:
            raise UnknownBlock(f"there is no block {number}")
        try:
            yield _replay_block(chain, header, body)
        except (BlockInvalid, DecodeError) as error:
            raise BlockDiffers(number, str(error)) from error


def _replay_block(chain: Blockchain, header: Header, body: list[bytes]) -> Replayed:
    number, database = header.number, chain.database
    for height, claimed in ((number, header.hash), (number - 1, header.parent_hash)):
        if database.hash_of(height) != claimed:
            raise BlockDiffers(number, f"its header names another block {height} than the database")
    state = State(database.state_at(number - 1))
    runtime = Runtime(chain.composition, state)
    unsealed = _without_seal(runtime, header)
    Executive(runtime).execute_block(
        unsealed, body, lambda after: database.root_on(number - 1, after.changes())
    )
    stored = database.state_at(number)
    for key, value in state.changes().items():
        if stored.get(key) != value:
            raise BlockDiffers(number, f"the stored value of 0x{key.hex()} is another")
    return Replayed(number, header.hash, len(body))


def _without_seal(runtime: Runtime, header: Header) -> Header:
    """The header as it was sealed. Raises BlockDiffers unless the slot's authority did that."""
    logs, last = header.digest.logs[:-1], header.digest.logs[-1:]
    unsealed = replace(header, digest=Digest(logs))
    author = runtime.pallet(Aura).author_of(logs)
    match last:
        case [Seal(data=signature)] if author is not None:
            if verify_sr25519(signature, unsealed.hash, author):
                return unsealed
            raise BlockDiffers(header.number, f"its seal is not of authority 0x{author.hex()}")
    raise BlockDiffers(header.number, "it has no seal")
