"""What is told of an epoch, as plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from pallets.subtensor.consensus import EpochInputs, EpochOutputs

Cell = int | float | bool | str | None
UIDS = ("uid", "validator", "miner")
"""The columns that name neurons."""
NO_PERMIT, ABSENT = "permit", "absent"
"""Masks of weights that have no cell in the rules' matrices: who sets them may not, or the miner is
not there."""


@dataclass(frozen=True)
class Table:
    """A stage: columns of the same length.

    Whole numbers are rao, blocks, counts and stored values of 16 bits. Fractions are exact: the
    rules' numbers are parts of 2^32, which a float holds without loss.
    """

    about: str
    columns: Mapping[str, Sequence[Cell]]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))

    def __getitem__(self, column: str) -> Sequence[Cell]:
        return self.columns[column]

    def rows(
        self, where: Callable[[dict[str, Any]], bool] | None = None
    ) -> Iterator[dict[str, Any]]:
        """The rows, by the names of the columns; those for which something holds."""
        for values in zip(*self.columns.values(), strict=True):
            row = dict(zip(self.columns, values, strict=True))
            if where is None or where(row):
                yield row

    def where(self, column: str, value: Cell) -> Table:
        """The rows with a value in a column."""
        return self._kept([i for i, cell in enumerate(self.columns[column]) if cell == value])

    def of(self, uid: int) -> Table:
        """The rows that name a neuron."""
        naming = [self.columns[name] for name in UIDS if name in self.columns]
        found = {i for cells in naming for i, cell in enumerate(cells) if cell == uid}
        return self._kept(sorted(found))

    def _kept(self, indices: Sequence[int]) -> Table:
        columns = {name: [cells[i] for i in indices] for name, cells in self.columns.items()}
        return Table(self.about, columns)


@dataclass(frozen=True)
class EpochExplanation:
    """An epoch of a mechanism of a subnet, stage by stage."""

    netuid: int
    mechanism: int
    mechanisms: int
    """How many the subnet has."""
    block: int
    ran: bool
    """Whether the block is there; else the epoch is as it would be in the next block."""
    due: int | None
    """If it did not run: the block in which it is due."""
    rules: str
    """Yuma 2, Yuma 3, or the name of rules of one's own."""
    own_rules: bool
    emission: int
    """Rao of alpha that the mechanism divides."""
    subnet_emission: int
    """Rao of alpha of all mechanisms."""
    parameters: Mapping[str, Cell]
    """What the rules were given besides lists: as the fields of EpochInputs, and the TAO weight."""
    tables: Mapping[str, Table]

    inputs: EpochInputs | None = field(default=None, compare=False, repr=False)
    """What the rules were given, to give it to other rules; in the process that explains only."""
    outputs: EpochOutputs | None = field(default=None, compare=False, repr=False)
    """What the rules gave, with their trace; likewise."""

    @property
    def size(self) -> int:
        """How many neurons there are."""
        return len(self.tables["stake"])

    def neuron(self, table: str, uid: int) -> dict[str, Any]:
        """The row of a neuron in a table that has one for each."""
        return {name: cells[uid] for name, cells in self.tables[table].columns.items()}

    def about(self, uid: int) -> EpochExplanation:
        """With the rows that name a neuron only."""
        return replace(self, tables={name: each.of(uid) for name, each in self.tables.items()})

    def to_plain(self) -> dict[str, Any]:
        """As JSON takes it."""
        plain = {each.name: getattr(self, each.name) for each in fields(self) if each.compare}
        plain["parameters"] = dict(self.parameters)
        plain["tables"] = {
            name: {"about": table.about, "columns": dict(table.columns)}
            for name, table in self.tables.items()
        }
        return plain

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> EpochExplanation:
        """What `to_plain` has made, perhaps elsewhere. Raises KeyError, TypeError."""
        values = {each.name: plain[each.name] for each in fields(cls) if each.compare}
        tables = {name: Table(**table) for name, table in values["tables"].items()}
        return cls(**(values | {"tables": tables}))
