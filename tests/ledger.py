"""The ledger: which of our tests establishes what each unit test of the reference establishes.

    python -m tests.ledger          the share per file of the reference (also: make ledger)

`reference_ledger.toml` has a table for each file of the reference, and in it an entry per test:

    test_name = { covered_by = "tests/pallets/subtensor/test_serving.py::test_an_axon_is_stored" }
    test_name = { covered_by = ["tests/a.py::test_x", "tests/a.py::test_y"] }
    test_name = { not_applicable = "a migration" }       there is nothing that it could be here
    test_name = { later = "the epoch" }                  of a part that is not here yet
    test_name = { missing = "why" }                      nobody has covered it yet

The share is that of the covered ones among the covered and the missing.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LEDGER = Path(__file__).parent / "reference_ledger.toml"
KINDS = ("covered_by", "missing", "later", "not_applicable")

Tables = dict[str, dict[str, dict[str, Any]]]


def read() -> Tables:
    """The ledger by file and test of the reference."""
    return tomllib.loads(LEDGER.read_text())


def covering(entry: dict[str, Any]) -> list[str]:
    """Our tests that an entry names."""
    named = entry.get("covered_by", [])
    return [named] if isinstance(named, str) else named


@cache
def tests_in(path: str) -> frozenset[str]:
    """The names of the tests in one of our files."""
    file = ROOT / path
    if not file.is_file():
        return frozenset()
    names = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):  # TestMachine = Machine.TestCase
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return frozenset(name for name in names if name.lower().startswith("test"))


def problems(tables: Tables) -> Iterator[str]:
    """What is wrong with the ledger, a line each."""
    for file, entries in tables.items():
        for test, entry in entries.items():
            place = f"{file}::{test}"
            if len(entry) != 1 or next(iter(entry)) not in KINDS:
                yield f"{place}: an entry has one of {', '.join(KINDS)}, not {entry}"
                continue
            if not all(entry.values()):
                yield f"{place}: the entry is empty"
            for ours in covering(entry):
                path, _, name = ours.partition("::")
                if name.split("[")[0].split("::")[-1] not in tests_in(path):
                    yield f"{place}: there is no {ours}"


def counts(entries: dict[str, dict[str, Any]]) -> Counter[str]:
    """How many entries of a file are of each kind."""
    return Counter(next(iter(entry)) for entry in entries.values())


def share(count: Counter[str]) -> float:
    """The covered among those that could be, in percent."""
    applicable = count["covered_by"] + count["missing"]
    return 100 * count["covered_by"] / applicable if applicable else 100.0


def report(tables: Tables) -> Iterator[str]:
    """The table that `make ledger` prints."""
    width = max(map(len, tables))
    heads = ("covered", "missing", "later", "n/a")
    yield f"{'file of the reference':{width}} {'share':>7} " + " ".join(f"{h:>8}" for h in heads)
    total: Counter[str] = Counter()
    for file, entries in sorted(tables.items()):
        count = counts(entries)
        total += count
        yield _line(file, count, width)
    yield _line("all", total, width)


def _line(name: str, count: Counter[str], width: int) -> str:
    numbers = " ".join(f"{count[kind]:8}" for kind in KINDS)
    return f"{name:{width}} {share(count):6.1f}% {numbers}"


def main() -> int:
    tables = read()
    for line in report(tables):
        print(line)
    found = list(problems(tables))
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
