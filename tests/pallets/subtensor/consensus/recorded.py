"""Epochs that the reference's own Rust code computed.

`tests/data/consensus_vectors.json.gz` says how. The unchanged `epoch/math.rs` and the body of
`epoch_mechanism` ran on figures instead of storage; of the stages, which it records in full,
the file keeps digests.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from pallets.subtensor.consensus import EpochInputs, EpochOutputs, EpochTrace

DATA = Path(__file__).parents[3] / "data" / "consensus_vectors.json.gz"
LISTS = (
    "active", "permits", "stake", "stake_weight", "consensus", "validator_trust", "incentive",
    "dividends", "emission", "server_emission", "validator_emission",
)  # fmt: skip
STAGES = (
    "stake", "active_stake", "weights", "consensus", "clipped_weights", "validator_trust",
    "incentive", "weights_for_bonds", "old_bonds", "bonds", "dividends", "server_emission",
    "validator_emission",
)  # fmt: skip


def recorded(kind: str) -> list[Any]:
    found: list[Any] = json.loads(gzip.decompress(DATA.read_bytes()))[kind]
    return found


def outputs_of(outputs: EpochOutputs) -> dict[str, Any]:
    """What is stored, as the file has it."""
    stored = {name: getattr(outputs, name) for name in LISTS}
    return stored | {"bonds": [row.tolist() for row in outputs.bonds]}


def stages_of(trace: EpochTrace) -> dict[str, list[list[int]] | list[int]]:
    """The stages: vectors, and the cells of matrices that are not zero, by row and column."""
    found: dict[str, list[list[int]] | list[int]] = {}
    for name in STAGES:
        stage = getattr(trace, name)
        if stage.ndim == 1:
            found[name] = stage.tolist()
        else:
            cells = zip(*np.nonzero(stage), strict=True)
            found[name] = [
                [int(trace.validators[row]), int(column), int(stage[row, column])]
                for row, column in cells
            ]
    return found


def digests(stages: dict[str, Any]) -> dict[str, str]:
    """A short digest of each stage."""
    return {name: digest(stage) for name, stage in stages.items()}


def digest(content: Any) -> str:
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]


def full_subnet(seed: int, neurons: int, validators: int, **parameters: Any) -> EpochInputs:
    """A subnet in which all validators weigh all miners and have bonds in them, from a seed."""
    numbers = _numbers(seed)

    def row() -> list[tuple[int, int]]:
        return [(uid, next(numbers)) for uid in range(validators, neurons)]

    return EpochInputs(
        stake=[next(numbers) * 10**9 << 64 if uid < validators else 0 for uid in range(neurons)],
        weights=[row() if uid < validators else [(uid, 65_535)] for uid in range(neurons)],
        bonds=[row() if uid < validators else [] for uid in range(neurons)],
        last_update=[1_000] * neurons,
        registered_at=[next(numbers) % 700 for _ in range(neurons)],
        permits=[uid < validators for uid in range(neurons)],
        block=1_001,
        last_step_block=640,
        emission=10**9,
        max_validators=validators,
        **parameters,
    )


def _numbers(seed: int) -> Iterator[int]:
    """Numbers of 16 bits from 1, the same everywhere."""
    block = 0
    while True:
        data = hashlib.sha256(f"{seed} {block}".encode()).digest()
        yield from (int.from_bytes(data[at : at + 2], "big") or 1 for at in range(0, 32, 2))
        block += 1


def as_json(inputs: EpochInputs) -> dict[str, Any]:
    """The inputs as the program in Rust reads them: I64F64 bits are texts."""
    return asdict(inputs) | {"stake": [str(bits) for bits in inputs.stake]}


def from_json(row: dict[str, Any]) -> EpochInputs:
    return EpochInputs(**row | {"stake": [int(bits) for bits in row["stake"]]})
