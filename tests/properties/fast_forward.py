"""A populated chain, as many blocks as there is time for, with the books checked again and again.

    python -m tests.properties.fast_forward --minutes 10 --seed 1

Subnets with miners, validators and stakers have an epoch every few blocks; between empty blocks
people stake, claim, lock and replace keys, and root changes what it may. The same seed gives the
same blocks, but for their seals and signatures.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from dataclasses import dataclass, field

from runtime.scale import Enumeration
from tests.properties.chain_actions import CHAIN_ACTIONS
from tests.properties.dice import SeededDice
from tests.properties.drifts import Drift
from tests.properties.stake_actions import ACTIONS
from tests.properties.staking_chain import StakingChain
from tests.properties.subnet_chain import steady_claims

EVERY = 10
"""Blocks between two checks."""

MOSTLY_STAKING = (*ACTIONS, *ACTIONS, *ACTIONS, *CHAIN_ACTIONS)


@dataclass
class Done:
    """What a run has seen."""

    blocks: int = 0
    checks: int = 0
    trips: int = 0
    calls: Counter[str] = field(default_factory=Counter)
    """Of those that succeeded, by name."""

    def __str__(self) -> str:
        return (
            f"{self.blocks} blocks, {self.checks} checks of the books, {self.trips} round trips, "
            f"{self.calls.total()} calls of {len(self.calls)} kinds"
        )


class Run:
    """A chain that is run from the outside, round by round."""

    def __init__(self, seed: int, every: int = EVERY) -> None:
        self.tested, self.dice, self.every = StakingChain(subnets=3), SeededDice(seed), every
        self.done = Done(self.tested.chain.number)

    def go_on(self) -> None:
        """Something happens, then blocks pass until the books are checked."""
        number = self.tested.chain.number
        for _ in range(self.dice.number(0, 6)):
            receipts = self.tested.act_by(self.dice, MOSTLY_STAKING)
            self.done.calls.update(_name(receipt.call) for receipt in receipts if receipt.ok)
        if self.dice.number(0, 19) == 0:
            self.tested.weigh()
        while self.tested.chain.number - number < self.every:
            self.tested.advance()
        self.tested.check()
        self.done.trips += self.tested.travel(self.dice)
        self.done.checks += 1
        self.done.blocks = self.tested.chain.number


def _name(call) -> str:  # type: ignore[no-untyped-def]
    inner = call.args[0] if call.declaration.name == "sudo" else call
    return str(inner.declaration.name)


def fast_forward(seconds: float, seed: int, every: int = EVERY, pause: float = 10) -> Done:
    """Run for so long, with a line of progress after each pause. Raises AssertionError."""
    with steady_claims():
        return _fast_forward(seconds, seed, every, pause)


def _fast_forward(seconds: float, seed: int, every: int, pause: float) -> Done:
    run, start = Run(seed, every), time.monotonic()
    told = start
    while (now := time.monotonic()) - start < seconds:
        if now - told >= pause:
            told = now
            print(f"{now - start:6.0f} s: {run.done}", flush=True)
        try:
            run.go_on()
        except AssertionError:
            chain = run.tested.chain
            print(f"block {chain.number}: {[_event(event) for event in chain.events()]}")
            raise
    print(f"seed {seed}: {run.done}")
    for drift in Drift:
        amounts = {place: rao for place, rao in run.tested.books.drifts[drift].items() if rao}
        if amounts:
            print(f"  {drift.name:24} {amounts}")
    return run.done


def _event(event: Enumeration) -> str:
    return type(event).__name__


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=EVERY, help="blocks between two checks")
    chosen = parser.parse_args()
    fast_forward(chosen.minutes * 60, chosen.seed, chosen.every)
    return 0


if __name__ == "__main__":
    sys.exit(main())
