"""Dividends of root are claimed as alpha."""

from __future__ import annotations

import pytest

from pallets.subtensor.claims import OwedDividends, RootClaiming
from pallets.subtensor.events import RootClaimed, RootClaimTypeSet
from pallets.subtensor.state import Emissions, KeyRing, StakeShares
from pallets.subtensor.types import ROOT, Keep, KeepSubnets, Swap
from runtime.fixed import I96F32
from runtime.origin import NOBODY
from runtime.origin import ROOT as BY_ROOT
from runtime.weights import weigh
from tests.pallets.subtensor.claims.staked import (
    ALICE,
    BOB,
    HOTKEY,
    OTHER,
    OWNER,
    STAKED,
    Validator,
    after_take,
    claimable,
    rate_of,
)
from tests.pallets.subtensor.world import World, account, fails

MILLION = 1_000_000  # rao
SUBNETS = frozenset({1})


@pytest.fixture
def validator() -> Validator:
    """Alice is the only one with stake on root."""
    made = Validator()
    made.stake_on_root({ALICE: 2 * MILLION})
    return made


# What may be claimed


def test_dividends_become_a_rate_and_the_owner_gets_the_take(validator: Validator) -> None:
    validator.distribute(MILLION)
    assert after_take(MILLION) == 820_004
    assert validator.rate == I96F32(rate_of(820_004, 2 * MILLION)) == I96F32(1_760_945_181)
    assert validator.stake(OWNER) == STAKED + 179_995  # one rao is lost between both
    validator.distribute(MILLION)
    assert validator.rate == I96F32(2 * 1_760_945_181)


def test_the_dividends_of_an_epoch_are_recorded_until_the_next(validator: Validator) -> None:
    recorded = validator.world.pallet(Emissions).root_alpha_dividends_per_subnet
    assert (validator.netuid, HOTKEY) not in recorded
    for _ in range(2):
        validator.distribute(MILLION)
        assert recorded[validator.netuid, HOTKEY] == 820_004


def test_more_alpha_than_stake_goes_to_the_owner_at_once(validator: Validator) -> None:
    validator.distribute(2_439_013)  # 2,000,001 after the take
    assert validator.claims.root_claimable[HOTKEY] == {}
    assert validator.stake(OWNER) == STAKED + 2_439_013 - 1
    validator.distribute(2_439_011)
    assert validator.rate == I96F32.from_num(1)


def test_what_is_owed_is_what_may_be_claimed_less_what_has_been(validator: Validator) -> None:
    owed, place = validator.world.pallet(OwedDividends), (HOTKEY, ALICE, validator.netuid)
    assert owed.claimable(*place) == owed.of(*place) == I96F32.from_num(0)
    validator.distribute(MILLION)
    exactly = I96F32(1_760_945_181 * 2 * MILLION)
    assert owed.claimable(*place) == owed.of(*place) == exactly
    claimed = validator.claims.root_claimed
    claimed[validator.netuid, HOTKEY, ALICE] = 820_004
    assert owed.of(*place) == exactly.saturating_sub(I96F32.from_num(820_004))
    assert owed.of(*place) < I96F32.from_num(0)
    claimed[validator.netuid, HOTKEY, ALICE] = 2**128 - 1  # does not fit, and stops at the bound
    assert owed.of(*place).saturating_to_num() == 0
    assert owed.claimable(*place) == exactly


# Claiming


def test_each_claim_is_for_what_came_since_the_last(validator: Validator) -> None:
    validator.keep(ALICE)
    for total in (820_003, 1_640_007):  # what is below a rao is not lost
        validator.distribute(MILLION)
        validator.claim(ALICE)
        assert validator.stake(ALICE) == validator.claimed(ALICE) == total
        assert total == claimable(validator.rate.bits, 2 * MILLION)
        before = validator.world.stored()
        validator.claim(ALICE)
        assert (validator.stake(ALICE), validator.claimed(ALICE)) == (total, total)
        assert _without_events(before) == _without_events(validator.world.stored())


@pytest.mark.parametrize(
    "stakes, alices, bobs",
    [
        ({ALICE: 1, BOB: 1, OTHER: 8}, 820_004, 820_004),
        ({ALICE: 1, BOB: 2, OTHER: 7}, 820_004, 1_640_008),
    ],
)
def test_stakers_claim_by_their_stake(stakes: dict[bytes, int], alices: int, bobs: int) -> None:
    validator = Validator()
    validator.stake_on_root({who: count * MILLION for who, count in stakes.items()})
    validator.keep(ALICE, BOB)
    validator.distribute(10 * MILLION)
    assert validator.rate == I96F32(rate_of(8_200_045, 10 * MILLION))
    validator.claim(ALICE, BOB)
    assert (validator.stake(ALICE), validator.stake(BOB)) == (alices, bobs)
    assert validator.stake(OTHER) == 0


def test_less_than_the_threshold_is_not_claimed(validator: Validator) -> None:
    thresholds = validator.claims.root_claimable_threshold
    assert thresholds[validator.netuid] == I96F32.from_num(500_000)
    validator.keep(ALICE)
    validator.distribute(MILLION)
    exactly = I96F32(1_760_945_181 * 2 * MILLION)
    thresholds[validator.netuid] = exactly.saturating_add(I96F32(1))
    validator.claim(ALICE)
    assert validator.stake(ALICE) == 0
    assert (validator.netuid, HOTKEY, ALICE) not in validator.claims.root_claimed
    thresholds[validator.netuid] = exactly
    validator.claim(ALICE)
    assert validator.stake(ALICE) == 820_003


