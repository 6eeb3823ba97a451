"""A running node: one chain, its pool, its producer and its JSON-RPC server, on one event loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from chain.api import build_registry
from chain.api.engine import Engine
from chain.api.info import NodeInfo
from chain.authoring.aura import AuraAuthor
from chain.authoring.clock import BlockClock
from chain.authoring.producer import Producer, short
from chain.authoring.sealing import Interval, Sealing
from chain.blockchain import Blockchain
from chain.database import DatabaseError
from chain.pool import TransactionPool
from chain.rpc import RpcServer
from genesis.keys import Keypair, Scheme
from genesis.presets import AUTHORITIES
from runtime.block import BlockInvalid

log = logging.getLogger(__name__)

INFORMANT_SECONDS = 5.0


@dataclass(frozen=True)
class NodeOptions:
    """What a node can be told at start.

    `block_time` is what timestamps advance by in milliseconds, "real" for the clock's time, or None
    for a slot. `drand_urls` are relays of drand's quicknet, whose pulses are brought to the chain.
    """

    rpc_port: int = 9944
    rpc_external: bool = False
    sealing: Sealing = field(default_factory=Interval)
    block_time: int | Literal["real"] | None = None
    drand_urls: Sequence[str] = ()

    def clock(self, slot_duration: int) -> BlockClock:
        """Raises BlockTimeTooShort."""
        match self.block_time:
            case "real":
                return BlockClock(slot_duration, None)
            case None:
                return BlockClock(slot_duration, slot_duration)
            case step:
                return BlockClock(slot_duration, step)


class Node:
    """Start with `run`, which returns when it is cancelled."""

    def __init__(self, chain: Blockchain, options: NodeOptions) -> None:
        """Raises BlockTimeTooShort."""
        self.chain, self.options = chain, options
        self.pool = TransactionPool(chain)
        secrets = AUTHORITIES["localnet"]
        keys = [Keypair.from_uri(secret) for secret in secrets]
        grandpa = [Keypair.from_uri(secret, Scheme.ED25519) for secret in secrets]
        self._info = NodeInfo.of(
            chain,
            [*((b"aura", key.public) for key in keys), *((b"gran", key.public) for key in grandpa)],
        )
        author = AuraAuthor(keys, options.clock(chain.spec.rules.slot_duration))
        self.producer = Producer(chain, self.pool, author, options.sealing)
        self._key = keys[0]

    async def run(self, on_start: Callable[[int], object]) -> None:
        """Serve and make blocks until cancelled; `on_start` gets the port once clients can come.

        Raises PortUnavailable.
        """
        registry = build_registry(self.chain, self.pool, self._info)
        registry.add(Engine(self.chain, self.producer))
        server = RpcServer(registry, port=self.options.rpc_port, external=self.options.rpc_external)
        async with server:
            on_start(server.port)
            for address in server.addresses:
                log.info("Running JSON-RPC server: addr=%s", address)
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._inform())
                tasks.create_task(self._produce())
                if self.options.drand_urls:
                    tasks.create_task(self._bring_pulses())

    async def _produce(self) -> None:
        """Make blocks. Whatever ends that is logged, and readers are still answered."""
        try:
            await self.producer.run()
        except (DatabaseError, BlockInvalid) as error:
            head = self.chain.head_number
            log.error("Block production stopped: %s. #%d stands, reading goes on", error, head)
        except Exception:
            log.exception("Block production stopped by a bug, reading goes on")

    async def _bring_pulses(self) -> None:
        """Fetch the beacon's pulses. Blocks are made without them too, whatever ends that."""
        from chain.authoring.drand import PulseFeed

        feed = PulseFeed(self.chain, self.pool, self._key, self.options.drand_urls)
        try:
            await feed.run()
        except Exception:
            log.exception("No more pulses are fetched, because of a bug")

    async def _inform(self) -> None:
        while True:
            await asyncio.sleep(INFORMANT_SECONDS)
            number, own = self.chain.head_number, short(self.chain.head_hash.hex())
            log.info(
                "💤 Idle (0 peers), best: #%d (%s), finalized #%d (%s), ⬇ 0 ⬆ 0",
                number, own, number, own,
            )  # fmt: skip
