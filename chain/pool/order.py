"""In which order what is ready goes into a block."""

from __future__ import annotations

import heapq
from collections.abc import Iterator

from chain.pool.queues import ReadyQueue
from chain.pool.transaction import PoolTransaction


class BlockOrder(Iterator[PoolTransaction]):
    """Each extrinsic after those that it requires, else by rank.

    The queue may change meanwhile: what leaves it does not come, what enters it may come or not.
    """

    def __init__(self, queue: ReadyQueue) -> None:
        self._queue = queue
        self._open: dict[bytes, int] = {}  # how many required tags have not come yet
        self._heap: list[tuple[tuple[int, int, int], bytes]] = []
        for each in queue.by_hash.values():
            if each.missing:
                self._open[each.hash] = len(each.missing)
            else:
                self._heap.append((each.rank, each.hash))
        heapq.heapify(self._heap)
        self._last: PoolTransaction | None = None

    def __next__(self) -> PoolTransaction:
        if self._last is not None:
            self._unlock(self._last)
        while self._heap:
            transaction = self._queue.by_hash.get(heapq.heappop(self._heap)[1])
            if transaction is not None:
                self._last = transaction
                return transaction
        raise StopIteration

    def leave_out(self) -> None:
        """The last one is not in the block: what requires its tags cannot be either."""
        self._last = None

    def _unlock(self, provider: PoolTransaction) -> None:
        for each in self._queue.requiring(provider):
            left = self._open.get(each.hash, len(each.missing)) - 1
            self._open[each.hash] = left
            if left == 0:
                heapq.heappush(self._heap, (each.rank, each.hash))
