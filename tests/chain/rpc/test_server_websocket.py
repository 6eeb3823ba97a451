from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import WSMsgType
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from chain.rpc import RpcLimits, RpcServer
from tests.chain.rpc.serving import Sample, request, serve

Socket = aiohttp.ClientWebSocketResponse


@asynccontextmanager
async def _client(server: RpcServer, **options: Any) -> AsyncIterator[Socket]:
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"ws://127.0.0.1:{server.port}/", max_msg_size=0, **options) as socket,
    ):
        yield socket


async def _call(socket: Socket, name: str, *params: Any) -> Any:
    await socket.send_str(request(name, *params))
    return await socket.receive_json()


async def _until(condition: Any) -> None:
    while not condition():
        await asyncio.sleep(0.01)


async def test_single_batch_and_binary_frames() -> None:
    async with serve(Sample()) as server, _client(server) as socket:
        await socket.send_str(request("echo_value", "a", ident=0))
        message = await socket.receive()
        assert message.type is WSMsgType.TEXT
        assert json.loads(message.data) == {"jsonrpc": "2.0", "id": 0, "result": "a"}
        await socket.send_str(f"[{request('echo_value', ident='x')},1]")
        assert [answer["id"] for answer in await socket.receive_json()] == ["x", None]
        await socket.send_bytes(request("echo_value", "b").encode())
        assert (await socket.receive_json())["result"] == "b"


@pytest.mark.parametrize("size", [0, 80, 90, 125, 126, 65_000, 65_535, 65_536, 2_000_000])
async def test_frames_of_every_length(size: int) -> None:
    async with serve(Sample()) as server, _client(server) as socket:
        assert len((await _call(socket, "echo_large", size))["result"]) == size


async def test_with_another_implementation_of_websocket() -> None:
    async with serve(Sample()) as server, connect(f"ws://127.0.0.1:{server.port}") as socket:
        for size in (1, 300, 100_000):
            await socket.send(request("echo_large", size))
            assert len(json.loads(await socket.recv())["result"]) == size
        await (await socket.ping())


@pytest.mark.parametrize("text", ["{", "[" * 100_000, "[" * 100_000 + "]" * 100_000, "NaN"])
async def test_malformed_texts(text: str) -> None:
    async with serve(Sample()) as server, _client(server) as socket:
        await socket.send_str(text)
        assert (await socket.receive_json())["error"]["code"] == -32700
        assert (await _call(socket, "echo_value", 1))["result"] == 1


async def test_invalid_utf8() -> None:
    async with serve(Sample()) as server, _client(server) as socket:
        await socket.send_frame(b'"\xff"', WSMsgType.TEXT)
        assert (await socket.receive_json())["error"]["code"] == -32700
        assert (await _call(socket, "echo_value", 1))["result"] == 1


async def test_an_oversized_message_ends_the_connection() -> None:
    async with serve(Sample(), RpcLimits(max_request_bytes=10_000)) as server:
        async with _client(server) as socket:
            await socket.send_str(request("echo_value", "x" * 20_000))
            await socket.receive()
            assert socket.close_code == 1009
        async with _client(server) as socket:
            assert (await _call(socket, "echo_value", 1))["result"] == 1


async def test_host_and_origin_checks() -> None:
    async with serve(Sample()) as server:
        for headers in ({"Host": "evil.example"}, {"Origin": "http://evil.example"}):
            with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
                async with _client(server, headers=headers):
                    pass
            assert caught.value.status == 403
        async with _client(server, headers={"Origin": "http://localhost:5173"}) as socket:
            assert (await _call(socket, "echo_value", 1))["result"] == 1


async def test_the_response_comes_before_the_notifications() -> None:
    sample = Sample()
    async with serve(sample) as server, _client(server) as socket:
        response = await _call(socket, "feed_subscribe", 5)
        sample.sinks[0].send(6)
        notes = [await socket.receive_json() for _ in range(2)]
        assert [note["params"]["result"] for note in notes] == [5, 6]
        assert all(note["params"]["subscription"] == response["result"] for note in notes)
        assert not any("id" in note for note in notes)


async def test_subscriptions_end_with_the_connection() -> None:
    sample = Sample()
    async with serve(sample) as server:
        async with _client(server) as socket:
            await _call(socket, "feed_subscribe")
        await _until(lambda: sample.ended)
        async with _client(server) as socket:
            await _call(socket, "feed_subscribe")
            socket._response.connection.transport.abort()  # type: ignore[union-attr]
            await _until(lambda: len(sample.ended) == 2)
        sample.sinks[1].send("into the void")


async def test_many_subscriptions_and_pipelined_requests() -> None:
    sample = Sample()
    async with serve(sample) as server, _client(server) as socket:
        for number in range(1000):
            await socket.send_str(request("feed_subscribe", ident=number))
        answers = [await socket.receive_json() for _ in range(1000)]
        assert [answer["id"] for answer in answers] == list(range(1000))
        for sink in sample.sinks:
            sink.send("ready")
            sink.close()
        notes = [await socket.receive_json() for _ in range(1000)]
        assert [note["params"]["subscription"] for note in notes] == [
            answer["result"] for answer in answers
        ]
        assert (await _call(socket, "session_subscriptions"))["result"] == 0


