"""What holds in every epoch, whatever the figures."""

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pallets.subtensor.consensus import EpochInputs, EpochOutputs, EpochTrace
from pallets.subtensor.consensus.median import weighted_median
from pallets.subtensor.consensus.yuma import YumaRules
from runtime.fixed.arrays import ONE

BLOCK = 1_000
FRACTIONS = st.sampled_from([0, 1, 32_767, 65_535]) | st.integers(0, 65_535)


@st.composite
def rows(draw: st.DrawFn, count: int) -> list[tuple[int, int]]:
    uids = draw(st.lists(st.integers(0, count - 1), unique=True, max_size=count))
    return [(uid, draw(FRACTIONS)) for uid in uids]


@st.composite
def subnets(draw: st.DrawFn, **fixed: Any) -> EpochInputs:
    count = draw(st.integers(1, 8))

    def each(values: st.SearchStrategy[Any]) -> list[Any]:
        return draw(st.lists(values, min_size=count, max_size=count))

    blocks = st.sampled_from([0, 1, BLOCK - 400, BLOCK - 10, BLOCK - 1, BLOCK])
    fields: dict[str, Any] = {
        "stake": each(st.sampled_from([0, 1 << 64, 5 << 64]) | st.integers(0, 1 << 110)),
        "weights": each(rows(count)),
        "bonds": each(rows(count)),
        "last_update": each(blocks),
        "registered_at": each(blocks),
        "permits": each(st.booleans()),
        "commit_blocks": draw(st.none() | st.just(each(blocks | st.just(2**64 - 1)))),
        "owner_uid": draw(st.none() | st.integers(0, count - 1)),
        "block": BLOCK,
        "last_step_block": draw(st.sampled_from([0, BLOCK - 360])),
        "activity_cutoff": draw(st.sampled_from([0, 360, 5_000])),
        "emission": draw(st.integers(0, 2**64 - 1)),
        "min_stake": draw(st.sampled_from([0, 1, 5])),
        "max_validators": draw(st.integers(0, count)),
        "kappa": draw(FRACTIONS),
        "yuma3": draw(st.booleans()),
        "bonds_penalty": draw(FRACTIONS),
        "bonds_moving_average": draw(st.integers(0, 1_000_000)),
        "liquid_alpha": draw(st.booleans()),
        "alpha_sigmoid_steepness": draw(st.integers(-(2**15), 2**15 - 1)),
    }
    low, high = sorted((draw(FRACTIONS), draw(FRACTIONS)))
    return EpochInputs(**{**fields, "alpha_low": low, "alpha_high": high, **fixed})


def run(inputs: EpochInputs) -> tuple[EpochOutputs, EpochTrace]:
    outputs = YumaRules().epoch(inputs)
    assert outputs.trace is not None
    return outputs, outputs.trace


@settings(max_examples=30)
@given(subnets())
def test_no_more_is_paid_than_there_is(inputs: EpochInputs) -> None:
    outputs, trace = run(inputs)
    assert sum(outputs.server_emission) + sum(outputs.validator_emission) <= inputs.emission
    assert sum(outputs.emission) <= inputs.emission
    # Each neuron's parts are floored to 2^-32 of the emission, and then to a rao.
    if trace.stake.any():
        missing = inputs.emission - sum(outputs.emission)
        assert missing <= len(inputs.stake) * (2 * (inputs.emission >> 32) + 2)
    parts = zip(outputs.server_emission, outputs.validator_emission, strict=True)
    for both, (server, validator) in zip(outputs.emission, parts, strict=True):
        assert 0 <= both - server - validator <= (inputs.emission >> 32) + 2


@settings(max_examples=30)
@given(subnets())
def test_all_stages_are_within_their_bounds(inputs: EpochInputs) -> None:
    outputs, trace = run(inputs)
    for name in ("stake", "active_stake", "incentive", "dividends", "emission"):
        vector = getattr(trace, name)
        assert vector.min() >= 0
        assert vector.sum() <= ONE
    for name in ("weights", "clipped_weights", "weights_for_bonds", "old_bonds", "bonds"):
        matrix = getattr(trace, name)
        assert matrix.min(initial=0) >= 0
        assert matrix.max(initial=0) <= ONE
    assert (trace.weights.sum(axis=1) <= ONE).all()
    assert (trace.clipped_weights <= trace.weights).all()
    assert (trace.clipped_weights <= trace.consensus).all()
    assert (trace.validator_trust[trace.validators] == trace.clipped_weights.sum(axis=1)).all()
    for row, permit in zip(outputs.bonds, outputs.permits, strict=True):
        assert permit or not len(row)
        assert len(set(row[:, 0].tolist())) == len(row)


