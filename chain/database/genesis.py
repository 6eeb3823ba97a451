"""Loading a genesis state of any size, in bounded memory."""

from collections.abc import Iterable

from chain.database.backend import Backend
from chain.database.chain import ChainDatabase, PendingState
from chain.database.state import state_record_key, stored_value, trie_record_key
from chain.database.versions import after_prefix, inverted, key_of_name, versions_at
from runtime.merkle import (
    HASHED_REFERENCE_LENGTH,
    Node,
    TrieBuilder,
    encode_node,
    node_reference,
    root_of_node,
    value_in_node,
)

_BATCH = 5_000
_STATE_RECORDS = state_record_key(b"")[:1]


class GenesisLoader:
    """Fills an empty database with a genesis state that need not fit into memory.

    Values go straight to the database, in any order, and the trie is then built from one walk over
    them. An interrupted load leaves a database that counts as empty.
    """

    def __init__(self, database: ChainDatabase) -> None:
        """Raises DatabaseError if the database is not empty."""
        self._backend: Backend = database.begin_load()
        self._version = inverted(0)
        self._batch: list[tuple[bytes, bytes | None]] = []

    def add(self, pairs: Iterable[tuple[bytes, bytes]]) -> None:
        """Store keys and values; of a repeated key the last one counts.

        Raises DatabaseWriteFailed.
        """
        version = self._version
        for key, value in pairs:
            self._put(state_record_key(key) + version, stored_value(value))

    def finish(self) -> PendingState:
        """Build the trie; the result holds the root, and goes to `commit_genesis`.

        Raises DatabaseWriteFailed.
        """
        self._flush()
        builder = TrieBuilder(self._store_node)
        stop = after_prefix(_STATE_RECORDS)
        for record, _since, value in versions_at(self._backend, _STATE_RECORDS, stop, 0):
            builder.add(key_of_name(record[1:]).hex(), *value_in_node(value[1:], 1))
        top = builder.finish()
        if top is not None:
            self._put(trie_record_key("") + self._version, encode_node(top))
        self._flush()
        return PendingState(None, root_of_node(top), {}, {})

    def _store_node(self, path: str, node: Node) -> bytes:
        encoded = encode_node(node)
        reference = node_reference(encoded)
        if len(reference) == HASHED_REFERENCE_LENGTH:
            self._put(trie_record_key(path) + self._version, encoded)
        return reference

    def _put(self, key: bytes, value: bytes) -> None:
        self._batch.append((key, value))
        if len(self._batch) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        self._backend.write(self._batch)
        self._batch = []
