"""Arrays of I32F32 numbers: each operation gives the bits that the number itself gives."""

import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.fixed import I32F32
from runtime.fixed.arrays import (
    EXP_MOST,
    ONE,
    exp,
    normalized,
    product,
    ratio,
    saturating_sum,
    saturating_total,
    u16_proportions,
)
from runtime.fixed.integers import I64_MAX, I64_MIN
from runtime.fixed.transcendental import exp as exp_of_number

EDGES = [0, 1, 2, ONE - 1, ONE, ONE + 1, 1 << 46, (1 << 46) - 1, 1 << 47, I64_MAX, I64_MAX - 1]


def sized(least: int, most: int) -> st.SearchStrategy[int]:
    """Numbers of all lengths alike, with the edges among them."""
    lengths = st.integers(1, 63).flatmap(lambda bits: st.integers(-(1 << bits), 1 << bits))
    edges = st.sampled_from([*EDGES, *(-edge for edge in EDGES), I64_MIN])
    return (lengths | edges).filter(lambda number: least <= number <= most)


ANY = sized(I64_MIN, I64_MAX)
FROM_ZERO = sized(0, I64_MAX)
PAIRS = st.lists(st.tuples(ANY, ANY), min_size=1, max_size=30)


def columns(pairs: Sequence[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    left, right = zip(*pairs, strict=True)
    return np.array(left, np.int64), np.array(right, np.int64)


def numbers(pairs: Sequence[tuple[int, int]]) -> list[tuple[I32F32, I32F32]]:
    return [(I32F32(left), I32F32(right)) for left, right in pairs]


@settings(max_examples=30)
@given(PAIRS)
def test_products_floor_and_saturate(pairs: list[tuple[int, int]]) -> None:
    expected = [left.saturating_mul(right).bits for left, right in numbers(pairs)]
    assert product(*columns(pairs)).tolist() == expected


@pytest.mark.parametrize("left", [0, 1, 30, 31, 32, 45, 46, 47, 48, 49, 62])
@pytest.mark.parametrize("right", [0, 1, 15, 16, 17, 31, 32, 33, 46, 62])
def test_products_of_each_width(left: int, right: int) -> None:
    signs = [(1, 1), (1, -1), (-1, 1), (-1, -1)]
    for rest, other_rest in ((0, 0), (1, 0), (-1, 0), (0, 0xFFFF), (-1, 0xFFFF)):
        pairs = [
            (sign * ((1 << left) + rest), other * ((1 << right) + other_rest))
            for sign, other in signs
        ]
        expected = [first.saturating_mul(second).bits for first, second in numbers(pairs)]
        assert product(*columns(pairs)).tolist() == expected


def test_the_lowest_numbers_are_one_farther_from_zero_than_the_highest() -> None:
    left, right = np.array([-(1 << 31)]), np.array([-(1 << 32)])
    assert product(left, right).tolist() == [1 << 31]
    half = np.array([-(1 << 62)])
    assert saturating_sum(half, half).tolist() == [I64_MIN]
    assert saturating_sum(half, half - 1).tolist() == [I64_MIN]


@settings(max_examples=30)
@given(st.lists(st.tuples(FROM_ZERO, FROM_ZERO), min_size=1, max_size=30))
def test_quotients_truncate_and_are_zero_where_there_is_none(pairs: list[tuple[int, int]]) -> None:
    expected = [left.safe_div(right).bits for left, right in numbers(pairs)]
    assert ratio(*columns(pairs)).tolist() == expected


@settings(max_examples=30)
@given(st.lists(st.integers(0, ONE), min_size=1, max_size=30), st.integers(0, 1 << 44))
def test_quotients_of_parts_by_one_number(parts: list[int], divisor: int) -> None:
    expected = [I32F32(part).safe_div(I32F32(divisor)).bits for part in parts]
    assert ratio(np.array(parts), divisor).tolist() == expected


def test_quotients_do_not_depend_on_the_point() -> None:
    whole = np.array([0, 1, 65_535, 7])
    assert ratio(whole, 65_542).tolist() == ratio(whole << 32, 65_542 << 32).tolist()
    assert ratio(np.array([1, 65_535]), 0).tolist() == [0, 0]
    assert ratio(np.array([1 << 31, (1 << 31) - 1]), 1).tolist() == [0, (1 << 63) - (1 << 32)]


@settings(max_examples=30)
@given(PAIRS)
def test_sums_saturate(pairs: list[tuple[int, int]]) -> None:
    expected = [left.saturating_add(right).bits for left, right in numbers(pairs)]
    assert saturating_sum(*columns(pairs)).tolist() == expected


@settings(max_examples=30)
@given(st.lists(st.tuples(ANY, ANY, ANY), min_size=1, max_size=12))
def test_totals_saturate_on_the_way(rows: list[tuple[int, int, int]]) -> None:
    def total(bits: Sequence[int]) -> int:
        running = I32F32(0)
        for each in bits:
            running = running.saturating_add(I32F32(each))
        return running.bits

    matrix = np.array(rows, np.int64)
    assert saturating_total(matrix).tolist() == [total(column) for column in matrix.T.tolist()]
    assert saturating_total(matrix, axis=1).tolist() == [total(row) for row in rows]


def test_a_total_that_has_saturated_comes_back_from_the_bound() -> None:
    assert saturating_total(np.array([[I64_MAX], [5], [-7]])).tolist() == [I64_MAX - 7]
    assert saturating_total(np.array([[I64_MIN], [-5], [7]])).tolist() == [I64_MIN + 7]


@settings(max_examples=30)
@given(st.lists(sized(-EXP_MOST, EXP_MOST), min_size=1, max_size=20))
def test_exp_is_that_of_a_number(powers: list[int]) -> None:
    expected = [exp_of_number(I32F32(power)) for power in powers]
    assert exp(np.array(powers)).tolist() == [each and each.bits for each in expected]


def test_exp_at_its_edges() -> None:
    """exp(1) is a constant of 23 digits; exp(20) is 0.8 % too low, as the sum ends too early."""
    powers = np.array([0, ONE, -ONE, EXP_MOST, -EXP_MOST])
    assert exp(powers).tolist() == [
        ONE, 11_674_931_200, 1_580_030_169, 2_066_907_302_758_576_256, 8,
    ]  # fmt: skip
    for beyond in (EXP_MOST + 1, -EXP_MOST - 1):
        with pytest.raises(ValueError, match="beyond 20"):
            exp(np.array([beyond]))


@settings(max_examples=30)
@given(st.lists(ANY, min_size=1, max_size=30))
def test_proportions_of_65535_floor(bits: list[int]) -> None:
    most = I32F32.from_num(65_535)
    expected = [I32F32(each).saturating_mul(most).saturating_to_num(65_535) for each in bits]
    assert u16_proportions(np.array(bits, np.int64)).tolist() == expected


def test_figures_of_proportions() -> None:
    parts = I32F32.from_num
    numbers = [
        parts(0),
        parts(1),
        parts(1) / parts(2),
        parts(1) / parts(3),
        parts(65_535),
        -parts(1),
    ]
    bits = np.array([number.bits for number in numbers])
    assert u16_proportions(bits).tolist() == [0, 65_535, 32_767, 21_844, 65_535, 0]


@settings(max_examples=30)
@given(st.lists(st.integers(0, 1 << 40), min_size=1, max_size=30))
def test_normalized_parts_miss_1_by_less_than_a_bit_each(bits: list[int]) -> None:
    parts = normalized(np.array(bits))
    if any(bits):
        assert ONE - len(bits) < parts.sum() <= ONE
    else:
        assert not parts.any()


def test_figures_of_normalized_parts() -> None:
    assert normalized(np.array([1, 2, 3, 4]) << 32).tolist() == [
        429_496_729, 858_993_459, 1_288_490_188, 1_717_986_918,
    ]  # fmt: skip
    assert normalized(np.array([0, 10, 100, 1_000, 10_000])).tolist() == [
        0, 3_865_857, 38_658_571, 386_585_715, 3_865_857_152,
    ]  # fmt: skip
    assert normalized(np.array([], np.int64)).tolist() == []


def test_fixed_point_numbers_alone_do_not_import_numpy() -> None:
    script = "import sys, runtime.fixed; sys.exit('numpy' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True)
