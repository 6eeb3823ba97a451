"""Empty blocks, and whether they become slower as the chain grows."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass

from chain.kit import DevChain
from tests.benchmarks.measure import funded_chain, timed_block
from tests.benchmarks.report import figure, milliseconds, progress, times


@dataclass(frozen=True)
class Sizes:
    """Lengths of chains in blocks, and how many blocks are then timed on each."""

    young: int
    full: int
    old: int
    timed: int


FULL = Sizes(young=1000, full=2500, old=10_000, timed=1000)
QUICK = Sizes(young=1, full=2, old=3, timed=2)


def run(sizes: Sizes) -> None:
    lengths = (sizes.young, sizes.full, sizes.old)
    with ExitStack() as stack:
        chains = [stack.enter_context(funded_chain()) for _ in lengths]
        for chain, length in zip(chains, lengths, strict=True):
            _grow(chain, length)
        # In turn, so that a machine whose speed drifts gives the same ratios.
        rows = [
            [timed_block(chain) for chain in chains]
            for _ in progress(range(sizes.timed), "empty blocks", sizes.timed)
        ]
    figure("empty block", [row[2] for row in rows], milliseconds, "under 1 ms")
    name = f"after {sizes.old:,} blocks, against after "
    figure(f"{name}{sizes.young:,}", [old / young for young, _, old in rows], times, "about 1")
    # From block 2,402 on each block also removes the oldest of the 2,400 hashes that are kept.
    figure(f"{name}{sizes.full:,}", [old / full for _, full, old in rows], times, "about 1")


def _grow(chain: DevChain, length: int) -> None:
    for _ in progress(range(length), f"chain of {length:,} blocks", length):
        chain.advance()
