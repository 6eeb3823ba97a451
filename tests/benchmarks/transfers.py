"""Signed transfers among 1,000 accounts: from bytes to a committed block, signatures checked."""

from __future__ import annotations

import statistics

from tests.benchmarks.measure import (
    accounts,
    figure,
    funded_chain,
    milliseconds,
    sign_transfers,
    timed_block,
)

ACCOUNTS = 1000
BLOCKS = 40
PER_BLOCK = 200
SINGLES = 500


def run() -> None:
    keys = accounts(ACCOUNTS)
    with funded_chain(keys) as chain:
        signed = sign_transfers(chain, keys, BLOCKS * PER_BLOCK + SINGLES)
        times = []
        for start in range(0, BLOCKS * PER_BLOCK, PER_BLOCK):
            seconds, block = timed_block(chain, signed[start : start + PER_BLOCK])
            assert len(block.extrinsics) == PER_BLOCK + 1
            times.append(seconds)
        rate = PER_BLOCK / statistics.median(times)
        figure("block of 200 transfers", milliseconds(times))
        figure("transfers a second, 200 a block", f"{rate:,.0f}/s", "at least 3,000/s")
        singles = [timed_block(chain, [each])[0] for each in signed[BLOCKS * PER_BLOCK :]]
        figure("block of one transfer", milliseconds(singles))
        rate = 1 / statistics.median(singles)
        figure("transfers a second, one a block", f"{rate:,.0f}/s", "at least 1,000/s")
