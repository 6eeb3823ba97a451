"""What weights are worth: the median by stake, clipping, trust and incentive."""

import numpy as np
import pytest

from pallets.subtensor.consensus.median import weighted_median
from pallets.subtensor.consensus.rows import Rows
from runtime.fixed.arrays import ONE, product, saturating_total
from tests.pallets.subtensor.consensus.figures import ALL, RULES, UIDS, bits, inputs, matrix


def test_the_weights_of_a_validator_sum_to_1() -> None:
    rows = [[(1, 1), (2, 2)], [(0, 65_535), (2, 65_535)], [(0, 0), (1, 0)]]
    given = inputs(weights=rows)
    weights = RULES.weights(given, UIDS, RULES.masks(given, UIDS, ALL))
    third, half = ONE // 3, ONE // 2
    assert weights.values.tolist() == [[0, third, ONE * 2 // 3], [half, 0, half], [0, 0, 0]]
    assert weights.present.tolist() == [
        [False, True, True],
        [True, False, True],
        [True, True, False],
    ]


@pytest.mark.parametrize(
    ("stake", "scores", "majority", "expected"),
    [
        ([], [], 0.51, 0),
        ([0.51], [1], 0.51, 1),
        ([0.49, 0.51], [0.5, 1], 0.51, 1),
        ([0.51, 0.49], [0.5, 1], 0.51, 0.5),
        ([0.49, 0, 0.51], [0.5, 0.7, 1], 0.51, 1),
        ([0.49, 0.01, 0.5], [0.5, 0.7, 1], 0.51, 0.7),
        ([0.49, 0.51, 0], [0.5, 0.7, 1], 0.51, 0.7),
        ([0, 0.49, 0.51], [0.5, 0.7, 1], 0.51, 1),
        ([0, 0.49, 0, 0.51], [0.5, 0.5, 1, 1], 0.51, 1),
        ([0, 0.49, 0, 0.51, 0], [0.5, 0.5, 1, 1, 0.5], 0.51, 1),
        ([0.2] * 5, [0.8, 0.2, 1, 0.6, 0.4], 0.51, 0.6),
        ([0.1] * 10, [0.8, 0.8, 0.2, 0.2, 1, 1, 0.6, 0.6, 0.4, 0.4], 0.51, 0.6),
        ([0.25] * 4, [1, 2, 3, 4], 0.5, 3),  # exactly half of the stake is not more than half
        ([0.25] * 4, [1, 2, 3, 4], 1, 1),
        ([0.25] * 4, [1, 2, 3, 4], 0, 4),
    ],
)
def test_a_score_that_a_majority_supports(
    stake: list[float], scores: list[float], majority: float, expected: float
) -> None:
    column = bits(*scores).reshape(-1, 1)
    median = weighted_median(bits(*stake), column, int(bits(majority)[0]))
    assert median.tolist() == bits(expected).tolist()


def test_scores_by_column() -> None:
    stake, scores = (
        bits(0, 0.75, 0.25, 0),
        matrix(3, 0, 0.1, 0, 0, 0.2, 0.4, 0, 0.3, 0.1, 0, 0.4, 0.5),
    )

    def median(majority: float) -> list[int]:
        return weighted_median(stake, scores, int(bits(majority)[0])).tolist()

    assert median(0.24) == bits(0, 0.3, 0.4).tolist()
    assert median(0.26) == bits(0, 0.2, 0.4).tolist()
    assert median(0.76) == bits(0, 0.2, 0.1).tolist()
    stake = bits(0, 0.3, 0.2, 0.5)
    scores = matrix(3, 0, 0.1, 0, 0, 0.2, 0.4, 0, 0.3, 0.1, 0, 0, 0.5)
    assert median(0.51) == bits(0, 0, 0.4).tolist()
    assert weighted_median(bits(0, 0), matrix(2, 0, 0, 0, 0), ONE // 2).tolist() == [0, 0]
    assert weighted_median(bits(), np.zeros((0, 0), np.int64), ONE // 2).tolist() == []


def test_weights_are_clipped_to_the_consensus() -> None:
    weights = Rows.positive(matrix(3, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12))
    clipped = RULES.clipped_weights(weights, bits(0, 5, 12))
    assert (clipped.values == matrix(3, 0, 2, 3, 0, 5, 6, 0, 5, 9, 0, 5, 12)).all()
    assert (clipped.present == (clipped.values > 0)).all()
    zeros = weights.with_values(np.zeros_like(weights.values))
    kept_zeros = RULES.clipped_weights(zeros, bits(0, 0, 0))
    assert (kept_zeros.present == weights.present).all()


def test_incentive_is_the_part_of_clipped_weights_by_stake() -> None:
    clipped = Rows.positive(matrix(3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12))
    ranks = saturating_total(product(clipped.values, bits(1, 2, 3, 4)[:, None]))
    assert ranks.tolist() == bits(70, 80, 90).tolist()
    assert RULES.incentive(bits(1, 2, 3, 4), clipped).tolist() == [
        70 * ONE // 240, ONE // 3, 90 * ONE // 240,
    ]  # fmt: skip
    sparse = Rows.positive(matrix(3, 0, 2, 3, 4, 0, 6, 7, 8, 0, 10, 11, 12))
    ranks = saturating_total(product(sparse.values, bits(1, 2, 3, 4)[:, None]))
    assert ranks.tolist() == bits(69, 70, 63).tolist()
    assert not RULES.incentive(bits(0, 0, 0, 0), clipped).any()


def test_trust_is_the_sum_of_a_validators_clipped_weights() -> None:
    clipped = Rows.positive(matrix(3, 1, 2, 3, 0, 5, 6, 0, 0, 0, 10, 11, 12))
    assert RULES.validator_trust(clipped).tolist() == bits(6, 11, 0, 33).tolist()