async def _silent(server: RpcServer, *texts: str) -> tuple[asyncio.Transport, asyncio.Protocol]:
    """A WebSocket client that sends and never reads."""
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.create_connection(asyncio.Protocol, "127.0.0.1", server.port)
    transport.pause_reading()
    transport.write(
        b"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n"
    )
    for text in texts:
        payload = text.encode()
        transport.write(bytes([0x81, 0x80 | len(payload)]) + bytes(4) + payload)
    return transport, protocol


@pytest.mark.parametrize(
    "limits",
    [RpcLimits(max_queued_bytes=1 << 20), RpcLimits(max_queued_messages=100)],
    ids=["bytes", "messages"],
)
async def test_a_client_that_never_reads_is_dropped(limits: RpcLimits) -> None:
    sample = Sample()
    async with serve(sample, limits) as server:
        transport, _ = await _silent(server, request("feed_subscribe"))
        await _until(lambda: sample.sinks)
        sink = sample.sinks[0]
        async with _client(server) as reader:
            for _ in range(2000):
                sink.send("x" * 20_000)
                if sink.closed:
                    break
                await asyncio.sleep(0)
            await _until(lambda: sink.closed)
            assert (await _call(reader, "echo_value", 1))["result"] == 1
        transport.abort()


async def test_a_client_that_reads_late_learns_the_reason() -> None:
    sample = Sample()
    limits = RpcLimits(max_queued_messages=10)
    url = "ws://127.0.0.1:{}"
    async with serve(sample, limits) as server, connect(url.format(server.port)) as socket:
        await socket.send(request("feed_subscribe"))
        await socket.recv()
        for _ in range(12):
            sample.sinks[0].send("burst")
        with pytest.raises(ConnectionClosed) as caught:
            while True:
                await socket.recv()
        assert caught.value.rcvd is not None
        assert caught.value.rcvd.code == 1008


async def test_a_client_that_asks_without_reading_is_held_back_then_dropped() -> None:
    sample = Sample()
    limits = RpcLimits(resume_queued_bytes=1000, transfer_timeout=0.3)
    async with serve(sample, limits) as server:
        large, count = request("echo_large", 9_000_000), request("echo_value")
        transport, _ = await _silent(server, request("feed_subscribe"), large, large, count, count)
        await _until(lambda: sample.sinks and sample.sinks[0].closed)
        assert sample.calls == []
        transport.abort()


async def test_a_long_batch_leaves_time_for_others() -> None:
    sample = Sample()
    limits = RpcLimits(max_batch_length=100_000, time_slice=0.001)
    async with serve(sample, limits) as server, _client(server) as busy, _client(server) as other:
        await _call(busy, "echo_value")
        await _call(other, "echo_value")
        batch = "[" + ",".join([request("echo_value")] * 50_000) + "]"
        await busy.send_str(batch)
        await _until(lambda: len(sample.calls) > 2)
        assert (await _call(other, "echo_value", 1))["result"] == 1
        assert len(sample.calls) < 50_000
        assert len(await busy.receive_json()) == 50_000


async def test_too_many_connections() -> None:
    limits = RpcLimits(max_connections=1)
    async with serve(Sample(), limits) as server, _client(server) as socket:
        with pytest.raises(InvalidStatus) as caught:
            await connect(f"ws://127.0.0.1:{server.port}")
        assert caught.value.response.status_code == 429
        assert (await _call(socket, "echo_value", 1))["result"] == 1


async def test_an_idle_client_that_does_not_answer_pings_is_dropped() -> None:
    sample = Sample()
    async with serve(sample, RpcLimits(ping_interval=0.2)) as server:
        transport, _ = await _silent(server, request("feed_subscribe"))
        async with _client(server) as socket:
            await _call(socket, "feed_subscribe")
            receiving = asyncio.create_task(socket.receive())  # answers the pings
            await _until(lambda: sample.ended)
            assert [sink.closed for sink in sample.sinks] in ([True, False], [False, True])
            receiving.cancel()
        transport.abort()


async def test_close_ends_all_connections_within_a_second() -> None:
    sample = Sample()
    server = serve(sample)
    await server.start()
    port = server.port
    silent, _ = await _silent(server, request("feed_subscribe"))
    idle, _ = await _silent(server)
    async with _client(server) as waiting, _client(server) as reading:
        await _call(reading, "feed_subscribe")
        await waiting.send_str(request("echo_wait"))
        _, http = await asyncio.open_connection("127.0.0.1", port)
        http.write(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n")
        await _until(lambda: len(sample.sinks) == 2)
        ending = asyncio.create_task(reading.receive())
        started = time.monotonic()
        await server.close()
        assert time.monotonic() - started < 1.0
        await ending
        assert reading.close_code == 1001
    assert len(sample.ended) == 2
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", port)
    again = RpcServer(server._registry, port)
    await again.start()
    await again.close()
    for transport in (silent, idle):
        transport.abort()
    http.close()
