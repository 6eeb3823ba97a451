"""From the start of the process to its first answer, and what it takes when it has nothing to do."""

from __future__ import annotations

import statistics
import time

from tests.benchmarks.measure import figure
from tests.benchmarks.nodes import running_node

STARTS = 5
IDLE_SECONDS = 5


def run() -> None:
    times = []
    for _ in range(STARTS):
        with running_node("--tmp", "--log", "error") as node:
            times.append(node.ready_after)
    figure("first answer after the start", f"{statistics.median(times):.2f} s", "under 0.6 s")
    with running_node("--tmp", "--log", "error") as node:
        time.sleep(IDLE_SECONDS)
        figure("memory with a block every 250 ms", f"{node.resident_mib():.0f} MiB", "under 120 MiB")
