"""Who has how much alpha where: shares, their two forms, and what goes through all of it."""

from __future__ import annotations

import pytest

from pallets.subtensor.ownership import Ownership
from pallets.subtensor.shares import SafeFloat
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import KeyRing, StakeShares
from runtime.fixed import U64F64
from tests.pallets.subtensor.world import TAO, World, account, fails

HOTKEY, COLDKEY, OTHER = account(1), account(2), account(3)
HALF = 1 << 63


@pytest.fixture
def world() -> World:
    return World()


def held(world: World, coldkey: bytes = COLDKEY) -> int:
    return world.pallet(Stake).of(HOTKEY, coldkey, 1)


# Shares


def test_stake_is_shared_in_proportion_to_what_was_staked(world: World) -> None:
    stake = world.pallet(Stake)
    stake.increase(HOTKEY, COLDKEY, 1, TAO)
    assert held(world) == TAO
    stake.increase(HOTKEY, COLDKEY, 1, TAO)
    assert held(world) == 2 * TAO
    stake.increase_hotkey(HOTKEY, 1, TAO)
    assert held(world) == 3 * TAO
    stake.increase(HOTKEY, OTHER, 1, TAO)
    assert held(world, OTHER) == pytest.approx(TAO, abs=1)
    assert stake.on_hotkey(HOTKEY, 1) == 4 * TAO
    stake.increase_hotkey(HOTKEY, 1, TAO)
    assert held(world) == pytest.approx(3.75 * TAO, abs=1)
    assert held(world, OTHER) == pytest.approx(1.25 * TAO, abs=1)
    stake.decrease(HOTKEY, COLDKEY, 1, TAO)
    assert held(world) == pytest.approx(2.75 * TAO, abs=1)
    stake.decrease(HOTKEY, OTHER, 1, TAO)
    assert held(world, OTHER) == pytest.approx(0.25 * TAO, abs=1)
    assert stake.on_hotkey(HOTKEY, 1) == 3 * TAO


@pytest.mark.parametrize(
    ("staked", "unstaked"),
    [
        (1_000, 990),
        (1_000, 999),
        (1_000_000, 990_000),
        (1_000_000, 999_990),
        (1_000_000_000, 999_999_990),
        (1_000_000_000_000, 999_999_999_990),
    ],
)
def test_what_is_unstaked_leaves_the_rest_to_the_rao(
    world: World, staked: int, unstaked: int
) -> None:
    stake = world.pallet(Stake)
    stake.increase(HOTKEY, COLDKEY, 1, staked)
    assert world.pallet(StakeShares).alpha_v2[HOTKEY, COLDKEY, 1].to_u64() == staked
    stake.decrease(HOTKEY, COLDKEY, 1, unstaked)
    assert held(world) == staked - unstaked


@pytest.mark.parametrize(
    ("staked", "unstaked", "given", "tolerance"),
    [
        (1_000, 999, 1_000_000, 0),
        (1_000_000, 999_000, 100_000_000, 0),
        (1_000_000, 900_000, 100_000_000, 0),
        (100_000_000_000, 1_000_000_000, 1_000_000_000_000, 1),
        (100_000_000_000, 99_000_000_000, 1_000_000_000_000, 1),
        (100_000_000_000, 99_990_000_000, 1_000_000_000_000, 1),
        (100_000_000_000, 99_990_000_000, 1_234_567_890, 1),
    ],
)
def test_equal_stakers_get_equal_parts_of_what_is_given_to_the_hotkey(
    world: World, staked: int, unstaked: int, given: int, tolerance: int
) -> None:
    stake = world.pallet(Stake)
    for coldkey in (COLDKEY, OTHER):
        stake.increase(HOTKEY, coldkey, 1, staked)
        stake.decrease(HOTKEY, coldkey, 1, unstaked)
    stake.increase_hotkey(HOTKEY, 1, given)
    for coldkey in (COLDKEY, OTHER):
        expected = staked - unstaked + given // 2
        assert abs(held(world, coldkey) - expected) <= tolerance


