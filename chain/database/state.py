"""The state of every block: values and trie nodes by block, and views to read them."""

import threading
from collections.abc import Iterable, Iterator, Mapping

from chain.database.backend import Backend, Record
from chain.database.versions import (
    after_prefix,
    inverted,
    key_of_name,
    ordered_name,
    ordered_name_prefix,
    version_at,
    versions_at,
)
from chain.trie.cache import GenerationCache
from chain.trie.proof import generate_proof
from chain.trie.state import StateTrie, node_cache

_STATE = b"s"  # key as an ordered name, inverted number -> 01 and the value, or nothing
_TRIE = b"t"  # path in hexadecimal digits and a dot, inverted number -> encoded node, or nothing

_PRESENT = b"\x01"
_AFTER_VERSIONS = b"\xff" * 5
_ENTRY_OVERHEAD = 250
"""About what Python's objects for one cached value take beside its bytes."""

_Entry = tuple[int, bytes | None]
"""A value that has held since this block number, up to the head."""

Changes = Mapping[bytes, bytes | None]
"""New values by key; None deletes the key."""


def _entry_weight(key: bytes, entry: _Entry) -> int:
    return len(key) + len(entry[1] or b"") + _ENTRY_OVERHEAD


def state_record_key(key: bytes) -> bytes:
    """The record of a state key, without its version."""
    return _STATE + ordered_name(key)


def trie_record_key(path: str) -> bytes:
    """The record of the trie node at a path, without its version."""
    return b"%b%b." % (_TRIE, path.encode())


def stored_value(value: bytes | None) -> bytes:
    """A value, or that there is none, as the bytes of a record."""
    return b"" if value is None else _PRESENT + value


class StateStore:
    """Reads values and trie nodes as of any block up to the head, which `advance` moves.

    Values of the head are cached with the block they have held since, so that an entry also serves
    every view between that block and the head, and a view never sees a value that is newer than
    itself.
    """

    def __init__(self, backend: Backend, value_bytes: int, node_bytes: int) -> None:
        self._backend = backend
        self.cache: GenerationCache[bytes, _Entry] = GenerationCache(value_bytes, _entry_weight)
        self._nodes = node_cache(node_bytes)
        self._lock = threading.Lock()
        self._head: int | None = None

    def advance(self, number: int, changes: Changes, replaced: Iterable[bytes]) -> None:
        """The block `number` with these changes is written and becomes the head.

        `replaced` names trie nodes that its state does without, for the cache to forget.
        """
        put, forget = self.cache.put, self._nodes.discard
        with self._lock:
            for reference in replaced:
                forget(reference)
            for key, value in changes.items():
                put(key, (number, value))
            self._head = number

    def reset(self, number: int | None) -> None:
        """The head is another block than the cache was filled at."""
        with self._lock:
            self.cache.clear()
            self._head = number

    def read(self, key: bytes, number: int) -> bytes | None:
        """The value of a key at a block, None if it has none."""
        entry = self.cache.get(key)
        if entry is not None and entry[0] <= number:
            return entry[1]
        found = version_at(self._backend, state_record_key(key), number)
        if found is None:
            entry = (0, None)
        else:
            since, record = found
            entry = (since, record[1:] if record else None)
        if number == self._head:
            with self._lock:
                if number == self._head:
                    self.cache.put(key, entry)
        return entry[1]

    def scan(
        self, prefix: bytes, start_after: bytes | None, number: int
    ) -> Iterator[tuple[bytes, bytes]]:
        """Ascending keys, and values, that begin with `prefix` and are above `start_after`."""
        start = _STATE + ordered_name_prefix(prefix)
        stop = after_prefix(start)
        if start_after is not None:
            start = max(start, state_record_key(start_after) + _AFTER_VERSIONS)
        if start >= stop:
            return
        for record, _since, value in versions_at(self._backend, start, stop, number):
            yield key_of_name(record[1:]), value[1:]

    def trie(self, number: int, root: bytes) -> StateTrie:
        """The trie of a block's state, whose root is `root`."""

        def source(path: str) -> bytes | None:
            found = version_at(self._backend, trie_record_key(path), number)
            return found[1] if found is not None and found[1] else None

        return StateTrie(root, source, self._nodes)


def state_records(
    number: int, changes: Changes, nodes: Mapping[str, bytes | None]
) -> Iterator[Record]:
    """The records by which block `number` changes state and trie."""
    version = inverted(number)
    for key, value in changes.items():
        yield state_record_key(key) + version, stored_value(value)
    for path, node in nodes.items():
        yield trie_record_key(path) + version, node or b""


class StateView:
    """The state at one block, read-only; what later blocks do is not seen."""

    __slots__ = ("_cache", "_store", "number", "root")

    def __init__(self, store: StateStore, number: int, root: bytes) -> None:
        self.number = number
        self.root = root
        self._store = store
        self._cache = store.cache

    def get(self, key: bytes) -> bytes | None:
        """The value of a key, None if it has none."""
        entry = self._cache.young.get(key)
        if entry is not None and entry[0] <= self.number:
            return entry[1]
        return self._store.read(key, self.number)

    def items(
        self, prefix: bytes = b"", start_after: bytes | None = None
    ) -> Iterator[tuple[bytes, bytes]]:
        """Ascending keys, and values, that begin with `prefix` and are above `start_after`."""
        return self._store.scan(prefix, start_after, self.number)

    def iter_keys(self, prefix: bytes = b"", start_after: bytes | None = None) -> Iterator[bytes]:
        """The keys of `items`."""
        for key, _value in self.items(prefix, start_after):
            yield key

    def next_key(self, key: bytes, prefix: bytes = b"") -> bytes | None:
        """The least key above `key` that begins with `prefix`, None if there is none."""
        return next(self.iter_keys(prefix, key), None)

    def prove(self, keys: Iterable[bytes]) -> list[bytes]:
        """What `state_getReadProof` gives for these keys. Raises TrieCorrupted."""
        return generate_proof(self._store.trie(self.number, self.root), keys, self.get)
