"""What nobody waits for any more is not worked on."""

from __future__ import annotations

import asyncio
import json

import pytest

from chain.rpc import MethodRegistry, RpcServer, method
from tests.hostile.test_connections import POST, UPGRADE, frame

REQUEST = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "wait"}).encode()


class Waiting:
    """A method that takes for ever."""

    def __init__(self) -> None:
        self.begun, self.ended = asyncio.Event(), asyncio.Event()

    @method("wait")
    async def wait(self) -> None:
        self.begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.ended.set()


async def _abandoned(data: bytes) -> None:
    waiting = Waiting()
    async with RpcServer(MethodRegistry(waiting), port=0) as server:
        _, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(data)
        await asyncio.wait_for(waiting.begun.wait(), 10)
        assert not waiting.ended.is_set()
        writer.close()
        await asyncio.wait_for(waiting.ended.wait(), 10)


@pytest.mark.parametrize(
    "data",
    [POST + b"Content-Length: %d\r\n\r\n" % len(REQUEST) + REQUEST, UPGRADE + frame(REQUEST)],
    ids=["http", "websocket"],
)
def test_work_ends_with_its_connection(data: bytes) -> None:
    asyncio.run(_abandoned(data))
