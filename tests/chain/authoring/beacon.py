"""A small chain with the Drand pallet, and relays of its beacon on this machine."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace

from aiohttp import ClientSession, ClientTimeout, web

from chain.authoring.aura import AuraAuthor
from chain.authoring.clock import BlockClock
from chain.authoring.drand import Beacon, PulseFeed
from chain.authoring.producer import Producer
from chain.authoring.sealing import Manual
from chain.blockchain import Blockchain
from chain.database import ChainDatabase
from chain.kit import key
from chain.pool import TransactionPool
from genesis.presets import preset
from pallets.drand import QUICKNET, Drand, Pulse
from tests.chain.authoring.making import START
from tests.pallets.drand.world import COMPOSITION
from tests.pallets.mini import SLOT
from tests.quicknet import PULSES

ONE = key("//One")
PREFIX = f"/{QUICKNET.hash.hex()}/public/"


def as_json(pulse: Pulse) -> str:
    return json.dumps(
        {
            "round": pulse.round,
            "randomness": pulse.randomness.hex(),
            "signature": pulse.signature.hex(),
        }
    )


@dataclass
class Relay:
    """Has the recorded rounds up to `latest`. With `answer` it gives that text instead."""

    latest: int = 1001
    answer: str | None = None
    status: int = 200
    delay: float = 0.0
    asked: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def reply(self, request: web.Request) -> web.Response:
        assert request.path.startswith(PREFIX)
        name = request.path.removeprefix(PREFIX)
        self.asked.append(name)
        await asyncio.sleep(self.delay)
        if self.answer is not None:
            return web.Response(text=self.answer, status=self.status)
        number = self.latest if name == "latest" else int(name)
        if number > self.latest or number not in PULSES:
            return web.Response(status=404)
        return web.Response(text=as_json(PULSES[number]), status=self.status)


class Chain:
    """With its pool and its producer, and a feed of pulses."""

    def __init__(self) -> None:
        spec = preset("dev")
        patch = {name: spec.patch[name] for name in ("aura", "grandpa")} if spec.patch else {}
        self.chain = Blockchain.start(
            COMPOSITION, replace(spec, patch=patch), ChainDatabase.in_memory()
        )
        self.pool = TransactionPool(self.chain)
        author = AuraAuthor(
            [key(secret) for secret in ("//One", "//Two", "//Three")],
            BlockClock(SLOT, SLOT, START),
        )
        self.producer = Producer(self.chain, self.pool, author, Manual())

    def feed(self, *relays: Relay) -> PulseFeed:
        return PulseFeed(self.chain, self.pool, ONE, [relay.url for relay in relays])

    @property
    def drand(self) -> Drand:
        return self.chain.head_runtime().pallet(Drand)

    @property
    def rounds(self) -> list[int]:
        """Of the pulses on the chain."""
        return sorted(self.drand.pulses.keys())


def with_relays(relays: Iterable[Relay], work: Callable[[Beacon], Awaitable[None]]) -> None:
    """Do something while relays answer."""
    served = list(relays)

    async def go() -> None:
        runners = []
        for relay in served:
            app = web.Application()
            app.router.add_get("/{path:.*}", relay.reply)
            runners.append(web.AppRunner(app, handler_cancellation=True))
            await runners[-1].setup()
            site = web.TCPSite(runners[-1], "127.0.0.1", 0)
            await site.start()
            relay.port = runners[-1].addresses[0][1]
        try:
            async with asyncio.timeout(20), ClientSession(timeout=ClientTimeout(0.3)) as session:
                await work(Beacon(session, [relay.url for relay in served]))
        finally:
            for runner in runners:
                await runner.cleanup()

    asyncio.run(go())
