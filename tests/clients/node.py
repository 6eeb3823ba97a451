"""A node in a process of its own, as a user starts it: ready when it answers, ended by Ctrl-C."""

from __future__ import annotations

import http.client
import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
START_SECONDS = 60.0
STOP_SECONDS = 3.0
"""Ctrl-C stops a node within a second; the rest is for a busy machine."""


class NodeDidNotStartError(Exception):
    """The node ended, or did not answer in `START_SECONDS`; the message holds its log."""


def node_command() -> list[str]:
    """What starts a throw-away chain, without the port.

    `PYSUBTENSOR_NODE` replaces it, to point the clients at another node.
    """
    given = os.environ.get("PYSUBTENSOR_NODE")
    if given:
        return shlex.split(given)
    return [sys.executable, "-m", "chain.cli", "dev", "--tmp"]


def free_port() -> int:
    """A TCP port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class NodeProcess:
    """One running node; its output goes to `log`."""

    def __init__(self, log: Path, *arguments: str) -> None:
        self.port = free_port()
        self.log = log
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [*node_command(), "--rpc-port", str(self.port), *arguments],
                cwd=REPOSITORY,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}"

    @property
    def output(self) -> str:
        """All that the node has printed so far."""
        return self.log.read_text(errors="replace")

    def request(self, method: str, *params: object) -> object:
        """The result of one JSON-RPC request over HTTP.

        Raises `OSError` or `http.client.HTTPException` when nobody answers.
        """
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
            connection.request("POST", "/", json.dumps(body), {"Content-Type": "application/json"})
            answer = json.loads(connection.getresponse().read())
        finally:
            connection.close()
        return answer["result"]

    def wait_until_ready(self, block: int = 1) -> None:
        """Return once the node answers and has made this block.

        Raises `NodeDidNotStartError` otherwise.
        """
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                break
            try:
                header = self.request("chain_getHeader")
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
                continue
            if isinstance(header, dict) and int(header["number"], 16) >= block:
                return
            time.sleep(0.05)
        raise NodeDidNotStartError(f"exit code {self._process.poll()}; it printed:\n{self.output}")

    def interrupt(self) -> int:
        """Press Ctrl-C and give the exit code.

        Raises `subprocess.TimeoutExpired` when the node goes on for `STOP_SECONDS`.
        """
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(STOP_SECONDS)

    def kill(self) -> None:
        """End the node, whatever its state."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
