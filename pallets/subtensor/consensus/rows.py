"""Sparse rows of weights or bonds, as a matrix: a row for each of some uids, a column for each uid.

A cell without an entry is zero. Whether there is an entry matters where an entry of zero keeps a
bond alive, and the order of entries where a row is walked as if it were sorted: both with liquid
alpha only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from pallets.subtensor.consensus.interface import Bits, Row

Columns = list[npt.NDArray[np.int64]]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rows:
    """Numbers of rows, in whatever parts; where there are entries, and in which order."""

    values: Bits
    present: Mask
    order: Columns | None = None
    """The columns of each row's entries, and of some that are no longer there; None: ascending."""

    @classmethod
    def read(cls, rows: Sequence[Row], uids: Sequence[int], columns: int) -> Rows:
        """The rows of these uids, as far as they are there, without columns that are not."""
        values = np.zeros((len(uids), columns), np.int64)
        present = np.zeros((len(uids), columns), np.bool_)
        order: Columns = []
        for line, uid in enumerate(uids):
            pairs = np.asarray(rows[uid] if uid < len(rows) else (), np.int64).reshape(-1, 2)
            pairs = pairs[pairs[:, 0] < columns]
            order.append(pairs[:, 0])
            values[line, pairs[:, 0]] = pairs[:, 1]
            present[line, pairs[:, 0]] = True
        return cls(values, present, order)

    @classmethod
    def positive(cls, values: Bits) -> Rows:
        """A matrix of which the numbers above zero are entries, in ascending order."""
        present = values > 0
        return cls(np.where(present, values, 0), present)

    def where(self, mask: Mask) -> Rows:
        """The entries in some cells."""
        present = self.present & mask
        return Rows(np.where(present, self.values, 0), present, self.order)

    def with_values(self, values: Bits) -> Rows:
        """The same entries with other values."""
        return Rows(values, self.present, self.order)

    def columns(self) -> Columns:
        """The columns of each row's entries, in order."""
        if self.order is None:
            return [np.flatnonzero(present) for present in self.present]
        pairs = zip(self.order, self.present, strict=True)
        return [columns[present[columns]] for columns, present in pairs]

    def as_walked(self) -> Bits:
        """What a walk through all columns in ascending order meets, which never goes back in a row.

        It misses an entry after one of a higher column.
        """
        if self.order is None:
            return self.values
        met = np.zeros_like(self.values)
        for line, columns in enumerate(self.columns()):
            highest = np.maximum.accumulate(columns)
            seen = columns[np.diff(highest, prepend=-1) > 0]
            met[line, seen] = self.values[line, seen]
        return met
