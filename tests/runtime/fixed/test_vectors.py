"""Every operation gives the bits that substrate-fixed gives, over a few thousand operands."""

from collections.abc import Callable
from typing import Any

import pytest

from runtime.fixed import I32F32, I64F64, I96F32, U64F64, U96F32, Fixed, FixedOverflow, literal
from runtime.fixed.integers import I64_MAX, I64_MIN, U16_MAX, U128_MAX
from runtime.fixed.transcendental import exp, ln, log2, power, sqrt
from tests.runtime.fixed.vectors import by_operation

KINDS = {kind.__name__: kind for kind in (I32F32, I64F64, I96F32, U64F64, U96F32)}
VECTORS = by_operation("fixed", 2)

TO_INTEGERS: dict[str, Callable[[Fixed], int | None]] = {
    "u64": lambda x: x.saturating_to_num(),
    "u16": lambda x: x.saturating_to_num(U16_MAX),
    "i64": lambda x: x.saturating_to_num(I64_MAX, I64_MIN),
    "u128": lambda x: x.saturating_to_num(U128_MAX),
    "checked_u64": lambda x: x.checked_to_num(),
}
FROM_INTEGERS: dict[str, Callable[[type[Fixed], int], Fixed | None]] = {
    "from_u64": lambda kind, number: kind.checked_from_num(number),
    "saturating_from": lambda kind, number: kind.saturating_from_num(number),
    "wrapping_from": lambda kind, number: kind.wrapping_from_num(number),
}
RAISING: dict[str, Callable[[Fixed], Fixed]] = {
    "checked_round": lambda x: x.round(),
    "checked_ceil": lambda x: x.ceil(),
}
FUNCTIONS: dict[str, Callable[..., Fixed | None]] = {
    "log2": log2, "ln": ln, "exp": exp, "sqrt": sqrt, "pow": power,
}  # fmt: skip
CONVERSIONS = {
    "to": "checked_from_num",
    "saturate": "saturating_from_num",
    "wrap": "wrapping_from_num",
}


def result_of(kind: type[Fixed], operation: str, args: list[str]) -> Any:
    """Our result as the vectors have it."""
    if operation == "literal":
        return literal(kind, args[0]).bits
    numbers = [int(text) for text in args]
    if operation in FROM_INTEGERS:
        return bits_of(FROM_INTEGERS[operation](kind, numbers[0]))
    first, *others = (kind.of_bits(number) for number in numbers)
    if operation in TO_INTEGERS:
        return TO_INTEGERS[operation](first)
    if operation in RAISING:
        return bits_or_overflow(RAISING[operation], first)
    if operation in FUNCTIONS:
        return bits_of(FUNCTIONS[operation](first, *others))
    how, _, target = operation.partition("_")
    if target in KINDS:
        return bits_of(getattr(KINDS[target], CONVERSIONS[how])(first))
    return bits_of(getattr(first, operation)(*others))


def bits_of(number: Fixed | None) -> int | None:
    return None if number is None else number.bits


def bits_or_overflow(operation: Callable[[Fixed], Fixed], number: Fixed) -> int | None:
    try:
        return operation(number).bits
    except FixedOverflow:
        return None


@pytest.mark.parametrize(("name", "operation"), sorted(VECTORS))
def test_an_operation_is_that_of_substrate_fixed(name: str, operation: str) -> None:
    for args, expected in VECTORS[name, operation]:
        wanted = None if expected is None else int(expected)
        assert result_of(KINDS[name], operation, args) == wanted, args


def test_there_are_vectors_of_every_operation() -> None:
    assert sum(map(len, VECTORS.values())) > 6000
    assert {name for name, _ in VECTORS} == set(KINDS)
    assert {*TO_INTEGERS, *FROM_INTEGERS, *FUNCTIONS, "literal"} < {op for _, op in VECTORS}
