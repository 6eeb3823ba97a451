"""Claims, where stake on root comes and goes in between."""

from __future__ import annotations

import pytest

from pallets.subtensor.staking import AddStake, MoveStake, RemoveStake
from pallets.subtensor.state import StakeShares
from pallets.subtensor.types import ROOT
from tests.pallets.subtensor.claims.staked import (
    ALICE,
    BOB,
    EVE,
    HOTKEY,
    Validator,
    claimable,
    rate_of,
)

STAKE, HALF = 8_000_000, 4_000_000  # rao on root
ALPHA = 10_000_000  # rao of an epoch's dividends
LEFT = 8_200_045  # rao of that without the take


@pytest.fixture
def validator() -> Validator:
    """Alice and Bob have the same stake, and have claimed once: 4,100,022 rao each."""
    made = Validator()
    made.open_root()
    made.stake_on_root({ALICE: STAKE, BOB: STAKE})
    made.keep(ALICE, BOB, EVE)
    made.distribute(ALPHA)
    made.claim(ALICE, BOB)
    assert (made.stake(ALICE), made.stake(BOB)) == (4_100_022, 4_100_022)
    return made


def gained(validator: Validator, *coldkeys: bytes) -> list[int]:
    """What an epoch and a claim bring to each."""
    before = [validator.stake(coldkey) for coldkey in coldkeys]
    validator.distribute(ALPHA)
    validator.claim(*coldkeys)
    return [validator.stake(coldkey) - had for coldkey, had in zip(coldkeys, before, strict=True)]


def test_unstaking_and_staking_again(validator: Validator) -> None:
    first = rate_of(LEFT, 2 * STAKE)
    validator.world.run(RemoveStake.remove_stake(HOTKEY, ROOT, HALF), by=BOB)
    assert validator.claimed(BOB) == 4_100_022 - claimable(first, HALF) == 2_050_011
    second = first + rate_of(LEFT, STAKE + HALF)
    alice, bob = gained(validator, ALICE, BOB)
    assert alice == claimable(second, STAKE) - 4_100_022 == 5_466_697
    assert bob == claimable(second, HALF) - 2_050_011 == 2_733_348
    validator.world.endow(BOB, 1)  # which stays in its account
    validator.world.run(AddStake.add_stake(HOTKEY, ROOT, HALF), by=BOB)
    assert validator.on_root(BOB) == STAKE
    assert validator.claimed(BOB) == 2_050_011 + 2_733_348 + claimable(second, HALF)
    third = second + rate_of(LEFT, 2 * STAKE)
    alice, bob = claimable(second, STAKE), validator.claimed(BOB)
    expected = [claimable(third, STAKE) - alice, claimable(third, STAKE) - bob]
    assert gained(validator, ALICE, BOB) == expected == [4_100_022, 4_100_023]


def test_handing_stake_over_and_back(validator: Validator) -> None:
    """Whoever gets stake has no claim to what came before, and who gives it keeps its own."""
    validator.distribute(ALPHA)
    hand_over = MoveStake.transfer_stake
    validator.world.run(hand_over(EVE, HOTKEY, ROOT, ROOT, HALF), by=BOB)
    before = [validator.stake(coldkey) for coldkey in (ALICE, BOB, EVE)]
    validator.claim(ALICE, BOB, EVE)
    after = [validator.stake(coldkey) for coldkey in (ALICE, BOB, EVE)]
    assert [new - old for new, old in zip(after, before, strict=True)] == [4_100_022, 4_100_022, 0]
    validator.world.run(hand_over(BOB, HOTKEY, ROOT, ROOT, HALF), by=EVE)
    assert gained(validator, ALICE, BOB) == [4_100_023, 4_100_023]
    assert validator.claimed(EVE) == 0


def test_who_stakes_or_hands_over_has_a_turn_as_long_as_the_reference_gives_it(
    validator: Validator,
) -> None:
    """Unstaking all takes the turn; handing all over does not, and gives none."""
    numbers = validator.world.pallet(StakeShares).staking_coldkeys
    for coldkey in (ALICE, BOB, EVE):
        assert coldkey in numbers  # they chose what becomes of dividends
    validator.world.run(RemoveStake.remove_stake(HOTKEY, ROOT, STAKE), by=BOB)
    assert BOB not in numbers
    validator.world.run(MoveStake.transfer_stake(BOB, HOTKEY, ROOT, ROOT, STAKE), by=ALICE)
    assert ALICE in numbers and BOB not in numbers
