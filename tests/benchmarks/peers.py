"""Signed transfers on other chains for tests, in the same run: eth-tester and anvil.

Each peer does what it is good at. eth-tester with py-evm works in a process without a network,
a block for each transfer. anvil, which is compiled, takes as many transfers over as many
connections as our node, with blocks at the same interval, or as soon as there is something to put
in; it then stalls at times, more often with several threads, which is printed.
`make bench-peers` installs both.
"""

from __future__ import annotations

import json
import statistics
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks import anvil, rpc, transfers
from tests.benchmarks.report import figure, per_second, times

ETH_TESTER = Path(".venvs/eth-tester/bin/python").absolute()
FOREIGN = Path(__file__).parent / "foreign"
SEALINGS = {"interval": ("--block-time", "0.25"), "instant": ("--threads", "1")}
SILENT = "not installed (make bench-peers), left out"


@dataclass(frozen=True)
class Sizes:
    """Senders and transfers in process, and the same over JSON-RPC with how often it is done."""

    in_process: transfers.Sizes
    over_rpc: rpc.Sizes


FULL = Sizes(
    transfers.Sizes(accounts=1000, per_block=200, blocks=10, singles=500),
    rpc.Sizes(accounts=1000, transfers=4000, runs=3),
)
QUICK = Sizes(transfers.QUICK, rpc.QUICK)


def run(sizes: Sizes) -> None:
    if ETH_TESTER.exists():
        _in_process(sizes.in_process)
    else:
        print(f"  eth-tester: {SILENT}")
    program = anvil.program()
    if program is not None and ETH_TESTER.exists():  # which signs for it
        _over_rpc(program, sizes.over_rpc)
    else:
        print(f"  anvil: {SILENT}")


def _in_process(sizes: transfers.Sizes) -> None:
    theirs = [
        1 / seconds for seconds in _foreign("eth_tester_rate.py", sizes.accounts, sizes.singles)
    ]
    full, single = transfers.timed(sizes)
    figure("eth-tester in process, one a block", theirs, per_second)
    _ours("ours in process, one a block", [1 / seconds for seconds in single], theirs)
    rates = [sizes.per_block / seconds for seconds in full]
    _ours(f"ours in process, {sizes.per_block} a block", rates, theirs)


def _over_rpc(program: Path, sizes: rpc.Sizes) -> None:
    made = _foreign("sign_transfers.py", anvil.CHAIN_ID, sizes.accounts, sizes.transfers)
    addresses, transactions = made["addresses"], made["transactions"]
    with rpc.prepared(sizes) as (spec, signed):
        for sealing, options in SEALINGS.items():
            ours: list[float] = []
            theirs: list[float] = []
            stalled = False
            for _ in range(sizes.runs):
                ours.append(rpc.measured(spec, signed, sealing).rate)
                try:
                    if not stalled:
                        theirs.append(anvil.rate(program, addresses, transactions, *options))
                except anvil.Stalled as reason:
                    stalled = True
                    print(f"  anvil over RPC, {sealing} sealing: stalled with {reason}")
            if theirs:
                figure(f"anvil over RPC, {sealing} sealing", theirs, per_second)
            _ours(f"ours over RPC, {sealing} sealing", ours, theirs)


def _ours(name: str, ours: Sequence[float], theirs: Sequence[float]) -> None:
    """Our figure, and what part of the peer's it is."""
    part = times(statistics.median(ours) / statistics.median(theirs)) if theirs else ""
    figure(name, ours, per_second, part)


def _foreign(script: str, *arguments: int) -> Any:
    """What a script prints in the peers' environment."""
    command = [str(ETH_TESTER), str(FOREIGN / script), *map(str, arguments)]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
