"""Stake, and what it brings, when its hotkey is swapped."""

from __future__ import annotations

import pytest

from pallets.subtensor.claims import OwedDividends, RootClaiming
from pallets.subtensor.shares import SafeFloat
from pallets.subtensor.stake import Stake, StakeValues
from pallets.subtensor.state import (
    Delegation,
    Emissions,
    KeyRing,
    Neurons,
    RootClaims,
    StakeShares,
    Subnets,
    VotingPowers,
)
from pallets.subtensor.types import Keep
from runtime.fixed import I96F32, U64F64
from runtime.fixed.integers import U64_MAX
from runtime.weights import weigh
from tests.pallets.subtensor.keys.swaps import (
    COLD,
    INTERVAL,
    NET,
    NEW,
    OLD,
    OTHER,
    OTHER_COLD,
    ROOT,
    STAKER,
    START,
    THIRD,
    a_world,
    money,
    refuses,
    stake_of,
    staking_of,
    swap,
)
from tests.pallets.subtensor.world import TAO, World, account

AMOUNT = 10_000
BOTH = [None, NET]
LATER = START + INTERVAL + 1


@pytest.fixture
def world() -> World:
    return a_world()


def give(world: World, hotkey: bytes, coldkey: bytes, alpha: int, netuid: int = NET) -> None:
    world.pallet(Stake).increase(hotkey, coldkey, netuid, alpha)


def revert(world: World, netuid: int | None = NET) -> None:
    """Swap back, as soon as that is possible."""
    world.set_block(LATER)
    swap(world, netuid, old=NEW, new=OLD)


# Stake


@pytest.mark.parametrize("netuid", BOTH)
@pytest.mark.parametrize("first_form", [False, True])
def test_stake_of_both_forms_is_of_the_second_form_then(
    world: World, netuid: int | None, first_form: bool
) -> None:
    shares, emissions = world.pallet(StakeShares), world.pallet(Emissions)
    shares.total_hotkey_alpha[OLD, NET] = AMOUNT
    shares.total_hotkey_alpha_last_epoch[OLD, NET] = 2 * AMOUNT
    emissions.alpha_dividends_per_subnet[NET, OLD] = AMOUNT
    if first_form:
        shares.total_hotkey_shares[OLD, NET] = U64F64.from_num(AMOUNT)
        shares.alpha[OLD, STAKER, NET] = U64F64.from_num(AMOUNT)
    else:
        shares.total_hotkey_shares_v2[OLD, NET] = SafeFloat.from_u64(AMOUNT)
        shares.alpha_v2[OLD, STAKER, NET] = SafeFloat.from_u64(AMOUNT)

    def check(there: bytes, gone: bytes) -> None:
        assert (shares.total_hotkey_alpha[there, NET], stake_of(world, there)) == (AMOUNT, AMOUNT)
        assert shares.total_hotkey_alpha_last_epoch[there, NET] == 2 * AMOUNT
        assert emissions.alpha_dividends_per_subnet[NET, there] == AMOUNT
        assert shares.alpha_v2[there, STAKER, NET] == SafeFloat.from_u64(AMOUNT)
        assert shares.total_hotkey_shares_v2[there, NET] == SafeFloat.from_u64(AMOUNT)
        for by_hotkey in (
            shares.total_hotkey_alpha,
            shares.total_hotkey_alpha_last_epoch,
            shares.total_hotkey_shares,
            shares.total_hotkey_shares_v2,
        ):
            assert (gone, NET) not in by_hotkey
        for hotkey in (there, gone):
            assert (hotkey, STAKER, NET) not in shares.alpha
        assert (gone, STAKER, NET) not in shares.alpha_v2
        assert (NET, gone) not in emissions.alpha_dividends_per_subnet

    swap(world, netuid)
    check(NEW, OLD)
    revert(world)
    check(OLD, NEW)


def test_stake_that_was_bought_moves_to_the_rao(world: World) -> None:
    for netuid in (NET, OTHER):
        world.increase_stake(OLD, STAKER, netuid, 3 * TAO)
        world.increase_stake(OLD, COLD, netuid, TAO)
    values, books = world.pallet(StakeValues), money(world)
    worth = values.total_for_hotkey(OLD)
    held = [stake_of(world, OLD, who, at) for who in (STAKER, COLD) for at in (NET, OTHER)]
    issued = sum(world.balance(who) for who in (COLD, STAKER))
    swap(world)
    assert [stake_of(world, NEW, who, at) for who in (STAKER, COLD) for at in (NET, OTHER)] == held
    assert (values.total_for_hotkey(NEW), values.total_for_hotkey(OLD)) == (worth, 0)
    assert money(world) == books
    assert sum(world.balance(who) for who in (COLD, STAKER)) == issued - TAO  # the price


