from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
import pytest

from chain.rpc import ANY_ORIGIN, RpcLimits, RpcServer
from tests.chain.rpc.serving import Sample, request, serve


def _url(server: RpcServer, path: str = "/") -> str:
    return f"http://127.0.0.1:{server.port}{path}"


async def _post(server: RpcServer, body: str | bytes, **options: Any) -> tuple[int, bytes]:
    async with (
        aiohttp.ClientSession() as client,
        client.post(_url(server), data=body, **options) as response,
    ):
        return response.status, await response.read()


async def test_single_batch_and_notification() -> None:
    async with serve(Sample()) as server:
        status, body = await _post(server, request("echo_value", "x", ident=0))
        assert (status, json.loads(body)) == (200, {"jsonrpc": "2.0", "id": 0, "result": "x"})
        status, body = await _post(server, f"[{request('echo_value')},{request('none', ident=2)}]")
        assert [answer["id"] for answer in json.loads(body)] == [1, 2]
        assert await _post(server, '{"jsonrpc":"2.0","method":"echo_value"}') == (200, b"")


async def test_both_addresses_answer() -> None:
    async with serve(Sample()) as server, aiohttp.ClientSession() as client:
        for address in server.addresses:
            async with client.post(f"http://{address}/", data=request("echo_value", 1)) as response:
                assert (await response.json())["result"] == 1


@pytest.mark.parametrize(
    "body", [b"\xff\xfe", b"", b"[" * 100_000, b"[" * 100_000 + b"]" * 100_000, b"{NaN}"]
)
async def test_malformed_bodies(body: bytes) -> None:
    async with serve(Sample()) as server:
        status, answer = await _post(server, body)
        assert status == 200
        assert json.loads(answer)["error"]["code"] == -32700
        assert (await _post(server, request("echo_value")))[0] == 200


async def test_an_oversized_body() -> None:
    async with serve(Sample(), RpcLimits(max_request_bytes=10_000)) as server:
        status, answer = await _post(server, request("echo_value", "x" * 20_000))
        assert status == 413
        assert json.loads(answer)["error"]["code"] == -32007
        assert (await _post(server, request("echo_value")))[0] == 200


async def test_a_large_body_and_answer() -> None:
    async with serve(Sample()) as server:
        _, body = await _post(server, request("echo_value", "x" * 9_000_000))
        assert len(json.loads(body)["result"]) == 9_000_000


async def test_subscribing_needs_a_websocket() -> None:
    async with serve(Sample()) as server:
        _, body = await _post(server, request("feed_subscribe"))
        assert json.loads(body)["error"]["code"] == -32601


@pytest.mark.parametrize("verb", ["GET", "PUT", "DELETE", "PATCH", "HEAD"])
async def test_other_http_methods(verb: str) -> None:
    async with (
        serve(Sample()) as server,
        aiohttp.ClientSession() as client,
        client.request(verb, _url(server)) as response,
    ):
        assert response.status == 405


async def test_host_and_origin_checks() -> None:
    async with serve(Sample()) as server:
        body = request("echo_value")
        assert (await _post(server, body, headers={"Host": "evil.example:9944"}))[0] == 403
        assert (await _post(server, body, headers={"Origin": "http://evil.example"}))[0] == 403
        assert (await _post(server, body, headers={"Origin": "http://localhost:3000"}))[0] == 200
    async with serve(Sample(), origins=ANY_ORIGIN) as server:
        assert (await _post(server, body, headers={"Origin": "http://evil.example"}))[0] == 200


async def test_cors() -> None:
    origin = "https://polkadot.js.org"
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Private-Network": "true",
    }
    async with serve(Sample()) as server, aiohttp.ClientSession() as client:
        async with client.options(_url(server), headers=headers) as response:
            assert response.status == 204
            assert response.headers["Access-Control-Allow-Origin"] == origin
            assert "POST" in response.headers["Access-Control-Allow-Methods"]
            assert response.headers["Access-Control-Allow-Headers"] == "content-type"
            assert response.headers["Access-Control-Allow-Private-Network"] == "true"
        async with client.post(
            _url(server), data=request("echo_value"), headers={"Origin": origin}
        ) as response:
            assert response.headers["Access-Control-Allow-Origin"] == origin
            assert response.headers["Vary"] == "Origin"
        async with client.options(_url(server), headers={"Origin": "http://evil.example"}) as no:
            assert no.status == 403
            assert "Access-Control-Allow-Origin" not in no.headers


async def test_unsafe_methods_are_off_on_a_public_bind() -> None:
    async with serve(Sample()) as server:
        assert "result" in json.loads((await _post(server, request("echo_unsafe")))[1])
    async with serve(Sample(), external=True) as server:
        _, body = await _post(server, request("echo_unsafe"), headers={"Host": "node.example"})
        assert "unsafe" in json.loads(body)["error"]["message"]


async def test_health() -> None:
    async with (
        serve(Sample()) as server,
        aiohttp.ClientSession() as client,
        client.get(_url(server, "/health")) as response,
    ):
        assert response.status == 200
        assert (await response.json())["isSyncing"] is False


async def test_a_slow_request_does_not_hold_up_others() -> None:
    sample = Sample()
    async with serve(sample) as server:
        slow = asyncio.create_task(_post(server, request("echo_wait")))
        await asyncio.sleep(0.05)
        assert (await _post(server, request("echo_value")))[0] == 200
        assert not slow.done()
        sample.gate.set()
        assert json.loads((await slow)[1])["result"] is True


async def test_too_many_connections() -> None:
    async with serve(Sample(), RpcLimits(max_connections=2)) as server:
        idle = [await asyncio.open_connection("127.0.0.1", server.port) for _ in range(2)]
        assert (await _post(server, request("echo_value")))[0] == 429
        for _, writer in idle:
            writer.close()
        await asyncio.sleep(0.1)
        assert (await _post(server, request("echo_value")))[0] == 200


async def test_a_slow_sender_is_dropped() -> None:
    async with serve(Sample(), RpcLimits(transfer_timeout=0.1)) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")
        assert (await reader.readline()).startswith(b"HTTP/1.1 408")
        writer.close()
