"""What an epoch found out about a neuron, and what several mechanisms make of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pallets.subtensor.consensus import EpochOutputs
from pallets.subtensor.epoch.terms import NeuronTerms, combined, mechanism_weight, terms_of
from runtime.fixed import U64F64

ONE, HALF = U64F64.from_num(1), U64F64(1 << 63)
A, B = b"A" * 32, b"B" * 32
U64_MAX = 2**64 - 1

OUTPUTS = EpochOutputs(
    active=[True, False],
    permits=[False, True],
    stake=[1, 2],
    stake_weight=[3, 4],
    consensus=[5, 6],
    validator_trust=[7, 8],
    incentive=[9, 10],
    dividends=[11, 12],
    emission=[13, 14],
    server_emission=[15, 16],
    validator_emission=[17, 18],
    bonds=[np.empty((0, 2), np.uint16)] * 2,
)


def test_each_hotkey_has_the_terms_of_its_uid() -> None:
    terms = terms_of(OUTPUTS, {B: 1, A: 0})
    assert list(terms) == [B, A]
    assert terms[B] == NeuronTerms(
        uid=1,
        dividends=12,
        incentive=10,
        validator_emission=18,
        server_emission=16,
        stake_weight=4,
        active=False,
        emission=14,
        consensus=6,
        validator_trust=8,
        permit=True,
        stake=2,
    )


def test_a_uid_beyond_the_subnets_size_has_nothing() -> None:
    assert terms_of(OUTPUTS, {A: 2}) == {A: NeuronTerms(2)}


@pytest.mark.parametrize(
    ("emission", "whole", "first", "weight"),
    [
        (5, 5, True, ONE),
        (5, 10, False, HALF),
        (0, 10, True, U64F64.ZERO),
        (0, 0, True, ONE),
        (0, 0, False, U64F64.ZERO),
    ],
)
def test_a_mechanism_weighs_what_it_gets(
    emission: int, whole: int, first: bool, weight: U64F64
) -> None:
    assert mechanism_weight(emission, whole, first=first) == weight


def test_one_mechanism_alone_is_all() -> None:
    """But incentive is each mechanism's own, and not combined."""
    terms = terms_of(OUTPUTS, {A: 0, B: 1})
    assert combined({}, terms, ONE) == {
        hotkey: neuron._replace(incentive=0) for hotkey, neuron in terms.items()
    }


def test_each_term_is_floored_before_it_is_added() -> None:
    terms = terms_of(OUTPUTS, {A: 0})
    both = combined(combined({}, terms, HALF), terms, HALF)
    assert both[A] == NeuronTerms(
        uid=0,
        dividends=10,
        validator_emission=34,
        server_emission=30,
        stake_weight=2,
        active=True,
        emission=12,
        consensus=4,
        validator_trust=6,
        permit=False,
        stake=2,
    )


def test_what_is_true_once_is_true() -> None:
    terms = terms_of(OUTPUTS, {A: 0, B: 1})
    flipped = terms_of(replace(OUTPUTS, active=[False, False], permits=[True, True]), {A: 0, B: 1})
    both = combined(combined({}, terms, HALF), flipped, HALF)
    assert [neuron.active for neuron in both.values()] == [True, False]
    assert [neuron.permit for neuron in both.values()] == [True, True]


def test_sums_saturate() -> None:
    large = NeuronTerms(0, 65_535, 0, U64_MAX, U64_MAX, 65_535, stake=U64_MAX, emission=U64_MAX)
    both = combined({A: large}, {A: large}, ONE)[A]
    assert (both.dividends, both.stake_weight) == (65_535, 65_535)
    assert (both.validator_emission, both.server_emission) == (U64_MAX, U64_MAX)
    assert (both.stake, both.emission) == (U64_MAX, U64_MAX)
