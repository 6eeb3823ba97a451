"""Storage items on a state: what a pallet reads and writes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from runtime.state import State
from runtime.storage.layout import StorageLayout

V = TypeVar("V")
K = TypeVar("K")
Item = TypeVar("Item")


class BoundValue(Generic[V]):
    """A storage value on a state."""

    __slots__ = ("_layout", "_state", "key")

    def __init__(self, state: State, layout: StorageLayout) -> None:
        self._state, self._layout, self.key = state, layout, layout.prefix

    def get(self) -> V:
        data = self._state.get(self.key)
        value: V = self._layout.default() if data is None else self._layout.decode(data)
        return value

    def set(self, value: V) -> None:
        """Put a value; None removes one that may be absent. Raises EncodeError."""
        layout = self._layout
        removes = value is None and layout.optional
        self._state.set(self.key, None if removes else layout.encode(value))

    def kill(self) -> None:
        self._state.set(self.key, None)

    def take(self) -> V:
        """The value, which is removed."""
        value = self.get()
        self.kill()
        return value

    def exists(self) -> bool:
        return self._state.get(self.key) is not None

    def append(self: BoundValue[list[Item]], item: Item) -> None:
        """Add to a list without reading it: a limit on its length is the caller's business."""
        self._state.append(self.key, self._layout.encode_item(item))


class BoundMap(Generic[K, V]):
    """A storage map on a state; a map with several keys takes a tuple of them."""

    __slots__ = ("_layout", "_state")

    def __init__(self, state: State, layout: StorageLayout) -> None:
        self._state, self._layout = state, layout

    def key_of(self, key: K) -> bytes:
        """The whole storage key."""
        return self._layout.key_of(key)

    def __getitem__(self, key: K) -> V:
        data = self._state.get(self._layout.key_of(key))
        value: V = self._layout.default() if data is None else self._layout.decode(data)
        return value

    def __setitem__(self, key: K, value: V) -> None:
        layout = self._layout
        removes = value is None and layout.optional
        self._state.set(layout.key_of(key), None if removes else layout.encode(value))

    def __delitem__(self, key: K) -> None:
        self._state.set(self._layout.key_of(key), None)

    def __contains__(self, key: K) -> bool:
        return self._state.get(self._layout.key_of(key)) is not None

    def take(self, key: K) -> V:
        """The value at the key, which is removed."""
        value = self[key]
        del self[key]
        return value

    def append(self: BoundMap[K, list[Item]], key: K, item: Item) -> None:
        """Add to a list without reading it: a limit on its length is the caller's business."""
        self._state.append(self._layout.key_of(key), self._layout.encode_item(item))

    def items(self, *first: Any) -> Iterator[tuple[K, V]]:
        """Keys and values in the order of the hashed keys; with first keys given, those under them.

        Changing the map while going through it is safe: it goes on over the keys that it started
        with. Raises HashNotReversible if a hasher does not keep its key.
        """
        for raw in self._state.keys(self._layout.prefix_of(first)):
            data = self._state.get(raw)
            if data is not None:
                yield self._layout.split_key(raw), self._layout.decode(data)

    def keys(self, *first: Any, after: bytes | None = None) -> Iterator[K]:
        """The keys alone; `after` is a whole storage key that they come after."""
        for raw in self._state.keys(self._layout.prefix_of(first), after):
            yield self._layout.split_key(raw)

    def values(self, *first: Any) -> Iterator[V]:
        for raw in self._state.keys(self._layout.prefix_of(first)):
            data = self._state.get(raw)
            if data is not None:
                yield self._layout.decode(data)

    def clear(self, *first: Any, limit: int | None = None) -> int:
        """Remove what is under the first keys; the result counts it. `limit` is as the state's."""
        return self._state.clear_prefix(self._layout.prefix_of(first), limit)
