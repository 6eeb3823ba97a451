"""The loop that makes blocks, next to everything else that the node does on its one thread.

A block is executed in slices of a few milliseconds; between them the event loop answers readers,
who see the last whole block all the while.
"""

from __future__ import annotations

import asyncio
import logging
import time
from enum import Enum, auto

from chain.authoring.aura import AuraAuthor, NotAnAuthority
from chain.authoring.builder import BlockBuilder, PalletBug
from chain.authoring.sealing import Instant, Interval, Manual, Sealing
from chain.blockchain import Blockchain, ImportedBlock
from chain.pool import PoolTransaction, TransactionPool
from runtime.block import BlockInvalid
from runtime.validity import ExhaustsResources, Future, InvalidTransaction

log = logging.getLogger(__name__)

SLICE_SECONDS = 0.002
BLOCK_SECONDS = 0.5  # the longest time that extrinsics of one block may take
MAX_BLOCK_BYTES = (4 << 20) + 512
MAX_SKIPPED = 8  # extrinsics too large for what is left of a block, before it is taken as full
REVALIDATED_AT_ONCE = 16  # extrinsics between two pauses
REVALIDATED_PER_BLOCK = 128


class Fate(Enum):
    """What became of a waiting extrinsic that was tried in a block."""

    INCLUDED = auto()
    TOO_HEAVY = auto()  # for what is left of this block
    TOO_LONG = auto()
    TOO_EARLY = auto()  # an extrinsic before it is not in this block
    INVALID = auto()


FULL = {Fate.TOO_HEAVY: "HitBlockWeightLimit", Fate.TOO_LONG: "HitBlockSizeLimit"}


class Producer:
    """Makes blocks on a chain from its pool."""

    def __init__(
        self, chain: Blockchain, pool: TransactionPool, author: AuraAuthor, sealing: Sealing
    ) -> None:
        self.chain, self.pool, self.sealing = chain, pool, sealing
        self._author = author
        self._lock = asyncio.Lock()
        self._wanted = asyncio.Event()
        self._waits_for_turn = False
        pool.on_ready(self._wanted.set)

    async def run(self) -> None:
        """Make blocks until cancelled; with manual sealing, return at once.

        Raises what makes going on senseless: DatabaseWriteFailed on a full disk, BlockInvalid.
        """
        match self.sealing:
            case Interval(milliseconds):
                await self._run_interval(milliseconds / 1000)
            case Instant():
                await self._run_instant()
            case Manual():
                return

    async def _run_interval(self, seconds: float) -> None:
        due = time.monotonic() + seconds
        while True:
            await asyncio.sleep(max(due - time.monotonic(), 0))
            await self._make_block_in_turn(min(seconds * 2 / 3, BLOCK_SECONDS))
            # A block that took too long delays the next ones instead of crowding them.
            due = max(due + seconds, time.monotonic())

    async def _run_instant(self) -> None:
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            before = self.pool.ready_count + 1
            # What fits into no block now waits until another extrinsic comes.
            while 0 < self.pool.ready_count < before:
                before = self.pool.ready_count
                await self._make_block_in_turn(BLOCK_SECONDS)

    async def _make_block_in_turn(self, deadline: float) -> None:
        try:
            await self.make_block(deadline)
        except NotAnAuthority as error:
            if not self._waits_for_turn:
                log.warning("Making no block: %s", error)
            self._waits_for_turn = True
        else:
            self._waits_for_turn = False

    async def make_block(self, deadline: float = BLOCK_SECONDS) -> ImportedBlock:
        """Make one block now, with what is ready; extrinsics get `deadline` seconds.

        Raises NotAnAuthority, BlockInvalid (a rule forbids the block), DatabaseWriteFailed.
        """
        async with self._lock:
            started = time.perf_counter()
            builder = self._author.begin(self.chain)
            ended_by = await self._fill(builder, started + deadline)
            for block in builder.finish_in_steps():
                if block is None:
                    await asyncio.sleep(0)
            assert block is not None
            report(block, ended_by, time.perf_counter() - started)
            self.pool.on_block(block)
        await self._revalidate()
        return block

    async def _fill(self, builder: BlockBuilder, deadline: float) -> str:
        """Push what is ready. The result says why that ended."""
        slice_end = time.perf_counter() + SLICE_SECONDS
        order, skipped = self.pool.ready(), 0
        for transaction in order:
            now = time.perf_counter()
            if now > deadline:
                return "HitDeadline"
            if now > slice_end:
                await asyncio.sleep(0)
                slice_end = time.perf_counter() + SLICE_SECONDS
            fate = push(builder, transaction)
            if fate is Fate.INCLUDED:
                continue
            order.leave_out()
            if fate is Fate.INVALID:
                self.pool.remove([transaction.hash])
            elif fate in FULL:
                skipped += 1
                if skipped > MAX_SKIPPED:
                    return FULL[fate]
        return "NoMoreTransactions"

    async def _revalidate(self) -> None:
        for _ in range(REVALIDATED_PER_BLOCK // REVALIDATED_AT_ONCE):
            if self.pool.revalidate(REVALIDATED_AT_ONCE) == 0:
                return
            await asyncio.sleep(0)


def push(builder: BlockBuilder, transaction: PoolTransaction) -> Fate:
    """Try a waiting extrinsic in a block."""
    if builder.size + len(transaction.encoded) > MAX_BLOCK_BYTES:
        return Fate.TOO_LONG
    try:
        builder.push(transaction.encoded, verified=True)
    except InvalidTransaction as error:
        match error.reason:
            case ExhaustsResources():
                return Fate.TOO_HEAVY
            case Future():
                return Fate.TOO_EARLY
        log.debug("0x%s left the pool: %s", transaction.hash.hex(), error)
        return Fate.INVALID
    except BlockInvalid as error:
        log.warning("0x%s would make the block invalid: %s", transaction.hash.hex(), error)
        return Fate.INVALID
    except PalletBug:
        return Fate.INVALID  # logged with its bytes where it happened
    return Fate.INCLUDED


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
