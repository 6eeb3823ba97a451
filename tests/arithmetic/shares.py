"""The decimal numbers of share pools, and updates of a pool."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pallets.subtensor.shares import SafeFloat, SharePool
from pallets.subtensor.shares.safe_float import MAX_MANTISSA, ZERO
from runtime.fixed import U64F64
from runtime.fixed.integers import I64_MAX, I64_MIN, U64_MAX, U128_MAX
from tests.arithmetic.draws import Draws
from tests.arithmetic.groups import Draw, Group, Operands, Table, in_table

Parts = tuple[int, int]


def groups() -> Iterator[Group]:
    return in_table("share", OPERATIONS)


def number(mantissa: int, exponent: int) -> SafeFloat:
    return SafeFloat.new(mantissa, exponent) or ZERO


def parts(result: SafeFloat | None) -> Parts | None:
    return None if result is None else (result.mantissa, result.exponent)


def on_numbers(rule: Callable[..., Any]) -> Callable[..., Any]:
    """A rule of numbers as one of their mantissas and exponents."""

    def computed(*flat: int) -> Any:
        result = rule(*(number(*flat[at : at + 2]) for at in range(0, len(flat), 2)))
        return result if isinstance(result, int) else parts(result)

    return computed


@dataclass
class OneShare:
    """A pool in which one key is looked at."""

    value: int
    of_key: SafeFloat
    all_shares: SafeFloat

    def shared_value(self) -> int:
        return self.value

    def share(self, key: None) -> SafeFloat:
        return self.of_key

    def has_share(self, key: None) -> bool:
        return True

    def denominator(self) -> SafeFloat:
        return self.all_shares

    def set_shared_value(self, value: int) -> None:
        self.value = value

    def set_share(self, key: None, share: SafeFloat) -> None:
        self.of_key = share

    def set_denominator(self, denominator: SafeFloat) -> None:
        self.all_shares = denominator


def update_one(update: int, value: int, *flat: int) -> tuple[Any, ...]:
    """Whether it changes shares; the value, share and all shares after it; the key's value."""
    memory = OneShare(value, number(*flat[:2]), number(*flat[2:]))
    pool = SharePool[None](memory)
    changes = pool.update_changes_shares(update)
    pool.update_one(None, update)
    after = parts(memory.of_key), parts(memory.all_shares), pool.value_of(None)
    return changes, memory.value, *after


# Operands


def mantissa_and_exponent(draws: Draws) -> Parts:
    """Mostly such as shares have; some with exponents of any size, and zeros."""
    exponent = (
        draws.below(60) - 40,
        draws.below(44) - 42,
        draws.below(30) - 30,
        draws.integer(I64_MIN, I64_MAX),
        draws.one_of((I64_MAX - draws.below(30), I64_MIN + draws.below(60))),
    )[draws.below(5)]
    return (draws.integer(0, MAX_MANTISSA) if draws.below(12) else 0), exponent


def several(count: int) -> Draw:
    def drawn(draws: Draws) -> Operands:
        found = [mantissa_and_exponent(draws) for _ in range(count)]
        if count > 1 and not draws.below(4):
            mantissa, exponent = found[0]
            lower = max(exponent - draws.below(24), I64_MIN)
            found[1] = (min(max(draws.close_to(mantissa), 0), MAX_MANTISSA), lower)
        return tuple(part for each in found for part in each)

    return drawn


def any_parts(draws: Draws) -> Operands:
    """Half of the mantissas are too long."""
    most = draws.one_of((MAX_MANTISSA, U128_MAX, MAX_MANTISSA + 1))
    return draws.integer(0, most), mantissa_and_exponent(draws)[1]


def pool_and_update(draws: Draws) -> Operands:
    """Half of the pools hold about as much value as shares; a few are empty."""
    size = draws.sized(63) >> draws.below(2) * 20
    update = -size if draws.below(2) else size
    value = draws.integer(0, U64_MAX)
    shares, held = several(1)(draws), several(1)(draws)
    case = draws.below(8)
    if case == 0:  # shares as large as there are, which a pool cannot add to
        shares = held = (MAX_MANTISSA - draws.sized(69), I64_MAX)
        value = max(size - draws.sized(63), 1)
    elif case < 5:
        total = max(draws.close_to(value), 0)
        shares, held = (draws.below(total + 1), 0), (total, 0)
    return update, value, *shares, *held


OPERATIONS: Table = (
    ("new", 500, any_parts, lambda *given: parts(SafeFloat.new(*given))),
    ("from_u64", 300, lambda draws: (draws.integer(0, U64_MAX),),
        lambda whole: parts(SafeFloat.from_u64(whole))),
    ("from_fixed", 600, lambda draws: (draws.fixed(U64F64),),
        lambda bits: parts(SafeFloat.from_fixed(U64F64(bits)))),
    ("add", 900, several(2), on_numbers(SafeFloat.add)),
    ("sub", 900, several(2), on_numbers(SafeFloat.sub)),
    ("div", 800, several(2), on_numbers(SafeFloat.div)),
    ("mul_div", 800, several(3), on_numbers(SafeFloat.mul_div)),
    ("to_u64", 500, several(1), on_numbers(SafeFloat.to_u64)),
    ("update_one", 1500, pool_and_update, update_one),
)  # fmt: skip
