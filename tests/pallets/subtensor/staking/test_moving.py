"""Stake that goes to another hotkey, coldkey or subnet."""

from __future__ import annotations

import pytest

from pallets.balances.events import Transfer
from pallets.subtensor.errors import (
    AmountTooLow,
    HotKeyAccountNotExists,
    InsufficientLiquidity,
    SameNetuid,
    SlippageTooHigh,
    StakeUnavailable,
    SubnetNotExists,
    SubtokenDisabled,
    TransferDisallowed,
)
from pallets.subtensor.events import (
    StakeAdded,
    StakeMoved,
    StakeRemoved,
    StakeSwapped,
    StakeTransferred,
)
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.stake import Stake
from pallets.subtensor.staking import AddStake, MoveStake
from pallets.subtensor.state import (
    KeyRing,
    PoolReserves,
    RateLimits,
    RootClaims,
    StakeShares,
    Subnets,
)
from pallets.swap.errors import PriceLimitExceeded
from runtime.call import Call
from runtime.fixed import I96F32, U64F64
from runtime.fixed.integers import U64_MAX
from runtime.origin import NOBODY
from runtime.origin import ROOT as ROOT_ORIGIN
from tests.pallets.subtensor.staking.market import (
    COLDKEY,
    FIRST,
    FUNDS,
    HOTKEY,
    LEAST,
    NO_HOTKEY,
    NOWHERE,
    OTHER_COLDKEY,
    OTHER_HOTKEY,
    OWNER,
    POOLS,
    ROOT,
    SECOND,
    STABLE,
    a_market,
    books,
    bought,
    fill,
    give,
    refuses,
    sold,
    stake,
    subnet,
    trade,
)
from tests.pallets.subtensor.world import AUTHOR, MINIMUM_RESERVE, TAO, World, fails

move, transfer = MoveStake.move_stake, MoveStake.transfer_stake
swap, swap_limit = MoveStake.swap_stake, MoveStake.swap_stake_limit


@pytest.fixture
def world() -> World:
    return a_market()


# Within a subnet


@pytest.mark.parametrize("tenths", range(1, 11))
def test_stake_goes_from_hotkey_to_hotkey_to_the_rao(world: World, tenths: int) -> None:
    alpha = 19_999_999_999
    give(world, alpha)
    moved, before = alpha * tenths // 10, books(world)
    world.run(move(HOTKEY, OTHER_HOTKEY, FIRST, FIRST, moved), by=COLDKEY)
    assert stake(world) == alpha - moved
    assert stake(world, hotkey=OTHER_HOTKEY) == moved
    assert world.balance(COLDKEY) == FUNDS
    assert books(world) == before


def test_it_can_go_to_and_fro_without_loss(world: World) -> None:
    give(world, 12_345_678_901)
    for _ in range(3):
        world.run(move(HOTKEY, OTHER_HOTKEY, FIRST, FIRST, stake(world)), by=COLDKEY)
        assert stake(world) == 0
        alpha = stake(world, hotkey=OTHER_HOTKEY)
        world.run(move(OTHER_HOTKEY, HOTKEY, FIRST, FIRST, alpha), by=COLDKEY)
    assert stake(world) == 12_345_678_901
    assert stake(world, hotkey=OTHER_HOTKEY) == 0


def test_the_pool_does_not_notice_but_clients_are_told_what_it_is_worth(world: World) -> None:
    give(world, TAO)
    pools = world.pallet(PoolReserves)
    before = pools.subnet_tao[FIRST], pools.subnet_alpha_in[FIRST], pools.subnet_volume[FIRST]
    world.run(move(HOTKEY, OTHER_HOTKEY, FIRST, FIRST, TAO), by=COLDKEY)
    now = pools.subnet_tao[FIRST], pools.subnet_alpha_in[FIRST], pools.subnet_volume[FIRST]
    assert now == before
    tao = 1_500_000_000
    assert world.all_events() == [
        StakeRemoved(COLDKEY, HOTKEY, tao, TAO, FIRST, 0),
        StakeAdded(COLDKEY, OTHER_HOTKEY, tao, TAO, FIRST, 0),
        StakeMoved(COLDKEY, HOTKEY, FIRST, OTHER_HOTKEY, FIRST, tao),
    ]
    last = world.pallet(RateLimits).last_coldkey_hotkey_stake_block
    assert (last[COLDKEY, OTHER_HOTKEY], last[COLDKEY, HOTKEY]) == (77, None)


