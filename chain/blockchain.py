"""A chain on its database: blocks, states, and the runtime on any of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chain.database import ChainDatabase, Changes, PendingState, UnknownBlock
from genesis.build import genesis_header, genesis_state
from genesis.spec import ChainSpec
from runtime.block import Header
from runtime.composition import Composition
from runtime.runtime import Runtime
from runtime.scale import decode, encode
from runtime.state import State


@dataclass(frozen=True, slots=True)
class ImportedBlock:
    """A block that has just become the head."""

    number: int
    hash: bytes
    header: Header
    extrinsics: Sequence[bytes]
    changes: Changes  # the state's, by key


BlockListener = Callable[[ImportedBlock], object]


class Blockchain:
    """Blocks in a row, each final as soon as it is there. Not safe to use from several threads."""

    def __init__(self, composition: Composition, spec: ChainSpec, database: ChainDatabase) -> None:
        self.composition, self.spec, self.database = composition, spec, database
        self._listeners: list[BlockListener] = []
        self._head_runtime: tuple[int, Runtime] | None = None

    @classmethod
    def start(
        cls, composition: Composition, spec: ChainSpec, database: ChainDatabase
    ) -> Blockchain:
        """The chain in the database, which begins with block 0 if it is empty.

        Raises InvalidChainSpec, and WrongChain if the database begins with another block 0.
        """
        chain = cls(composition, spec, database)
        chain._ensure_genesis()
        return chain

    def _ensure_genesis(self) -> None:
        state = genesis_state(self.composition, self.spec)
        if self.database.is_empty:
            root, pending = self.database.root_of(state)
            header = genesis_header(root)
            self.database.commit_genesis(
                chain_id=self.spec.id,
                header=encode(Header, header),
                header_hash=header.hash,
                pending=pending,
            )
            return
        root, _ = ChainDatabase.in_memory().root_of(state)
        self.database.require_genesis(genesis_header(root).hash)

    # Reading

    @property
    def head_number(self) -> int:
        return self.database.head.number

    @property
    def head_hash(self) -> bytes:
        return self.database.head.hash

    @property
    def genesis_hash(self) -> bytes:
        found = self.database.hash_of(0)
        assert found is not None
        return found

    def header(self, block: int | bytes) -> Header | None:
        """The header of a block, by number or hash."""
        encoded = self.database.header(block)
        return None if encoded is None else decode(Header, encoded)

    def number_of(self, block_hash: bytes | None) -> int:
        """The number of a block, of the head for None. Raises UnknownBlock."""
        if block_hash is None:
            return self.head_number
        number = self.database.number_of(block_hash)
        if number is None:
            raise UnknownBlock(f"Header was not found in the database: 0x{block_hash.hex()}")
        return number

    def runtime_at(self, number: int) -> Runtime:
        """A runtime to read the state after a block with; what it writes goes nowhere else."""
        return Runtime(self.composition, State(self.database.state_at(number)))

    def head_runtime(self) -> Runtime:
        """The runtime on the head, shared by all who only read."""
        number = self.head_number
        if self._head_runtime is None or self._head_runtime[0] != number:
            self._head_runtime = (number, self.runtime_at(number))
        return self._head_runtime[1]

    # Growing

    def commit(
        self, header: Header, extrinsics: Sequence[bytes], pending: PendingState
    ) -> ImportedBlock:
        """Make an executed and sealed block the head, and tell the listeners.

        Raises DatabaseWriteFailed, after which the old head stands.
        """
        block_hash = header.hash
        self.database.commit_block(
            header=encode(Header, header),
            header_hash=block_hash,
            number=header.number,
            body=list(extrinsics),
            pending=pending,
        )
        block = ImportedBlock(header.number, block_hash, header, extrinsics, pending.changes)
        for listener in list(self._listeners):
            listener(block)
        return block

    def on_block(self, listener: BlockListener) -> Callable[[], None]:
        """Call the listener with each new head. The result ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)
