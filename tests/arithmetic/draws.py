"""Random numbers for operands: the same for the same name, in every version of Python.

Of `random` only a text as a seed and `getrandbits` are used. Numbers at which arithmetic tends to
be wrong come far more often than by chance: bounds, powers of two, whole numbers, numbers close to
one, and pairs whose product, quotient or sum comes close to a bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from runtime.fixed import Fixed

Choice = TypeVar("Choice")

SEED = 425


class Draws:
    """A stream of numbers of its own for each name."""

    def __init__(self, name: str) -> None:
        self.bits = Random(f"{SEED} {name}").getrandbits

    def below(self, limit: int) -> int:
        return self.bits(64) % limit

    def one_of(self, choices: Sequence[Choice]) -> Choice:
        return choices[self.below(len(choices))]

    def sized(self, most: int) -> int:
        """From zero, of all lengths up to so many bits alike."""
        return self.bits(self.below(most + 1))

    def signed(self, most: int) -> int:
        return -self.sized(most) if self.below(2) else self.sized(most)

    def close_to(self, number: int) -> int:
        return number + self.below(5) - 2

    def integer(self, least: int, most: int) -> int:
        """Within the bounds; mostly of any length, often at a bound or next to a power of two."""
        width = most.bit_length()
        drawn = (
            self.sized(width),
            self.sized(width),
            self.bits(width),
            self.close_to(self.one_of((0, 0, least, most, most // 2))),
            self.close_to(1 << self.below(width)),
        )[self.below(5)]
        if least < 0 and self.below(2):
            drawn = -drawn
        return max(least, min(most, drawn))

    def fixed(self, kind: type[Fixed]) -> int:
        """The bits of a number of this type."""
        one, width = 1 << kind.frac_bits, kind.max_bits.bit_length()
        case = self.below(10)
        if case < 5:
            return self.integer(kind.min_bits, kind.max_bits)
        whole = self.sized(width - kind.frac_bits) << kind.frac_bits
        drawn = (
            self.close_to(one),
            one + self.signed(kind.frac_bits),
            whole,
            self.close_to(whole + one // 2),
            self.sized(kind.frac_bits + 6),
        )[case - 5]
        if kind.min_bits and self.below(2):
            drawn = -drawn
        return within(kind, drawn)

    def fixed_pair(self, kind: type[Fixed]) -> tuple[int, int]:
        """Two numbers, a third of the time such that a result of both is close to a bound."""
        left = self.fixed(kind)
        bound = self.one_of((kind.min_bits, kind.max_bits))
        case = self.below(12)
        if case == 0:
            right = self.close_to(left)
        elif case == 1:
            right = self.close_to(self.one_of((bound - left, left - bound, -left)))
        elif case == 2 and left:
            right = self.close_to((bound << kind.frac_bits) // left)
        elif case == 3:
            right = left
            left = self.close_to(bound * right >> kind.frac_bits)
        else:
            right = self.fixed(kind)
        return within(kind, left), within(kind, right)


def within(kind: type[Fixed], bits: int) -> int:
    return max(kind.min_bits, min(kind.max_bits, bits))
