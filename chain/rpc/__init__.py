"""JSON-RPC 2.0 server: a registry of methods, and one port that serves it over HTTP and WebSocket.

Methods are declared on ordinary classes. The annotations say how parameters are read; a client that
sends something else gets -32602 with the reason:

    class Chain:
        def __init__(self, client: Client) -> None:
            self._client = client

        @method("chain_getBlockHash", aliases=["chain_getHead"])
        def block_hash(self, number: BlockNumber | list[BlockNumber] | None = None) -> ...:
            return self._client.hash_of(number)           # bytes are answered as 0x-hex

        @method("state_call", aliases=["state_callAt"])
        async def call(self, name: str, data: HexBytes, at: Hash | None = None) -> bytes:
            raise RpcError(4003, "Client error: ...", data="...")

        @subscription("chain_subscribeNewHeads", unsubscribe="chain_unsubscribeNewHeads",
                      notification="chain_newHead")
        def new_heads(self, sink: Sink) -> None:
            sink.on_close(self._client.on_head(lambda head: sink.send(head.json())))

    registry = MethodRegistry(Chain(client), State(client))
    async with RpcServer(registry, port=9944) as server: ...

- Parameter types: HexBytes, Hash, BlockNumber, U16, U32, U64, int, str, bool, list[T], unions, Any;
  more are made with `Annotated[T, Param("what is expected", parse)]`. A default, or `| None`,
  makes a parameter optional: missing or null. A params object is matched by name (snake or camel
  case).
- Handlers are sync or async. `RpcError` is the answer; any other exception is logged, -32603.
- `unsafe=True` methods answer to loopback clients of a loopback server only.
- A subscription's handler takes the `Sink` first, gives it away and returns; `sink.send(result)`
  is a plain call (`send_encoded(encode(result))` when many get the same), held back until the
  client has the id; `sink.on_close(callback)` runs when the client unsubscribes or goes;
  `sink.close()` ends it.
- A handler whose first parameter is a `Session` gets the connection's: `session.on_close(...)`.
- Everything runs on the event loop's thread.
- Without sockets: `await registry.handle(text)`; with subscriptions:
  `await registry.serve(data, Session(messages.append))`.

`chain.rpc.server` (which imports aiohttp) is loaded when `RpcServer` is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chain.rpc.access import ANY_ORIGIN, LOCAL_ORIGINS
from chain.rpc.errors import InvalidParams, MethodNotFound, RpcError
from chain.rpc.limits import RpcLimits
from chain.rpc.methods import method, subscription
from chain.rpc.params import U16, U32, U64, BlockNumber, Hash, HexBytes, Param
from chain.rpc.registry import DuplicateMethod, MethodRegistry
from chain.rpc.session import Session, Sink
from chain.rpc.wire import encode

if TYPE_CHECKING:
    from chain.rpc.server import RpcServer

__all__ = [
    "ANY_ORIGIN",
    "LOCAL_ORIGINS",
    "U16",
    "U32",
    "U64",
    "BlockNumber",
    "DuplicateMethod",
    "Hash",
    "HexBytes",
    "InvalidParams",
    "MethodNotFound",
    "MethodRegistry",
    "Param",
    "RpcError",
    "RpcLimits",
    "RpcServer",
    "Session",
    "Sink",
    "encode",
    "method",
    "subscription",
]


def __getattr__(name: str) -> Any:
    if name == "RpcServer":
        from chain.rpc.server import RpcServer

        return RpcServer
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
