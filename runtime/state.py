"""The key-value state that a block is executed on: changes over a fixed view, in nested layers.

A `State` never writes to its view. What it changed is in `changes`; `begin`, `commit` and
`rollback` nest, and a rollback undoes exactly what its layer did.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from enum import Enum
from heapq import merge
from itertools import islice
from typing import NamedTuple, Protocol

from runtime.merkle import trie_root
from runtime.scale import DecodeError, decode_compact, encode_compact


class StateView(Protocol):
    """An immutable state, such as that after a block."""

    def get(self, key: bytes) -> bytes | None: ...

    def iter_keys(self, prefix: bytes, start_after: bytes | None = None) -> Iterator[bytes]:
        """The keys that start with `prefix` and come after `start_after`, in ascending order."""
        ...


class MemoryView:
    """A state held in a dictionary: for genesis, tests and small tools."""

    def __init__(self, values: Mapping[bytes, bytes] | None = None) -> None:
        self._values = dict(values or {})
        self._sorted = sorted(self._values)

    def get(self, key: bytes) -> bytes | None:
        return self._values.get(key)

    def iter_keys(self, prefix: bytes, start_after: bytes | None = None) -> Iterator[bytes]:
        start = prefix if start_after is None or start_after < prefix else start_after
        for index in range(bisect_left(self._sorted, start), len(self._sorted)):
            key = self._sorted[index]
            if not key.startswith(prefix):
                return
            if key != start_after:
                yield key


class _Appended:
    """A SCALE list that grows item by item; its bytes are put together when somebody reads it."""

    __slots__ = ("_joined", "count", "parts")

    def __init__(self, count: int, parts: list[bytes]) -> None:
        self.count, self.parts = count, parts
        self._joined: bytes | None = None  # until the list changes

    def add(self, item: bytes) -> None:
        self.parts.append(item)
        self.count += 1
        self._joined = None

    def cut(self, mark: _Mark) -> None:
        del self.parts[mark.parts :]
        self.count = mark.items
        self._joined = None

    def join(self) -> bytes:
        if self._joined is None:
            self._joined = encode_compact(self.count) + b"".join(self.parts)
        return self._joined


class _Mark(NamedTuple):
    """How long a list was when a layer first added to it."""

    appended: _Appended
    items: int
    parts: int


class _Unchanged(Enum):
    """Stands for a key that the state had not changed."""

    UNCHANGED = 0


_Value = bytes | _Appended | None
_Undo = dict[bytes, _Value | _Mark | _Unchanged]
_UNCHANGED = _Unchanged.UNCHANGED
_FEW = 64  # keys that are put in their places one by one


class State:
    """Reads fall through to the view; writes stay here, in layers."""

    def __init__(self, view: StateView) -> None:
        self._view = view
        self._changed: dict[bytes, _Value] = {}
        self._layers: list[_Undo] = []
        # The changed keys in order, from when somebody first iterates. `_fresh` are those that are
        # still to be put there; those of a layer that was undone stay there, and do not count.
        self._ordered: list[bytes] | None = None
        self._fresh: list[bytes] = []

    @property
    def view(self) -> StateView:
        return self._view

    @property
    def depth(self) -> int:
        """How many layers are open."""
        return len(self._layers)

    def get(self, key: bytes) -> bytes | None:
        value = self._changed.get(key, _UNCHANGED)
        if value is _UNCHANGED:
            return self._view.get(key)
        return value if value is None or isinstance(value, bytes) else value.join()

    def set(self, key: bytes, value: bytes | None) -> None:
        """Put a value, or delete the key with None."""
        self._put(key, value)

    def _put(self, key: bytes, value: _Value) -> None:
        changed = self._changed
        if self._layers:
            undo = self._layers[-1]
            if key not in undo:
                undo[key] = changed.get(key, _UNCHANGED)
        if self._ordered is not None and key not in changed:
            self._fresh.append(key)
        changed[key] = value

    def delete(self, key: bytes) -> None:
        self.set(key, None)

    def append(self, key: bytes, item: bytes) -> None:
        """Add an encoded item to the SCALE list at `key`, at the cost of the item alone.

        What is there and does not begin as a list does goes, as in Substrate's externalities.
        """
        value = self._changed.get(key)
        if not isinstance(value, _Appended):
            value = self._opened(key)
        if self._layers and key not in self._layers[-1]:
            self._layers[-1][key] = _Mark(value, value.count, len(value.parts))
        value.add(item)

    def _opened(self, key: bytes) -> _Appended:
        opened = _Appended(0, [])
        if known := self.get(key):
            try:
                count, start = decode_compact(known, 0)
                opened = _Appended(count, [known[start:]])
            except (DecodeError, IndexError):
                pass
        self._put(key, opened)
        return opened

    def keys(self, prefix: bytes, after: bytes | None = None) -> Iterator[bytes]:
        """The keys that start with `prefix`, in ascending order; later writes are not seen."""
        hidden = dict.fromkeys(self._changed_keys(prefix, after))
        if not hidden:
            yield from self._view.iter_keys(prefix, after)
            return
        present = [key for key in hidden if self._changed[key] is not None]
        below = (key for key in self._view.iter_keys(prefix, after) if key not in hidden)
        yield from merge(below, present)

    def next_key(self, key: bytes, prefix: bytes = b"") -> bytes | None:
        """The first key after `key` that starts with `prefix`."""
        changed = next(self._present(prefix, key), None)
        for below in self._view.iter_keys(prefix, key):
            if changed is not None and changed < below:
                break
            if below not in self._changed:
                return below
        return changed

    def clear_prefix(self, prefix: bytes, limit: int | None = None) -> int:
        """Delete the keys that start with `prefix`. The result counts them.

        The limit is for the keys of the view that are gone over, in ascending order; what has been
        changed since goes in any case. So do Substrate's externalities.
        """
        doomed = list(self._present(prefix, None))
        below = islice(self._view.iter_keys(prefix), limit)
        doomed += [key for key in below if key not in self._changed]
        for key in doomed:
            self.set(key, None)
        return len(doomed)

    def _present(self, prefix: bytes, after: bytes | None) -> Iterator[bytes]:
        return (key for key in self._changed_keys(prefix, after) if self._changed[key] is not None)

    def _changed_keys(self, prefix: bytes, after: bytes | None) -> Iterator[bytes]:
        """The changed keys under a prefix, deleted ones too. Nothing may be written meanwhile."""
        keys = self._in_order()
        start = prefix if after is None or after < prefix else after
        for index in range(bisect_left(keys, start), len(keys)):
            key = keys[index]
            if not key.startswith(prefix):
                return
            if key != after and key in self._changed:
                yield key

    def _in_order(self) -> list[bytes]:
        if self._ordered is None:
            self._ordered = sorted(self._changed)
        elif len(self._fresh) > _FEW:
            self._ordered = sorted(dict.fromkeys([*self._ordered, *self._fresh]))
        else:
            for key in self._fresh:
                index = bisect_left(self._ordered, key)
                if self._ordered[index : index + 1] != [key]:
                    self._ordered.insert(index, key)
        self._fresh.clear()
        return self._ordered

    def begin(self) -> None:
        """Open a layer."""
        self._layers.append({})

    def commit(self) -> None:
        """Keep what the innermost layer did, as part of the layer around it."""
        undo = self._layers.pop()
        if self._layers:
            outer = self._layers[-1]
            for key, before in undo.items():
                outer.setdefault(key, before)

    def rollback(self) -> None:
        """Undo what the innermost layer did."""
        for key, before in self._layers.pop().items():
            if before is _UNCHANGED:
                del self._changed[key]
            elif isinstance(before, _Mark):
                before.appended.cut(before)
                self._changed[key] = before.appended
            else:
                self._changed[key] = before

    def changes(self) -> dict[bytes, bytes | None]:
        """All that differs from the view, as bytes; None is a deleted key.

        What came and went in between is not there: most of what a block keeps while it is made.
        """
        view = self._view
        return {
            key: value.join() if isinstance(value, _Appended) else value
            for key, value in self._changed.items()
            if value is not None or view.get(key) is not None
        }

    def root(self) -> bytes:
        """The state root, from all keys: where there is a database, it knows a faster way."""
        pairs = ((key, self.get(key) or b"") for key in self.keys(b""))
        return trie_root(pairs, 1)