def test_less_than_a_rao_is_not_claimed_without_a_threshold(validator: Validator) -> None:
    validator.keep(ALICE)
    validator.claims.root_claimable_threshold[validator.netuid] = I96F32.from_num(0)
    validator.claims.root_claimable[HOTKEY] = {validator.netuid: I96F32(2_147)}  # 0.9998 rao
    validator.claim(ALICE)
    assert (validator.netuid, HOTKEY, ALICE) not in validator.claims.root_claimed
    validator.claims.root_claimable[HOTKEY] = {validator.netuid: I96F32(2_148)}
    validator.claim(ALICE)
    assert validator.stake(ALICE) == validator.claimed(ALICE) == 1


def test_a_claim_is_for_the_subnets_that_are_named(validator: Validator) -> None:
    validator.keep(ALICE)
    validator.distribute(MILLION)
    validator.world.run(RootClaiming.claim_root(frozenset({100})), by=ALICE)
    assert validator.stake(ALICE) == validator.stake(ALICE, 100) == 0
    assert validator.world.events(RootClaimed) == [RootClaimed(ALICE)]
    validator.claim(ALICE)
    assert validator.stake(ALICE) == validator.claimed(ALICE) == 820_003


def test_a_claim_goes_through_all_hotkeys_that_the_coldkey_has_stake_on() -> None:
    validator, other = Validator(), account(1006)
    stake = validator.world.pallet(RootClaiming).stake
    validator.stake_on_root({ALICE: MILLION})
    validator.world.give_stake(other, ALICE, ROOT, MILLION)
    validator.keep(ALICE)
    one, two = I96F32.from_num(1), I96F32.from_num(2)
    validator.claims.root_claimable[HOTKEY] = {1: one, 3: two}
    validator.claims.root_claimable[other] = {1: two, 2: one}
    validator.world.run(RootClaiming.claim_root(frozenset({1, 2})), by=ALICE)
    found = [stake.of(hotkey, ALICE, netuid) for hotkey in (HOTKEY, other) for netuid in (1, 2, 3)]
    assert found == [MILLION, 0, 0, 2 * MILLION, MILLION, 0]


# The calls


def test_choosing_what_becomes_of_dividends() -> None:
    world = World()
    claim_types = world.pallet(RootClaiming).claims.root_claim_type
    assert claim_types[ALICE] == Swap()
    for choice in (Keep(), Swap(), KeepSubnets(frozenset({1, 2, 3, 4, 5, 6}))):
        world.run(RootClaiming.set_root_claim_type(choice), by=ALICE)
        assert claim_types[ALICE] == choice
        assert world.events(RootClaimTypeSet)[-1] == RootClaimTypeSet(ALICE, choice)


def test_some_subnets_must_be_named_to_keep_the_alpha_of_some() -> None:
    world = World()
    before = world.stored()
    with fails("InvalidSubnetNumber"):
        world.run(RootClaiming.set_root_claim_type(KeepSubnets(frozenset())), by=ALICE)
    assert world.stored() == before


def test_one_to_five_subnets_can_be_named() -> None:
    world = World()
    for count in (0, 6, 11):
        with fails("InvalidSubnetNumber"):
            world.run(RootClaiming.claim_root(frozenset(range(count))), by=ALICE)
        assert world.pallet(StakeShares).num_staking_coldkeys.get() == 0
    world.run(RootClaiming.claim_root(frozenset(range(5))), by=ALICE)


def test_only_a_coldkey_can_call_and_is_asked_for_first() -> None:
    world = World()
    nothing = frozenset[int]()
    for origin in (BY_ROOT, NOBODY):
        for call in (
            RootClaiming.claim_root(nothing),
            RootClaiming.set_root_claim_type(KeepSubnets(nothing)),
        ):
            with fails("BadOrigin"):
                world.run(call, by=origin)


def test_whoever_calls_will_claim_by_itself_too() -> None:
    world = World()
    world.run(RootClaiming.claim_root(SUBNETS), by=ALICE)
    world.run(RootClaiming.set_root_claim_type(Keep()), by=BOB)
    world.run(RootClaiming.claim_root(SUBNETS), by=BOB)
    numbered = world.pallet(StakeShares).staking_coldkeys_by_index
    assert dict(numbered.items()) == {0: ALICE, 1: BOB}


def test_a_claim_weighs_what_it_did(validator: Validator) -> None:
    """One read, three for each hotkey, and for each subnet that was named and has a rate."""
    world, claim = validator.world, weigh(60_000_000, 6_987, reads=7, writes=5)
    call = RootClaiming.claim_root(frozenset({1, 2, 3}))
    hotkeys = [HOTKEY, account(5)]
    world.pallet(KeyRing).staking_hotkeys[ALICE] = hotkeys
    assert world.run(call, by=ALICE).actual_weight == weigh(0, reads=7)
    rates = dict.fromkeys((2, 3, 4), I96F32.from_num(0))
    validator.claims.root_claimable[HOTKEY] = rates
    assert world.run(call, by=ALICE).actual_weight == weigh(0, reads=7) + claim * 2
    declared = world.runtime.dispatch_info(call).weight
    assert declared == weigh(138_999_000, 7_875, reads=16, writes=4)


def _without_events(stored: dict[bytes, bytes]) -> dict[bytes, bytes]:
    """What is not of the System pallet."""
    system = World().system.events.key[:16]
    return {key: value for key, value in stored.items() if not key.startswith(system)}
