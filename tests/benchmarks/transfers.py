"""Signed transfers: from bytes to a committed block, signatures checked."""

from __future__ import annotations

from dataclasses import dataclass

from tests.benchmarks.measure import accounts, funded_chain, sign_transfers, timed_blocks
from tests.benchmarks.report import figure, milliseconds, per_second


@dataclass(frozen=True)
class Sizes:
    """Accounts that send and receive, and how many blocks of which sizes are timed."""

    accounts: int
    per_block: int
    blocks: int
    singles: int


FULL = Sizes(accounts=1000, per_block=200, blocks=40, singles=500)
QUICK = Sizes(accounts=3, per_block=2, blocks=2, singles=2)


def run(sizes: Sizes) -> None:
    full, single = timed(sizes)
    count = sizes.per_block
    figure(f"block of {count} transfers", full, milliseconds)
    rates = [count / seconds for seconds in full]
    figure(f"transfers, {count} a block", rates, per_second, "at least 3,000/s")
    figure("block of one transfer", single, milliseconds)
    rates = [1 / seconds for seconds in single]
    figure("transfers, one a block", rates, per_second, "at least 1,000/s")


def timed(sizes: Sizes) -> tuple[list[float], list[float]]:
    """The seconds of each full block, and of each block of one transfer."""
    keys = accounts(sizes.accounts)
    with funded_chain(keys) as chain:
        in_full = sizes.blocks * sizes.per_block
        signed = sign_transfers(chain, keys, in_full + sizes.singles)
        full = timed_blocks(chain, signed[:in_full], sizes.per_block)
        return full, timed_blocks(chain, signed[in_full:], 1)
