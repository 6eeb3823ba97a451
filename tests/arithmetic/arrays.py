"""Operations of arrays, many numbers at a time; the reference computes one I32F32 after the other.

How an array is computed depends on its largest number, so that the numbers of a batch are of about
one length, and some batches have one sign.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from runtime.fixed import arrays
from runtime.fixed.arrays import EXP_MOST, ONE
from runtime.fixed.integers import I64_MAX, I64_MIN
from tests.arithmetic.draws import Draws
from tests.arithmetic.groups import Group, Operands

BATCH = 25
POSITIVE, NEGATIVE, BOTH = (1,), (-1,), (1, -1)
SIGNS = (POSITIVE, NEGATIVE, BOTH, BOTH, BOTH)
EDGES = (0, 1, ONE - 1, ONE, ONE + 1, I64_MAX)


def groups() -> Iterator[Group]:
    yield Group("array", "product", 7000, pairs(signed=True), by_column(arrays.product))
    yield Group("array", "ratio", 6000, pairs(signed=False), by_column(arrays.ratio))
    yield Group("array", "sum", 2000, pairs(signed=True), by_column(arrays.saturating_sum))
    yield Group("array", "exp", 3500, powers, by_column(arrays.exp))
    yield Group("array", "u16", 1000, proportions, by_column(arrays.u16_proportions))
    yield Group("array", "total", 800, rows_to_add, totals)
    yield Group("array", "normalized", 800, vectors, normalized)


def by_column(rule: Callable[..., Any]) -> Callable[[Sequence[Operands]], list[Any]]:
    """The rule on batches of operands, each operand an array."""

    def compute(rows: Sequence[Operands]) -> list[Any]:
        results: list[Any] = []
        for batch in batches(rows):
            columns = (np.array(column, np.int64) for column in zip(*batch, strict=True))
            results += rule(*columns).tolist()
        return results

    return compute


def totals(rows: Sequence[Operands]) -> list[Any]:
    """Along both axes alike."""
    results: list[Any] = []
    for batch in batches(rows):
        matrix = np.array(batch, np.int64)
        along = arrays.saturating_total(matrix, axis=1)
        assert along.tolist() == arrays.saturating_total(matrix.T).tolist()
        results += along.tolist()
    return results


def normalized(rows: Sequence[Operands]) -> list[Any]:
    return [arrays.normalized(np.array(row, np.int64)).tolist() for row in rows]


def batches(rows: Sequence[Operands]) -> Iterator[Sequence[Operands]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def pairs(signed: bool) -> Callable[[Draws], Iterator[Operands]]:
    def drawn(draws: Draws) -> Iterator[Operands]:
        while True:
            left, right = draws.below(64), draws.below(64)
            signs = draws.one_of(SIGNS) if signed else POSITIVE
            for _ in range(BATCH):
                yield sized(draws, left, signs), sized(draws, right, signs)

    return drawn


def sized(draws: Draws, width: int, signs: Sequence[int]) -> int:
    """At most so many bits; the bounds, zero and one among them as far as they are not longer."""
    most = (1 << width) - 1
    size = draws.one_of((draws.bits(width), draws.sized(width), most, draws.one_of(EDGES)))
    size = min(size, most)
    if draws.one_of(signs) > 0:
        return size
    return -most - 1 if size == most else -size


def powers(draws: Draws) -> Iterator[Operands]:
    while True:
        most = draws.one_of((ONE >> 16, ONE, 4 * ONE, EXP_MOST))
        for _ in range(BATCH):
            size = draws.one_of(
                (draws.bits(64) * most >> 64, draws.close_to(draws.below(20) * ONE), most)
            )
            yield ((-size if draws.below(2) else size),)


def proportions(draws: Draws) -> Iterator[Operands]:
    while True:
        yield (draws.one_of((draws.bits(32), draws.close_to(draws.below(65536) * ONE // 65535),
                             draws.integer(I64_MIN, I64_MAX))),)  # fmt: skip


def rows_to_add(draws: Draws) -> Iterator[Operands]:
    while True:
        width, signs = draws.one_of((40, 58, 61, 62, 63)), draws.one_of(SIGNS)
        for _ in range(BATCH):
            yield tuple(sized(draws, width, signs) for _ in range(9))


def vectors(draws: Draws) -> Iterator[Operands]:
    """Their sums fit."""
    while True:
        width = draws.below(60)
        yield tuple(sized(draws, width, POSITIVE) for _ in range(6))
