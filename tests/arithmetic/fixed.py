"""Operations of the fixed-point types, each one of them for each type.

A plain operator raises where the reference has no checked result.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from runtime.fixed import I32F32, I64F64, I96F32, U64F64, U96F32, Fixed, literal
from runtime.fixed.integers import (
    I64_MAX,
    I64_MIN,
    I128_MAX,
    I128_MIN,
    U16_MAX,
    U32_MAX,
    U64_MAX,
    U128_MAX,
)
from runtime.fixed.transcendental import exp, ln, log2, power, sqrt
from tests.arithmetic.draws import Draws
from tests.arithmetic.groups import NONE, PANICS, Group, Operands, each, repeated

Kind = type[Fixed]
Rule = Callable[..., Any]

KINDS: tuple[Kind, ...] = (I32F32, I64F64, I96F32, U64F64, U96F32)
SIGNED: tuple[Kind, ...] = (I32F32, I64F64, I96F32)
INTEGERS = {
    "u16": (0, U16_MAX), "u32": (0, U32_MAX), "u64": (0, U64_MAX), "u128": (0, U128_MAX),
    "i64": (I64_MIN, I64_MAX), "i128": (I128_MIN, I128_MAX),
}  # fmt: skip

PAIRS = [f"{how}_{what}" for how in ("checked", "saturating", "wrapping") for what in
         ("add", "sub", "mul", "div")]  # fmt: skip
PLAIN: dict[str, Rule] = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "div": operator.truediv,
}  # fmt: skip
METHODS = ("checked_neg", "saturating_neg", "frac", "floor", "saturating_round")
ROUNDED = ("ceil", "round")
CASTS = ("from_num", "checked_from_num", "saturating_from_num", "wrapping_from_num")


def groups() -> Iterator[Group]:
    for kind in KINDS:
        yield from of_pairs(kind)
        yield from of_one(kind)
        yield from to_integers(kind)
        yield from from_numbers(kind)
        rule = each(partial(literal, kind), raised=NONE)
        yield Group(kind.__name__, "literal", 300, repeated(decimal), rule)
    for kind in SIGNED:
        yield from transcendental(kind)


def of_pairs(kind: Kind) -> Iterator[Group]:
    def pair(count: int, name: str, rule: Rule, raised: str = PANICS) -> Group:
        return Group(
            kind.__name__,
            name,
            count,
            repeated(lambda draws: draws.fixed_pair(kind)),
            each(lambda left, right: rule(kind(left), kind(right)), raised),
        )

    for name in PAIRS:
        yield pair(350, name, getattr(kind, name))
    for name, rule in PLAIN.items():
        yield pair(250, name, rule, raised=NONE)
    yield pair(500, "safe_div", kind.safe_div)
    yield pair(250, "compare", compared)
    yield Group(
        kind.__name__,
        "safe_div_or",
        200,
        repeated(lambda draws: (*draws.fixed_pair(kind), draws.fixed(kind))),
        each(lambda left, right, default: kind(left).safe_div_or(kind(right), kind(default))),
    )


def compared(left: Fixed, right: Fixed) -> tuple[bool, ...]:
    return left < right, left <= right, left == right, left >= right, left > right


def of_one(kind: Kind) -> Iterator[Group]:
    for name in METHODS:
        yield of_number(kind, name, 140, getattr(kind, name))
    plain: dict[str, Rule] = {name: getattr(kind, name) for name in ROUNDED}
    if kind in SIGNED:
        plain |= {"neg": operator.neg, "abs": abs}
    for name, rule in plain.items():
        yield of_number(kind, name, 140, rule, raised=NONE)


def to_integers(kind: Kind) -> Iterator[Group]:
    for name, (least, most) in INTEGERS.items():
        for how in ("saturating", "checked"):
            rule = getattr(kind, f"{how}_to_num")
            bounded = partial(_bounded, rule, most, least)
            yield of_number(kind, f"{how}_to_{name}", 90, bounded)


def _bounded(rule: Rule, most: int, least: int, number: Fixed) -> Any:
    return rule(number, most, least)


def of_number(kind: Kind, name: str, count: int, rule: Rule, raised: str = PANICS) -> Group:
    return Group(
        kind.__name__,
        name,
        count,
        repeated(lambda draws: (draws.fixed(kind),)),
        each(lambda bits: rule(kind(bits)), raised),
    )


def from_numbers(kind: Kind) -> Iterator[Group]:
    """From integers, and from fixed-point numbers of each type."""
    for cast in CASTS:
        rule = getattr(kind, cast)
        for name in ("u64", "i64", "u128", "i128"):
            yield Group(
                kind.__name__,
                f"{cast}_{name}",
                50,
                repeated(partial(_integer_for, kind, *INTEGERS[name])),
                each(rule, raised=NONE),
            )
        for source in KINDS:
            yield Group(
                kind.__name__,
                f"{cast}_{source.__name__}",
                70,
                repeated(partial(_fixed_for, kind, source)),
                each(partial(_cast, rule, source), raised=NONE),
            )


def _cast(rule: Callable[[Fixed], Any], source: Kind, bits: int) -> Any:
    return rule(source(bits))


def _integer_for(kind: Kind, least: int, most: int, draws: Draws) -> Operands:
    """A quarter of them are at the bounds of what they are turned into."""
    if draws.below(4):
        return (draws.integer(least, most),)
    bound = draws.one_of((kind.min_bits, kind.max_bits)) >> kind.frac_bits
    return (max(least, min(most, draws.close_to(bound))),)


def _fixed_for(kind: Kind, source: Kind, draws: Draws) -> Operands:
    if draws.below(4):
        return (draws.fixed(source),)
    bound = draws.one_of((kind.min_bits, kind.max_bits))
    shift = source.frac_bits - kind.frac_bits
    bits = draws.close_to(bound << shift if shift >= 0 else bound >> -shift)
    return (max(source.min_bits, min(source.max_bits, bits)),)


def decimal(draws: Draws) -> Operands:
    """A decimal number as one writes it, with up to 20 decimals, a few with an exponent."""
    whole = draws.one_of(("0", "0", "0", str(draws.sized(20)), str(draws.sized(34))))
    decimals = str(draws.sized(65)).zfill(draws.below(18) + 1)
    exponent = draws.one_of(("", "", "", f"e-{draws.below(18)}", f"e{draws.below(5)}"))
    return (f"{whole}.{decimals}{exponent}",)


def transcendental(kind: Kind) -> Iterator[Group]:
    near = repeated(lambda draws: (_positive(kind, draws) * draws.one_of((1, 1, 1, -1)),))
    for name, count, rule in (("log2", 700, log2), ("ln", 700, ln), ("sqrt", 300, sqrt)):
        yield Group(kind.__name__, name, count, near, each(partial(_applied, rule, kind)))
    powers = repeated(partial(_power, kind))
    yield Group(kind.__name__, "exp", 1200, powers, each(partial(_applied, exp, kind)))
    yield Group(
        kind.__name__,
        "pow",
        700,
        repeated(lambda draws: (_positive(kind, draws), _exponent(kind, draws))),
        each(lambda base, exponent: power(kind(base), kind(exponent))),
    )


def _applied(rule: Callable[[Fixed], Any], kind: Kind, bits: int) -> Any:
    return rule(kind(bits))


def _positive(kind: Kind, draws: Draws) -> int:
    """Of any length, close to one, or a power of two; also zero."""
    one = 1 << kind.frac_bits
    return (
        draws.integer(0, kind.max_bits),
        one + draws.signed(kind.frac_bits),
        one + draws.sized(kind.frac_bits + 8),
        draws.close_to(1 << kind.frac_bits - 12 + draws.below(24)),
    )[draws.below(4)]


def _exponent(kind: Kind, draws: Draws) -> int:
    """For `power`: from -8 to 8, a quarter of them whole numbers or next to them."""
    if draws.below(4):
        return draws.signed(kind.frac_bits + 3)
    return draws.one_of((-1, 0, 0, 0, 1)) + ((draws.below(5) - 1) << kind.frac_bits)


def _power(kind: Kind, draws: Draws) -> Operands:
    """For `exp`: mostly from -40 to 40, and to the last bit around whole numbers."""
    one = 1 << kind.frac_bits
    size = (
        draws.bits(64) * 40 * one >> 64,
        draws.sized(kind.frac_bits + 6),
        draws.close_to(draws.below(44) * one),
        draws.sized(kind.max_bits.bit_length()),
    )[draws.below(4)]
    return (-size if draws.below(2) else size,)