def test_stake_on_two_subnets_goes_to_two_hotkeys(world: World) -> None:
    give(world, OLD, COLD, AMOUNT, NET)
    give(world, OLD, STAKER, 2 * AMOUNT, OTHER)
    swap(world, NET)
    assert stake_of(world, OLD, STAKER, OTHER) == 2 * AMOUNT
    swap(world, OTHER, new=THIRD)
    assert stake_of(world, NEW, COLD, NET) == AMOUNT
    assert stake_of(world, THIRD, STAKER, OTHER) == 2 * AMOUNT
    assert stake_of(world, OLD, COLD, NET) == stake_of(world, OLD, STAKER, OTHER) == 0
    assert world.pallet(KeyRing).owner[NEW] == world.pallet(KeyRing).owner[THIRD] == COLD
    assert OTHER_COLD not in world.pallet(KeyRing).owned_hotkeys


def test_a_swap_without_stake_makes_none(world: World) -> None:
    swap(world)
    shares = world.pallet(StakeShares)
    assert not list(shares.alpha_v2.keys())
    assert not list(shares.alpha.keys())
    assert not list(shares.total_hotkey_alpha.keys())


def test_the_stake_is_added_to_what_is_on_the_new_hotkey(world: World) -> None:
    """It was registered once. Dividends made shares unequal to alpha.

    What is on OLD is worth 13 parts for 3 shares; on NEW 18 for 8, and each position is floored.
    """
    stake = world.pallet(Stake)
    for hotkey, coldkey, alpha in (
        (OLD, STAKER, 100_000_000),
        (OLD, OTHER_COLD, 200_000_000),
        (NEW, STAKER, 300_000_000),
        (NEW, OTHER_COLD, 500_000_000),
    ):
        give(world, hotkey, coldkey, alpha)
    for hotkey in (OLD, NEW):
        stake.increase_hotkey(hotkey, NET, 1_000_000_000)
    stakers = (STAKER, OTHER_COLD)
    assert [stake_of(world, OLD, who) for who in stakers] == [433_333_333, 866_666_666]
    assert [stake_of(world, NEW, who) for who in stakers] == [675_000_000, 1_125_000_000]
    swap(world, NET)
    assert [stake_of(world, OLD, who) for who in stakers] == [0, 0]
    assert [stake_of(world, NEW, who) for who in stakers] == [1_108_333_333, 1_991_666_666]
    assert stake.on_hotkey(NEW, NET) == 3_099_999_999
    assert stake.on_hotkey(OLD, NET) == 1


def test_a_rao_that_nobody_has_stays_with_the_old_hotkey(world: World) -> None:
    """Positions are floored: of 10 rao for three, each has 3."""
    for coldkey in (STAKER, COLD, OTHER_COLD):
        give(world, OLD, coldkey, 3)
    world.pallet(Stake).increase_hotkey(OLD, NET, 1)
    swap(world)
    assert [stake_of(world, NEW, who) for who in (STAKER, COLD, OTHER_COLD)] == [3, 3, 3]
    assert world.pallet(Stake).on_hotkey(NEW, NET) == 9
    assert world.pallet(Stake).on_hotkey(OLD, NET) == 1


@pytest.mark.parametrize("number", range(30, 36))
@pytest.mark.parametrize("first_is_lower, found", [(True, (3, 0)), (False, (3, 1))])
def test_stakers_are_moved_in_the_order_of_their_keys(
    world: World, number: int, first_is_lower: bool, found: tuple[int, int]
) -> None:
    """Not in that of the storage. Whoever comes first leaves to the others what is not whole.

    One has staked a rao that has become 3, when the other stakes one: 4/3 of a share for 4/3.
    """
    lower, higher = account(number), account(number + 1)
    first, second = (lower, higher) if first_is_lower else (higher, lower)
    give(world, OLD, first, 1)
    world.pallet(Stake).increase_hotkey(OLD, NET, 2)
    give(world, OLD, second, 1)
    swap(world, NET)
    assert (stake_of(world, NEW, first), stake_of(world, NEW, second)) == found


