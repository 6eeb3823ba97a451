"""A namespace that shows every kind of method, and shorthands to serve and call it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from chain.rpc import (
    BlockNumber,
    Hash,
    HexBytes,
    MethodRegistry,
    RpcError,
    RpcLimits,
    RpcServer,
    Session,
    Sink,
    method,
    subscription,
)


class Sample:
    """What the tests call."""

    def __init__(self) -> None:
        self.sinks: list[Sink] = []
        self.ended: list[str] = []
        self.calls: list[str] = []
        self.gate = asyncio.Event()

    @method("echo_value", aliases=["echo_alias"])
    def echo(self, value: Any = None) -> Any:
        self.calls.append("echo")
        return value

    @method("echo_sum")
    def add(self, first_number: int, second: int = 10) -> int:
        return first_number + second

    @method("echo_bytes")
    async def data(self, data: HexBytes, at: Hash | None = None) -> bytes:
        await asyncio.sleep(0)
        return data + (at or b"")

    @method("echo_numbers")
    def numbers(self, number: BlockNumber | list[BlockNumber] | None = None) -> Any:
        return number

    @method("echo_refuse")
    def refuse(self) -> None:
        raise RpcError(1010, "Invalid Transaction", "Custom error: 3")

    @method("echo_bug")
    def bug(self) -> None:
        raise KeyError("boom")

    @method("echo_asyncBug")
    async def async_bug(self) -> None:
        raise ZeroDivisionError

    @method("echo_unencodable")
    def unencodable(self) -> object:
        return object()

    @method("echo_large")
    def large(self, size: int) -> str:
        return "x" * size

    @method("echo_wait")
    async def wait(self) -> bool:
        return await self.gate.wait()

    @method("echo_unsafe", unsafe=True)
    def dangerous(self) -> bool:
        return True

    @method("session_subscriptions")
    def held(self, session: Session, extra: int = 0) -> int:
        return session.subscriptions + extra

    @method("system_health")
    def health(self) -> dict[str, Any]:
        return {"peers": 0, "isSyncing": False, "shouldHavePeers": False}

    @subscription(
        "feed_subscribe",
        aliases=["feed_subscribeAlias"],
        unsubscribe=["feed_unsubscribe", "feed_unsubscribeAlias"],
        notification="feed_item",
    )
    def feed(self, sink: Sink, first: int | None = None) -> None:
        """Sends `first` at once, if given; 13 is refused."""
        self.sinks.append(sink)
        sink.on_close(lambda: self.ended.append(sink.id))
        if first is not None:
            sink.send(first)
        if first == 13:
            raise RpcError(1013, "Transaction Already Imported", "13")

    @subscription("other_subscribe", unsubscribe="other_unsubscribe", notification="other_item")
    async def other(self, sink: Sink) -> None:
        sink.send("early")
        await asyncio.sleep(0)
        sink.send("still early")


def request(name: str, *params: Any, ident: Any = 1) -> str:
    """The text of a request."""
    return json.dumps({"jsonrpc": "2.0", "id": ident, "method": name, "params": list(params)})


async def ask(registry: MethodRegistry, message: Any, session: Session | None = None) -> Any:
    """The decoded response to a message given as text or as a JSON value."""
    text = message if isinstance(message, str) else json.dumps(message)
    answer = await registry.handle(text, session)
    return None if answer is None else json.loads(answer)


class Peer:
    """An in-process client: a session and the messages it got."""

    def __init__(self, registry: MethodRegistry, **session: Any) -> None:
        self.registry = registry
        self.messages: list[Any] = []
        self.session = Session(lambda text: self.messages.append(json.loads(text)), **session)

    async def call(self, name: str, *params: Any) -> Any:
        """The response to a request; other messages stay in `messages`."""
        before = len(self.messages)
        await self.registry.serve(request(name, *params).encode(), self.session)
        return self.messages[before]


def serve(sample: Sample, limits: RpcLimits | None = None, **options: Any) -> RpcServer:
    """A server of the sample on a free port."""
    return RpcServer(MethodRegistry(sample), 0, limits=limits, **options)
