"""Claims go along with keys."""

from __future__ import annotations

from pallets.subtensor.claims import ClaimSwap
from pallets.subtensor.keys.coldkey_moving import ColdkeyMoving
from pallets.subtensor.keys.hotkey_swap.moving import HotkeyMoving
from pallets.subtensor.networks import Dissolution
from pallets.subtensor.ownership import StakingIndex
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import RootClaims, StakeShares
from pallets.subtensor.types import ROOT
from runtime.fixed import I96F32
from tests.pallets.subtensor.claims.staked import ALICE, BOB, HOTKEY, OWNER, Validator
from tests.pallets.subtensor.world import World

NEW_HOTKEY, NEW_COLDKEY = b"h" * 32, b"c" * 32
MILLION = 1_000_000  # rao


def claimed_once() -> Validator:
    """Alice has claimed 820,003 rao."""
    validator = Validator()
    validator.stake_on_root({ALICE: 2 * MILLION})
    validator.distribute(MILLION)
    validator.keep(ALICE)
    validator.claim(ALICE)
    assert validator.claimed(ALICE) == 820_003
    return validator


def test_what_was_claimed_goes_along_with_a_coldkey() -> None:
    validator = claimed_once()
    validator.world.pallet(ColdkeyMoving).move(ALICE, NEW_COLDKEY)
    assert validator.claimed(ALICE) == 0
    assert validator.claimed(NEW_COLDKEY) == validator.stake(NEW_COLDKEY) == 820_003
    numbers = validator.world.pallet(StakeShares).staking_coldkeys
    assert dict(numbers.items()) == {NEW_COLDKEY: 0}


def test_a_coldkey_without_stake_loses_its_number_and_the_new_one_gets_none() -> None:
    validator = Validator()
    stake, shares = validator.world.pallet(Stake), validator.world.pallet(StakeShares)
    validator.stake_on_root({ALICE: 2 * MILLION})
    validator.world.pallet(StakingIndex).add(ALICE)
    assert dict(shares.staking_coldkeys_by_index.items()) == {0: ALICE}
    stake.decrease(HOTKEY, ALICE, ROOT, 2 * MILLION)
    validator.world.pallet(ColdkeyMoving).move(ALICE, NEW_COLDKEY)
    assert shares.num_staking_coldkeys.get() == 0
    assert not list(shares.staking_coldkeys_by_index.items())
    assert not list(shares.staking_coldkeys.items())


def test_claims_stay_with_a_hotkey_that_is_replaced_in_another_subnet() -> None:
    validator = claimed_once()
    rates = validator.claims.root_claimable
    before = rates[HOTKEY]
    moving = validator.world.pallet(HotkeyMoving)
    moving.move_in(OWNER, HOTKEY, NEW_HOTKEY, validator.netuid, keep=False)
    assert (validator.claimed(ALICE), validator.claimed(ALICE, NEW_HOTKEY)) == (820_003, 0)
    assert (rates[HOTKEY], rates[NEW_HOTKEY]) == (before, {})


def test_claims_go_along_with_a_hotkey_that_is_replaced_on_root() -> None:
    validator = claimed_once()
    rates = validator.claims.root_claimable
    before = rates[HOTKEY]
    moving = validator.world.pallet(HotkeyMoving)
    moving.move_in(OWNER, HOTKEY, NEW_HOTKEY, ROOT, keep=False)
    assert (validator.claimed(ALICE), validator.claimed(ALICE, NEW_HOTKEY)) == (0, 820_003)
    assert (rates[HOTKEY], rates[NEW_HOTKEY]) == ({}, before)
    assert HOTKEY not in rates


def test_what_may_be_claimed_through_both_hotkeys_is_added_up() -> None:
    world = World()
    rates, one = world.pallet(RootClaims).root_claimable, I96F32.from_num(1)
    rates[HOTKEY] = {1: one, 2: I96F32.from_num(5)}
    rates[NEW_HOTKEY] = {2: one, 3: I96F32(2**127 - 1)}
    world.pallet(ClaimSwap).move_claimable(HOTKEY, NEW_HOTKEY)
    assert HOTKEY not in rates
    both = {1: one, 2: I96F32.from_num(6), 3: I96F32(2**127 - 1)}
    assert rates[NEW_HOTKEY] == both
    rates[HOTKEY] = {3: one}
    world.pallet(ClaimSwap).move_claimable(HOTKEY, NEW_HOTKEY)
    assert rates[NEW_HOTKEY] == both


def test_what_two_have_claimed_is_added_up() -> None:
    world = World()
    claimed, swap = world.pallet(RootClaims).root_claimed, world.pallet(ClaimSwap)
    claimed[ROOT, HOTKEY, ALICE], claimed[ROOT, NEW_HOTKEY, ALICE] = 1_000_000, 500_000
    swap.move_claimed(ROOT, (HOTKEY, ALICE), (NEW_HOTKEY, ALICE))
    assert dict(claimed.items()) == {(ROOT, NEW_HOTKEY, ALICE): 1_500_000}
    claimed[ROOT, NEW_HOTKEY, BOB] = 2**128 - 1
    swap.move_claimed(ROOT, (NEW_HOTKEY, ALICE), (NEW_HOTKEY, BOB))
    assert dict(claimed.items()) == {(ROOT, NEW_HOTKEY, BOB): 2**128 - 1}
    swap.move_claimed(7, (HOTKEY, ALICE), (HOTKEY, BOB))
    assert (7, HOTKEY, BOB) in claimed and claimed[7, HOTKEY, BOB] == 0


def test_a_dissolved_subnet_takes_its_claims_along() -> None:
    validator = claimed_once()
    rates, one = validator.claims.root_claimable, I96F32.from_num(1)
    rates[HOTKEY] = rates[HOTKEY] | {9: one}
    validator.claims.root_claimed[9, HOTKEY, ALICE] = 1
    validator.world.run(Dissolution.root_dissolve_network(validator.netuid))
    assert rates[HOTKEY] == {9: one}
    assert dict(validator.claims.root_claimed.items()) == {(9, HOTKEY, ALICE): 1}
