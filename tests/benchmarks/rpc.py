"""Transfers over JSON-RPC: four connections submit and watch, a fifth reads; confirmed is in a block."""

from __future__ import annotations

import asyncio
import multiprocessing
import statistics
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp

from chain.kit import DevChain
from genesis.presets import TAO, preset
from genesis.rules import FAST
from genesis.spec import ChainSpec
from tests.benchmarks.measure import accounts, figure, sign_transfers
from tests.benchmarks.nodes import running_node

ACCOUNTS = 1000
TRANSFERS = 8000
CONNECTIONS = 4
IN_FLIGHT = 250  # of each connection
READ_PAUSE = 0.005


def run() -> None:
    keys = accounts(ACCOUNTS)
    spec = _funded_spec([key.address for key in keys])
    with TemporaryDirectory(prefix="pysubtensor-bench-") as directory:
        path = Path(directory, "bench.json")
        path.write_text(spec.to_json())
        with DevChain(spec=spec) as chain:
            signed = sign_transfers(chain, keys, TRANSFERS)
        for sealing in ("interval", "instant"):
            options = ("--tmp", "--chain", str(path), "--sealing", sealing, "--log", "error")
            with running_node(*options) as node:
                _report(sealing, *_drive(node.port, signed))
                figure(f"memory afterwards, {sealing}", f"{node.resident_mib():.0f} MiB")


def _funded_spec(addresses: list[str]) -> ChainSpec:
    spec = preset("dev", FAST)
    patch = dict(spec.patch or {})
    rows = [*patch["balances"]["balances"], *([address, 1000 * TAO] for address in addresses)]
    return replace(spec, patch={**patch, "balances": {"balances": rows}})


def _report(sealing: str, seconds: float, reads: list[float]) -> None:
    rate = TRANSFERS / seconds
    figure(f"confirmed transfers, {sealing} sealing", f"{rate:,.0f}/s", "at least 1,200/s")
    ordered = sorted(reads)
    p50, p99 = statistics.median(ordered), ordered[len(ordered) * 99 // 100]
    value = f"{p50 * 1000:.1f} / {p99 * 1000:.1f} ms"
    figure("a reader meanwhile: median / 99th percentile", value, "p99 under 50 ms")


def _drive(port: int, signed: list[bytes]) -> tuple[float, list[float]]:
    """Senders in one process, the reader in another, so that neither slows the other down."""
    stop = multiprocessing.Event()
    results: Any = multiprocessing.Queue()
    reader = multiprocessing.Process(target=_read, args=(port, stop, results))
    reader.start()
    seconds = asyncio.run(_send_all(port, signed))
    stop.set()
    reads = results.get()
    reader.join()
    return seconds, reads


async def _send_all(port: int, signed: list[bytes]) -> float:
    # Each account's transfers go over one connection, so that they arrive in the order of nonces.
    shares = [[] for _ in range(CONNECTIONS)]  # type: list[list[bytes]]
    for index, extrinsic in enumerate(signed):
        shares[index % ACCOUNTS % CONNECTIONS].append(extrinsic)
    async with aiohttp.ClientSession() as session:
        start = time.perf_counter()
        await asyncio.gather(*(_send(session, port, share) for share in shares))
        return time.perf_counter() - start


async def _send(session: aiohttp.ClientSession, port: int, share: list[bytes]) -> None:
    async with session.ws_connect(f"ws://127.0.0.1:{port}", max_msg_size=0) as socket:
        waiting = iter(share)
        confirmed = sent = 0
        while confirmed < len(share):
            while sent - confirmed < IN_FLIGHT and (extrinsic := next(waiting, None)) is not None:
                sent += 1
                await socket.send_json(_submission(sent, extrinsic))
            message = await socket.receive_json()
            if "error" in message:
                raise RuntimeError(f"refused: {message}")
            status = message.get("params", {}).get("result")
            if isinstance(status, dict) and "inBlock" in status:
                confirmed += 1


def _submission(number: int, extrinsic: bytes) -> dict[str, Any]:
    method, params = "author_submitAndWatchExtrinsic", ["0x" + extrinsic.hex()]
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params}


def _read(port: int, stop: Any, results: Any) -> None:
    results.put(asyncio.run(_read_until(port, stop)))


async def _read_until(port: int, stop: Any) -> list[float]:
    request = {"jsonrpc": "2.0", "id": 1, "method": "chain_getHeader", "params": []}
    times = []
    url = f"ws://127.0.0.1:{port}"
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        while not stop.is_set():
            start = time.perf_counter()
            await socket.send_json(request)
            await socket.receive_json()
            times.append(time.perf_counter() - start)
            await asyncio.sleep(READ_PAUSE)
    return times
