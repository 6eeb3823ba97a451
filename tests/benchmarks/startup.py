"""From the start of the process to its first answer; memory when it has nothing to do."""

from __future__ import annotations

import time
from dataclasses import dataclass

from tests.benchmarks.nodes import running_node
from tests.benchmarks.report import figure, in_seconds, mebibytes, progress


@dataclass(frozen=True)
class Sizes:
    """How many starts of a node count, and how long the last one is left alone."""

    starts: int
    idle_seconds: float


FULL = Sizes(starts=9, idle_seconds=5)
QUICK = Sizes(starts=1, idle_seconds=0.1)


def run(sizes: Sizes) -> None:
    ready = []
    for start in progress(range(sizes.starts + 1), "starts", sizes.starts + 1):
        with running_node("--tmp", "--log", "error") as node:
            if start:  # the first may have to compile
                ready.append(node.ready_after)
            if start == sizes.starts:
                time.sleep(sizes.idle_seconds)
                resident = node.resident_mib()
    figure("first answer after the start", ready, in_seconds, "under 0.6 s")
    figure("memory with a block every 250 ms", [resident], mebibytes, "under 120 MiB")
