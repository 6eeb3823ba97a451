"""Measure speed and memory. Nothing is judged: each figure stands beside what is aimed at."""

from __future__ import annotations

import argparse
import importlib
import time
from collections.abc import Sequence

from tests.benchmarks.report import heading, machine

BENCHMARKS = {
    "blocks": "empty blocks, and whether they become slower as the chain grows",
    "transfers": "signed transfers, 200 a block and one a block",
    "subnets": "weights, registrations, and blocks of a chain with many subnets",
    "consensus": "an epoch's rules on arrays, exact and in floating point",
    "emission": "blocks with an epoch, from the state to the state, and a tempo of blocks",
    "state_size": "blocks with 1,000,000 accounts in the state, against 1,000",
    "startup": "from the start of a node to its first answer; its memory",
    "rpc": "transfers over JSON-RPC, and how a reader fares meanwhile",
    "peers": "the same transfers on eth-tester and anvil (install them with make bench-peers)",
}


def main(arguments: Sequence[str] | None = None) -> None:
    chosen = _parser().parse_args(arguments)
    print(machine())
    for name in chosen.names or BENCHMARKS:
        started = time.monotonic()
        print(f"\n{name}: {BENCHMARKS[name]}")
        heading()
        benchmark = importlib.import_module(f"tests.benchmarks.{name}")
        benchmark.run(benchmark.QUICK if chosen.quick else benchmark.FULL)
        print(f"  ({time.monotonic() - started:.0f} s)", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks",
        description=__doc__,
        epilog="\n".join(f"  {name:<12}{told}" for name, told in BENCHMARKS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    names = parser.add_argument("names", nargs="*", metavar="NAME", help="of those below; all")
    names.choices = [*BENCHMARKS, []]
    parser.add_argument(
        "--quick", action="store_true", help="tiny sizes: whether it runs, not how fast"
    )
    return parser


if __name__ == "__main__":
    main()