@pytest.mark.parametrize(
    ("first", "given", "second"),
    [
        (1, 2_000_000_000, 500_000_000),
        (1, 5_000_000_000, 50_000_000),
        (500_000_000, 1_000_000_000, 1_000_000_000),
    ],
)
def test_new_stake_has_no_part_of_what_was_given_before(
    world: World, first: int, given: int, second: int
) -> None:
    stake = world.pallet(Stake)
    stake.increase(HOTKEY, COLDKEY, 1, first)
    stake.increase_hotkey(HOTKEY, 1, given)
    stake.increase(HOTKEY, OTHER, 1, second)
    assert abs(held(world) - (first + given)) <= 1
    assert abs(held(world, OTHER) - second) <= 1


def test_stake_of_one_key_and_subnet_is_none_of_another(world: World) -> None:
    stake = world.pallet(Stake)
    stake.increase(HOTKEY, COLDKEY, 1, 100)
    stake.increase(OTHER, COLDKEY, 1, 20)
    stake.increase(HOTKEY, COLDKEY, 2, 3)
    assert held(world) == 100
    assert stake.on_hotkey(OTHER, 1) == 20
    assert stake.of(HOTKEY, COLDKEY, 2) == 3
    assert held(world, OTHER) == 0


# What cannot be done, and what is stored


def test_nothing_is_taken_from_whoever_has_less(world: World) -> None:
    stake = world.pallet(Stake)
    stake.increase(HOTKEY, COLDKEY, 1, 100)
    before = world.stored()
    stake.decrease(HOTKEY, COLDKEY, 1, 101)
    stake.decrease(HOTKEY, OTHER, 1, 1)
    stake.decrease(OTHER, COLDKEY, 1, 1)
    assert world.stored() == before
    assert stake.left_after(HOTKEY, COLDKEY, 1, 100) == 0
    with fails("NotEnoughStakeToWithdraw"):
        stake.left_after(HOTKEY, COLDKEY, 1, 101)


def test_when_all_is_taken_nothing_is_left_in_storage(world: World) -> None:
    stake = world.pallet(Stake)
    stake.increase(HOTKEY, COLDKEY, 1, 100)
    shares = world.pallet(StakeShares)
    assert (HOTKEY, COLDKEY, 1) in shares.alpha_v2
    assert (HOTKEY, 1) in shares.total_hotkey_alpha
    assert (HOTKEY, 1) in shares.total_hotkey_shares_v2
    stake.decrease(HOTKEY, COLDKEY, 1, 100)
    assert (HOTKEY, COLDKEY, 1) not in shares.alpha_v2
    assert (HOTKEY, 1) not in shares.total_hotkey_alpha
    assert (HOTKEY, 1) not in shares.total_hotkey_shares_v2
    # But it is remembered where the coldkey had stake.
    assert world.pallet(KeyRing).staking_hotkeys[COLDKEY] == [HOTKEY]


def test_hotkeys_with_stake_are_listed_once_and_not_for_nothing(world: World) -> None:
    stake, staking = world.pallet(Stake), world.pallet(KeyRing).staking_hotkeys
    stake.increase(HOTKEY, COLDKEY, 1, 0)
    assert COLDKEY not in staking
    for hotkey, netuid in ((HOTKEY, 1), (OTHER, 1), (HOTKEY, 2)):
        stake.increase(hotkey, COLDKEY, netuid, 5)
    assert staking[COLDKEY] == [HOTKEY, OTHER]
    assert not world.pallet(Ownership).hotkey_exists(HOTKEY)


def test_a_hotkey_without_stakers_can_have_alpha_that_the_first_staker_gets(
    world: World,
) -> None:
    stake = world.pallet(Stake)
    stake.increase_hotkey(HOTKEY, 1, 50)
    assert stake.on_hotkey(HOTKEY, 1) == 50 and held(world) == 0
    stake.increase(HOTKEY, COLDKEY, 1, 100)
    assert held(world) == 150


def test_an_amount_too_small_to_change_a_share_is_found_out_before(world: World) -> None:
    stake, shares = world.pallet(Stake), world.pallet(StakeShares)
    assert stake.can_increase(HOTKEY, 1, 1)
    stake.increase(HOTKEY, COLDKEY, 1, 100)
    assert stake.can_increase(HOTKEY, 1, 1)
    assert not stake.can_increase(HOTKEY, 1, 0)
    shares.total_hotkey_alpha[HOTKEY, 1] = 0
    assert not stake.can_increase(HOTKEY, 1, 100)  # shares of nothing have no value


