"""Requests over several WebSocket connections at once, with so many unanswered on each."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Any

import aiohttp

CONNECTIONS = 4
IN_FLIGHT = 250  # of each connection
Message = dict[str, Any]


async def send_all(
    port: int,
    method: str,
    transactions: Sequence[str],
    is_last: Callable[[Message], bool],
    longest: float = 120,
) -> float:
    """Submit transactions; the result is the seconds until each had its last message.

    They go over the connections in turn. So if senders take turns too, and their number is a
    multiple of CONNECTIONS, each sender's arrive in the order of their nonces. Raises RuntimeError
    when one is refused, TimeoutError after `longest` seconds.
    """
    shares = [transactions[each::CONNECTIONS] for each in range(CONNECTIONS)]
    async with asyncio.timeout(longest), aiohttp.ClientSession() as session:
        start = time.perf_counter()
        await asyncio.gather(*(_send(session, port, method, share, is_last) for share in shares))
        return time.perf_counter() - start


async def _send(
    session: aiohttp.ClientSession,
    port: int,
    method: str,
    share: Sequence[str],
    is_last: Callable[[Message], bool],
) -> None:
    async with session.ws_connect(f"ws://127.0.0.1:{port}", max_msg_size=0) as socket:
        waiting = iter(enumerate(share))
        finished = sent = 0
        while finished < len(share):
            while sent - finished < IN_FLIGHT and (item := next(waiting, None)) is not None:
                sent += 1
                number, transaction = item
                await socket.send_json(request(method, transaction, number=number))
            message = await socket.receive_json()
            if "error" in message:
                raise RuntimeError(f"refused: {message}")
            finished += is_last(message)


def request(method: str, *params: Any, number: int = 1) -> Message:
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
