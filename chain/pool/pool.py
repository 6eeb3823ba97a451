"""The transaction pool."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from chain.blockchain import Blockchain, ImportedBlock
from chain.pool.errors import (
    AlreadyImported,
    ImmediatelyDropped,
    NoTagsProvided,
    Rejected,
    TooLowPriority,
)
from chain.pool.expiry import Expiry
from chain.pool.order import BlockOrder
from chain.pool.queues import FutureQueue, ReadyQueue
from chain.pool.transaction import PoolTransaction, Status, StatusListener
from chain.pool.validation import Validator
from runtime.hashing import blake2_256
from runtime.validity import InvalidTransaction, TransactionSource, ValidTransaction


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
        self._expiry = Expiry()
        self._order = 0
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

    def ready(self) -> BlockOrder:
        """What can go into a block, in its order."""
        return BlockOrder(self._ready)

    def nonce_after(self, account: bytes, nonce: int) -> int:
        """The nonce of an account's next extrinsic, past those that are ready."""
        while self._ready.provides([account + nonce.to_bytes(4, "little")]):
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

        Raises PoolError, and DecodeError for bytes that are no extrinsic; the listener hears of
        nothing then.
        """
        extrinsic_hash = blake2_256(encoded)
        if self._find(extrinsic_hash) is not None:
            raise AlreadyImported
        transaction = self._validated(encoded, extrinsic_hash, source)
        if self._ready.provides(transaction.missing):
            self._enter_ready(transaction)
            self._promote(self._future.requiring(transaction.valid.provides))
            self._trim_ready()
        else:
            self._future.add(transaction)
            self._trim_future()
        if self._find(extrinsic_hash) is None:
            raise ImmediatelyDropped
        self._expiry.add(transaction)
        if listener is not None:
            transaction.listeners.append(listener)
            transaction.tell("ready" if transaction in self._ready else "future")
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
        return PoolTransaction(encoded, extrinsic_hash, valid, best, self._order)

    def _enter_ready(self, transaction: PoolTransaction) -> None:
        """Put it into the ready queue in place of less important ones with the same tags.

        Raises TooLowPriority when those are not less important.
        """
        competitors = self._ready.competitors(transaction)
        old = sum(each.valid.priority for each in competitors)
        if competitors and old >= transaction.valid.priority:
            raise TooLowPriority(old, transaction.valid.priority)
        for each in competitors:
            self._ready.remove(each)
        self._ready.add(transaction)
        for each in competitors:
            self._end(each, {"usurped": "0x" + transaction.hash.hex()})
            for orphan in self._ready.requiring(each):
                if orphan in self._ready and not self._ready.provides(orphan.missing):
                    self._drop(orphan, "invalid")
        transaction.tell("ready")
        for listener in self._on_ready:
            listener()

    def _promote(self, waiting: Iterable[PoolTransaction]) -> None:
        """Move those that wait for nothing more to the ready queue, and what waited for them."""
        todo = deque(waiting)
        while todo:
            transaction = todo.popleft()
            if transaction not in self._future or not self._ready.provides(transaction.missing):
                continue
            self._future.remove(transaction)
            try:
                self._enter_ready(transaction)
            except TooLowPriority:
                self._end(transaction, "dropped")
                continue
            todo += self._future.requiring(transaction.valid.provides)

    def _trim_ready(self) -> None:
        limits, queue = self.limits, self._ready
        while len(queue) > limits.ready or queue.size > limits.ready_bytes:
            self._drop(queue.worst(), "dropped")

    def _trim_future(self) -> None:
        limits, queue = self.limits, self._future
        while len(queue) > limits.future or queue.size > limits.future_bytes:
            self._drop(queue.oldest(), "dropped")

    # Going out

    def remove(self, extrinsic_hashes: Iterable[bytes]) -> list[bytes]:
        """Take extrinsics out, with those that wait for them. The result are the hashes of all."""
        removed: list[bytes] = []
        for extrinsic_hash in extrinsic_hashes:
            found = self._find(extrinsic_hash)
            if found is not None:
                removed += self._drop(found, "invalid")
        return removed

    def _find(self, extrinsic_hash: bytes) -> PoolTransaction | None:
        return self._ready.by_hash.get(extrinsic_hash) or self._future.by_hash.get(extrinsic_hash)

    def _drop(self, transaction: PoolTransaction, status: Status) -> list[bytes]:
        """Take one out, and what is not valid without it. The result are the hashes of all."""
        leaving = self._take(transaction)
        for each in leaving:
            self._end(each, status)
        return [each.hash for each in leaving]

    def _take(self, transaction: PoolTransaction) -> list[PoolTransaction]:
        """Take one out of its queue; out of the ready one, with what requires its tags."""
        if transaction in self._future:
            self._future.remove(transaction)
            return [transaction]
        leaving = self._ready.subtree(transaction)
        for each in leaving:
            self._ready.remove(each)
        return leaving

    def _end(self, transaction: PoolTransaction, status: Status) -> None:
        """Say the last word on an extrinsic that has left the queues."""
        self._expiry.discard(transaction)
        transaction.tell(status, last=True)

    # As the chain grows

    def on_block(self, block: ImportedBlock) -> None:
        """Let go what the block holds, what it took the place of, and what it made too old."""
        found = [(each, self._find(blake2_256(each))) for each in block.extrinsics]
        mine = [transaction for _, transaction in found if transaction is not None]
        foreign = [encoded for encoded, transaction in found if transaction is None]
        for transaction in mine:
            (self._ready if transaction in self._ready else self._future).remove(transaction)
        tags = [tag for transaction in mine for tag in transaction.valid.provides]
        tags += self._validator.tags_of(foreign, block)
        for tag in tags:
            self._note_provided(tag)
        block_hash = "0x" + block.hash.hex()
        for transaction in mine:
            transaction.tell({"inBlock": block_hash})
            self._end(transaction, {"finalized": block_hash})
        for transaction in self._expiry.due(block.number):
            if self._find(transaction.hash) is not None:
                self._drop(transaction, "invalid")
        if not self._unchecked:
            self._unchecked = deque(self._doubtful(block.number))

    def _doubtful(self, head: int) -> list[bytes]:
        """What waits longer than for the next block, which tries what is ready anyway."""
        ready = [each.hash for each in self._ready.by_hash.values() if each.checked_on < head - 1]
        return [*ready, *self._future.by_hash]

    def _note_provided(self, tag: bytes) -> None:
        """The chain provides the tag: nobody else can, and nobody has to wait for it."""
        beaten = self._ready.by_tag.get(tag)
        self._ready.satisfy(tag)
        if beaten is not None:
            self._ready.remove(beaten)
            self._end(beaten, "invalid")
        self._promote(self._future.satisfy(tag))

    def revalidate(self, count: int) -> int:
        """Look again, in turn, at up to `count` extrinsics that blocks may have made invalid.

        The result counts those that are still to be looked at in this round.
        """
        for _ in range(min(count, len(self._unchecked))):
            transaction = self._find(self._unchecked.popleft())
            if transaction is None:
                continue
            source = TransactionSource.External
            try:
                valid = self._validator.validate(transaction.encoded, source, verified=True)
            except InvalidTransaction:
                self._drop(transaction, "invalid")
            else:
                self._renew(transaction, valid)
        return len(self._unchecked)

    def _renew(self, transaction: PoolTransaction, valid: ValidTransaction) -> None:
        """It is valid still, but may wait for other tags, as when its account was made anew."""
        transaction.checked_on = self._chain.head_number
        missing = set(valid.requires)
        if missing == transaction.missing:
            return
        affected = self._take(transaction)
        transaction.missing = missing
        for each in affected:
            self._future.add(each)
        self._promote(affected)
        for each in affected:
            if each in self._future:
                each.tell("future")
        self._trim_future()
