"""Transfers over JSON-RPC: four connections submit and wait for blocks; a fifth reads."""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from pathlib import Path

import aiohttp

from chain.kit import DevChain
from tests.benchmarks.measure import accounts, funded_spec, sign_transfers, temporary_directory
from tests.benchmarks.nodes import running_node
from tests.benchmarks.pipeline import Message, request, send_all
from tests.benchmarks.report import figure, mebibytes, milliseconds, per_second, quantile

READ_PAUSE = 0.005
START = 30.0  # seconds that the reader may take to begin, and to end
SEALINGS = ("interval", "instant")


@dataclass(frozen=True)
class Sizes:
    """Accounts that send (a multiple of the connections), transfers of a run, and runs."""

    accounts: int
    transfers: int
    runs: int


FULL = Sizes(accounts=1000, transfers=8000, runs=3)
QUICK = Sizes(accounts=4, transfers=8, runs=1)


@dataclass(frozen=True)
class Run:
    """Transfers a second, what a reader waited each time (seconds), the node's memory (MiB)."""

    rate: float
    reads: Sequence[float]
    resident: float


def run(sizes: Sizes) -> None:
    with prepared(sizes) as (path, signed):
        for sealing in SEALINGS:
            runs = [measured(path, signed, sealing) for _ in range(sizes.runs)]
            rates = [each.rate for each in runs]
            name = f"confirmed transfers, {sealing} sealing"
            figure(name, rates, per_second, "at least 1,200/s")
            reads = [[quantile(each.reads, part) for each in runs] for part in (0.5, 0.99)]
            figure("    a reader meanwhile waits", reads[0], milliseconds)
            figure("    its 99th percentile", reads[1], milliseconds, "under 50 ms")
            figure("    memory afterwards", [each.resident for each in runs], mebibytes)


@contextmanager
def prepared(sizes: Sizes) -> Iterator[tuple[Path, list[str]]]:
    """The file of a specification, and signed transfers for its chain."""
    keys = accounts(sizes.accounts)
    spec = funded_spec(keys)
    with temporary_directory() as directory, DevChain(spec=spec) as chain:
        path = Path(directory, "bench.json")
        path.write_text(spec.to_json())
        signed = sign_transfers(chain, keys, sizes.transfers)
        yield path, ["0x" + extrinsic.hex() for extrinsic in signed]


def measured(spec: Path, signed: Sequence[str], sealing: str) -> Run:
    """One run on a node of its own. Senders and reader are in different processes, so that neither
    slows the other down."""
    options = ("--tmp", "--chain", str(spec), "--sealing", sealing, "--log", "error")
    processes = multiprocessing.get_context("spawn")
    reading, stop, results = processes.Event(), processes.Event(), processes.Queue()
    with running_node(*options) as node:
        reader = processes.Process(target=_read, args=(node.port, reading, stop, results))
        reader.start()
        reading.wait(START)
        try:
            method = "author_submitAndWatchExtrinsic"
            seconds = asyncio.run(send_all(node.port, method, signed, _is_in_block))
        finally:
            stop.set()
            reads = results.get(timeout=START)
            reader.join()
        return Run(len(signed) / seconds, reads, node.resident_mib())


def _is_in_block(message: Message) -> bool:
    status = message.get("params", {}).get("result")
    return isinstance(status, dict) and "inBlock" in status


def _read(port: int, reading: Event, stop: Event, results: Queue[list[float]]) -> None:
    results.put(asyncio.run(_read_until(port, reading, stop)))


async def _read_until(port: int, reading: Event, stop: Event) -> list[float]:
    times: list[float] = []
    url = f"ws://127.0.0.1:{port}"
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        reading.set()
        while not (stop.is_set() and times):
            start = time.perf_counter()
            await socket.send_json(request("chain_getHeader"))
            await socket.receive_json()
            times.append(time.perf_counter() - start)
            await asyncio.sleep(READ_PAUSE)
    return times
