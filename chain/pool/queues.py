"""The two queues of the pool, by tags. They know nothing of the chain."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from chain.pool.transaction import PoolTransaction

Tag = bytes
Key = TypeVar("Key")


class ReadyQueue:
    """Extrinsics whose required tags are all provided by the chain or by others in this queue."""

    def __init__(self) -> None:
        self.by_hash: dict[bytes, PoolTransaction] = {}
        self.by_tag: dict[Tag, PoolTransaction] = {}
        self.size = 0  # bytes
        self._requiring: dict[Tag, dict[bytes, PoolTransaction]] = {}
        self._by_priority: dict[int, dict[bytes, PoolTransaction]] = {}

    def __len__(self) -> int:
        return len(self.by_hash)

    def __contains__(self, transaction: PoolTransaction) -> bool:
        return transaction.hash in self.by_hash

    def provides(self, tags: Iterable[Tag]) -> bool:
        """Whether all of the tags are provided by extrinsics in this queue."""
        return all(tag in self.by_tag for tag in tags)

    def competitors(self, transaction: PoolTransaction) -> list[PoolTransaction]:
        """Those that provide one of the same tags, each once."""
        tags = transaction.valid.provides
        found = {self.by_tag[tag].hash: self.by_tag[tag] for tag in tags if tag in self.by_tag}
        return list(found.values())

    def add(self, transaction: PoolTransaction) -> None:
        self.by_hash[transaction.hash] = transaction
        self.size += len(transaction.encoded)
        for tag in transaction.valid.provides:
            self.by_tag[tag] = transaction
        for tag in transaction.missing:
            self._requiring.setdefault(tag, {})[transaction.hash] = transaction
        self._by_priority.setdefault(transaction.valid.priority, {})[transaction.hash] = transaction

    def remove(self, transaction: PoolTransaction) -> None:
        """Take one out; those that require its tags stay, and are not valid without them."""
        del self.by_hash[transaction.hash]
        self.size -= len(transaction.encoded)
        for tag in transaction.valid.provides:
            if self.by_tag.get(tag) is transaction:
                del self.by_tag[tag]
        for tag in transaction.missing:
            _take_from(self._requiring, tag, transaction)
        _take_from(self._by_priority, transaction.valid.priority, transaction)

    def satisfy(self, tag: Tag) -> None:
        """The chain provides the tag from now on."""
        for transaction in self._requiring.pop(tag, {}).values():
            transaction.missing.discard(tag)

    def requiring(self, transaction: PoolTransaction) -> list[PoolTransaction]:
        """Those that require a tag which the extrinsic provides."""
        tags = transaction.valid.provides
        return [each for tag in tags for each in self._requiring.get(tag, {}).values()]

    def subtree(self, transaction: PoolTransaction) -> list[PoolTransaction]:
        """The extrinsic and all that require its tags, directly or not."""
        found, todo = {transaction.hash: transaction}, [transaction]
        while todo:
            for each in self.requiring(todo.pop()):
                if each.hash not in found:
                    found[each.hash] = each
                    todo.append(each)
        return list(found.values())

    def worst(self) -> PoolTransaction:
        """The one to drop when the queue is full: of those with the least priority, the oldest."""
        return next(iter(self._by_priority[min(self._by_priority)].values()))


class FutureQueue:
    """Extrinsics that wait for a tag that nobody provides yet."""

    def __init__(self) -> None:
        self.by_hash: dict[bytes, PoolTransaction] = {}
        self.size = 0  # bytes
        self._requiring: dict[Tag, dict[bytes, PoolTransaction]] = {}

    def __len__(self) -> int:
        return len(self.by_hash)

    def __contains__(self, transaction: PoolTransaction) -> bool:
        return transaction.hash in self.by_hash

    def add(self, transaction: PoolTransaction) -> None:
        self.by_hash[transaction.hash] = transaction
        self.size += len(transaction.encoded)
        for tag in transaction.missing:
            self._requiring.setdefault(tag, {})[transaction.hash] = transaction

    def remove(self, transaction: PoolTransaction) -> None:
        del self.by_hash[transaction.hash]
        self.size -= len(transaction.encoded)
        for tag in transaction.missing:
            _take_from(self._requiring, tag, transaction)

    def requiring(self, tags: Iterable[Tag]) -> list[PoolTransaction]:
        """Those that require one of the tags, oldest first for each."""
        return [
            each
            for tag in tags
            for each in sorted(self._requiring.get(tag, {}).values(), key=lambda one: one.order)
        ]

    def satisfy(self, tag: Tag) -> list[PoolTransaction]:
        """The chain provides the tag from now on; the result are those that required it."""
        waiting = self.requiring([tag])
        self._requiring.pop(tag, None)
        for transaction in waiting:
            transaction.missing.discard(tag)
        return waiting

    def oldest(self) -> PoolTransaction:
        return min(self.by_hash.values(), key=lambda each: each.order)


def _take_from(
    index: dict[Key, dict[bytes, PoolTransaction]], key: Key, transaction: PoolTransaction
) -> None:
    """Take an extrinsic out of an index that has no empty entries."""
    entry = index[key]
    del entry[transaction.hash]
    if not entry:
        del index[key]
