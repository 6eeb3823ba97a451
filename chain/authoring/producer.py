"""The loop that makes blocks, next to everything else that the node does on its one thread.

A block is executed in slices of a few milliseconds; between them the event loop answers readers, who
see the last whole block all the while.
"""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Protocol

from chain.authoring.aura import AuraAuthor
from chain.authoring.builder import BlockBuilder, PalletBug
from chain.authoring.clock import BlockClock
from chain.authoring.sealing import Instant, Interval, Sealing
from chain.blockchain import Blockchain, ImportedBlock
from chain.pool import PoolTransaction, TransactionPool
from runtime.runtime import Runtime
from runtime.validity import ExhaustsResources, Future, InvalidTransaction

log = logging.getLogger(__name__)

SLICE_SECONDS = 0.002
BLOCK_SECONDS = 0.5  # the longest time that extrinsics of one block may take
MAX_SKIPPED = 8  # extrinsics too large for what is left of a block, before it is taken as full
REVALIDATED_PER_BLOCK = 128


class ConsensusView(Protocol):
    """What the author needs to know of the head."""

    def authorities(self, runtime: Runtime) -> list[bytes]: ...

    def timestamp(self, runtime: Runtime) -> int: ...


class Producer:
    """Makes blocks on a chain from its pool."""

    def __init__(
        self,
        chain: Blockchain,
        pool: TransactionPool,
        author: AuraAuthor,
        clock: BlockClock,
        view: ConsensusView,
        sealing: Sealing,
    ) -> None:
        self.chain, self.pool, self.sealing = chain, pool, sealing
        self._author, self._clock, self._view = author, clock, view
        self._lock = asyncio.Lock()
        self._wanted = asyncio.Event()

    def note_ready(self) -> None:
        """An extrinsic is ready: with instant sealing it gets a block now."""
        self._wanted.set()

    async def run(self) -> None:
        """Make blocks until cancelled. Raises what makes going on senseless, such as a full disk."""
        match self.sealing:
            case Interval(milliseconds):
                await self._run_interval(milliseconds / 1000)
            case Instant():
                await self._run_instant()
            case _:
                await asyncio.Event().wait()

    async def _run_interval(self, seconds: float) -> None:
        due = time.monotonic() + seconds
        while True:
            await asyncio.sleep(max(due - time.monotonic(), 0))
            await self.make_block(deadline=min(seconds * 2 / 3, BLOCK_SECONDS))
            # A block that took too long delays the next ones instead of crowding them.
            due = max(due + seconds, time.monotonic())

    async def _run_instant(self) -> None:
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            while self.pool.ready_count:
                before = self.pool.ready_count
                block = await self.make_block()
                if len(block.extrinsics) <= 1 and self.pool.ready_count >= before:
                    break

    async def make_block(self, deadline: float = BLOCK_SECONDS) -> ImportedBlock:
        """Make one block now, with what is ready; extrinsics get `deadline` seconds.

        Raises NotAnAuthority, BlockInvalid (a rule forbids the block), DatabaseWriteFailed.
        """
        async with self._lock:
            started = time.perf_counter()
            builder = self._begin()
            ended_by = await self._fill(builder, started + deadline)
            for block in builder.finish_in_steps():
                if block is None:
                    await asyncio.sleep(0)
            assert block is not None
            report(block, ended_by, time.perf_counter() - started)
            self.pool.on_block(block)
        self.pool.revalidate(REVALIDATED_PER_BLOCK)
        return block

    def _begin(self) -> BlockBuilder:
        runtime = self.chain.head_runtime()
        timestamp = self._clock.next(self._view.timestamp(runtime))
        return BlockBuilder(
            self.chain, self._author.plan(timestamp, self._view.authorities(runtime))
        )

    async def _fill(self, builder: BlockBuilder, deadline: float) -> str:
        """Push what is ready. The result says why that ended."""
        slice_end = time.perf_counter() + SLICE_SECONDS
        skipped = 0
        doomed: list[bytes] = []
        for transaction in self.pool.ready():
            now = time.perf_counter()
            if now > deadline:
                return "HitDeadline"
            if now > slice_end:
                await asyncio.sleep(0)
                slice_end = time.perf_counter() + SLICE_SECONDS
            fate = push(builder, transaction)
            if fate == "full":
                skipped += 1
                if skipped > MAX_SKIPPED:
                    return "HitBlockWeightLimit"
            elif fate == "invalid":
                doomed.append(transaction.hash)
        self.pool.remove(doomed)
        return "NoMoreTransactions"


def push(builder: BlockBuilder, transaction: PoolTransaction) -> str:
    """Try a waiting extrinsic: "included", "full" (not in this block), "later" or "invalid"."""
    try:
        builder.push(transaction.encoded, verified=True)
    except InvalidTransaction as error:
        match error.reason:
            case ExhaustsResources():
                return "full"
            case Future():
                return "later"
        log.debug("0x%s left the pool: %s", transaction.hash.hex(), error)
        return "invalid"
    except PalletBug:
        return "invalid"  # logged with its bytes where it happened
    return "included"


def report(block: ImportedBlock, ended_by: str, seconds: float) -> None:
    """The two lines that operators of Substrate nodes look for."""
    parent, own = block.header.parent_hash.hex(), block.hash.hex()
    log.info(
        "🎁 Prepared block for proposing at %d (%d ms) hash: 0x%s; parent_hash: %s; end: %s; "
        "extrinsics_count: %d",
        block.number, seconds * 1000, own, short(parent), ended_by, len(block.extrinsics),
    )  # fmt: skip
    log.info("🏆 Imported #%d (%s → %s)", block.number, short(parent), short(own))


def short(hexadecimal: str) -> str:
    """A hash as logs have it."""
    return f"0x{hexadecimal[:4]}…{hexadecimal[-4:]}"
