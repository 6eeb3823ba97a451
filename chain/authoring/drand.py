"""Fetching the beacon's pulses from its relays. As the off-chain worker of pallet-drand.

Imported only by nodes that are told a relay.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

import aiohttp

from chain.authoring.pulses import NotAPulse, parse_pulses, pulse_extrinsic
from chain.blockchain import Blockchain
from chain.pool import PoolError, TransactionPool
from genesis.keys import Keypair
from pallets.drand import QUICKNET, Drand, Pulse
from pallets.drand.pallet import HTTP_FETCH_TIMEOUT
from runtime.validity import TransactionSource

log = logging.getLogger(__name__)

MAX_PULSES_TO_FETCH = 50  # at once
MAX_ANSWER = 4096  # bytes


class BeaconUnreachable(Exception):
    """No relay has given a pulse."""


class Beacon:
    """Relays of quicknet, by their HTTP API: all are asked, and the first good answer counts."""

    def __init__(self, session: aiohttp.ClientSession, relays: Sequence[str]) -> None:
        self._session = session
        self._bases = [f"{relay.rstrip('/')}/{QUICKNET.hash.hex()}/public" for relay in relays]

    async def latest(self) -> Pulse:
        """Raises BeaconUnreachable."""
        return await self._first("latest")

    async def pulse(self, round_number: int) -> Pulse:
        """Raises BeaconUnreachable."""
        return await self._first(str(round_number))

    async def _first(self, name: str) -> Pulse:
        asked = [asyncio.create_task(self._ask(f"{base}/{name}")) for base in self._bases]
        reasons = []
        try:
            for answer in asyncio.as_completed(asked):
                try:
                    return await answer
                except BeaconUnreachable as error:
                    reasons.append(str(error))
        finally:
            for task in asked:
                task.cancel()
            await asyncio.gather(*asked, return_exceptions=True)
        raise BeaconUnreachable("; ".join(reasons))

    async def _ask(self, url: str) -> Pulse:
        try:
            async with self._session.get(url) as answer:
                answer.raise_for_status()
                pulses = parse_pulses(await _limited(answer.content))
        except (aiohttp.ClientError, TimeoutError, NotAPulse) as error:
            raise BeaconUnreachable(f"{url}: {error or type(error).__name__}") from error
        if len(pulses) != 1:
            raise BeaconUnreachable(f"{url}: {len(pulses)} pulses")
        return pulses[0]


async def _limited(content: aiohttp.StreamReader) -> bytes:
    """All of an answer. Raises NotAPulse if it is longer than one can be."""
    data = b""
    while more := await content.read(MAX_ANSWER):
        data += more
        if len(data) > MAX_ANSWER:
            raise NotAPulse(f"more than {MAX_ANSWER} bytes")
    return data


class PulseFeed:
    """Brings the pulses that are not on the chain yet to the pool."""

    PAUSE = float(QUICKNET.period)  # seconds

    def __init__(
        self, chain: Blockchain, pool: TransactionPool, key: Keypair, relays: Sequence[str]
    ) -> None:
        self._chain, self._pool, self._key, self._relays = chain, pool, key, relays
        self._waits_at: int | None = None  # the head whose successor is to hold what was brought
        self._is_reached = True

    async def run(self) -> None:
        """Look for pulses every few seconds until cancelled. That relays fail is logged."""
        timeout = aiohttp.ClientTimeout(total=HTTP_FETCH_TIMEOUT / 1000)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            beacon = Beacon(session, self._relays)
            while True:
                try:
                    await self.bring(beacon)
                except BeaconUnreachable as error:
                    self._tell(False, f"No pulses from drand: {error}")
                else:
                    self._tell(True, "Pulses come from drand again")
                await asyncio.sleep(self.PAUSE)

    def _tell(self, is_reached: bool, text: str) -> None:
        """Log what has changed, and only that: a machine may be off the network for long."""
        if is_reached != self._is_reached:
            log.log(logging.INFO if is_reached else logging.WARNING, text)
        self._is_reached = is_reached

    async def bring(self, beacon: Beacon) -> list[int]:
        """Put the pulses after the last one on the chain into the pool; the result are the rounds.

        A chain that has none begins with the latest. Raises BeaconUnreachable.
        """
        head = self._chain.head_number
        drand = self._chain.head_runtime().pallet(Drand)
        if head == self._waits_at or drand.next_unsigned_at.get() > head:
            return []
        newest = (await beacon.latest()).round
        first = (drand.last_stored_round.get() or max(newest - 1, 0)) + 1
        rounds = range(first, min(newest + 1, first + MAX_PULSES_TO_FETCH))
        pulses = [await beacon.pulse(number) for number in rounds]
        brought = [pulse.round for pulse in pulses if self._submit(pulse, head)]
        if brought:
            self._waits_at = head
        return brought

    def _submit(self, pulse: Pulse, head: int) -> bool:
        encoded = pulse_extrinsic(self._chain.composition, pulse, self._key, head)
        try:
            self._pool.submit(encoded, source=TransactionSource.Local)
        except PoolError as error:
            log.debug("The pulse of round %d is not taken: %s", pulse.round, error.data or error)
            return False
        return True