def test_root_stake_is_found_on_any_hotkey_of_the_list(world: World) -> None:
    stake = world.pallet(Stake)
    stake.increase(HOTKEY, COLDKEY, 1, 5)
    stake.increase(OTHER, COLDKEY, 1, 5)
    assert not stake.is_on_root(COLDKEY)
    stake.increase(OTHER, COLDKEY, 0, 5)
    assert stake.is_on_root(COLDKEY) and not stake.is_on_root(OTHER)


# The two forms of shares


def in_first_form(world: World, coldkey: bytes, shares: float) -> None:
    world.pallet(StakeShares).alpha[HOTKEY, coldkey, 1] = U64F64(int(shares * 2) * HALF)


def test_the_first_form_counts_before_the_second(world: World) -> None:
    shares = world.pallet(StakeShares)
    shares.total_hotkey_alpha[HOTKEY, 1] = 1000
    shares.total_hotkey_shares[HOTKEY, 1] = U64F64.from_num(10)
    shares.total_hotkey_shares_v2[HOTKEY, 1] = SafeFloat.from_u64(999)
    in_first_form(world, COLDKEY, 2.5)
    shares.alpha_v2[HOTKEY, COLDKEY, 1] = SafeFloat.from_u64(7)
    shares.alpha_v2[HOTKEY, OTHER, 1] = SafeFloat.from_u64(3)
    assert held(world) == 250
    assert held(world, OTHER) == 300


def test_what_is_written_leaves_the_first_form(world: World) -> None:
    stake, shares = world.pallet(Stake), world.pallet(StakeShares)
    shares.total_hotkey_alpha[HOTKEY, 1] = 1000
    shares.total_hotkey_shares[HOTKEY, 1] = U64F64.from_num(10)
    in_first_form(world, COLDKEY, 2.5)
    in_first_form(world, OTHER, 7.5)
    stake.increase(HOTKEY, COLDKEY, 1, 500)
    assert (held(world), held(world, OTHER)) == (750, 750)
    assert (HOTKEY, COLDKEY, 1) not in shares.alpha
    assert (HOTKEY, 1) not in shares.total_hotkey_shares
    assert shares.alpha_v2[HOTKEY, COLDKEY, 1] == SafeFloat.new(75, -1)
    assert shares.total_hotkey_shares_v2[HOTKEY, 1] == SafeFloat.from_u64(15)
    assert (HOTKEY, OTHER, 1) in shares.alpha  # nobody touched it
    stake.decrease(HOTKEY, OTHER, 1, 750)
    assert (HOTKEY, OTHER, 1) not in shares.alpha
    assert (HOTKEY, OTHER, 1) not in shares.alpha_v2


# Going through it


def test_positions_come_in_the_order_of_their_keys_with_the_second_form_first(
    world: World,
) -> None:
    shares = world.pallet(StakeShares)
    in_first_form(world, OTHER, 2)
    in_first_form(world, COLDKEY, 2)
    one = SafeFloat.from_u64(1)
    for place in ((HOTKEY, OTHER, 1), (HOTKEY, COLDKEY, 256), (HOTKEY, COLDKEY, 3)):
        shares.alpha_v2[place] = one
    shares.alpha_v2[account(9), COLDKEY, 1] = one
    two = SafeFloat.from_u64(2)
    stake = world.pallet(Stake)
    on_hotkey = [(COLDKEY, 1, two), (COLDKEY, 3, one), (COLDKEY, 256, one), (OTHER, 1, one)]
    assert list(stake.positions_on(HOTKEY)) == on_hotkey
    assert list(stake.positions()) == [
        *((HOTKEY, *position) for position in on_hotkey),
        (account(9), COLDKEY, 1, one),
    ]
    assert list(stake.positions_of(HOTKEY, COLDKEY)) == [(1, two), (3, one), (256, one)]


def test_positions_of_a_pair_leave_out_shares_of_nothing(world: World) -> None:
    in_first_form(world, COLDKEY, 0)
    stake = world.pallet(Stake)
    assert list(stake.positions_of(HOTKEY, COLDKEY)) == []
    assert list(stake.positions_on(HOTKEY)) == [(COLDKEY, 1, SafeFloat(0, 0))]
