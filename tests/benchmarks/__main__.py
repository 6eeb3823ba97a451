"""Run benchmarks by name, or all of them, and print a line for each figure."""

from __future__ import annotations

import argparse
import importlib

NAMES = ("blocks", "transfers", "state_size", "startup", "rpc")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], help=f"of {', '.join(NAMES)}")
    arguments = parser.parse_args()
    for name in arguments.names or NAMES:
        print(f"\n{name}", flush=True)
        importlib.import_module(f"tests.benchmarks.{name}").run()


if __name__ == "__main__":
    main()
