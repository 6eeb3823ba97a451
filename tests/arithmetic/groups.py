"""Groups of operations: each is named, draws its operands, and computes results in our own way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from runtime.fixed import Fixed
from tests.arithmetic.draws import Draws

Operands = tuple[int | str, ...]
Draw = Callable[[Draws], Operands]
Compute = Callable[[Sequence[Operands]], Sequence[Any]]
Table = tuple[tuple[str, int, Draw, Callable[..., Any]], ...]
"""Operations with how many of them there are, their operands, and our rule."""

NONE = "-"
PANICS = "!"
"""Where the reference panics, which it does for a division by zero, and our code raises."""


@dataclass(frozen=True)
class Group:
    """`subject` and `operation` together are the name, of which the random operands depend."""

    subject: str
    operation: str
    count: int
    draw: Callable[[Draws], Iterator[Operands]]
    compute: Compute

    @property
    def name(self) -> str:
        return f"{self.subject} {self.operation}"

    def operands(self) -> list[Operands]:
        return list(islice(self.draw(Draws(self.name)), self.count))

    def results(self, rows: Sequence[Operands]) -> list[str]:
        """Our results, as the program in Rust writes them."""
        return [as_text(result) for result in self.compute(rows)]


def in_table(subject: str, table: Table) -> Iterator[Group]:
    for operation, count, draw, rule in table:
        yield Group(subject, operation, count, repeated(draw), each(rule))


def repeated(draw: Draw) -> Callable[[Draws], Iterator[Operands]]:
    """Operands that are drawn each on their own."""

    def drawn(draws: Draws) -> Iterator[Operands]:
        while True:
            yield draw(draws)

    return drawn


def each(rule: Callable[..., Any], raised: str = PANICS) -> Compute:
    """One result after the other; an arithmetic error is a result too."""

    def result_of(operands: Operands) -> Any:
        try:
            return rule(*operands)
        except ArithmeticError:
            return raised

    return lambda rows: [result_of(operands) for operands in rows]


def as_text(result: Any) -> str:
    if result is None:
        return NONE
    if isinstance(result, Fixed):
        return str(result.bits)
    if isinstance(result, bool):
        return str(int(result))
    if isinstance(result, tuple | list):
        return ",".join(as_text(part) for part in result)
    return str(result)
