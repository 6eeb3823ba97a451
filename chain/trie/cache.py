"""A bounded cache that costs little more than a dict."""

from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class GenerationCache(Generic[K, V]):
    """Keeps what was used lately, within `limit` units of weight.

    Entries live in two dicts. What is used moves to the young one; when that holds half of the
    limit it becomes the old one, and the old one with all that was not used meanwhile is dropped.
    So a hit on a hot entry is one dict lookup, and eviction costs nothing per entry. `weigh` gives
    the weight of an entry; one heavier than an eighth of the limit is not kept.
    """

    __slots__ = ("_half", "_largest", "_old", "_weigh", "_weight", "young")

    def __init__(self, limit: int, weigh: Callable[[K, V], int]) -> None:
        self.young: dict[K, V] = {}
        self._old: dict[K, V] = {}
        self._half = limit // 2
        self._largest = limit // 8
        self._weight = 0
        self._weigh = weigh

    def __len__(self) -> int:
        return len(self.young) + sum(key not in self.young for key in self._old)

    def get(self, key: K) -> V | None:
        """The cached value, None if there is none."""
        value = self.young.get(key)
        if value is None:
            value = self._old.get(key)
            if value is not None:
                self.put(key, value)
        return value

    def put(self, key: K, value: V) -> None:
        """Remember a value; it replaces what the key had."""
        weight = self._weigh(key, value)
        if weight > self._largest:
            self.discard(key)
            return
        replaced = self.young.get(key)
        if replaced is not None:
            weight -= self._weigh(key, replaced)
        self.young[key] = value
        self._weight += weight
        if self._weight > self._half:
            self._old, self.young, self._weight = self.young, {}, 0

    def discard(self, key: K) -> None:
        """Forget a key."""
        value = self.young.pop(key, None)
        if value is not None:
            self._weight -= self._weigh(key, value)
        self._old.pop(key, None)

    def clear(self) -> None:
        """Forget everything."""
        self._old, self.young, self._weight = {}, {}, 0
