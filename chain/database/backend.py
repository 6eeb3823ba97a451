"""What the database asks of an ordered key-value store, and a store in memory."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Protocol

Batch = Iterable[tuple[bytes, bytes | None]]
"""Records to write, each a key and its value; None deletes the key."""

Record = tuple[bytes, bytes]


class Cursor(Protocol):
    """Walks records in ascending order of their keys, up to the bound it was made with."""

    def __iter__(self) -> Iterator[Record]: ...

    def __next__(self) -> Record: ...

    def seek(self, target: bytes) -> None:
        """Go to the first record whose key is not below `target`."""


class Backend(Protocol):
    """An ordered store of byte keys and byte values."""

    def get(self, key: bytes) -> bytes | None:
        """The value under exactly this key."""

    def seek(self, key: bytes) -> Record | None:
        """The first record whose key is not below `key`, None if there is none."""

    def cursor(self, start: bytes, stop: bytes) -> Cursor:
        """The records from `start` on and below `stop`, as they are now."""

    def write(self, batch: Batch) -> None:
        """Write all of the batch or nothing of it. Raises DatabaseWriteFailed."""

    def close(self) -> None:
        """Release what the store holds; it cannot be used afterwards."""


class MemoryBackend:
    """An ordered store that lasts as long as the process."""

    _RESORT_FROM = 64

    def __init__(self) -> None:
        self._values: dict[bytes, bytes] = {}
        self._keys: list[bytes] = []

    def get(self, key: bytes) -> bytes | None:
        """The value under exactly this key."""
        return self._values.get(key)

    def seek(self, key: bytes) -> Record | None:
        """The first record whose key is not below `key`."""
        at = bisect_left(self._keys, key)
        if at == len(self._keys):
            return None
        found = self._keys[at]
        return found, self._values[found]

    def cursor(self, start: bytes, stop: bytes) -> Cursor:
        """The records from `start` on and below `stop`, as they are now."""
        lo, hi = bisect_left(self._keys, start), bisect_left(self._keys, stop)
        return _MemoryCursor(self._keys[lo:hi], self._values)

    def write(self, batch: Batch) -> None:
        """Write all of the batch."""
        values = self._values
        added: dict[bytes, None] = {}
        removed: set[bytes] = set()
        for key, value in batch:
            if value is None:
                if values.pop(key, None) is not None:
                    removed.add(key)
            else:
                if key not in values:
                    added[key] = None
                values[key] = value
        self._reorder(added, removed)

    def _reorder(self, added: dict[bytes, None], removed: set[bytes]) -> None:
        keys = self._keys
        if removed:
            self._keys = keys = [key for key in keys if key not in removed]
        new = [key for key in added if key in self._values]
        if len(new) < self._RESORT_FROM:
            for key in new:
                keys.insert(bisect_right(keys, key), key)
        else:
            keys.extend(new)
            keys.sort()

    def close(self) -> None:
        """Nothing to release."""


class _MemoryCursor:
    def __init__(self, keys: list[bytes], values: dict[bytes, bytes]) -> None:
        self._keys = keys
        self._values = values
        self._at = 0

    def __iter__(self) -> Iterator[Record]:
        return self

    def __next__(self) -> Record:
        while self._at < len(self._keys):
            key = self._keys[self._at]
            self._at += 1
            value = self._values.get(key)
            if value is not None:
                return key, value
        raise StopIteration

    def seek(self, target: bytes) -> None:
        self._at = bisect_left(self._keys, target)
