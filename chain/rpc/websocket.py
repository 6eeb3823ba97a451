"""JSON-RPC over one WebSocket connection: requests in order, subscriptions, limits."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from aiohttp import WSCloseCode, WSMsgType, web

from chain.rpc.dispatch import TimeSlice
from chain.rpc.limits import RpcLimits
from chain.rpc.outbox import Outbox
from chain.rpc.registry import MethodRegistry
from chain.rpc.session import Session

_log = logging.getLogger(__name__)

_CLOSE_SECONDS = 0.3


class WebSocketConnection:
    """One client. Its requests are answered one after the other, in the order they came.

    While much waits for the client to read, no further request of it is read; what subscriptions
    send meanwhile may grow to the limits of the outbox, and then the connection ends, code 1008.
    """

    def __init__(self, registry: MethodRegistry, limits: RpcLimits, *, allow_unsafe: bool) -> None:
        self._registry = registry
        self._limits = limits
        self._allow_unsafe = allow_unsafe
        self._closing: asyncio.Task[None] | None = None
        self._transport: asyncio.Transport | None = None
        self._socket: web.WebSocketResponse[bool] = web.WebSocketResponse(
            timeout=_CLOSE_SECONDS,
            heartbeat=limits.ping_interval,
            compress=False,
            max_msg_size=limits.max_request_bytes,
            decode_text=False,
        )

    async def run(self, request: web.BaseRequest) -> web.WebSocketResponse[bool]:
        """Serve the connection until either side ends it."""
        writer = await self._socket.prepare(request)
        transport = request.transport
        if transport is None:
            return self._socket
        self._transport = transport
        outbox = Outbox(transport, writer, self._limits, self._overflowed)
        session = Session(outbox.send, allow_unsafe=self._allow_unsafe, limits=self._limits)
        pump = asyncio.create_task(self._pump(outbox))
        try:
            await self._receive(outbox, session)
        except TimeoutError:
            self._overflowed()
        finally:
            session.close()
            outbox.discard()
            pump.cancel()
            await self._finish(transport)
        return self._socket

    def close(self, code: int, reason: str) -> None:
        """Start closing: a close frame, a moment for the client's, then the end in any case."""
        if self._closing is None:
            self._closing = asyncio.create_task(self._close(code, reason.encode()))

    async def closed(self) -> None:
        """Wait until a started close is done."""
        if self._closing is not None:
            await asyncio.wait([self._closing])

    async def _receive(self, outbox: Outbox, session: Session) -> None:
        registry, receive = self._registry, self._socket.receive
        time_slice = TimeSlice(self._limits.time_slice)
        while True:
            message = await receive()
            if message.type is not WSMsgType.TEXT and message.type is not WSMsgType.BINARY:
                return
            await registry.serve(message.data, session)
            await outbox.low()
            await time_slice.share()

    async def _pump(self, outbox: Outbox) -> None:
        with contextlib.suppress(ConnectionError):
            await outbox.pump()

    def _overflowed(self) -> None:
        _log.info("closing an RPC connection: the client does not read what it asked for")
        self.close(WSCloseCode.POLICY_VIOLATION, "too many messages unread")

    async def _close(self, code: int, reason: bytes) -> None:
        try:
            await self._socket.close(code=code, message=reason, drain=False)
        finally:
            if self._transport is not None:
                self._transport.abort()

    async def _finish(self, transport: asyncio.Transport) -> None:
        """Give the close frame a moment to leave, and drop what the client will not read."""
        await self.closed()
        if transport.get_write_buffer_size():
            await asyncio.sleep(_CLOSE_SECONDS)
            transport.abort()