@settings(max_examples=30)
@given(subnets())
def test_masked_weights_have_no_part(inputs: EpochInputs) -> None:
    _, trace = run(inputs)
    for mask in trace.masks.values():
        assert not trace.weights[mask].any()
        assert not trace.clipped_weights[mask].any()
    without = [[] if uid in silent(inputs) else row for uid, row in enumerate(inputs.weights)]
    again = run(replace(inputs, weights=without))[1]
    assert (again.weights == trace.weights).all()
    assert again.emission.tolist() == trace.emission.tolist()


def silent(inputs: EpochInputs) -> list[int]:
    """Who has no permit."""
    return [
        uid for uid, permit in enumerate(inputs.permits) if not permit and uid != inputs.owner_uid
    ]


@settings(max_examples=30)
@given(subnets(liquid_alpha=False, max_validators=8), st.randoms(use_true_random=False))
def test_the_numbering_of_neurons_does_not_matter(inputs: EpochInputs, random: Any) -> None:
    """With permits for all: of equal stakes, the later uid has the permit."""
    order = list(range(len(inputs.stake)))
    random.shuffle(order)
    new_uid = {old: new for new, old in enumerate(order)}

    def moved(values: Any) -> Any:
        return [values[old] for old in order]

    def renamed(table: Any) -> Any:
        return [[(new_uid[uid], value) for uid, value in row] for row in moved(table)]

    other = replace(
        inputs,
        **{
            name: moved(getattr(inputs, name))
            for name in ("stake", "last_update", "registered_at", "permits")
        },
        weights=renamed(inputs.weights),
        bonds=renamed(inputs.bonds),
        commit_blocks=None if inputs.commit_blocks is None else moved(inputs.commit_blocks),
        owner_uid=None if inputs.owner_uid is None else new_uid[inputs.owner_uid],
    )
    expected, found = run(inputs)[0], run(other)[0]
    for name in ("consensus", "validator_trust", "incentive", "dividends", "emission", "permits"):
        assert getattr(found, name) == moved(getattr(expected, name))
    rows = [sorted(row) for row in renamed([each.tolist() for each in expected.bonds])]
    assert [sorted(map(tuple, row.tolist())) for row in found.bonds] == rows


@settings(max_examples=30)
@given(subnets(), st.integers(2, 1_000))
def test_the_unit_of_stake_does_not_matter(inputs: EpochInputs, factor: int) -> None:
    inputs = replace(inputs, min_stake=0)
    more = replace(inputs, stake=[stake * factor for stake in inputs.stake])
    expected, found = run(inputs)[1], run(more)[1]
    for name in ("stake", "weights", "consensus", "incentive", "bonds", "dividends", "emission"):
        assert (getattr(found, name) == getattr(expected, name)).all()


@settings(max_examples=30)
@given(subnets(liquid_alpha=False))
def test_without_liquid_alpha_the_order_within_rows_does_not_matter(inputs: EpochInputs) -> None:
    in_order = replace(
        inputs,
        weights=[sorted(row) for row in inputs.weights],
        bonds=[sorted(row) for row in inputs.bonds],
    )
    expected, found = run(inputs)[0], run(in_order)[0]
    assert [row.tolist() for row in found.bonds] == [row.tolist() for row in expected.bonds]
    assert found.emission == expected.emission


VOTES = st.lists(st.tuples(st.integers(0, 1 << 40), st.integers(0, ONE)), min_size=1, max_size=9)


@settings(max_examples=30)
@given(VOTES, st.integers(0, ONE))
def test_a_median_is_a_score_that_a_majority_gives_at_least(
    votes: list[tuple[int, int]], majority: int
) -> None:
    stake, scores = np.array(votes, np.int64).T
    median = weighted_median(stake, scores[:, None], majority)[0]
    voting = [(part, score) for part, score in votes if part]
    if not voting:
        assert median == 0
        return
    total = sum(part for part, _ in voting)
    given_least = sum(part for part, score in voting if score >= median)
    given_more = sum(part for part, score in voting if score > median)
    slack = len(voting)  # each share is floored to a part of 2^32
    assert median in [score for _, score in voting]
    assert given_least * ONE >= (majority - slack) * total
    assert given_more * ONE <= (majority + slack) * total or majority == 0
