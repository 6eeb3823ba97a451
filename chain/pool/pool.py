"""The transaction pool."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from chain.blockchain import Blockchain, ImportedBlock
from chain.pool.errors import (
    AlreadyImported,
    ImmediatelyDropped,
    NoTagsProvided,
    Rejected,
    TooLowPriority,
)
from chain.pool.queues import FutureQueue, ReadyQueue
from chain.pool.transaction import PoolTransaction, Status, StatusListener
from chain.pool.validation import Validator
from runtime.hashing import blake2_256
from runtime.validity import U64_MAX, InvalidTransaction, TransactionSource

RECENT_BLOCKS = 2  # whose tags count as provided by the chain


@dataclass(frozen=True)
class PoolLimits:
    """Counts of extrinsics, and bytes."""

    ready: int = 8192
    ready_bytes: int = 20 << 20
    future: int = 819
    future_bytes: int = 2 << 20


class TransactionPool:
    """Call `on_block` with each new head, and `revalidate` between heads."""

    def __init__(self, chain: Blockchain, limits: PoolLimits | None = None) -> None:
        self._chain, self.limits = chain, limits or PoolLimits()
        self._validator = Validator(chain)
        self._ready, self._future = ReadyQueue(), FutureQueue()
        self._order = 0
        self._recent: deque[set[bytes]] = deque(maxlen=RECENT_BLOCKS)
        self._expiring: list[tuple[int, bytes]] = []  # a heap of the mortal ones
        self._unchecked: deque[bytes] = deque()
        self._on_ready: list[Callable[[], object]] = []

    def on_ready(self, listener: Callable[[], object]) -> None:
        """Call the listener whenever another extrinsic can go into a block."""
        self._on_ready.append(listener)

    def __len__(self) -> int:
        return len(self._ready) + len(self._future)

    @property
    def ready_count(self) -> int:
        return len(self._ready)

    def ready(self) -> Iterator[PoolTransaction]:
        """What can go into a block, in its order."""
        return self._ready.ordered()

    def nonce_after(self, account: bytes, nonce: int) -> int:
        """The nonce of an account's next extrinsic, past those that are ready."""
        while self._ready.provides(account + nonce.to_bytes(4, "little")):
            nonce += 1
        return nonce

    # Coming in

    def submit(
        self,
        encoded: bytes,
        listener: StatusListener | None = None,
        source: TransactionSource = TransactionSource.External,
    ) -> bytes:
        """Take an extrinsic; the listener hears of it from then on. The result is its hash.

        Raises PoolError.
        """
        extrinsic_hash = blake2_256(encoded)
        if self._find(extrinsic_hash) is not None:
            raise AlreadyImported(extrinsic_hash)
        transaction = self._validated(encoded, extrinsic_hash, source)
        if listener is not None:
            transaction.listeners.append(listener)
        if self._is_ready(transaction):
            self._add_ready(transaction)
            self._promote(transaction.valid.provides)
            self._keep_ready_within_limits(transaction)
        else:
            self._add_future(transaction)
        if transaction.valid_till < U64_MAX:
            heapq.heappush(self._expiring, (transaction.valid_till, extrinsic_hash))
        return extrinsic_hash

    def _validated(
        self, encoded: bytes, extrinsic_hash: bytes, source: TransactionSource
    ) -> PoolTransaction:
        try:
            valid = self._validator.validate(encoded, source)
        except InvalidTransaction as error:
            raise Rejected(error) from error
        if not valid.provides:
            raise NoTagsProvided
        self._order += 1
        best = self._chain.head_number
        transaction = PoolTransaction(encoded, extrinsic_hash, valid, best, self._order)
        for tags in self._recent:
            transaction.missing -= tags
        return transaction

    def _is_ready(self, transaction: PoolTransaction) -> bool:
        return all(self._ready.provides(tag) for tag in transaction.missing)

    def _add_ready(self, transaction: PoolTransaction) -> None:
        """Raises TooLowPriority when others provide the same tags and are not less important."""
        competitors = self._ready.competitors(transaction)
        old = sum(each.valid.priority for each in competitors)
        if competitors and old >= transaction.valid.priority:
            raise TooLowPriority(old, transaction.valid.priority)
        for each in competitors:
            self._drop(each, {"usurped": "0x" + transaction.hash.hex()})
        self._put_ready(transaction)

    def _put_ready(self, transaction: PoolTransaction) -> None:
        self._ready.add(transaction)
        transaction.tell("ready")
        for listener in self._on_ready:
            listener()

    def _promote(self, tags: Iterable[bytes]) -> None:
        """Move what waited for these tags, and for nothing else, to the ready queue."""
        todo = list(tags)
        while todo:
            for waiting in self._future.waiting_for(todo.pop()):
                if not self._is_ready(waiting):
                    continue
                self._future.remove(waiting)
                try:
                    self._add_ready(waiting)
                except TooLowPriority:
                    waiting.tell("dropped", last=True)
                    continue
                todo += waiting.valid.provides

    def _add_future(self, transaction: PoolTransaction) -> None:
        self._future.add(transaction)
        transaction.tell("future")
        limits = self.limits
        while len(self._future) > limits.future or self._future.size > limits.future_bytes:
            oldest = self._future.oldest()
            self._future.remove(oldest)
            if oldest is transaction:
                raise ImmediatelyDropped
            oldest.tell("dropped", last=True)

    def _keep_ready_within_limits(self, newest: PoolTransaction) -> None:
        limits = self.limits
        while len(self._ready) > limits.ready or self._ready.size > limits.ready_bytes:
            worst = self._ready.worst()
            if worst is newest:
                newest.listeners = []
            self._drop(worst, "dropped")
            if worst is newest:
                raise ImmediatelyDropped

    # Going out

    def remove(self, extrinsic_hashes: Iterable[bytes], status: Status = "invalid") -> list[bytes]:
        """Take extrinsics out, with those that wait for them. The result are the hashes of all."""
        removed: list[bytes] = []
        for extrinsic_hash in extrinsic_hashes:
            found = self._find(extrinsic_hash)
            if found is not None:
                removed += self._drop(found, status)
        return removed

    def _find(self, extrinsic_hash: bytes) -> PoolTransaction | None:
        return self._ready.by_hash.get(extrinsic_hash) or self._future.by_hash.get(extrinsic_hash)

    def _drop(self, transaction: PoolTransaction, status: Status) -> list[bytes]:
        if transaction.hash in self._future.by_hash:
            self._future.remove(transaction)
            transaction.tell(status, last=True)
            return [transaction.hash]
        first, *waiting = self._ready.subtree(transaction)
        for each in (first, *waiting):
            self._ready.remove(each)
        first.tell(status, last=True)
        for each in waiting:
            each.tell("dropped" if status == "dropped" else "invalid", last=True)
        return [each.hash for each in (first, *waiting)]

    # As the chain grows

    def on_block(self, block: ImportedBlock) -> None:
        """Let go what the block holds and what it made too old."""
        provided: set[bytes] = set()
        in_block: list[PoolTransaction] = []
        for encoded in block.extrinsics:
            transaction = self._find(blake2_256(encoded))
            if transaction is None:
                continue
            queue = self._ready if transaction.hash in self._ready.by_hash else self._future
            queue.remove(transaction)
            provided.update(transaction.valid.provides)
            in_block.append(transaction)
        self._recent.append(provided)
        for tag in sorted(provided):
            self._ready.satisfy(tag)
            self._satisfy_future(tag)
        block_hash = "0x" + block.hash.hex()
        for transaction in in_block:
            transaction.tell({"inBlock": block_hash})
            transaction.tell({"finalized": block_hash}, last=True)
        self._expire(block.number)
        self._unchecked = deque([*self._ready.by_hash, *self._future.by_hash])

    def _satisfy_future(self, tag: bytes) -> None:
        for waiting in self._future.waiting_for(tag):
            self._future.remove(waiting)
            waiting.missing.discard(tag)
            self._future.add(waiting)
            if self._is_ready(waiting):
                self._future.remove(waiting)
                self._put_ready(waiting)
                self._promote(waiting.valid.provides)

    def _expire(self, best: int) -> None:
        while self._expiring and self._expiring[0][0] <= best:
            self.remove([heapq.heappop(self._expiring)[1]])

    def revalidate(self, count: int) -> int:
        """Look again at up to `count` extrinsics that the last block may have made invalid.

        The result counts those that are still to be looked at.
        """
        for _ in range(min(count, len(self._unchecked))):
            transaction = self._find(self._unchecked.popleft())
            if transaction is None:
                continue
            try:
                self._validator.validate(
                    transaction.encoded, TransactionSource.External, verified=True
                )
            except InvalidTransaction:
                self._drop(transaction, "invalid")
        return len(self._unchecked)
