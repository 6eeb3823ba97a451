"""A node in a process of its own, as users start it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

DEADLINE = 30.0


@dataclass(frozen=True)
class RunningNode:
    """`ready_after` is the time from start to the first answer, in seconds."""

    port: int
    process: subprocess.Popen[bytes]
    ready_after: float

    def call(self, method: str, *params: Any) -> Any:
        return rpc(self.port, method, *params)

    def resident_mib(self) -> float:
        """The process's memory, as Linux counts it."""
        with open(f"/proc/{self.process.pid}/status") as status:
            row = next(line for line in status if line.startswith("VmRSS"))
        return int(row.split()[1]) / 1024


def rpc(port: int, method: str, *params: Any) -> Any:
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}", body, headers)
    with urllib.request.urlopen(request, timeout=10) as reply:
        return json.load(reply)["result"]


def wait_for(port: int, method: str, process: subprocess.Popen[bytes]) -> None:
    """Return when the process answers. Raises URLError when it ended, or takes too long."""
    deadline = time.monotonic() + DEADLINE
    while True:
        try:
            rpc(port, method)
            return
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > deadline or process.poll() is not None:
                raise
            time.sleep(0.002)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running_node(*options: str) -> Iterator[RunningNode]:
    port = free_port()
    command = [sys.executable, "-m", "chain.cli", "dev", "--rpc-port", str(port), *options]
    # As users have it: what Python has compiled once it keeps.
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    silent = subprocess.DEVNULL
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=silent, stderr=silent)
    try:
        wait_for(port, "system_health", process)
        yield RunningNode(port, process, time.perf_counter() - start)
    finally:
        process.terminate()
        process.wait(timeout=10)
