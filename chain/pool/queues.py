"""The two queues of the pool, by tags. They know nothing of the chain."""

from __future__ import annotations

import heapq
from collections.abc import Iterator

from chain.pool.transaction import PoolTransaction

Tag = bytes


class ReadyQueue:
    """Extrinsics whose required tags are all provided by the chain or by others in this queue."""

    def __init__(self) -> None:
        self.by_hash: dict[bytes, PoolTransaction] = {}
        self.by_tag: dict[Tag, PoolTransaction] = {}
        self.size = 0  # bytes
        self._waiting_for: dict[Tag, dict[bytes, PoolTransaction]] = {}

    def __len__(self) -> int:
        return len(self.by_hash)

    def provides(self, tag: Tag) -> bool:
        return tag in self.by_tag

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
            self._waiting_for.setdefault(tag, {})[transaction.hash] = transaction

    def remove(self, transaction: PoolTransaction) -> None:
        """Take one out; those that wait for it stay, and are not valid without it."""
        del self.by_hash[transaction.hash]
        self.size -= len(transaction.encoded)
        for tag in transaction.valid.provides:
            if self.by_tag.get(tag) is transaction:
                del self.by_tag[tag]
        for tag in transaction.missing:
            waiting = self._waiting_for.get(tag, {})
            waiting.pop(transaction.hash, None)
            if not waiting:
                self._waiting_for.pop(tag, None)

    def satisfy(self, tag: Tag) -> None:
        """The chain provides the tag from now on."""
        for transaction in self._waiting_for.pop(tag, {}).values():
            transaction.missing.discard(tag)

    def subtree(self, transaction: PoolTransaction) -> list[PoolTransaction]:
        """The extrinsic and all that wait for it, directly or not."""
        found, todo = {transaction.hash: transaction}, [transaction]
        while todo:
            for tag in todo.pop().valid.provides:
                for waiting in self._waiting_for.get(tag, {}).values():
                    if waiting.hash not in found:
                        found[waiting.hash] = waiting
                        todo.append(waiting)
        return list(found.values())

    def worst(self) -> PoolTransaction:
        """The one to drop when the queue is full: least priority, then the oldest."""
        return min(self.by_hash.values(), key=lambda each: (each.valid.priority, each.order))

    def ordered(self) -> Iterator[PoolTransaction]:
        """In the order of a block: each after those that it waits for, else by rank."""
        open_tags = {each.hash: len(each.missing) for each in self.by_hash.values()}
        heap = [(each.rank, each.hash) for each in self.by_hash.values() if not each.missing]
        heapq.heapify(heap)
        while heap:
            _, key = heapq.heappop(heap)
            transaction = self.by_hash.get(key)
            if transaction is None:
                continue
            yield transaction
            for tag in transaction.valid.provides:
                for waiting in self._waiting_for.get(tag, {}).values():
                    open_tags[waiting.hash] = open_tags.get(waiting.hash, 1) - 1
                    if open_tags[waiting.hash] == 0:
                        heapq.heappush(heap, (waiting.rank, waiting.hash))


class FutureQueue:
    """Extrinsics that wait for a tag that nobody provides yet."""

    def __init__(self) -> None:
        self.by_hash: dict[bytes, PoolTransaction] = {}
        self.size = 0  # bytes
        self._by_tag: dict[Tag, dict[bytes, PoolTransaction]] = {}

    def __len__(self) -> int:
        return len(self.by_hash)

    def add(self, transaction: PoolTransaction) -> None:
        self.by_hash[transaction.hash] = transaction
        self.size += len(transaction.encoded)
        for tag in transaction.missing:
            self._by_tag.setdefault(tag, {})[transaction.hash] = transaction

    def remove(self, transaction: PoolTransaction) -> None:
        del self.by_hash[transaction.hash]
        self.size -= len(transaction.encoded)
        for tag in transaction.missing:
            waiting = self._by_tag[tag]
            del waiting[transaction.hash]
            if not waiting:
                del self._by_tag[tag]

    def waiting_for(self, tag: Tag) -> list[PoolTransaction]:
        """Those that require the tag, oldest first."""
        return sorted(self._by_tag.get(tag, {}).values(), key=lambda each: each.order)

    def oldest(self) -> PoolTransaction:
        return min(self.by_hash.values(), key=lambda each: each.order)
