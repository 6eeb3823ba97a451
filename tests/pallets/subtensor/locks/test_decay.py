"""What is left of a lock after so many blocks, and what conviction has grown, to the bit."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pallets.subtensor.locks.decay import Rates, conviction_after, mass_after, remaining
from pallets.subtensor.locks.rules import (
    LockKind,
    cut,
    lost_between,
    reduced,
    rolled,
    rolled_sum,
)
from pallets.subtensor.types import LockState
from runtime.fixed import U64F64
from runtime.fixed.integers import U64_MAX
from tests.pallets.subtensor.locks.vault import RATE, RATES
from tests.runtime.fixed.vectors import by_operation

ONE, NOTHING = U64F64.from_num(1), U64F64.from_num(0)
UNEQUAL = Rates(unlock=200_000, maturity=240_000)
SUPPLY = 21_000_000 * 10**9


def after(mass: int, blocks: int, rates: Rates = RATES, *, perpetual: bool) -> tuple[int, int]:
    """What of a new lock is still locked, and the bits of its conviction."""
    conviction = conviction_after(mass, NOTHING, blocks, rates, perpetual)
    return mass_after(mass, blocks, rates, perpetual), conviction.bits


def test_the_reference_computes_the_same() -> None:
    for arguments, results in by_operation("lock")["roll_and_cut"]:
        unlock, maturity, now, is_owners, perpetual, amount, *locks = arguments
        rates, block = Rates(int(unlock), int(maturity)), int(now)
        kind = LockKind(is_owners, perpetual)
        before, total = map(_lock, locks)
        lock = rolled(before, block, rates, kind)
        total = rolled_sum(total, lost_between(before, lock), block, rates, kind)
        left = cut(lock, int(amount), block)
        rest = reduced(rolled(total, block, rates, kind), lost_between(lock, left))
        assert [lock, total, left, rest] == [_lock(each) for each in results], arguments


def _lock(numbers: list[str]) -> LockState:
    mass, bits, block = map(int, numbers)
    return LockState(mass, U64F64(bits), block)


# What remains of one


def test_all_remains_after_no_time_and_nothing_at_no_rate() -> None:
    assert remaining(0, 216_000) == ONE
    assert remaining(0, 0) == ONE
    assert remaining(1000, 0) == NOTHING


def test_after_one_rate_an_eth_part_remains() -> None:
    left = remaining(216_000, 216_000)
    assert left.bits == 6_786_177_901_268_885_275
    # The exact part is 0.36787944117144232159...; here e has 23 binary digits after the point.
    assert left.bits * 10**16 >> 64 == 3_678_794_411_714_423


@pytest.mark.parametrize("rates", [40, 41, 100, 10**13])
def test_from_forty_rates_on_a_last_bit_of_it_remains(rates: int) -> None:
    assert remaining(rates * 216_000, 216_000).bits == 78


def test_numbers_of_blocks_may_be_the_greatest_there_are() -> None:
    assert remaining(U64_MAX, 1).bits == 78
    # A rate is at most 2^63 - 1 then, and so are the blocks.
    assert remaining(1, U64_MAX).bits == ONE.bits - 2
    assert remaining(U64_MAX, U64_MAX).bits == remaining(1, 1).bits


@given(st.integers(0, 20 * RATE), st.integers(1, 20 * RATE), st.integers(1, 2 * RATE))
@settings(max_examples=30)
def test_less_remains_later(blocks: int, more: int, rate: int) -> None:
    assert NOTHING < remaining(blocks + more, rate) <= remaining(blocks, rate) <= ONE


# Locks that decay


@pytest.mark.parametrize(
    ("blocks", "mass", "conviction"),
    [
        (100, 9_998, 19_729_855_383_172_660_000),
        (1_000, 9_989, 197_108_704_962_744_510_000),
        (1_100, 9_988, 216_796_384_116_133_380_000),
        (10_000, 9_893, 1_952_202_347_505_050_930_000),
        (RATE, 3_678, 67_861_779_012_688_852_750_000),
        (5 * RATE, 67, 6_214_659_193_717_444_850_000),
        (1_000 * RATE, 0, 780_000_000),
    ],
)
def test_a_decaying_locks_conviction_grows_and_then_falls_with_it(
    blocks: int, mass: int, conviction: int
) -> None:
    assert after(10_000, blocks, perpetual=False) == (mass, conviction)
    assert conviction < 10_000 << 64


def test_twice_as_much_grows_twice_the_conviction() -> None:
    assert after(10_000, 25_000, perpetual=False) == (9_736, 4_802_822_643_777_695_690_000)
    assert after(20_000, 25_000, perpetual=False) == (19_472, 9_605_645_287_555_391_380_000)


def test_in_two_steps_one_rao_is_lost_and_a_little_conviction() -> None:
    once = after(10**9, 20_000, perpetual=False)
    assert once == (978_833_776, 386_286_294_687_746_612_000_000_000)
    mass, bits = after(10**9, 10_000, perpetual=False)
    conviction = conviction_after(mass, U64F64(bits), 10_000, RATES, False)
    assert mass_after(mass, 10_000, RATES, False) == 978_833_775
    assert conviction.bits == 386_286_294_629_620_163_016_242_238


@pytest.mark.parametrize(
    ("mass", "blocks", "rates", "left", "conviction"),
    [
        (10_000, 10_000, UNEQUAL, 9_512, 7_341_834_217_299_175_500_000),
        # Where it is most: after unlock * maturity / (unlock - maturity) * ln(unlock / maturity).
        (10_000, 218_786, UNEQUAL, 3_348, 61_777_772_666_250_761_200_000),
        # Rates next to each other, and all alpha that there can be.
        (
            SUPPLY,
            1_142_108,
            Rates(1_142_108, 1_142_109),
            7_725_468_264_600_288,
            142_509_673_537_782_882_408_000_000_000_000_000,
        ),
    ],
)
def test_unequal_rates(mass: int, blocks: int, rates: Rates, left: int, conviction: int) -> None:
    assert after(mass, blocks, rates, perpetual=False) == (left, conviction)


@pytest.mark.parametrize(
    ("rates", "expected"),
    [
        (Rates(0, 240_000), (0, 0)),
        (Rates(200_000, 0), (9_512, 0)),
        (Rates(0, 0), (0, 0)),
    ],
)
def test_without_a_rate_no_conviction_grows(rates: Rates, expected: tuple[int, int]) -> None:
    assert after(10_000, 10_000, rates, perpetual=False) == expected


# Perpetual locks


@pytest.mark.parametrize(
    ("blocks", "conviction"),
    [
        (1, 197_319_553_901_080_000),
        (1_000, 197_214_163_394_389_470_000),
        (RATE, 116_605_661_724_406_663_410_000),
        (10 * RATE, 184_459_065_928_242_586_690_000),
        (1_000 * RATE, 184_467_440_737_095_515_380_000),
    ],
)
def test_a_perpetual_lock_matures_up_to_its_mass(blocks: int, conviction: int) -> None:
    assert after(10_000, blocks, perpetual=True) == (10_000, conviction)
    assert conviction < 10_000 << 64


@given(st.integers(0, SUPPLY), st.lists(st.integers(0, 3 * RATE), max_size=5), st.booleans())
@settings(max_examples=30)
def test_conviction_never_exceeds_what_was_locked(
    mass: int, blocks: list[int], perpetual: bool
) -> None:
    most, conviction, masses = mass, NOTHING, [mass]
    for passed in blocks:
        conviction = conviction_after(mass, conviction, passed, RATES, perpetual)
        mass = mass_after(mass, passed, RATES, perpetual)
        assert conviction <= U64F64.from_num(most)
        masses.append(mass)
    assert all(later <= before for before, later in pairwise(masses))
    assert not perpetual or mass == most
