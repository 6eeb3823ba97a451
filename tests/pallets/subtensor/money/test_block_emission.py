"""The curve of emission, and what storage remembers of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pallets.balances import Ledger
from pallets.balances.imbalances import Credit
from pallets.subtensor.money import MAX_ISSUANCE, BlockEmission, block_emission
from pallets.subtensor.state import Issuance
from tests.pallets.subtensor.world import World

TAO = 10**9


@pytest.mark.parametrize(
    ("issuance", "emission"),
    [
        (0, TAO),
        (1, TAO),
        (3_016_000 * TAO, TAO),
        (10_500_000 * TAO - 1, TAO),
        (10_500_000 * TAO, TAO // 2),
        (15_750_000 * TAO - 1, TAO // 2),
        (15_750_000 * TAO, TAO // 4),
        (18_375_000 * TAO, TAO // 8),
        (20_999_999_999_999_999, 0),
        (MAX_ISSUANCE, 0),
        (2**64 - 1, 0),
    ],
)
def test_the_emission_at_an_issuance(issuance: int, emission: int) -> None:
    assert block_emission(issuance) == emission


@pytest.mark.parametrize("halvings", range(1, 33))
def test_each_halving_comes_when_half_of_the_rest_is_mined(halvings: int) -> None:
    mined = MAX_ISSUANCE - (MAX_ISSUANCE >> halvings)
    assert block_emission(mined - 1) == TAO >> halvings - 1
    assert block_emission(mined) == TAO >> halvings


SCHEDULE = [
    (10_500_000_000_000_000, 500_000_000),
    (15_750_000_000_000_000, 250_000_000),
    (18_375_000_000_000_000, 125_000_000),
    (19_687_500_000_000_000, 62_500_000),
    (20_343_750_000_000_000, 31_250_000),
    (20_671_875_000_000_000, 15_625_000),
    (20_835_937_500_000_000, 7_812_500),
    (20_917_968_750_000_000, 3_906_250),
    (20_958_984_375_000_000, 1_953_125),
    (20_979_492_187_500_000, 976_562),  # from here on, half a rao is lost
]
"""The issuance of each halving, and what a block mints from there on, in rao."""


@pytest.mark.parametrize(("issuance", "emission"), SCHEDULE)
def test_the_schedule_as_it_is_published(issuance: int, emission: int) -> None:
    assert block_emission(issuance - 1) in (2 * emission, 2 * emission + 1)
    assert block_emission(issuance) == block_emission(issuance + 1) == emission


@settings(max_examples=30)
@given(st.integers(0, 10_500_000 * TAO - 1))
def test_a_block_mints_one_tao_before_half_of_all_is_issued(issuance: int) -> None:
    assert block_emission(issuance) == TAO


def test_if_all_blocks_mint_it_ends_below_21_million() -> None:
    """From one halving to the next, all blocks at once."""
    issuance, blocks, halvings = 0, 0, 0
    while emission := block_emission(issuance):
        halvings += 1
        threshold = MAX_ISSUANCE - (MAX_ISSUANCE >> halvings)
        until = -(-(threshold - issuance) // emission)
        assert block_emission(issuance + (until - 1) * emission) == emission
        issuance, blocks = issuance + until * emission, blocks + until
        assert block_emission(issuance) == emission // 2
    assert halvings == 30
    assert blocks == 328_414_167  # 125 years of blocks of 12 s
    assert MAX_ISSUANCE - issuance == 19_557_774  # rao: 0.02 TAO are never mined


@settings(max_examples=30)
@given(st.one_of(st.integers(0, MAX_ISSUANCE), st.integers(MAX_ISSUANCE - 2**40, MAX_ISSUANCE)))
def test_no_block_mints_more_than_a_ten_millionth_of_what_is_left(issuance: int) -> None:
    """So none passes the end."""
    assert block_emission(issuance) * 10**7 <= MAX_ISSUANCE - issuance


@settings(max_examples=30)
@given(st.integers(0, MAX_ISSUANCE), st.integers(0, MAX_ISSUANCE))
def test_the_emission_never_grows_with_the_issuance(one: int, other: int) -> None:
    assert block_emission(min(one, other)) >= block_emission(max(one, other))


def test_a_block_mints_what_the_issuance_asks_for() -> None:
    world = World()
    world.pallet(Issuance).total_issuance.set(10_500_000 * TAO - 1)
    emission = world.pallet(BlockEmission)
    assert emission.calculate() == TAO
    assert emission.mint() == Credit(TAO)
    assert world.pallet(Issuance).total_issuance.get() == 10_500_001 * TAO - 1
    assert world.pallet(Ledger).total_issuance.get() == TAO
    assert emission.mint() == Credit(TAO // 2)


def test_storage_has_the_emission_that_was_asked_for_last() -> None:
    world = World()
    emission, stored = world.pallet(BlockEmission), world.pallet(Issuance).block_emission
    assert emission.for_issuance(5) == TAO
    assert not stored.exists()  # its default is right
    assert emission.for_issuance(10_500_000 * TAO) == TAO // 2
    assert stored.get() == TAO // 2
    assert emission.for_issuance(MAX_ISSUANCE) == 0
    assert stored.get() == TAO // 2  # not told that it is over
    assert emission.for_issuance(MAX_ISSUANCE - 1) == 0
    assert stored.get() == 0
    assert emission.for_issuance(0) == stored.get() == TAO


def test_when_all_is_mined_nothing_is_minted() -> None:
    world = World()
    world.pallet(Issuance).total_issuance.set(MAX_ISSUANCE)
    before = world.stored()
    assert world.pallet(BlockEmission).mint() == Credit(0)
    assert world.stored() == before
