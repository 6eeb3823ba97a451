"""A subnet without a chain: figures that change from epoch to epoch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pallets.subtensor.consensus import EpochInputs, EpochOutputs, EpochTrace
from pallets.subtensor.consensus.yuma import YumaRules

Row = list[tuple[int, int]]


@dataclass
class Subnet:
    """Neurons with so many rao of stake, all registered in block 0 and active from block 1.

    What an epoch finds out about permits and bonds is what the next one starts from.
    """

    rao: Sequence[int]
    parameters: dict[str, Any] = field(default_factory=dict)
    emission: int = 1_000_000_000
    block: int = 1
    weights: list[Row] = field(init=False)
    bonds: list[Any] = field(init=False)
    last_update: list[int] = field(init=False)
    registered_at: list[int] = field(init=False)
    permits: list[bool] = field(init=False)

    def __post_init__(self) -> None:
        count = len(self.rao)
        self.weights, self.bonds = [[] for _ in range(count)], [[] for _ in range(count)]
        self.last_update, self.registered_at = [0] * count, [0] * count
        self.permits = [True] * count

    def set_weights(self, uid: int, weights: Mapping[int, int] | Row) -> None:
        pairs = weights.items() if isinstance(weights, Mapping) else weights
        self.weights[uid] = list(pairs)
        self.last_update[uid] = self.block

    def inputs(self) -> EpochInputs:
        return EpochInputs(
            stake=[rao << 64 for rao in self.rao],
            weights=self.weights,
            bonds=self.bonds,
            last_update=self.last_update,
            registered_at=self.registered_at,
            permits=self.permits,
            block=self.block,
            emission=self.emission,
            **{"tempo": 1, **self.parameters},
        )

    def epoch(self) -> EpochOutputs:
        outputs = YumaRules().epoch(self.inputs())
        self.bonds, self.permits = outputs.bonds, outputs.permits
        return outputs

    def trace(self) -> EpochTrace:
        """The stages of an epoch that leaves nothing behind."""
        trace = YumaRules().epoch(self.inputs()).trace
        assert trace is not None
        return trace

    def bond(self, uid: int, other: int) -> int:
        return dict(map(tuple, self.bonds[uid])).get(other, 0)