def test_the_greatest_stake_there_can_be_is_moved_whole(world: World) -> None:
    give(world, 20_000_000 * TAO)
    world.run(move(HOTKEY, OTHER_HOTKEY, FIRST, FIRST, U64_MAX), by=COLDKEY)
    assert stake(world, hotkey=OTHER_HOTKEY) == 20_000_000 * TAO


def test_stake_is_given_to_another_coldkey(world: World) -> None:
    give(world, TAO)
    before = books(world)
    world.run(transfer(OTHER_COLDKEY, HOTKEY, FIRST, FIRST, TAO), by=COLDKEY)
    assert stake(world) == 0
    assert stake(world, coldkey=OTHER_COLDKEY) == TAO
    assert world.pallet(KeyRing).staking_hotkeys[OTHER_COLDKEY] == [HOTKEY]
    assert books(world) == before
    event = StakeTransferred(COLDKEY, OTHER_COLDKEY, HOTKEY, FIRST, FIRST, 1_500_000_000)
    assert world.all_events()[-1] == event


def test_it_is_not_too_soon_to_give_stake_away_in_the_same_block(world: World) -> None:
    world.run(AddStake.add_stake(HOTKEY, FIRST, TAO), by=COLDKEY)
    alpha = stake(world)
    world.run(transfer(OTHER_COLDKEY, HOTKEY, FIRST, FIRST, alpha // 2), by=COLDKEY)
    world.run(transfer(OTHER_COLDKEY, HOTKEY, FIRST, SECOND, alpha // 2), by=COLDKEY)


def test_more_than_there_is_means_all(world: World) -> None:
    give(world, TAO)
    world.run(transfer(OTHER_COLDKEY, HOTKEY, FIRST, FIRST, 2 * TAO), by=COLDKEY)
    assert stake(world, coldkey=OTHER_COLDKEY) == TAO
    give(world, TAO)
    world.run(swap(HOTKEY, FIRST, SECOND, U64_MAX), by=COLDKEY)
    assert stake(world) == 0


def test_within_a_subnet_the_least_stake_itself_can_be_moved(world: World) -> None:
    """And dust may be left."""
    give(world, LEAST + 1, STABLE)
    refuses(world, move(HOTKEY, OTHER_HOTKEY, STABLE, STABLE, LEAST - 1), AmountTooLow)
    world.run(move(HOTKEY, OTHER_HOTKEY, STABLE, STABLE, LEAST), by=COLDKEY)
    assert stake(world, STABLE) == 1


def test_moved_root_stake_has_claimed_what_was_there_before(world: World) -> None:
    claims = world.pallet(RootClaims)
    give(world, 10 * TAO, ROOT)
    for hotkey in (HOTKEY, OTHER_HOTKEY):
        claims.root_claimable[hotkey] = {FIRST: I96F32(1 << 31)}
    claims.root_claimed[FIRST, HOTKEY, COLDKEY] = 4 * TAO
    world.run(move(HOTKEY, OTHER_HOTKEY, ROOT, ROOT, 6 * TAO), by=COLDKEY)
    assert claims.root_claimed[FIRST, HOTKEY, COLDKEY] == TAO
    assert claims.root_claimed[FIRST, OTHER_HOTKEY, COLDKEY] == 3 * TAO
    give(world, 10 * TAO)
    world.run(move(HOTKEY, OTHER_HOTKEY, FIRST, FIRST, 6 * TAO), by=COLDKEY)
    assert claims.root_claimed[FIRST, OTHER_HOTKEY, COLDKEY] == 3 * TAO


def test_who_is_given_root_stake_is_not_numbered_and_who_gives_all_keeps_the_number(
    world: World,
) -> None:
    """Numbers follow trades only; so auto-claims miss the one and look at the other in vain."""
    world.run(AddStake.add_stake(HOTKEY, ROOT, 10 * TAO), by=COLDKEY)
    world.run(transfer(OTHER_COLDKEY, HOTKEY, ROOT, ROOT, 10 * TAO), by=COLDKEY)
    numbers = world.pallet(StakeShares).staking_coldkeys
    assert (numbers[COLDKEY], numbers[OTHER_COLDKEY]) == (0, None)


# Between subnets


def test_between_pools_stake_is_sold_and_bought_for_one_fee(world: World) -> None:
    give(world, 10 * TAO)
    before = books(world)
    sale = sold(10 * TAO)
    purchase = bought(sale.out, SECOND, fee=False)
    world.run(move(HOTKEY, OTHER_HOTKEY, FIRST, SECOND, 10 * TAO), by=COLDKEY)
    assert stake(world) == 0
    alpha = stake(world, SECOND, hotkey=OTHER_HOTKEY)
    assert alpha == purchase.out == 13_446_838_980
    assert world.balance(COLDKEY) == FUNDS
    assert books(world) == before
    kinds = (StakeRemoved, StakeAdded, StakeMoved)
    assert [event for event in world.all_events() if isinstance(event, kinds)] == [
        StakeRemoved(COLDKEY, HOTKEY, sale.out, sale.paid, FIRST, sale.fee),
        StakeAdded(COLDKEY, OTHER_HOTKEY, sale.out, alpha, SECOND, 0),
        StakeMoved(COLDKEY, HOTKEY, FIRST, OTHER_HOTKEY, SECOND, sale.out),
    ]


def test_from_root_the_fee_is_paid_where_alpha_is_bought(world: World) -> None:
    give(world, 10 * TAO, ROOT)
    purchase = bought(10 * TAO)
    world.run(swap(HOTKEY, ROOT, FIRST, 10 * TAO), by=COLDKEY)
    assert (stake(world, ROOT), stake(world)) == (0, purchase.out)
    assert world.events(StakeRemoved)[0].fee == 0
    assert world.events(StakeAdded)[0].fee == purchase.fee == world.balance(AUTHOR)
    assert world.events(StakeSwapped) == [StakeSwapped(COLDKEY, HOTKEY, ROOT, FIRST, 10 * TAO)]


def test_from_root_no_fee_is_paid_even_if_root_has_a_pool(world: World) -> None:
    world.pallet(Subnets).subnet_mechanism[ROOT] = 1
    give(world, 10 * TAO, ROOT)
    fill(world, ROOT, 100 * TAO, 100 * TAO)
    sale = trade(10 * TAO, 100 * TAO, 100 * TAO, fee=False)
    world.run(swap(HOTKEY, ROOT, FIRST, 10 * TAO), by=COLDKEY)
    assert world.events(StakeRemoved)[0].fee == 0
    assert stake(world) == bought(sale.out).out


def test_from_another_subnet_without_a_pool_no_fee_is_paid(world: World) -> None:
    give(world, 10 * TAO, STABLE)
    world.run(swap(HOTKEY, STABLE, FIRST, 10 * TAO), by=COLDKEY)
    assert stake(world) == bought(10 * TAO, fee=False).out
    assert world.balance(AUTHOR) == 0


@pytest.mark.parametrize("dest", [ROOT, STABLE])
def test_out_of_a_pool_alpha_is_sold_and_one_for_one_staked(world: World, dest: int) -> None:
    give(world, 10 * TAO)
    sale = sold(10 * TAO)
    world.run(swap(HOTKEY, FIRST, dest, 10 * TAO), by=COLDKEY)
    assert stake(world, dest) == sale.out
    assert world.events(StakeRemoved)[0].fee == sale.fee


def test_the_money_of_stake_that_is_given_away_goes_through_both_coldkeys(world: World) -> None:
    give(world, 10 * TAO)
    world.run(transfer(OTHER_COLDKEY, HOTKEY, FIRST, SECOND, 10 * TAO), by=COLDKEY)
    tao = sold(10 * TAO).out
    first, second = subnet(world, FIRST), subnet(world, SECOND)
    transfers = [event for event in world.events(Transfer) if event.amount == tao]
    assert transfers == [
        Transfer(first, COLDKEY, tao),
        Transfer(COLDKEY, OTHER_COLDKEY, tao),
        Transfer(OTHER_COLDKEY, second, tao),
    ]
    assert world.balance(COLDKEY) == world.balance(OTHER_COLDKEY) == FUNDS
    assert stake(world, SECOND, coldkey=OTHER_COLDKEY) == bought(tao, SECOND, fee=False).out


def test_who_has_no_account_yet_can_be_given_stake(world: World) -> None:
    """The account lives on the existential deposit, which is not staked."""
    give(world, 10 * TAO)
    newcomer = b"\x05" * 32
    world.run(transfer(newcomer, HOTKEY, FIRST, SECOND, 10 * TAO), by=COLDKEY)
    assert world.balance(newcomer) == world.ed
    assert stake(world, SECOND, coldkey=newcomer) > 0


def test_a_hotkey_becomes_a_delegate_by_others_stake_from_elsewhere(world: World) -> None:
    ownership = world.pallet(Ownership)
    give(world, 10 * TAO)
    world.run(move(HOTKEY, OTHER_HOTKEY, FIRST, FIRST, TAO), by=COLDKEY)
    give(world, 10 * TAO, coldkey=OWNER)
    world.run(swap(HOTKEY, FIRST, SECOND, TAO), by=OWNER)
    assert not ownership.is_delegate(HOTKEY) and not ownership.is_delegate(OTHER_HOTKEY)
    world.run(move(HOTKEY, OTHER_HOTKEY, FIRST, SECOND, TAO), by=COLDKEY)
    assert ownership.is_delegate(OTHER_HOTKEY)


def test_whose_stake_it_becomes_decides_whether_the_hotkey_becomes_a_delegate(world: World) -> None:
    ownership = world.pallet(Ownership)
    for coldkey in (COLDKEY, OWNER):
        give(world, 10 * TAO, coldkey=coldkey)
    world.run(transfer(OWNER, HOTKEY, FIRST, SECOND, TAO), by=COLDKEY)
    assert not ownership.is_delegate(HOTKEY)
    world.run(transfer(COLDKEY, HOTKEY, FIRST, SECOND, TAO), by=OWNER)
    assert ownership.is_delegate(HOTKEY)


def test_swapping_to_and_fro_costs_a_fee_each_way(world: World) -> None:
    for netuid in (FIRST, SECOND):
        fill(world, netuid, 1_000 * TAO, 1_000 * TAO)
    give(world, 20_000_000)
    for _ in range(3):
        world.run(swap(HOTKEY, FIRST, SECOND, stake(world)), by=COLDKEY)
        assert stake(world) == 0
        world.run(swap(HOTKEY, SECOND, FIRST, stake(world, SECOND)), by=COLDKEY)
    assert stake(world, SECOND) == 0
    assert stake(world) == 19_939_649  # six fees of about 10,070, of ever less


def test_any_hotkeys_stake_can_be_swapped_by_whose_it_is(world: World) -> None:
    give(world, 10 * TAO, coldkey=OTHER_COLDKEY)
    world.run(swap(HOTKEY, FIRST, SECOND, 5 * TAO), by=OTHER_COLDKEY)
    assert (
        stake(world, SECOND, coldkey=OTHER_COLDKEY)
        == bought(sold(5 * TAO).out, SECOND, fee=False).out
    )
    refuses(world, swap(HOTKEY, FIRST, SECOND, 5 * TAO), AmountTooLow)


def test_stake_comes_to_a_hotkey_whose_shares_are_tiny(world: World) -> None:
    """As it once was on the main network, where a share was worth too much to be precise."""
    pool = 2_409_892_148_947, 15_358_708_513_716
    fill(world, FIRST, *pool)
    fill(world, SECOND, *pool)
    shares = world.pallet(StakeShares)
    world.pallet(Stake).increase(HOTKEY, OWNER, SECOND, 1_234)
    part = U64F64.from_num(161_986_254).saturating_div(U64F64.from_num(U64_MAX))
    shares.total_hotkey_shares[HOTKEY, SECOND] = part
    shares.total_hotkey_alpha[HOTKEY, SECOND] = 36_711_495_953
    give(world, 1_273_891_154)
    world.run(move(HOTKEY, HOTKEY, FIRST, SECOND, U64_MAX), by=COLDKEY)
    tao = trade(1_273_891_154, *reversed(pool)).out
    assert stake(world) == 0
    assert stake(world, SECOND) == trade(tao, *pool, fee=False).out - 1


# Within a limit


def equal_prices(world: World) -> None:
    """Both pools at 1.5, the second so deep that its price stays."""
    fill(world, SECOND, 150 * TAO * 1_000, 100 * TAO * 1_000)


def test_partially_as_much_is_swapped_as_the_limit_allows(world: World) -> None:
    equal_prices(world)
    give(world, 150 * TAO)
    world.run(swap_limit(HOTKEY, FIRST, SECOND, 150 * TAO, 990_000_000, True), by=COLDKEY)
    assert stake(world) == 148_990_908_082
    assert stake(world, SECOND) == 998_502_982  # with the fee, less than 99 parts of 100


def test_otherwise_all_is_swapped_or_nothing(world: World) -> None:
    equal_prices(world)
    give(world, 150 * TAO)
    most = 150 * TAO - 148_990_908_082
    call = swap_limit(HOTKEY, FIRST, SECOND, most + 1, 990_000_000, False)
    refuses(world, call, SlippageTooHigh)
    world.run(swap_limit(HOTKEY, FIRST, SECOND, most, 990_000_000, False), by=COLDKEY)
    assert stake(world) == 148_990_908_082


def test_a_limit_of_zero_is_none(world: World) -> None:
    give(world, 10 * TAO)
    world.run(swap_limit(HOTKEY, FIRST, SECOND, 10 * TAO, 0, False), by=COLDKEY)
    assert stake(world, SECOND) == bought(sold(10 * TAO).out, SECOND, fee=False).out


def test_between_pools_a_limit_that_leaves_nothing_is_no_failure(world: World) -> None:
    give(world, 10 * TAO)
    before = books(world)
    refuses(world, swap_limit(HOTKEY, FIRST, SECOND, TAO, 1_500_000_001, False), SlippageTooHigh)
    world.run(swap_limit(HOTKEY, FIRST, SECOND, TAO, 1_500_000_001, True), by=COLDKEY)
    assert (stake(world), stake(world, SECOND)) == (10 * TAO, 0)
    assert world.events(StakeSwapped) == [StakeSwapped(COLDKEY, HOTKEY, FIRST, SECOND, 0)]
    assert world.events(StakeAdded) == []
    assert books(world) == before


def test_what_the_limit_leaves_below_the_least_stake_becomes_tao(world: World) -> None:
    equal_prices(world)
    give(world, 10 * TAO)
    world.run(swap_limit(HOTKEY, FIRST, SECOND, TAO, 999_990_000, True), by=COLDKEY)
    [event] = world.events(StakeSwapped)
    assert 0 < event.tao < LEAST
    assert world.balance(COLDKEY) == FUNDS + event.tao
    assert stake(world, SECOND) == 0


def test_the_least_stake_that_a_limit_leaves_is_staked(world: World) -> None:
    fill(world, FIRST, 697 * TAO, 697 * TAO)
    give(world, TAO, STABLE)
    world.run(swap_limit(HOTKEY, STABLE, FIRST, TAO, 999_994_264, True), by=COLDKEY)
    assert world.events(StakeSwapped)[0].tao == LEAST
    assert world.balance(COLDKEY) == FUNDS
    assert stake(world) == trade(LEAST, 697 * TAO, 697 * TAO, fee=False).out


def test_with_and_without_pools_a_limit_is_that_of_a_trade(world: World) -> None:
    give(world, 300 * TAO)
    give(world, 300 * TAO, ROOT)
    refuses(world, swap_limit(HOTKEY, FIRST, ROOT, TAO, 1_500_000_000, True), PriceLimitExceeded)
    refuses(world, swap_limit(HOTKEY, ROOT, FIRST, TAO, 700_000_000, True), PriceLimitExceeded)
    world.run(swap_limit(HOTKEY, FIRST, ROOT, 300 * TAO, 375_000_000, True), by=COLDKEY)
    assert stake(world) == 300 * TAO - 100_050_380_141
    fill(world, FIRST, *POOLS[FIRST])
    before = stake(world, ROOT)
    world.run(swap_limit(HOTKEY, ROOT, FIRST, U64_MAX, 166_666_667, True), by=COLDKEY)
    assert before - stake(world, ROOT) == 150_075_569_910
    world.run(swap_limit(HOTKEY, ROOT, STABLE, 10 * TAO, TAO, False), by=COLDKEY)
    refuses(world, swap_limit(HOTKEY, ROOT, STABLE, TAO, TAO + 1, False), SlippageTooHigh)


# How it fails


def calls(source: int, dest: int, alpha: int, hotkey: bytes = HOTKEY) -> list[Call]:
    """The four calls, to another subnet."""
    return [
        move(hotkey, hotkey, source, dest, alpha),
        transfer(OTHER_COLDKEY, hotkey, source, dest, alpha),
        swap(hotkey, source, dest, alpha),
        swap_limit(hotkey, source, dest, alpha, 0, False),
    ]


def test_only_a_coldkey_can_move_stake(world: World) -> None:
    for call in calls(FIRST, SECOND, TAO):
        for origin in (NOBODY, ROOT_ORIGIN):
            with fails("BadOrigin"):
                world.run(call, by=origin)


def test_stake_cannot_go_where_it_is(world: World) -> None:
    give(world, TAO)
    for call in (
        move(HOTKEY, HOTKEY, FIRST, FIRST, TAO),
        transfer(COLDKEY, HOTKEY, FIRST, FIRST, TAO),
        swap(HOTKEY, FIRST, FIRST, TAO),
        swap_limit(HOTKEY, FIRST, FIRST, TAO, 0, True),
        swap(NO_HOTKEY, NOWHERE, NOWHERE, 0),
    ):
        refuses(world, call, SameNetuid)


def test_which_check_of_a_move_between_subnets_decides(world: World) -> None:
    """All is wrong at first, and is put right one by one."""
    subnets, keys = world.pallet(Subnets), world.pallet(KeyRing)
    give(world, 10 * TAO, hotkey=NO_HOTKEY)
    keys.staking_hotkeys[COLDKEY] = []
    for netuid in (FIRST, SECOND):
        subnets.networks_added[netuid] = subnets.subtoken_enabled[netuid] = False
        subnets.transfer_toggle[netuid] = False
    world.setup_reserves(FIRST, MINIMUM_RESERVE - 1, TAO)

    def tried(alpha: int, dest: bytes = b"\x0e" * 32) -> Call:
        return move(NO_HOTKEY, dest, FIRST, SECOND, alpha)

    for netuid in (FIRST, SECOND):
        refuses(world, tried(0), SubnetNotExists)
        subnets.networks_added[netuid] = True
    for netuid in (FIRST, SECOND):
        refuses(world, tried(0), SubtokenDisabled)
        subnets.subtoken_enabled[netuid] = True
    refuses(world, tried(0, HOTKEY), HotKeyAccountNotExists)
    keys.owner[NO_HOTKEY] = OWNER
    refuses(world, tried(0), HotKeyAccountNotExists)
    refuses(world, tried(0, HOTKEY), InsufficientLiquidity)
    fill(world, FIRST, *POOLS[FIRST])
    refuses(world, tried(0, HOTKEY), AmountTooLow)
    too_high = swap_limit(NO_HOTKEY, FIRST, SECOND, TAO, 1_500_000_001, False)
    refuses(world, too_high, SlippageTooHigh)
    given = transfer(OTHER_COLDKEY, NO_HOTKEY, FIRST, SECOND, TAO)
    for netuid in (FIRST, SECOND):
        refuses(world, given, TransferDisallowed)
        subnets.transfer_toggle[netuid] = True
    refuses(world, given, StakeUnavailable)
    refuses(world, tried(TAO, HOTKEY), StakeUnavailable)
    keys.staking_hotkeys[COLDKEY] = [NO_HOTKEY]
    world.run(tried(TAO, HOTKEY), by=COLDKEY)
    world.run(given, by=COLDKEY)


def test_which_check_of_a_move_within_a_subnet_decides(world: World) -> None:
    subnets, keys = world.pallet(Subnets), world.pallet(KeyRing)
    give(world, TAO, hotkey=NO_HOTKEY)
    subnets.networks_added[FIRST] = subnets.subtoken_enabled[FIRST] = False
    subnets.transfer_toggle[FIRST] = False
    given = transfer(OTHER_COLDKEY, NO_HOTKEY, FIRST, FIRST, 1)
    refuses(world, given, SubnetNotExists)
    subnets.networks_added[FIRST] = True
    refuses(world, given, SubtokenDisabled)
    subnets.subtoken_enabled[FIRST] = True
    refuses(world, given, HotKeyAccountNotExists)
    keys.owner[NO_HOTKEY] = OWNER
    refuses(world, given, TransferDisallowed)
    # What stays with the coldkey needs no permission.
    world.run(move(NO_HOTKEY, HOTKEY, FIRST, FIRST, TAO // 2), by=COLDKEY)
    subnets.transfer_toggle[FIRST] = True
    refuses(world, given, AmountTooLow)


@pytest.mark.parametrize("source", [FIRST, ROOT])
def test_to_another_subnet_more_than_the_least_stake_has_to_go(world: World, source: int) -> None:
    give(world, 10 * TAO, source)
    least = 1_334_023 if source == FIRST else LEAST + 1
    for call in calls(source, SECOND, least - 1):
        refuses(world, call, AmountTooLow)
    world.run(swap(HOTKEY, source, SECOND, least), by=COLDKEY)


@pytest.mark.parametrize("alpha", [0, 1, TAO, U64_MAX])
def test_whoever_has_nothing_can_move_nothing(world: World, alpha: int) -> None:
    give(world, 10 * TAO, coldkey=OTHER_COLDKEY)
    for call in calls(FIRST, SECOND, alpha):
        refuses(world, call, AmountTooLow)
    refuses(world, move(HOTKEY, OTHER_HOTKEY, FIRST, FIRST, alpha), AmountTooLow)
    refuses(world, transfer(OTHER_COLDKEY, HOTKEY, FIRST, FIRST, alpha), AmountTooLow)


@pytest.mark.parametrize(("source", "dest"), [(FIRST, NOWHERE), (NOWHERE, FIRST)])
def test_where_there_is_no_subnet_nothing_goes(world: World, source: int, dest: int) -> None:
    give(world, TAO)
    for call in calls(source, dest, TAO)[:3]:
        refuses(world, call, SubnetNotExists)


@pytest.mark.parametrize(("source", "dest"), [(FIRST, SECOND), (SECOND, FIRST)])
def test_no_stake_goes_where_alpha_may_not_be_traded(world: World, source: int, dest: int) -> None:
    give(world, TAO, source)
    world.pallet(Subnets).subtoken_enabled[FIRST] = False
    for call in calls(source, dest, TAO):
        refuses(world, call, SubtokenDisabled)


def test_a_pool_that_cannot_sell_lets_all_of_it_fail(world: World) -> None:
    """What was sold before is undone."""
    give(world, TAO)
    world.setup_reserves(SECOND, TAO, MINIMUM_RESERVE - 1)
    with fails("ReservesTooLow"):
        world.run(swap(HOTKEY, FIRST, SECOND, TAO), by=COLDKEY)
    world.setup_reserves(SECOND, 0, 0)
    with fails("SwapInputTooLarge"):
        world.run(swap(HOTKEY, FIRST, SECOND, TAO), by=COLDKEY)
    # The limit allows nothing of it then, and that can be asked for.
    world.run(swap_limit(HOTKEY, FIRST, SECOND, TAO, 1, True), by=COLDKEY)
    assert stake(world) == TAO
    refuses(world, swap_limit(HOTKEY, FIRST, SECOND, TAO, 1, False), SlippageTooHigh)
