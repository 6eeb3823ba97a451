"""The command in a process of its own, as users run it."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
COMMAND = [sys.executable, "-P", "-m", "chain.cli"]
"""As the installed command, for which Python does not look into the working directory by itself."""
PATIENCE = 30.0


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BT_")}
    path = os.pathsep.join(filter(None, [str(ROOT), more.pop("PYTHONPATH", "")]))
    return {**kept, "COLUMNS": "200", "PYTHONPATH": path, **more}


def run(
    *arguments: object, stdin: str = "", directory: Path = ROOT, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=directory,
        env=environment(**variables),
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


class RunningNode:
    """A started node. `output` is what it has said so far on standard output."""

    def __init__(
        self, arguments: list[str], variables: dict[str, str], directory: Path = ROOT
    ) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, *arguments],
            cwd=directory,
            env=environment(**variables),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.output = ""
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._log: list[str] = []
        # Both are read all the while: a process that nobody listens to stands still in the end.
        self._listeners = [
            threading.Thread(target=self._listen),
            threading.Thread(target=self._keep_log),
        ]
        for listener in self._listeners:
            listener.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put("")

    def _keep_log(self) -> None:
        assert self.process.stderr is not None
        self._log.extend(self.process.stderr)

    def wait_for(self, text: str) -> str:
        """Read standard output up to the line with this text; the result is that line."""
        while line := self._lines.get(timeout=PATIENCE):
            self.output += line
            if text in line:
                return line
        raise AssertionError(f"no {text!r} in {self.output!r}: {''.join(self._log)!r}")

    @property
    def port(self) -> int:
        [line] = [line for line in self.output.splitlines() if "ws://" in line]
        return int(line.rpartition(":")[2])

    def call(self, method: str, *params: Any) -> Any:
        request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        url, headers = f"http://127.0.0.1:{self.port}", {"Content-Type": "application/json"}
        body = json.dumps(request).encode()
        with urllib.request.urlopen(
            urllib.request.Request(url, body, headers), timeout=PATIENCE
        ) as reply:
            answer: Any = json.load(reply)["result"]
            return answer

    def wait_for_block(self, number: int) -> None:
        while int(self.call("chain_getHeader")["number"], 16) < number:
            time.sleep(0.02)

    def stop(self, number: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """Ask it to end: exit status, and all that it said on standard error."""
        self.process.send_signal(number)
        status = self.process.wait(PATIENCE)
        for listener in self._listeners:
            listener.join()
        while not self._lines.empty():
            self.output += self._lines.get()
        return status, "".join(self._log)


@contextmanager
def running(*arguments: object, directory: Path = ROOT, **variables: str) -> Iterator[RunningNode]:
    """A node that has started and is killed at the end, unless it was stopped before."""
    node = RunningNode([*map(str, arguments), "--rpc-port", "0"], variables, directory)
    try:
        node.wait_for("Head")
        yield node
    finally:
        if node.process.poll() is None:
            node.process.kill()
            node.process.wait()
