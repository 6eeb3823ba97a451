"""A running node: one chain, its pool, its producer and its JSON-RPC server, on one event loop."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chain.api import build_registry
from chain.api.engine import Engine
from chain.api.info import NodeInfo
from chain.authoring.aura import AuraAuthor
from chain.authoring.clock import BlockClock
from chain.authoring.producer import Producer, short
from chain.authoring.sealing import Interval, Sealing
from chain.blockchain import Blockchain
from chain.consensus import SubtensorConsensus
from chain.database import DatabaseError
from chain.pool import TransactionPool
from chain.rpc import RpcServer
from genesis.keys import Keypair

if TYPE_CHECKING:
    from collections.abc import Sequence

log = logging.getLogger(__name__)

INFORMANT_SECONDS = 5.0
AURA_KEY_TYPE = b"aura"
AUTHORITY_SECRETS = ("//One", "//Two", "//Three")


@dataclass(frozen=True)
class NodeOptions:
    """What a node can be told at start. `block_time` is in milliseconds; None is the clock."""

    rpc_port: int = 9944
    rpc_external: bool = False
    sealing: Sealing = field(default_factory=Interval)
    block_time: int | None = None
    real_time: bool = False
    authoring: bool = True


class Node:
    """Start with `run`, which returns when it is cancelled."""

    def __init__(self, chain: Blockchain, options: NodeOptions) -> None:
        self.chain, self.options = chain, options
        slot = chain.spec.rules.slot_duration
        step = None if options.real_time else options.block_time or slot
        self.pool = TransactionPool(chain)
        self.keys = [Keypair.from_uri(secret) for secret in AUTHORITY_SECRETS]
        self.producer = Producer(
            chain,
            self.pool,
            AuraAuthor(self.keys, slot),
            BlockClock(slot, step),
            SubtensorConsensus(),
            options.sealing,
        )
        self.pool.on_ready(self.producer.note_ready)

    async def run(self, started: asyncio.Event | None = None) -> None:
        """Serve and make blocks until cancelled. Raises PortUnavailable."""
        info = NodeInfo.of(self.chain, [(AURA_KEY_TYPE, key.public) for key in self.keys])
        registry = build_registry(self.chain, self.pool, info)
        registry.add(Engine(self.chain, self.producer))
        server = RpcServer(registry, port=self.options.rpc_port, external=self.options.rpc_external)
        async with server:
            for address in server.addresses:
                log.info("Running JSON-RPC server: addr=%s", address)
            if started is not None:
                started.set()
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._inform())
                if self.options.authoring:
                    tasks.create_task(self._produce())

    async def _produce(self) -> None:
        try:
            await self.producer.run()
        except DatabaseError as error:
            log.error("Block production stopped: %s. The last whole block stands.", error)
        except Exception:
            log.exception("Block production stopped by a bug; reading goes on.")

    async def _inform(self) -> None:
        while True:
            await asyncio.sleep(INFORMANT_SECONDS)
            number, own = self.chain.head_number, short(self.chain.head_hash.hex())
            log.info(
                "💤 Idle (0 peers), best: #%d (%s), finalized #%d (%s), ⬇ 0 ⬆ 0",
                number, own, number, own,
            )  # fmt: skip
