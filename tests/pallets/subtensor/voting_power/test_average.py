"""The rule of voting power."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pallets.subtensor.voting_power.average import ONE, is_lost, moved_average

U64_MAX = 2**64 - 1
AMOUNTS = st.integers(0, U64_MAX)


@pytest.mark.parametrize(
    "before, stake, weight, now",
    [
        (0, 10**12, 3_570_000_000_000_000, 3_570_000_000),
        (3_570_000_000, 10**12, 3_570_000_000_000_000, 7_127_255_100),
        (100, 200, 0, 100),
        (100, 200, ONE, 200),
        (100, 201, ONE // 2, 150),  # floored
        (201, 100, ONE // 2, 150),
        (U64_MAX, U64_MAX, 3_570_000_000_000_000, U64_MAX),
        (0, 280, 3_570_000_000_000_000, 0),
        (0, 281, 3_570_000_000_000_000, 1),
    ],
)
def test_the_average_moves_to_the_stake(before: int, stake: int, weight: int, now: int) -> None:
    assert moved_average(before, stake, weight) == now


@settings(max_examples=30, deadline=None)
@given(AMOUNTS, AMOUNTS, st.integers(0, ONE))
def test_the_average_is_the_exact_one_floored(before: int, stake: int, weight: int) -> None:
    part = Fraction(weight, ONE)
    now = moved_average(before, stake, weight)
    assert now == (part * stake + (1 - part) * before).__floor__()
    assert min(before, stake) <= now <= max(before, stake)


@pytest.mark.parametrize(
    "before, now, lost",
    [
        (1_000, 1_000, False),
        (1_000, 999, True),
        (1_001, 999, True),
        (999, 998, False),  # never was there
        (999, 1_001, False),
        (0, 0, False),
    ],
)
def test_what_falls_below_the_least_stake_is_lost(before: int, now: int, lost: bool) -> None:
    assert is_lost(before, now, 1_000) is lost


def test_nothing_is_lost_without_a_least_stake() -> None:
    assert not is_lost(5, 0, 0)
