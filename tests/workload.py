"""A random workload over all pallets, the same for the same seed.

    python -m tests.workload DIRECTORY SEED     on a chain in a directory, until it is killed

It says the number of each block once that is the head.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from chain.kit import DevChain, to
from genesis.presets import TAO
from pallets.balances import Balances
from pallets.sudo import Sudo
from pallets.system.system import System
from pallets.utility import Utility
from runtime.call import Call

RICH = ("//Alice", "//Bob", "//Charlie", "//Dave", "//Eve", "//Ferdie")
STRANGERS = tuple(f"//Stranger{number}" for number in range(40))
MEANS = 20 * TAO  # more than what anybody can spend in a block of up to five extrinsics

Maker = Callable[[random.Random], Call]


def someone(chooser: random.Random) -> str:
    """A rich account, or one that may not exist."""
    if chooser.random() < 0.5:
        return chooser.choice(RICH)
    return chooser.choice(STRANGERS)


def amount(chooser: random.Random) -> int:
    """Dust, ordinary amounts, and too much."""
    return chooser.choice([0, 1, 499, 500, TAO // 100, TAO, 10**7 * TAO])


def transfer(chooser: random.Random) -> Call:
    make = chooser.choice([Balances.transfer_keep_alive, Balances.transfer_allow_death])
    return make(to(someone(chooser)), amount(chooser))


def remark(chooser: random.Random) -> Call:
    make = chooser.choice([System.remark, System.remark_with_event])
    return make(chooser.randbytes(chooser.randrange(200)))


def burn(chooser: random.Random) -> Call:
    return Balances.burn(chooser.randrange(TAO), True)


def root_call(chooser: random.Random) -> Call:
    free = chooser.choice([0, 400, TAO, 50 * TAO])
    stranger = to(chooser.choice(STRANGERS))
    return chooser.choice(
        [
            Balances.force_set_balance(stranger, free),
            System.set_storage([(b"workload" + chooser.randbytes(1), chooser.randbytes(40))]),
            System.kill_prefix(b"workload", chooser.randrange(5)),
            Balances.force_transfer(stranger, to(chooser.choice(RICH)), amount(chooser)),
        ]
    )


def sudo(chooser: random.Random) -> Call:
    return Sudo.sudo(root_call(chooser))


def batch(chooser: random.Random) -> Call:
    make = chooser.choice([Utility.batch, Utility.batch_all, Utility.force_batch])
    return make([chooser.choice(SIMPLE)(chooser) for _ in range(chooser.randrange(4))])


def derivative(chooser: random.Random) -> Call:
    return Utility.as_derivative(chooser.randrange(3), transfer(chooser))


def leave(chooser: random.Random) -> Call:
    """With all that the sender has, or nearly."""
    return Balances.transfer_all(to(someone(chooser)), chooser.random() < 0.5)


def if_else(chooser: random.Random) -> Call:
    return Utility.if_else(transfer(chooser), remark(chooser))


SIMPLE: list[Maker] = [transfer, transfer, transfer, remark, burn]
MAKERS: list[Maker] = [*SIMPLE, batch, derivative, if_else]
MAKERS_OF_STRANGERS: list[Maker] = [*MAKERS, leave, leave]


def senders(chain: DevChain, people: Sequence[str]) -> list[str]:
    """Those who can pay: an extrinsic of anybody else could not be in a block."""
    return [who for who in people if chain.balance(who) >= MEANS]


def make_block(chain: DevChain, chooser: random.Random) -> None:
    """One block with up to five extrinsics. A stranger sends one at most, which may be his last."""
    calls: list[tuple[Call, str]] = []
    rich, strangers = senders(chain, RICH), senders(chain, STRANGERS)
    chooser.shuffle(strangers)
    for _ in range(chooser.randrange(6)):
        kind = chooser.random()
        if kind < 0.15 and "//Alice" in rich:
            calls.append((sudo(chooser), "//Alice"))
        elif kind < 0.35 and strangers:
            calls.append((chooser.choice(MAKERS_OF_STRANGERS)(chooser), strangers.pop()))
        elif rich:
            calls.append((chooser.choice(MAKERS)(chooser), chooser.choice(rich)))
    # What root does to a stranger comes last, lest his extrinsic after it be without means.
    calls.sort(key=lambda each: each[0].declaration is Sudo.sudo)
    chain.submit_all(calls)


def main(directory: str, seed: str) -> None:
    chooser = random.Random(seed)
    with DevChain(directory=Path(directory)) as chain:
        while True:
            make_block(chain, chooser)
            print(chain.number, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
