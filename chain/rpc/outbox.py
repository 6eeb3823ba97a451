"""What waits to be sent to one WebSocket client: bounded, and many messages to a system call."""

from __future__ import annotations

import asyncio
import struct
from collections import deque
from collections.abc import Callable

from aiohttp.abc import AbstractStreamWriter

from chain.rpc.limits import RpcLimits

_TEXT = 0x81
_CHUNK = 256 * 1024


def text_frame(payload: bytes) -> bytes:
    """A server's whole, uncompressed text message (RFC 6455, section 5.2)."""
    length = len(payload)
    if length < 126:
        return struct.pack("!BB", _TEXT, length) + payload
    if length < 1 << 16:
        return struct.pack("!BBH", _TEXT, 126, length) + payload
    return struct.pack("!BBQ", _TEXT, 127, length) + payload


class Outbox:
    """Messages to one client, in order.

    `send` only queues. The pump writes all that has gathered since its last turn in one system
    call, and waits while the client does not read; what the operating system has not taken counts
    as queued. A queue beyond its limits calls `overflow` once and takes nothing more.
    """

    def __init__(
        self,
        transport: asyncio.Transport,
        writer: AbstractStreamWriter,
        limits: RpcLimits,
        overflow: Callable[[], object],
    ) -> None:
        self._transport = transport
        self._writer = writer
        self._limits = limits
        self._overflow = overflow
        self._frames: deque[bytes] = deque()
        self._bytes = 0
        self._open = True
        self._filled = asyncio.Event()
        self._low = asyncio.Event()
        self._low.set()

    def send(self, payload: bytes) -> None:
        """Queue one text message."""
        if not self._open:
            return
        limits = self._limits
        if self._bytes > limits.max_queued_bytes or len(self._frames) >= limits.max_queued_messages:
            self.discard()
            self._overflow()
            return
        frame = text_frame(payload)
        self._frames.append(frame)
        self._bytes += len(frame)
        self._filled.set()
        if self._bytes > limits.resume_queued_bytes:
            self._low.clear()

    def discard(self) -> None:
        """Drop what is queued and take no more."""
        self._open = False
        self._frames.clear()
        self._bytes = 0
        self._low.set()

    async def low(self) -> None:
        """Wait until the client has taken most of what was queued.

        Raises `TimeoutError` when it takes too long.
        """
        if not self._low.is_set():
            async with asyncio.timeout(self._limits.transfer_timeout):
                await self._low.wait()

    async def pump(self) -> None:
        """Write for as long as the connection lives; raises `ConnectionError` at its end."""
        while True:
            await self._filled.wait()
            self._filled.clear()
            while self._frames:
                chunk = self._next_chunk()
                size = len(chunk)
                self._transport.write(chunk)
                del chunk  # the transport may keep it for long, this frame need not
                await self._writer.drain()
                self._taken(size)

    def _next_chunk(self) -> bytes:
        frames: list[bytes] = []
        size = 0
        while self._frames and size < _CHUNK:
            frame = self._frames.popleft()
            frames.append(frame)
            size += len(frame)
        return b"".join(frames)

    def _taken(self, size: int) -> None:
        self._bytes -= size
        if self._bytes <= self._limits.resume_queued_bytes:
            self._low.set()
