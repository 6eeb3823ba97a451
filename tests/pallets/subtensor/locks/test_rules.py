"""What may happen to a lock."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pallets.subtensor.locks.decay import Rates
from pallets.subtensor.locks.rules import (
    DECAYING,
    OWNERS_DECAYING,
    OWNERS_PERPETUAL,
    PERPETUAL,
    LockKind,
    Part,
    cut,
    empty_lock,
    is_dust,
    lost_between,
    raised,
    reduced,
    rolled,
    rolled_sum,
    share_of,
)
from pallets.subtensor.types import LockState
from runtime.fixed import U64F64
from runtime.fixed.integers import U64_MAX
from tests.pallets.subtensor.locks.vault import RATES, a_lock, fixed

KINDS = [PERPETUAL, DECAYING, OWNERS_PERPETUAL, OWNERS_DECAYING]


@pytest.mark.parametrize(
    ("mass", "conviction", "expected"),
    [(99, 99, True), (100, 99, False), (99, 100, False), (0, 0, True)],
)
def test_what_is_below_a_hundred_in_both_respects_is_dust(
    mass: int, conviction: int, expected: bool
) -> None:
    assert is_dust(a_lock(mass, conviction)) is expected


def test_the_last_bit_of_conviction_counts() -> None:
    assert is_dust(LockState(99, U64F64((100 << 64) - 1), 0))


# In time


@pytest.mark.parametrize(
    ("kind", "mass", "conviction"),
    [
        (PERPETUAL, 10_000, 197_214_163_394_389_470_000),
        (DECAYING, 9_989, 197_108_704_962_744_510_000),
        (OWNERS_PERPETUAL, 10_000, 10_000 << 64),
        (OWNERS_DECAYING, 9_989, 9_989 << 64),
    ],
)
def test_the_kind_decides_how_a_lock_goes_on(kind: LockKind, mass: int, conviction: int) -> None:
    lock = rolled(a_lock(10_000, block=0), 1_000, RATES, kind)
    assert lock == LockState(mass, U64F64(conviction), 1_000)


def test_both_rates_count_separately() -> None:
    slow, fast = 10**6, 10**3
    lock = a_lock(10_000, 5_000, 0)
    unlocked = rolled(lock, 2_000, Rates(fast, slow), DECAYING)
    matured = rolled(lock, 2_000, Rates(slow, fast), DECAYING)
    assert (unlocked.locked_mass, unlocked.conviction.to_num()) == (1_353, 4_998)
    assert (matured.locked_mass, matured.conviction.to_num()) == (9_980, 9_311)


@pytest.mark.parametrize("kind", [PERPETUAL, DECAYING])
@pytest.mark.parametrize("block", [100, 50])
def test_nothing_happens_without_time(kind: LockKind, block: int) -> None:
    lock = a_lock(5_000, 1_234, 100)
    assert rolled(lock, block, RATES, kind) == lock


@pytest.mark.parametrize("kind", [OWNERS_PERPETUAL, OWNERS_DECAYING])
def test_an_owners_lock_has_its_mass_as_conviction_at_once(kind: LockKind) -> None:
    assert rolled(a_lock(5_000, 1_234, 100), 100, RATES, kind) == a_lock(5_000, 5_000, 100)


@pytest.mark.parametrize("kind", KINDS)
def test_dust_is_emptied_and_is_of_the_block_it_was(kind: LockKind) -> None:
    assert rolled(a_lock(99, 99, 100), 100, RATES, kind) == empty_lock(100)
    assert rolled(a_lock(99, 99, 100), 101, RATES, kind) == empty_lock(101)


@given(
    st.integers(0, U64_MAX),
    st.integers(0, 2**128 - 1),
    st.integers(0, 10**8),
    st.sampled_from(KINDS),
    st.tuples(st.integers(0, 10**7), st.integers(0, 10**7)),
)
@settings(max_examples=30)
def test_to_go_on_twice_in_a_block_is_to_go_on_once(
    mass: int, bits: int, block: int, kind: LockKind, rates: tuple[int, int]
) -> None:
    lock = rolled(LockState(mass, U64F64(bits), 0), block, Rates(*rates), kind)
    assert rolled(lock, block, Rates(*rates), kind) == lock
    assert lock.locked_mass <= mass


# Sums


def test_a_sum_goes_on_as_a_lock_while_no_lock_in_it_loses_anything() -> None:
    nothing = Part(0, fixed(0))
    total = a_lock(10_000, 0, 0)
    assert rolled_sum(total, nothing, 1_000, RATES, DECAYING) == rolled(
        total, 1_000, RATES, DECAYING
    )


def test_a_sum_loses_just_what_the_lock_in_it_lost() -> None:
    """And does not mature: what would have grown in that time is lost, as in the reference."""
    total = a_lock(10_000, 700, 0)
    lost = Part(30, fixed(200))
    assert rolled_sum(total, lost, 1_000, RATES, DECAYING) == a_lock(9_970, 500, 1_000)


@pytest.mark.parametrize("lost", [Part(1, fixed(0)), Part(0, U64F64(1))])
def test_the_least_loss_is_one(lost: Part) -> None:
    total = a_lock(10_000, 700, 0)
    after = rolled_sum(total, lost, 1_000, RATES, PERPETUAL)
    assert after.locked_mass == 10_000 - lost.mass
    assert after.conviction.bits == (700 << 64) - lost.conviction.bits


def test_dust_in_a_sum_stays_there() -> None:
    assert rolled_sum(a_lock(90, 0, 0), Part(1, fixed(0)), 9, RATES, DECAYING) == a_lock(89, 0, 9)


# Parts


def test_what_is_lost_is_never_negative() -> None:
    before, after = a_lock(10, 20), a_lock(4, 50)
    assert lost_between(before, after) == Part(6, fixed(0))
    assert lost_between(after, before) == Part(0, fixed(30))


def test_sums_and_differences_end_at_the_bounds() -> None:
    lock = LockState(U64_MAX, U64F64.MAX, 5)
    assert raised(lock, Part(1, fixed(1))) == lock
    assert reduced(a_lock(5, 6, 7), Part(9, fixed(9))) == empty_lock(7)
    assert raised(a_lock(5, 6, 7), Part(1, fixed(2))) == a_lock(6, 8, 7)


def test_conviction_is_cut_in_proportion() -> None:
    left = cut(a_lock(1_000, 1_000, 1), 400, 9)
    # 0.4 is floored, and so what is left is a little more than 600.
    assert left == LockState(600, U64F64(11_068_046_444_225_730_970_000), 9)
    assert left.conviction.bits - (600 << 64) == 400


@pytest.mark.parametrize("mass", [1_000, 1_001, U64_MAX])
def test_a_lock_that_is_cut_off_whole_leaves_no_conviction(mass: int) -> None:
    assert cut(a_lock(1_000, 777, 1), mass, 9) == empty_lock(9)


def test_a_lock_without_mass_is_cut_off_by_anything() -> None:
    assert cut(a_lock(0, 777, 1), 0, 9) == empty_lock(9)


def test_a_share_has_its_part_of_the_conviction() -> None:
    lock = a_lock(3_000, 900)
    share = share_of(lock, 1_000)
    # A third is floored.
    assert share == Part(1_000, U64F64((300 << 64) - 300))
    assert share_of(lock, 3_000) == share_of(lock, U64_MAX) == Part(3_000, fixed(900))
    assert share_of(lock, 0) == share_of(a_lock(0, 900), 5) == Part(0, fixed(0))


@given(st.integers(1, U64_MAX), st.integers(0, 2**128 - 1), st.data())
@settings(max_examples=30)
def test_a_share_and_the_rest_are_the_whole(mass: int, bits: int, data: Any) -> None:
    lock = LockState(mass, U64F64(bits), 1)
    share = share_of(lock, data.draw(st.integers(0, mass)))
    rest = reduced(lock, share)
    assert rest.locked_mass + share.mass == mass
    assert rest.conviction.bits + share.conviction.bits == bits
