"""The bound on connections, applied before a connection costs anything."""

from __future__ import annotations

import asyncio

from aiohttp import web

_GRACE_SECONDS = 2.0
_BODY = b"Too many connections. Please try again later.\n"
_REFUSAL = (
    b"HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\nContent-Type: text/plain\r\n"
    b"Content-Length: %d\r\n\r\n%b" % (len(_BODY), _BODY)
)


class Gate:
    """Hands out a protocol for each accepted connection: the server's, or a refusal."""

    def __init__(self, server: web.Server, limit: int) -> None:
        self._server = server
        self._limit = limit
        self._refusals: set[Refusal] = set()

    def protocol(self) -> asyncio.Protocol:
        """The protocol for the connection that was just accepted."""
        if len(self._server.connections) < self._limit:
            return self._server()
        return Refusal(self._refusals, self._limit)


class Refusal(asyncio.Protocol):
    """Answers HTTP 429 to whatever comes and hangs up; silent when too many are refused at once."""

    def __init__(self, others: set[Refusal], limit: int) -> None:
        self._others = others
        self._limit = limit
        self._timer: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        if len(self._others) >= self._limit:
            transport.abort()
            return
        self._transport = transport
        self._others.add(self)
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(_GRACE_SECONDS, transport.abort)

    def data_received(self, data: bytes) -> None:
        # Only now: a close before the request has arrived could cost the client the answer.
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(_REFUSAL)
            self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        self._others.discard(self)
        if self._timer is not None:
            self._timer.cancel()
