"""The node's RPC server: HTTP and WebSocket on one port."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Sequence
from types import TracebackType
from typing import Any

from aiohttp import WSCloseCode, web
from aiohttp.http_exceptions import HttpProcessingError

from chain.rpc.access import (
    LOCAL_ORIGINS,
    AccessDenied,
    AccessPolicy,
    is_loopback_address,
)
from chain.rpc.errors import RequestTooBig
from chain.rpc.gate import Gate
from chain.rpc.limits import RpcLimits
from chain.rpc.registry import MethodRegistry
from chain.rpc.session import Session
from chain.rpc.sockets import listen
from chain.rpc.websocket import WebSocketConnection
from chain.rpc.wire import decode, encode, failure

_log = logging.getLogger(__name__)

_http_log = logging.getLogger("chain.rpc.http")
_JSON = "application/json"
_SHUTDOWN_SECONDS = 0.5
_HEALTH = b'{"jsonrpc":"2.0","id":0,"method":"system_health"}'


def _is_worth_logging(record: logging.LogRecord) -> bool:
    """Whether it is more than that a client sent what is not HTTP, for which it got its answer."""
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


_http_log.addFilter(_is_worth_logging)


class RpcServer:
    """Serves a registry on `port` of 127.0.0.1 and [::1], or with `external` of every interface.

    POST a request or a batch to any path, or upgrade to a WebSocket; GET /health answers with what
    `system_health` says, as Substrate does. Unsafe methods answer to loopback clients of a server
    that is not external. Port 0 takes a free one: read `port` after `start`.
    """

    def __init__(
        self,
        registry: MethodRegistry,
        port: int = 9944,
        *,
        external: bool = False,
        origins: Sequence[str] = LOCAL_ORIGINS,
        limits: RpcLimits | None = None,
    ) -> None:
        self.port = port
        self._registry = registry
        self._external = external
        self._limits = limits or RpcLimits()
        self._policy = AccessPolicy(origins, any_host=external)
        self._web: web.Server | None = None
        self._listeners: list[asyncio.Server] = []
        self._connections: set[WebSocketConnection] = set()
        self.addresses: list[str] = []

    async def start(self) -> None:
        """Bind and serve; raises `PortUnavailable`."""
        sockets = listen(self.port, external=self._external)
        self.port = sockets[0].getsockname()[1]
        self.addresses = [_address(sock) for sock in sockets]
        loop = asyncio.get_running_loop()
        self._web = web.Server(
            self._handle,
            request_factory=self._request,
            access_log=None,
            logger=_http_log,
            # What a client asked for and does not wait for any more is not worth any work.
            handler_cancellation=True,
            # A small compressed body could be a very large one.
            auto_decompress=False,
            lingering_time=1.0,
            keepalive_timeout=75.0,
        )
        gate = Gate(self._web, self._limits.max_connections)
        self._listeners = [await loop.create_server(gate.protocol, sock=sock) for sock in sockets]

    async def close(self) -> None:
        """Stop listening and end every connection, within a second."""
        for listener in self._listeners:
            listener.close()
        for connection in list(self._connections):
            connection.close(WSCloseCode.GOING_AWAY, "the node is stopping")
        closing = [connection.closed() for connection in self._connections]
        await asyncio.gather(*closing)
        if self._web is not None:
            self._web.pre_shutdown()
            await self._web.shutdown(_SHUTDOWN_SECONDS / 2)
        self._listeners = []

    async def __aenter__(self) -> RpcServer:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    def _request(
        self, message: Any, payload: Any, protocol: Any, writer: Any, task: Any
    ) -> web.BaseRequest:
        loop = asyncio.get_running_loop()
        limit = self._limits.max_request_bytes
        return web.BaseRequest(
            message, payload, protocol, writer, task, loop, client_max_size=limit
        )

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        try:
            self._policy.check(request.headers)
        except AccessDenied as denied:
            return web.Response(status=403, text=f"{denied}\n")
        match request.method:
            case "POST":
                return await self._post(request)
            case "GET" if "Upgrade" in request.headers:
                return await self._upgrade(request)
            case "GET" if request.path == "/health":
                return await self._health(request)
            case "OPTIONS":
                headers = self._policy.preflight_headers(request.headers)
                return web.Response(status=204, headers={**headers, "Allow": "POST, OPTIONS"})
        text = "Used HTTP Method is not allowed. POST or OPTIONS is required\n"
        return web.Response(status=405, text=text, headers={"Allow": "POST, OPTIONS"})

    async def _upgrade(self, request: web.BaseRequest) -> web.StreamResponse:
        connection = WebSocketConnection(
            self._registry, self._limits, allow_unsafe=self._allows_unsafe(request)
        )
        self._connections.add(connection)
        try:
            return await connection.run(request)
        finally:
            self._connections.discard(connection)

    async def _post(self, request: web.BaseRequest) -> web.StreamResponse:
        """One HTTP exchange; a client that is slow to send or to read is dropped in time."""
        try:
            async with asyncio.timeout(self._limits.transfer_timeout):
                body = await request.read()
        except web.HTTPRequestEntityTooLarge:
            refusal = failure(None, RequestTooBig(self._limits.max_request_bytes))
            return self._json(request, refusal, status=413)
        except TimeoutError:
            return web.Response(status=408)
        session = Session(allow_unsafe=self._allows_unsafe(request), limits=self._limits)
        answer = await self._registry.answer(body, session)
        session.close()
        response = self._json(request, answer or b"")
        try:
            async with asyncio.timeout(self._limits.transfer_timeout):
                await response.prepare(request)
                await response.write_eof()
        except ConnectionError:
            pass  # the client has gone
        except TimeoutError:
            if request.transport is not None:
                request.transport.abort()
        return response

    async def _health(self, request: web.BaseRequest) -> web.StreamResponse:
        if "system_health" not in self._registry:
            return web.Response(status=404)
        session = Session(allow_unsafe=False, limits=self._limits)
        answer = decode(await self._registry.answer(_HEALTH, session) or b"{}", self._limits)
        if "result" not in answer:
            return web.Response(status=500)
        return self._json(request, encode(answer["result"]))

    def _json(self, request: web.BaseRequest, body: bytes, status: int = 200) -> web.Response:
        headers = self._policy.cors_headers(request.headers)
        return web.Response(body=body, status=status, headers=headers, content_type=_JSON)

    def _allows_unsafe(self, request: web.BaseRequest) -> bool:
        return not self._external and is_loopback_address(request.remote or "")


def _address(sock: socket.socket) -> str:
    host, port = sock.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
