"""What a client script says about each of its checks."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.clients.node import NodeProcess

SCRIPT_SECONDS = 300.0


@dataclass(frozen=True)
class Outcome:
    """One check: whether it held, and what the client saw."""

    ok: bool
    detail: str


@dataclass
class Report:
    """All checks that a script ran, whatever else it printed, and whether it ended well."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    noise: str = ""
    ended: bool = False

    def expect(self, name: str) -> None:
        """Hold that the check was run and that it held."""
        outcome = self.outcomes.get(name)
        assert outcome is not None, f"{name} was not run; the client printed:\n{self.noise}"
        assert outcome.ok, outcome.detail


def client_environment(home: Path) -> dict[str, str]:
    """An environment where nothing is cached from before and no proxy is in between.

    `PYSUBTENSOR_CLI` is our own command line, which brings pulses to a node.
    """
    inherited = {
        name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")
    }
    return inherited | {
        "HOME": str(home),
        "BITTENSOR_RUNTIME_CACHE_DIR": str(home / "runtime-cache"),
        "PYTHONUNBUFFERED": "1",
        "PYSUBTENSOR_CLI": shlex.join([sys.executable, "-m", "chain.cli"]),
    }


def run_client(command: list[str], node: NodeProcess, home: Path) -> Report:
    """Run a client script against the node and read the lines that it prints.

    A line `{"check": name, "ok": bool, "detail": text}` reports one check.
    """
    said, complained = home / "stdout", home / "stderr"
    with said.open("wb") as stdout, complained.open("wb") as stderr:
        try:
            finished = subprocess.run(
                [*command, node.url],
                env=client_environment(home),
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                stderr=stderr,
                timeout=SCRIPT_SECONDS,
                check=False,
            )
            end = f"exit code {finished.returncode}"
        except subprocess.TimeoutExpired:
            end = f"no end after {SCRIPT_SECONDS} s"
    report = Report()
    others = []
    for line in said.read_text(errors="replace").splitlines():
        if line.startswith('{"check":'):
            outcome = json.loads(line)
            report.outcomes[outcome["check"]] = Outcome(outcome["ok"], outcome["detail"])
        else:
            others.append(line)
    report.noise = "\n".join([*others, complained.read_text(errors="replace"), end])
    report.ended = end == "exit code 0"
    return report
