"""The chain's database: whole blocks in, any block's state out."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from chain.database.backend import Backend, Batch, MemoryBackend
from chain.database.blocks import (
    Block,
    Head,
    block_records,
    pack_list,
    pack_number,
    read_block,
    read_body,
    read_extrinsic,
    read_number,
    unpack_list,
)
from chain.database.errors import (
    DatabaseCorrupted,
    DatabaseError,
    StaleUpdate,
    UnknownBlock,
    WrongChain,
)
from chain.database.loading import LOADING, clear_unfinished_load, mark_loading
from chain.database.state import Changes, StateStore, StateView, state_records
from chain.database.versions import inverted
from chain.trie.state import TrieCorrupted
from runtime.merkle import EMPTY_ROOT

_WRITTEN = b"w"  # number -> the state and trie records the block wrote, without their version
_META = b"m"
_HEAD = _META + b"head"
_GENESIS = _META + b"genesis"
_CHAIN_ID = _META + b"chain"


class PendingState(NamedTuple):
    """A prepared update of the state on top of the head `base`. Dropping it costs nothing."""

    base: Head | None
    root: bytes
    changes: Changes
    nodes: dict[str, bytes | None]
    replaced: Sequence[bytes] = ()  # references to trie nodes of the base that are not needed now


class ChainDatabase:
    """One chain from its genesis to its head, without forks.

    Every commit is one atomic write: after any interruption the database stands at a whole block,
    and if a write fails nothing in memory has moved either. One thread commits at a time; reading
    from others meanwhile is safe.
    """

    def __init__(
        self, backend: Backend, *, value_cache: int = 32 << 20, node_cache: int = 24 << 20
    ) -> None:
        """A database in an opened backend; the caches are bounded in bytes.

        Raises DatabaseCorrupted.
        """
        self._backend = backend
        self._store = StateStore(backend, value_cache, node_cache)
        self._head: Head | None = None
        self._view: StateView | None = None
        clear_unfinished_load(backend)
        self._restore_head()

    @classmethod
    def open(
        cls, path: str | Path, *, genesis_hash: bytes | None = None, create: bool = True
    ) -> "ChainDatabase":
        """The database in a directory, new if that is empty or missing and `create` is set.

        Raises DatabaseInUse, ForeignDirectory, NewerFormat, DatabaseNotFound, DatabaseUnreadable;
        and WrongChain if it begins with another block than `genesis_hash`.
        """
        from chain.database.leveldb import LevelDBBackend  # a chain in memory needs no LevelDB

        backend = LevelDBBackend(Path(path), create=create)
        try:
            database = cls(backend)
            database.require_genesis(genesis_hash)
        except BaseException:
            backend.close()
            raise
        return database

    @classmethod
    def in_memory(cls) -> "ChainDatabase":
        """A database that lasts as long as the process."""
        return cls(MemoryBackend())

    def close(self) -> None:
        """Give the directory free."""
        self._backend.close()

    def __enter__(self) -> "ChainDatabase":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    # --- what the chain holds

    @property
    def is_empty(self) -> bool:
        """Whether there is no genesis block yet."""
        return self._head is None

    @property
    def head(self) -> Head:
        """The newest block. Raises UnknownBlock before genesis."""
        if self._head is None:
            raise UnknownBlock("the database has no genesis block yet")
        return self._head

    @property
    def genesis_hash(self) -> bytes | None:
        """The hash of block 0, None before genesis."""
        return self._backend.get(_GENESIS)

    @property
    def chain_id(self) -> str | None:
        """The id of the chain specification it began with, None before genesis."""
        stored = self._backend.get(_CHAIN_ID)
        return None if stored is None else stored.decode()

    def require_genesis(self, genesis_hash: bytes | None) -> None:
        """Raises WrongChain if there is another genesis block than this (None: any will do)."""
        stored = self.genesis_hash
        if stored is not None and genesis_hash is not None and stored != genesis_hash:
            raise WrongChain(
                f"the database is of chain {self.chain_id!r} with genesis block 0x{stored.hex()}, "
                f"not 0x{genesis_hash.hex()}"
            )

    def block(self, number: int) -> Block | None:
        """Hash, state root and header of a block, None if there is none."""
        return read_block(self._backend, number) if self._reaches(number) else None

    def header(self, block: int | bytes) -> bytes | None:
        """The encoded header of the block with this number or hash."""
        number = self.number_of(block) if isinstance(block, bytes) else block
        found = None if number is None else self.block(number)
        return None if found is None else found.header

    def body(self, number: int) -> list[bytes] | None:
        """The encoded extrinsics of a block, None if there is none."""
        return read_body(self._backend, number) if self._reaches(number) else None

    def hash_of(self, number: int) -> bytes | None:
        """The hash of a block, None if there is none."""
        if self._head is not None and number == self._head.number:
            return self._head.hash
        found = self.block(number)
        return None if found is None else found.hash

    def number_of(self, block_hash: bytes) -> int | None:
        """The number of the block with this hash, None if there is none."""
        if self._head is not None and block_hash == self._head.hash:
            return self._head.number
        return read_number(self._backend, block_hash)

    def find_extrinsic(self, extrinsic_hash: bytes) -> tuple[int, int] | None:
        """Block number and position of the newest extrinsic whose BLAKE2b-256 hash this is."""
        return read_extrinsic(self._backend, extrinsic_hash)

    def state_at(self, number: int) -> StateView:
        """The state after block `number`. Raises UnknownBlock."""
        view = self._view
        if view is not None and view.number == number:
            return view
        found = self.block(number)
        if found is None:
            raise UnknownBlock(f"there is no block {number}")
        return StateView(self._store, number, found.state_root)

    @property
    def head_state(self) -> StateView:
        """The state after the newest block. Raises UnknownBlock before genesis."""
        return self.state_at(self.head.number)

    # --- how it grows

    def root_of(self, changes: Changes) -> tuple[bytes, PendingState]:
        """The state root after `changes` to the head's state, and the update for a commit.

        Moves nothing, so any number of candidates may be prepared. Raises TrieCorrupted.
        """
        if self._view is None:
            trie = self._store.trie(0, EMPTY_ROOT)
            changes = {key: value for key, value in changes.items() if value is not None}
        else:
            trie = self._store.trie(self._view.number, self._view.root)
            get = self._view.get
            changes = {key: value for key, value in changes.items() if get(key) != value}
        update = trie.apply(changes)
        return update.root, PendingState(
            self._head, update.root, changes, update.writes, update.replaced
        )

    def root_on(self, number: int, changes: Changes) -> bytes:
        """The state root after `changes` to the state of block `number`. Raises UnknownBlock."""
        view = self.state_at(number)
        changed = {key: value for key, value in changes.items() if view.get(key) != value}
        return self._store.trie(number, view.root).apply(changed).root

    def commit_block(
        self,
        *,
        header: bytes,
        header_hash: bytes,
        number: int,
        body: list[bytes],
        pending: PendingState,
    ) -> None:
        """Store a block on top of the head, and make it the head.

        Raises StaleUpdate if block or update do not follow the head; DatabaseWriteFailed, after
        which the old head stands, in memory and on disk.
        """
        head = self.head
        if pending.base != head or number != head.number + 1:
            raise StaleUpdate(f"block {number} was not prepared on top of block {head.number}")
        block = Block(number, header_hash, pending.root, header)
        self._write_block(block, body, pending)

    def commit_genesis(
        self,
        *,
        chain_id: str,
        header: bytes,
        header_hash: bytes,
        pending: PendingState,
        body: list[bytes] | None = None,
    ) -> None:
        """Store block 0 in an empty database.

        Raises StaleUpdate if it is not empty, DatabaseWriteFailed.
        """
        if self._head is not None or pending.base is not None:
            raise StaleUpdate("the database already has a genesis block")
        block = Block(0, header_hash, pending.root, header)
        self._write_block(
            block, body or [], pending, (_GENESIS, header_hash), (_CHAIN_ID, chain_id.encode())
        )

    def rewind(self, number: int) -> None:
        """Make block `number` the head again and forget what is newer, block by block.

        Views of forgotten blocks become meaningless. Raises UnknownBlock, DatabaseCorrupted,
        DatabaseWriteFailed.
        """
        if not self._reaches(number):
            raise UnknownBlock(f"there is no block {number}")
        while self.head.number > number:
            self._backend.write(self._removal_of_head())
            self._restore_head()

    def _write_block(
        self, block: Block, body: list[bytes], pending: PendingState, *extra: tuple[bytes, bytes]
    ) -> None:
        records = list(state_records(block.number, pending.changes, pending.nodes))
        head = Head(block.number, block.hash)
        batch: list[tuple[bytes, bytes | None]] = [
            *records,
            *block_records(block, body),
            (_HEAD, pack_number(block.number) + block.hash),
            (LOADING, None),
            *extra,
        ]
        if block.number:
            written = pack_list([key[:-4] for key, _value in records])
            batch.append((_WRITTEN + pack_number(block.number), written))
        self._backend.write(batch)
        self._store.advance(block.number, pending.changes, pending.replaced)
        self._head = head
        self._view = StateView(self._store, block.number, pending.root)

    def _removal_of_head(self) -> Batch:
        number = self.head.number
        block, body = self.block(number), self.body(number)
        below = self.block(number - 1)
        written = self._backend.get(_WRITTEN + pack_number(number))
        if block is None or body is None or below is None or written is None:
            raise DatabaseCorrupted(f"records of block {number} are missing")
        version = inverted(number)
        for key in unpack_list(written):
            yield key + version, None
        for key, _value in block_records(block, body):
            yield key, None
        yield _WRITTEN + pack_number(number), None
        yield _HEAD, pack_number(below.number) + below.hash

    def _restore_head(self) -> None:
        """Take the head from the disk, and look whether what it names is there."""
        stored = self._backend.get(_HEAD)
        if stored is None:
            return
        head = Head(int.from_bytes(stored[:4], "big"), stored[4:])
        found = read_block(self._backend, head.number)
        if found is None or found.hash != head.hash:
            raise DatabaseCorrupted(f"block {head.number}, the head, is missing")
        try:
            self._store.trie(head.number, found.state_root).top()
        except TrieCorrupted as error:
            raise DatabaseCorrupted(f"the state of block {head.number} is missing") from error
        self._store.reset(head.number)
        self._head = head
        self._view = StateView(self._store, head.number, found.state_root)

    def _reaches(self, number: int) -> bool:
        return self._head is not None and 0 <= number <= self._head.number

    def begin_load(self) -> Backend:
        """Give an empty database to `GenesisLoader`. Raises DatabaseError if it is not empty."""
        if self._head is not None:
            raise DatabaseError("only an empty database can be bulk loaded")
        mark_loading(self._backend)
        return self._backend
