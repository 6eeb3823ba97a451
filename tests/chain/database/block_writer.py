"""Commits blocks until it is killed. The state after block N follows from N alone."""

import sys
from pathlib import Path

from chain.database import ChainDatabase
from tests.chain.database.mini_chain import MiniChain

KEYS = 40


def changes_of(number: int) -> dict[bytes, bytes | None]:
    """What block `number` writes."""
    step = b"%d" % number
    changes: dict[bytes, bytes | None] = {
        b"account/%d" % (number * factor % KEYS): step * 20 for factor in range(1, 12)
    }
    changes[b"removed/%d" % (number % 3)] = None if number % 2 else step
    changes[b"number"] = step
    return changes


def state_after(number: int) -> dict[bytes, bytes]:
    """The whole state after block `number`."""
    state: dict[bytes, bytes | None] = {}
    for block in range(number + 1):
        state.update(changes_of(block))
    return {key: value for key, value in state.items() if value is not None}


def main(path: Path) -> None:
    with ChainDatabase.open(path) as db:
        chain = MiniChain(db, state_after(0))
        number = db.head.number
        chain.states = [{}] * (number + 1)
        while True:
            number += 1
            chain.commit(changes_of(number))
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
