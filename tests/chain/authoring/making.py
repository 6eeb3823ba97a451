"""A chain in memory with its pool and its producer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chain.authoring.aura import AuraAuthor
from chain.authoring.clock import BlockClock
from chain.authoring.producer import Producer
from chain.authoring.sealing import Manual, Sealing
from chain.blockchain import Blockchain
from chain.chains import composition_for
from chain.database import ChainDatabase, DatabaseWriteFailed
from chain.database.backend import Backend, Batch, MemoryBackend
from chain.kit import DevChain, key
from chain.pool import TransactionPool
from chain.signing import sign_call
from genesis.presets import preset
from runtime.call import Call
from runtime.extension import SigningOptions
from tests.chain.pool.watching import PAY, Watcher

START = 1_700_000_000_000
AUTHORITIES = ("//One", "//Two", "//Three")


class FullDisk(MemoryBackend):
    """Refuses to write while `full` is set."""

    full = False

    def write(self, batch: Batch) -> None:
        if self.full:
            raise DatabaseWriteFailed("cannot write: no space left on device")
        super().write(batch)


class Making:
    """What a node makes blocks with, without its server."""

    def __init__(
        self,
        sealing: Sealing | None = None,
        *,
        chain: str = "dev",
        keys: Sequence[str] = AUTHORITIES,
        backend: Backend | None = None,
    ) -> None:
        spec = preset(chain)
        database = ChainDatabase(backend or MemoryBackend())
        self.chain = Blockchain.start(composition_for(spec.rules), spec, database)
        self.pool = TransactionPool(self.chain)
        slot = spec.rules.slot_duration
        author = AuraAuthor([key(secret) for secret in keys], BlockClock(slot, slot, START))
        self.producer = Producer(self.chain, self.pool, author, sealing or Manual())
        self.kit = DevChain.on(self.chain)

    def submit(
        self, nonce: int = 0, call: Call = PAY, by: str = "//Alice", **options: Any
    ) -> Watcher:
        signed = sign_call(self.kit.signing(), call, key(by), SigningOptions(nonce, **options))
        watcher = Watcher()
        self.pool.submit(signed, watcher)
        return watcher

    def sizes(self) -> list[int]:
        """How many extrinsics each block has beside its inherent."""
        bodies = [self.chain.database.body(number) for number in range(1, self.kit.number + 1)]
        return [len(body or []) - 1 for body in bodies]