def test_no_stake_is_lost_by_swapping_back(world: World) -> None:
    give(world, OLD, COLD, TAO)
    swap(world, NET)
    give(world, OLD, COLD, TAO)
    assert (stake_of(world, OLD, COLD), stake_of(world, NEW, COLD)) == (TAO, TAO)
    revert(world)
    assert (stake_of(world, OLD, COLD), stake_of(world, NEW, COLD)) == (2 * TAO, 0)


def test_each_staker_has_after_swapping_back_what_it_had_before(world: World) -> None:
    """With a dividend in between, and somebody who staked on the old hotkey meanwhile."""
    stakers = {COLD: 500_000_000, STAKER: 1_500_000_000, OTHER_COLD: 300_000_000}
    for coldkey, alpha in stakers.items():
        give(world, OLD, coldkey, alpha)
    give(world, OLD, COLD, TAO, OTHER)
    swap(world, NET)
    assert {who: stake_of(world, NEW, who) for who in stakers} == stakers
    give(world, OLD, THIRD, 900_000_000)
    world.pallet(Stake).increase_hotkey(NEW, NET, 230_000_000)
    grown = {who: alpha + alpha // 10 for who, alpha in stakers.items()}
    assert {who: stake_of(world, NEW, who) for who in stakers} == grown
    revert(world)
    assert {who: stake_of(world, OLD, who) for who in stakers} == grown
    assert stake_of(world, OLD, THIRD) == 900_000_000
    assert stake_of(world, OLD, COLD, OTHER) == TAO


# Lists of hotkeys that coldkeys stake on


def test_stakers_have_the_new_hotkey_on_their_lists_instead(world: World) -> None:
    keys = world.pallet(KeyRing)
    for coldkey in (COLD, STAKER):
        give(world, OLD, coldkey, AMOUNT)
        give(world, OLD, coldkey, AMOUNT, OTHER)
    keys.staking_hotkeys[STAKER] = [OLD, THIRD]
    swap(world)
    assert staking_of(world, COLD) == [NEW]
    assert staking_of(world) == [THIRD, NEW]


def test_stakers_have_both_on_their_lists_after_a_swap_in_one_subnet(world: World) -> None:
    for coldkey in (COLD, STAKER):
        give(world, OLD, coldkey, AMOUNT)
    swap(world, NET)
    assert staking_of(world, COLD) == staking_of(world) == [OLD, NEW]


@pytest.mark.parametrize(("before", "writes"), [([OLD], 1), ([OLD, NEW], 0), ([], 0)])
def test_shares_that_are_worth_nothing_still_change_the_list(
    world: World, before: list[bytes], writes: int
) -> None:
    """There is no alpha in the pool. In one subnet, the new hotkey is added, if the old is there.

    That is a write, beside 30 reads and 19 writes of any swap in a subnet, and 4 and 3 for stake.
    """
    world.pallet(Subnets).subnet_owner_hotkey.clear()
    shares, keys = world.pallet(StakeShares), world.pallet(KeyRing)
    shares.alpha[OLD, STAKER, OTHER] = U64F64.from_num(100)
    keys.staking_hotkeys[STAKER] = before
    world.pallet(Neurons).is_network_member[OLD, OTHER] = False
    post = swap(world, OTHER)
    assert staking_of(world) == (before and [OLD, NEW])
    assert stake_of(world, NEW, netuid=OTHER) == 0
    assert post.actual_weight == weigh(0, reads=34, writes=22 + writes)


def test_shares_that_are_worth_nothing_change_it_in_a_swap_of_all_subnets(world: World) -> None:
    shares, keys = world.pallet(StakeShares), world.pallet(KeyRing)
    shares.alpha[OLD, STAKER, NET] = U64F64.from_num(100)
    keys.staking_hotkeys[STAKER] = [OLD]
    swap(world)
    assert staking_of(world) == [NEW]


def test_who_has_no_shares_keeps_the_old_hotkey_on_the_list(world: World) -> None:
    """An entry of no shares brings the new one there, too."""
    keys, shares = world.pallet(KeyRing), world.pallet(StakeShares)
    keys.staking_hotkeys[STAKER] = keys.staking_hotkeys[OTHER_COLD] = [OLD]
    shares.alpha_v2[OLD, OTHER_COLD, NET] = SafeFloat(0, 0)
    swap(world)
    assert staking_of(world) == [OLD]
    assert staking_of(world, OTHER_COLD) == [OLD, NEW]


# What stake brings


def test_records_of_the_last_epoch_are_added_to_those_of_the_new_hotkey(world: World) -> None:
    stakes = world.pallet(StakeShares).total_hotkey_alpha_last_epoch
    dividends = world.pallet(Emissions).alpha_dividends_per_subnet
    power = world.pallet(VotingPowers).voting_power
    stakes[OLD, NET], stakes[NEW, NET] = 1, 2
    dividends[NET, OLD], dividends[NET, NEW] = 3, U64_MAX - 1
    power[NET, OLD], power[NET, NEW] = 5, 6
    swap(world, NET)
    assert (stakes[NEW, NET], dividends[NET, NEW], power[NET, NEW]) == (3, U64_MAX, 11)
    assert (OLD, NET) not in stakes
    assert (NET, OLD) not in dividends
    assert (NET, OLD) not in power


def test_records_of_the_last_epoch_are_there_even_if_they_are_zero(world: World) -> None:
    swap(world, NET)
    assert (NEW, NET) in world.pallet(StakeShares).total_hotkey_alpha_last_epoch
    assert (NET, NEW) in world.pallet(Emissions).alpha_dividends_per_subnet
    assert (NET, NEW) not in world.pallet(VotingPowers).voting_power


def test_voting_power_goes_there_and_back(world: World) -> None:
    power = world.pallet(VotingPowers).voting_power
    power[NET, OLD] = 5_000_000_000_000
    swap(world, NET)
    assert power[NET, NEW] == 5_000_000_000_000
    revert(world)
    assert (power[NET, OLD], power[NET, NEW]) == (5_000_000_000_000, 0)


# Stake that stays


@pytest.mark.parametrize("netuid", BOTH)
def test_the_neuron_goes_and_the_stake_stays(world: World, netuid: int | None) -> None:
    power, children = world.pallet(VotingPowers).voting_power, world.pallet(Delegation)
    power[NET, OLD] = 5_000_000_000_000
    children.child_keys[OLD, NET] = [(U64_MAX, THIRD)]
    children.parent_keys[THIRD, NET] = [(U64_MAX, OLD)]
    give(world, OLD, COLD, TAO)
    give(world, OLD, STAKER, TAO)
    swap(world, netuid, keep=True)
    for coldkey in (COLD, STAKER):
        assert (stake_of(world, OLD, coldkey), stake_of(world, NEW, coldkey)) == (TAO, 0)
        assert staking_of(world, coldkey) == [OLD]
    total = world.pallet(StakeShares).total_hotkey_alpha
    assert (total[OLD, NET], total[NEW, NET]) == (2 * TAO, 0)
    assert (power[NET, OLD], power[NET, NEW]) == (5_000_000_000_000, 0)
    assert world.pallet(Neurons).uids[NET, NEW] == 0
    assert world.pallet(Neurons).uids[NET, OLD] is None
    assert children.child_keys[NEW, NET] == [(U64_MAX, THIRD)]
    assert children.child_keys[OLD, NET] == []
    assert children.parent_keys[THIRD, NET] == [(U64_MAX, NEW)]


# Claims of root's stakers


def claims_of(world: World, hotkey: bytes) -> tuple[dict[int, I96F32], list[int]]:
    claims = world.pallet(RootClaims)
    claimed = [claims.root_claimed[netuid, hotkey, STAKER] for netuid in (ROOT, NET, OTHER)]
    return claims.root_claimable[hotkey], claimed


RATES = {NET: I96F32.from_num(2), OTHER: I96F32.from_num(3)}


def with_claims(world: World) -> None:
    claims = world.pallet(RootClaims)
    give(world, OLD, STAKER, TAO, ROOT)
    claims.root_claimable[OLD] = RATES
    for netuid, claimed in ((ROOT, 3), (NET, 5), (OTHER, 7)):
        claims.root_claimed[netuid, OLD, STAKER] = claimed


@pytest.mark.parametrize("netuid", [None, ROOT])
def test_claims_go_along_with_the_stake_on_root(world: World, netuid: int | None) -> None:
    """As far as there is something to claim: what was claimed of others, stays behind."""
    with_claims(world)
    swap(world, netuid)
    assert claims_of(world, NEW) == (RATES, [0, 5, 7])
    assert claims_of(world, OLD) == ({}, [3, 0, 0])
    assert stake_of(world, NEW, STAKER, ROOT) == TAO


@pytest.mark.parametrize("netuid", [None, ROOT])
def test_a_staker_is_owed_what_it_was_owed_before(world: World, netuid: int | None) -> None:
    with_claims(world)
    owed = world.pallet(OwedDividends)
    before = {at: owed.of(OLD, STAKER, at) for at in (NET, OTHER)}
    assert before == {NET: I96F32.from_num(2 * TAO - 5), OTHER: I96F32.from_num(3 * TAO - 7)}
    swap(world, netuid)
    assert {at: owed.of(NEW, STAKER, at) for at in (NET, OTHER)} == before
    assert owed.of(OLD, STAKER, NET) == owed.of(OLD, STAKER, OTHER) == I96F32.from_num(0)
    world.run(RootClaiming.set_root_claim_type(Keep()), by=STAKER)
    world.run(RootClaiming.claim_root(frozenset({NET})), by=STAKER)
    assert stake_of(world, NEW) == 2 * TAO - 5
    assert owed.of(NEW, STAKER, NET) == I96F32.from_num(0)


def test_claims_stay_in_a_swap_of_another_subnet(world: World) -> None:
    with_claims(world)
    before = claims_of(world, OLD)
    for old, new in ((OLD, NEW), (NEW, OLD)):
        swap(world, NET, old=old, new=new)
        assert claims_of(world, OLD) == before
        assert claims_of(world, NEW) == ({}, [0, 0, 0])
        world.set_block(LATER)


@pytest.mark.parametrize("netuid", [None, ROOT])
def test_claims_stay_with_stake_that_stays(world: World, netuid: int | None) -> None:
    with_claims(world)
    before = claims_of(world, OLD)
    swap(world, netuid, keep=True)
    assert claims_of(world, OLD) == before


def test_what_was_claimed_of_a_subnet_through_the_new_hotkey_is_added(world: World) -> None:
    with_claims(world)
    world.pallet(RootClaims).root_claimed[NET, NEW, STAKER] = 11
    swap(world, ROOT)
    assert claims_of(world, NEW) == (RATES, [0, 16, 7])


def test_a_claim_of_root_itself_is_in_the_way_of_swapping_back(world: World) -> None:
    """There may be one of zero, after a swap of the staker's coldkey."""
    with_claims(world)
    world.pallet(RootClaims).root_claimed[ROOT, OLD, STAKER] = 0
    swap(world, ROOT)
    world.set_block(LATER)
    refuses(world, "NewHotKeyNotCleanForRootSwap", ROOT, old=NEW, new=OLD)
    del world.pallet(RootClaims).root_claimed[ROOT, OLD, STAKER]
    swap(world, ROOT, old=NEW, new=OLD)
    assert claims_of(world, OLD) == (RATES, [0, 5, 7])


def test_the_book_of_rates_is_there_even_if_it_is_empty(world: World) -> None:
    claims = world.pallet(RootClaims)
    swap(world, NET)
    assert NEW not in claims.root_claimable
    swap(world, ROOT, new=THIRD)
    assert THIRD in claims.root_claimable
    assert claims.root_claimable[THIRD] == {}


# Auto parent delegation


@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.parametrize("netuid", [None, ROOT, NET])
def test_who_opted_out_of_being_a_parent_stays_so_on_root(
    world: World, netuid: int | None, keep: bool
) -> None:
    enabled = world.pallet(Delegation).auto_parent_delegation_enabled
    enabled[OLD] = False
    swap(world, netuid, keep=keep)
    moves = netuid != NET and not keep
    assert (OLD in enabled, NEW in enabled) == (not moves, moves)
    assert enabled[NEW if moves else OLD] is False


def test_who_did_not_choose_has_not_chosen_then(world: World) -> None:
    swap(world, ROOT)
    assert NEW not in world.pallet(Delegation).auto_parent_delegation_enabled


def test_root_is_swapped_by_name_also_where_it_is_on_no_list(world: World) -> None:
    del world.pallet(Subnets).networks_added[ROOT]
    with_claims(world)
    before = claims_of(world, OLD)
    swap(world)
    assert claims_of(world, OLD) == before
    world.pallet(KeyRing).owner[OLD] = COLD
    swap(world, ROOT, new=THIRD)
    assert claims_of(world, THIRD) == (RATES, [0, 5, 7])
