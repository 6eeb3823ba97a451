"""Bonds: moving averages, shares and what is stored."""

import numpy as np
import pytest

from pallets.subtensor.consensus.liquid_alpha import u16_fraction
from pallets.subtensor.consensus.rows import Rows
from pallets.subtensor.consensus.yuma import (
    column_shares,
    liquid_average,
    moving_average,
)
from runtime.fixed import I32F32, literal
from runtime.fixed.arrays import ONE, ratio
from tests.pallets.subtensor.consensus.figures import RULES, bits, inputs, matrix


@pytest.mark.parametrize(
    ("penalty", "expected"),
    [
        (0, [1, 0, 100, 1_000, 10_000, 0.75]),
        (65_535, [10, 100, 1_000, 10_000, 100_000, 0]),
        # The part of 1 that 6553/65535 is, of the difference, floored also where it is negative.
        (6_553, None),
    ],
)
def test_bonds_follow_clipped_weights_by_the_penalty(
    penalty: int, expected: list[float] | None
) -> None:
    plain, clipped = bits(1, 0, 100, 1_000, 10_000, 0.75), bits(10, 100, 1_000, 10_000, 100_000, 0)
    result = RULES.weights_for_bonds(
        inputs(bonds_penalty=penalty),
        Rows.positive(plain.reshape(3, 2)),
        Rows.positive(clipped.reshape(3, 2)),
    ).values.ravel()
    if expected is None:
        part = I32F32(u16_fraction(penalty))
        expected_bits = [
            I32F32(a).saturating_add(part.saturating_mul(I32F32(b - a))).bits
            for a, b in zip(plain.tolist(), clipped.tolist(), strict=True)
        ]
        assert result.tolist() == expected_bits
    else:
        assert result.tolist() == bits(*expected).tolist()


def test_a_penalty_in_between_keeps_what_is_above_zero() -> None:
    weights, nothing = Rows.positive(matrix(1, 0.5)), Rows.positive(matrix(1, 0))
    result = RULES.weights_for_bonds(inputs(bonds_penalty=65_534), weights, nothing)
    assert result.values.tolist() == [[32_769]]
    assert RULES.weights_for_bonds(inputs(bonds_penalty=1), nothing, nothing).columns()[0].size == 0


def test_shares_of_a_column() -> None:
    numbers = np.array([[0, 0, 1], [1, 10, 1], [2, 100, 1], [3, 1_000, 1], [4, 10_000, 1]])
    assert column_shares(numbers).T.tolist() == [
        [0, 429_496_729, 858_993_459, 1_288_490_188, 1_717_986_918],
        [0, 3_865_857, 38_658_571, 386_585_715, 3_865_857_152],
        [858_993_459] * 5,
    ]
    assert not column_shares(np.zeros((4, 3), np.int64)).any()
    assert column_shares(np.zeros((0, 3), np.int64)).shape == (0, 3)


def test_the_largest_bond_of_a_column_is_stored_as_1() -> None:
    """Yuma 2. Without new weights, bonds stay in their proportions."""
    rows = [[(0, 1), (1, 10)], [(0, 2), (1, 100)], [(0, 3), (1, 1_000)], [(0, 4), (2, 7)]]
    nothing = Rows.positive(np.zeros((4, 3), np.int64))
    held = Rows.read(rows, [0, 1, 2, 3], 3)
    given = inputs(bonds_moving_average=1_000_000)
    zeros = np.zeros(4, np.int64), np.zeros(3, np.int64)
    update = RULES.yuma2_bonds(
        given, stake=zeros[0], weights=nothing, held=held, consensus=zeros[1], incentive=zeros[1]
    )
    shares = column_shares(held.values)
    assert update.new.values.tolist() == ratio(shares, shares.max(axis=0)).tolist()
    assert update.new.values[:, 0].tolist() == [ONE // 4 - 2, ONE // 2, 3_221_225_470, ONE]
    assert update.new.values[3].tolist() == [ONE, 0, ONE]
    assert not update.dividends.any()


def test_a_moving_average_keeps_what_is_above_zero() -> None:
    new, old = matrix(3, 1, 0, 0.5), matrix(3, 0, 1, 0.5)
    kept_part = literal(I32F32, "0.9")
    average = moving_average(new, old, kept_part)
    assert average.values.tolist() == [[ONE - kept_part.bits, kept_part.bits, ONE // 2]]
    beyond = moving_average(new, old, I32F32.from_num(2))  # a moving average of 200 %
    assert beyond.values.tolist() == [[0, 2 * ONE, ONE // 2]]
    assert beyond.present.tolist() == [[False, True, True]]


@pytest.mark.parametrize(
    ("new", "old", "alpha", "expected"),
    [
        ([1], [2], [0.5], [1]),
        ([1, 2, 3, 4], [5, 6, 7, 8], [0.1, 0.2, 0.1, 0.2], [1, 1, 1, 1]),
        ([1], [2], [0.1], [1]),
        ([1], [2], [1], [1]),
        ([1, 2, 3, 4], [5, 6, 7, 8], [0.3, 0.7, 0.3, 0.7], [1, 1, 1, 1]),
        ([1, 0, 0, 4], [5, 0, 0, 8], [0.5] * 4, [1, 0, 0, 1]),
        ([1, 2, 3], [0.5, 1.5, 2.5], [0.5] * 3, [0.75, 1, 1]),
        ([1], [0.5], [0.5], [0.75]),
        ([0.5, 0.25], [0, 0], [1, 0.5], [0.5, 0.125]),
        ([0.5, 0.25], [0, 1], [0, 0.5], [0, 0.625]),
    ],
)
def test_a_liquid_average_is_at_most_1(
    new: list[float], old: list[float], alpha: list[float], expected: list[float]
) -> None:
    weights = Rows.positive(bits(*new)[None])
    average = liquid_average(weights, bits(*old)[None], bits(*alpha)[None])
    assert average.values.tolist() == [bits(*expected).tolist()]


def test_figures_of_a_liquid_average() -> None:
    """Both products are floored."""
    new, old = [1, 2, 3, 4, 5, 6, 7, 8, 9], [0.1, 0.2, 3, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09]
    average = liquid_average(Rows.positive(matrix(3, *new)), matrix(3, *old), matrix(3, *[0.1] * 9))
    assert average.values.ravel().tolist() == [
        816_043_786, 1_632_087_573, ONE, 1_872_605_742, 2_340_757_178,
        2_808_908_614, 3_277_060_049, 3_745_211_485, 4_213_362_921,
    ]  # fmt: skip
    varying = liquid_average(
        Rows.positive(matrix(2, 0.1, 0.2, 0.3, 0.4)),
        matrix(2, 0.5, 0.6, 0.7, 0.8),
        matrix(2, 0.9, 0.8, 0.5, 0.7),
    )
    assert varying.values.ravel().tolist() == [
        601_295_421, 1_202_590_842, 2_147_483_647, 2_233_382_993,
    ]  # fmt: skip


def test_with_liquid_alpha_a_bond_ends_with_its_weight() -> None:
    """An entry of zero is still a weight."""
    weights = Rows.read([[(0, 0), (2, ONE)]], [0], 3)
    old = matrix(3, 1, 1, 0)
    average = liquid_average(weights, old, matrix(3, 0.5, 0.5, 0.5))
    assert average.values.tolist() == [[ONE // 2, 0, ONE // 2]]
    assert average.columns()[0].tolist() == [0, 2]
