"""Empty blocks, and whether they become slower as the chain grows."""

from __future__ import annotations

import statistics

from tests.benchmarks.measure import figure, funded_chain, milliseconds, timed_block

BLOCKS = 10_000
WINDOW = 1000


def run() -> None:
    with funded_chain([]) as chain:
        times = [timed_block(chain, [])[0] for _ in range(BLOCKS)]
    first, last = times[WINDOW : 2 * WINDOW], times[-WINDOW:]
    figure("empty block", milliseconds(times), "under 1 ms")
    ratio = statistics.median(last) / statistics.median(first)
    figure(f"blocks {BLOCKS - WINDOW:,} on against {WINDOW:,} on", f"{ratio:.2f} times", "about 1")
