"""A node to be mistreated: its blocks stay, so that they can be executed again afterwards."""

from __future__ import annotations

import http.client
import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.clients.node import REPOSITORY, NodeProcess, free_port

WAIT_SECONDS = 30.0

STANDARD_CODES = {
    *(-32700, -32600, -32601, -32602),
    *(-32006, -32007, -32008, -32010, -32011),
    *(1, 2, 1001, 1002, *range(1010, 1022), 1040),
    *(4001, 4002, 4003, 12_000, 13_000, 14_000),
}
"""Those that clients know. Not among them: -32603, which says that the node has a bug."""


class HostileNode(NodeProcess):
    """A node of the chain `dev` in a directory of its own."""

    def __init__(self, directory: Path) -> None:
        self.port = free_port()
        self.log = directory / "log"
        self.base_path = directory / "base"
        self._connection: http.client.HTTPConnection | None = None
        with self.log.open("wb") as output:
            self._process = subprocess.Popen(
                [*self._command("dev"), "--rpc-port", str(self.port)],
                cwd=REPOSITORY,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def _command(self, name: str) -> list[str]:
        return [sys.executable, "-m", "chain.cli", name, "--base-path", str(self.base_path)]

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    @property
    def memory(self) -> int:
        """Resident mebibytes."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found is not None
        return int(found[1]) // 1024

    @property
    def head(self) -> int:
        header: Any = self.request("chain_getHeader")
        return int(header["number"], 16)

    def wait_for_block(self, number: int) -> None:
        """Return once a block is the head. Raises AssertionError when it does not come."""
        deadline = time.monotonic() + WAIT_SECONDS
        while self.head < number:
            assert time.monotonic() < deadline, f"block {number} does not come:\n{self.output}"
            time.sleep(0.02)

    def check_blocks(self) -> str:
        """What executing all blocks of the stopped node again prints. Raises if one differs."""
        result = subprocess.run(
            self._command("check-block"), cwd=REPOSITORY, check=True, capture_output=True, text=True
        )
        return result.stdout

    # Requests

    def post(self, body: bytes) -> bytes:
        """The answer to the body of an HTTP request; connections are used again."""
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            self._connection.request("POST", "/", body)
            return self._connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            raise

    def answer(self, method: str, *params: Any) -> dict[str, Any]:
        """The whole JSON-RPC answer to a request."""
        return self.answers([(method, list(params))])[0]

    def answers(self, requests: Sequence[tuple[str, Any]]) -> list[dict[str, Any]]:
        """The answers to a batch. Raises AssertionError for one that is no standard answer."""
        batch = [
            {"jsonrpc": "2.0", "id": index, "method": method, "params": params}
            for index, (method, params) in enumerate(requests)
        ]
        answers = json.loads(self.post(json.dumps(batch).encode()))
        assert isinstance(answers, list), answers
        for index, answer in enumerate(answers):
            assert answer["id"] == index
            code = answer["error"]["code"] if "error" in answer else None
            assert code is None or code in STANDARD_CODES, (requests[index], answer)
        return answers

    def connect(self) -> socket.socket:
        """A TCP connection to the node."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)

    def exchange(self, data: bytes, *, end: bool = False) -> bytes:
        """The beginning of what the node answers to bytes; with `end`, nothing more is sent."""
        with self.connect() as connection:
            try:
                connection.sendall(data)
                if end:
                    connection.shutdown(socket.SHUT_WR)
                return connection.recv(4096)
            except OSError:  # it had enough before it had read all
                return b""
