"""An epoch's rules on arrays: exact, and beside them the same stages in floating point."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from pallets.subtensor.consensus import EpochInputs
from pallets.subtensor.consensus.rows import Rows
from pallets.subtensor.consensus.yuma import YumaRules
from tests.benchmarks.report import figure, milliseconds, times

if TYPE_CHECKING:
    from pallets.subtensor.consensus.interface import Row

Floats = npt.NDArray[np.float64]
T = TypeVar("T")


@dataclass(frozen=True)
class Sizes:
    """Subnets as neurons and validators, and how often each epoch is timed."""

    usual: tuple[int, int]
    large: tuple[int, int]
    rounds: int


FULL = Sizes(usual=(256, 64), large=(4_096, 256), rounds=20)
QUICK = Sizes(usual=(16, 4), large=(32, 8), rounds=1)

VARIANTS: dict[str, dict[str, bool]] = {
    "Yuma 2": {},
    "Yuma 3": {"yuma3": True},
    "Yuma 3 with liquid alpha": {"yuma3": True, "liquid_alpha": True},
}


def run(sizes: Sizes) -> None:
    for (neurons, validators), target in ((sizes.usual, "15 ms"), (sizes.large, "1 s")):
        subnet, size = _subnet(neurons, validators), f"{neurons} uids, {validators} validators"
        _check(subnet)
        for name, parameters in VARIANTS.items():
            inputs = replace(subnet, **parameters)
            exact = _timed(lambda inputs=inputs: YumaRules().epoch(inputs), sizes.rounds)
            wanted = "" if neurons > 256 and "liquid_alpha" in parameters else f"under {target}"
            figure(f"{name}, {size}", exact, milliseconds, wanted)
        lists = replace(subnet, weights=_lists(subnet.weights), bonds=_lists(subnet.bonds))
        exact = _timed(lambda lists=lists: YumaRules().epoch(lists), sizes.rounds)
        figure("Yuma 2 with rows as lists of pairs", exact, milliseconds)
        plain = _timed(lambda subnet=subnet: float_epoch(subnet), sizes.rounds)
        figure(f"Yuma 2 in floating point, {size}", plain, milliseconds)
        exact = _timed(lambda subnet=subnet: YumaRules().epoch(subnet), sizes.rounds)
        ratio = statistics.median(exact) / statistics.median(plain)
        figure(f"exact against floating point, {size}", [ratio], times, "within 10 times")


def float_epoch(inputs: EpochInputs) -> tuple[Floats, Floats, list[npt.NDArray[np.uint16]]]:
    """Incentive, dividends and bonds to store by Yuma 2 in floating point, on the same inputs."""
    stake = np.array(inputs.stake, float)
    active = np.array(inputs.last_update) + inputs.activity_cutoff >= inputs.block
    permits = np.array(inputs.permits)
    stake = _parts(stake * active * permits)
    validators = np.flatnonzero(permits)
    votes, uids = stake[validators], validators.tolist()

    weights = Rows.read(inputs.weights, uids, len(stake)).values.astype(float)
    registered = np.array(inputs.registered_at)
    weights *= np.array(inputs.last_update)[validators, None] > registered
    weights[np.arange(len(validators)), validators] = 0
    weights = _quotient(weights, weights.sum(axis=1)[:, None])
    consensus = _median(votes, weights, inputs.kappa / 65_535)
    clipped = np.minimum(weights, consensus)
    incentive = _parts((clipped * votes[:, None]).sum(axis=0))

    old = Rows.read(inputs.bonds, uids, len(stake)).values * (registered <= inputs.last_step_block)
    kept = inputs.bonds_moving_average / 1_000_000
    bonds = kept * _parts(old) + (1 - kept) * _parts(clipped * votes[:, None])
    bonds = _parts(bonds)
    dividends = np.zeros(len(stake))
    dividends[validators] = _parts((bonds * incentive).sum(axis=1))
    stored = (_quotient(bonds, bonds.max(axis=0)) * 65_535).astype(np.uint16)
    rows = []
    for row in stored:
        columns = np.flatnonzero(row)
        rows.append(np.column_stack((columns.astype(np.uint16), row[columns])))
    return incentive, dividends, rows


def _median(stake: Floats, scores: Floats, majority: float) -> Floats:
    columns = np.ascontiguousarray(scores.T)
    order = np.argsort(columns, axis=1)
    supported = np.cumsum(stake[order], axis=1) > 1 - majority
    line = np.arange(len(columns))
    found: Floats = columns[line, order[line, supported.argmax(axis=1)]]
    return found


def _parts(numbers: Floats) -> Floats:
    return _quotient(numbers, numbers.sum(axis=0))


def _quotient(dividend: Floats, divisor: Floats) -> Floats:
    quotient: Floats = dividend / np.where(divisor == 0, 1, divisor)
    return quotient


def _check(inputs: EpochInputs) -> None:
    """That both do the same work."""
    trace = YumaRules().epoch(inputs).trace
    incentive, dividends, _ = float_epoch(inputs)
    assert trace is not None
    for exact, plain in ((trace.incentive, incentive), (trace.dividends, dividends)):
        assert np.allclose(exact / 2**32, plain, atol=1e-6)


def _lists(rows: Sequence[Row]) -> list[Row]:
    """As the storage decodes them."""
    return [[tuple(pair) for pair in np.asarray(row).tolist()] for row in rows]


def _timed(work: Callable[[], T], rounds: int) -> list[float]:
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return found


def _subnet(neurons: int, validators: int) -> EpochInputs:
    """All validators have weighed all miners, have bonds in them, and stay."""
    random = np.random.default_rng(1)
    miners = np.arange(validators, neurons)

    def rows() -> list[npt.NDArray[np.uint16]]:
        values = random.integers(1, 65_536, (validators, len(miners)))
        full = [np.column_stack((miners, row)).astype(np.uint16) for row in values]
        return full + [np.empty((0, 2), np.uint16)] * (neurons - validators)

    rao = random.integers(10**12, 10**15, validators).tolist()
    return EpochInputs(
        stake=[each << 64 for each in rao] + [0] * (neurons - validators),
        weights=rows(),
        bonds=rows(),
        last_update=[1_000] * neurons,
        registered_at=random.integers(0, 700, neurons).tolist(),
        permits=[uid < validators for uid in range(neurons)],
        block=1_001,
        last_step_block=640,
        emission=10**9,
        max_validators=validators,
    )
