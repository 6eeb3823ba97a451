"""Liquid alpha: its curve, and in which order rows are walked and stored."""

import numpy as np

from pallets.subtensor.consensus.liquid_alpha import liquid_alphas, sigmoid
from pallets.subtensor.consensus.rows import Rows
from pallets.subtensor.consensus.yuma import (
    liquid_average,
    moving_average,
)
from runtime.fixed import I32F32, literal
from runtime.fixed.arrays import EXP_MOST, ONE, product
from tests.pallets.subtensor.consensus.figures import bits, inputs, matrix
from tests.pallets.subtensor.consensus.subnet import Subnet


def test_a_sigmoid_is_1_through_1_plus_exp() -> None:
    """Of 40 * (x - 0.5), at tenths of 1; beyond 20 the exponent stays."""
    tenths = np.arange(11, dtype=np.float32) / np.float32(10)  # of 32 bits there
    offsets = np.array([int(tenth * ONE) for tenth in tenths]) - ONE // 2
    powers = np.clip(product(offsets, -40 << 32), -EXP_MOST, EXP_MOST)
    assert sigmoid(powers).tolist() == bits(
        0.0000000019, 0.0000001125, 0.0000061442, 0.0003353502, 0.017986214, 0.5,
        0.9820138067, 0.9996646498, 0.9999938558, 0.9999998875, 0.9999999981,
    ).tolist()  # fmt: skip


def test_liquid_alpha_is_faster_the_more_a_validator_is_ahead() -> None:
    given = inputs(
        liquid_alpha=True, alpha_low=6_553, alpha_high=19_660, alpha_sigmoid_steepness=1_000
    )
    low, high = 429_463_961, 1_288_457_417  # 6553 and 19660 of 65535
    consensus = bits(0, 1, 0.5, 0.5)
    weights, bonds = bits(1, 0, 0.75, 0.25), bits(0, 1, 0.25, 0.5)
    alphas = liquid_alphas(given, weights, bonds, consensus).tolist()
    assert alphas == [1_282_708_304, 1_282_708_304, 494_625_641, 494_625_641]
    assert all(low < alpha < high for alpha in alphas)
    same = inputs(alpha_low=6_553, alpha_high=6_553)
    assert liquid_alphas(same, weights, bonds, consensus).tolist() == [low] * 4


def test_a_weight_that_is_its_bond_buys() -> None:
    half = bits(0.5)
    given = inputs()
    buying = liquid_alphas(given, half, half - 1, bits(0.25))
    assert liquid_alphas(given, half, half, bits(0.25)).tolist() == buying.tolist()
    assert buying > liquid_alphas(given, half, half + 1, bits(0.25))


def test_equal_alphas_are_like_none_to_the_last_digits() -> None:
    """Liquid alpha from 0.1 to 0.1 against a moving average of 0.9."""
    weights = matrix(4, 0.1, 0.2, 0.4, 0.3, 0.1, 0.4, 0.5, 0.2)
    bonds = matrix(4, 0.1, 0.5, 0.4, 0.5, 0.1, 0.1, 0.4, 0.2)
    consensus = bits(0.3, 0.2, 0.1, 0.4)
    given = inputs(alpha_low=6_553, alpha_high=6_553)
    alphas = liquid_alphas(given, weights, bonds, consensus)
    liquid = liquid_average(Rows.positive(weights), bonds, alphas).values
    plain = moving_average(weights, bonds, literal(I32F32, "0.9")).values
    # 6553 of 65535 is less than 0.1 by some 33,000 of 2^32, times the distance of the two.
    assert np.abs(liquid - plain).max() == 9_831


def test_a_walk_misses_what_comes_after_a_higher_uid() -> None:
    rows = Rows.read([[(2, 5), (0, 6), (3, 7), (1, 8)], [(0, 1), (3, 2)], []], [0, 1, 2], 4)
    assert rows.as_walked().tolist() == [[0, 0, 5, 7], [1, 0, 0, 2], [0, 0, 0, 0]]
    without = rows.where(np.array([True, True, False, True]))
    assert without.as_walked().tolist() == [[6, 0, 0, 7], [1, 0, 0, 2], [0, 0, 0, 0]]
    assert Rows.positive(rows.values).as_walked().tolist() == rows.values.tolist()


def test_a_weight_that_a_walk_misses_has_the_alpha_of_none() -> None:
    def alphas(*weights: tuple[int, int]) -> list[int]:
        subnet = Subnet([100, 0, 0], {"yuma3": True, "liquid_alpha": True, "kappa": 65_535})
        subnet.block, subnet.bonds[0] = 5, [(1, 50_000), (2, 60_000)]
        subnet.set_weights(0, list(weights))
        found = subnet.trace().alphas
        assert found is not None
        return found[0, 1:].tolist()

    first, second = alphas((1, 30_000), (2, 10_000))
    assert alphas((2, 10_000)) != alphas((1, 1), (2, 10_000))
    missed, seen = alphas((2, 10_000), (1, 30_000))
    assert (missed != first, seen) == (True, second)
    none = liquid_alphas(inputs(), bits(0), bits(50_000 / 65_535), bits(0.75))
    assert abs(missed - int(none[0])) < 10  # the bond as a decimal fraction is not exactly it


def test_stored_rows_keep_their_order_with_liquid_alpha_alone() -> None:
    def columns(**parameters: object) -> list[int]:
        subnet = Subnet([100, 0, 0, 0], parameters)
        subnet.set_weights(0, [(3, 100), (1, 200), (2, 300)])
        return subnet.epoch().bonds[0][:, 0].tolist()

    assert columns() == [1, 2, 3]
    assert columns(yuma3=True) == [1, 2, 3]
    assert columns(yuma3=True, liquid_alpha=True) == [3, 1, 2]
    assert columns(yuma3=True, liquid_alpha=True, bonds_penalty=0) == [3, 1, 2]
    assert columns(yuma3=True, liquid_alpha=True, bonds_penalty=9) == [1, 2, 3]


def test_rows_are_read_from_lists_and_arrays_alike() -> None:
    pairs = [(2, 5), (0, 6), (9, 7)]
    for row in (pairs, np.array(pairs, np.uint16)):
        rows = Rows.read([[], row], [0, 1, 2], 3)
        assert rows.values.tolist() == [[0, 0, 0], [6, 0, 5], [0, 0, 0]]
        assert [columns.tolist() for columns in rows.columns()] == [[], [2, 0], []]
