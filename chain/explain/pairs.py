"""The tables of a validator and a miner each: weights and bonds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from chain.explain.explanation import ABSENT, NO_PERMIT, Cell, Table
from pallets.subtensor.consensus import EpochInputs, EpochTrace
from runtime.fixed.arrays import ONE

if TYPE_CHECKING:
    from pallets.subtensor.consensus.interface import Row

    Numbers = npt.NDArray[np.int64]


def weights_table(inputs: EpochInputs, trace: EpochTrace | None) -> Table:
    """Every weight that was set; `mask` says why it does not count, "" if it does."""
    validators, miners, values = _entries(inputs.weights, range(len(inputs.stake)))
    columns: dict[str, Sequence[Cell]] = {
        "validator": validators.tolist(),
        "miner": miners.tolist(),
        "set": values.tolist(),
    }
    if trace is not None:
        columns["mask"] = _reasons(trace, validators, miners)
        columns["weight"] = _cells(trace, trace.weights, validators, miners)
        columns["clipped"] = _cells(trace, trace.clipped_weights, validators, miners)
    return Table(
        "Each weight as it was set, of 65535; the mask that took it out; what it is among those of "
        "the validator that count; and what the consensus on the miner leaves of that.",
        columns,
    )


def bonds_table(inputs: EpochInputs, trace: EpochTrace) -> Table:
    """Every bond that was or is, and every weight that could have become one."""
    stored = np.zeros_like(trace.bonds)
    validators, miners, values = _entries(inputs.bonds, trace.validators.tolist())
    inside = miners < stored.shape[1]
    rows = _row_of(trace)[validators[inside]]
    stored[rows, miners[inside]] = values[inside]
    row, column = np.nonzero(
        (stored > 0) | (trace.weights_for_bonds > 0) | (trace.weights > 0) | (trace.bonds > 0)
    )
    columns: dict[str, Sequence[Cell]] = {
        "validator": trace.validators[row].tolist(),
        "miner": column.tolist(),
        "stored": stored[row, column].tolist(),
        "old": (trace.old_bonds[row, column] / ONE).tolist(),
        "weight": (trace.weights_for_bonds[row, column] / ONE).tolist(),
    }
    if trace.alphas is not None:
        columns["speed"] = (trace.alphas[row, column] / ONE).tolist()
    columns["bond"] = (trace.bonds[row, column] / ONE).tolist()
    return Table(
        "Each bond as it was stored, of 65535; what it counts, which is nothing if the miner was "
        "registered since; the weight that it follows, how fast with liquid alpha, and what it "
        "becomes.",
        columns,
    )


def _entries(rows: Sequence[Row], uids: Sequence[int]) -> tuple[Numbers, Numbers, Numbers]:
    """All entries of sparse rows: whose they are, in whom, and their values."""
    there = [uid for uid in uids if uid < len(rows)]
    pairs = [np.asarray(rows[uid], np.int64).reshape(-1, 2) for uid in there]
    owners = np.repeat(np.array(there, np.int64), [len(each) for each in pairs])
    joined = np.concatenate(pairs) if pairs else np.empty((0, 2), np.int64)
    return owners, joined[:, 0], joined[:, 1]


def _row_of(trace: EpochTrace) -> Numbers:
    """The row of each uid in the matrices, -1 for none."""
    rows = np.full(len(trace.stake), -1, np.int64)
    rows[trace.validators] = np.arange(len(trace.validators))
    return rows


def _reasons(trace: EpochTrace, validators: Numbers, miners: Numbers) -> list[str]:
    """The first mask that takes out each weight."""
    rows = _row_of(trace)[validators]
    absent, rowless = miners >= len(trace.stake), rows < 0
    reasons = np.full(len(validators), "", object)
    for name, mask in reversed(list(trace.masks.items())):
        there = ~(absent | rowless)
        taken = np.zeros(len(validators), np.bool_)
        taken[there] = mask[rows[there], miners[there]]
        reasons[taken] = name
    reasons[rowless] = NO_PERMIT
    reasons[absent] = ABSENT
    found: list[str] = reasons.tolist()
    return found


def _cells(trace: EpochTrace, matrix: Numbers, validators: Numbers, miners: Numbers) -> list[float]:
    """The fractions in cells of a matrix, 0 for those that it does not have."""
    rows = _row_of(trace)[validators]
    there = (rows >= 0) & (miners < matrix.shape[1])
    values = np.zeros(len(rows), np.float64)
    values[there] = matrix[rows[there], miners[there]] / ONE
    found: list[float] = values.tolist()
    return found
