"""Unstaking in one subnet: what it moves and costs, down to which price, and how it fails."""

from __future__ import annotations

import pytest

from pallets.subtensor.errors import (
    AmountTooLow,
    HotKeyAccountNotExists,
    InsufficientLiquidity,
    NotEnoughStakeToWithdraw,
    SlippageTooHigh,
    StakeUnavailable,
    SubnetNotExists,
    SubtokenDisabled,
)
from pallets.subtensor.events import StakeAdded, StakeRemoved
from pallets.subtensor.stake import Prices, StakeValues
from pallets.subtensor.staking import AddStake, RemoveStake
from pallets.subtensor.state import (
    Delegation,
    Issuance,
    KeyRing,
    PoolReserves,
    StakeShares,
    Subnets,
    WeightTable,
)
from pallets.swap import Swap
from pallets.swap.errors import PriceLimitExceeded, ReservesTooLow
from runtime.call import Call
from runtime.fixed import U64F64
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
    OWNER,
    ROOT,
    STABLE,
    a_market,
    books,
    fill,
    give,
    refuses,
    sold,
    stake,
    subnet,
    trade,
)
from tests.pallets.subtensor.world import AUTHOR, MINIMUM_RESERVE, TAO, World, fails

add = AddStake.add_stake
remove, remove_limit = RemoveStake.remove_stake, RemoveStake.remove_stake_limit
remove_full = RemoveStake.remove_stake_full_limit


@pytest.fixture
def world() -> World:
    return a_market()


def test_what_unstaking_moves(world: World) -> None:
    give(world, 20 * TAO)
    before, expected = books(world), sold(10 * TAO)
    world.run(remove(HOTKEY, FIRST, 10 * TAO), by=COLDKEY)
    assert stake(world) == 10 * TAO
    assert world.balance(COLDKEY) - FUNDS == expected.out == 13_630_121_023
    # The fee is alpha: the author has it sold, and pays no fee for that.
    tao, alpha = 150 * TAO - expected.out, 100 * TAO + expected.paid
    fee = trade(expected.fee, alpha, tao, fee=False).out
    assert world.balance(AUTHOR) == fee == 6_242_612
    assert world.pallet(PoolReserves).subnet_tao[FIRST] == tao - fee
    assert books(world) == before
    [event] = world.events(StakeRemoved)
    assert event == StakeRemoved(COLDKEY, HOTKEY, expected.out, expected.paid, FIRST, expected.fee)


def test_anybody_who_has_stake_on_a_hotkey_can_take_it(world: World) -> None:
    for coldkey in (OTHER_COLDKEY, OWNER):
        give(world, 10 * LEAST, coldkey=coldkey)
        world.run(remove(HOTKEY, FIRST, 10 * LEAST), by=coldkey)
        assert stake(world, coldkey=coldkey) == 0


def test_more_than_there_is_means_all(world: World) -> None:
    give(world, TAO)
    world.run(remove(HOTKEY, FIRST, TAO + 1), by=COLDKEY)
    assert stake(world) == 0
    assert world.balance(COLDKEY) == FUNDS + sold(TAO).out


@pytest.mark.parametrize("netuid", [ROOT, STABLE])
def test_without_a_pool_one_alpha_is_one_tao_without_a_fee(world: World, netuid: int) -> None:
    give(world, 3 * TAO, netuid)
    before = books(world)
    world.run(remove(HOTKEY, netuid, 2 * TAO), by=COLDKEY)
    assert world.balance(COLDKEY) == FUNDS + 2 * TAO
    assert stake(world, netuid) == TAO
    assert world.events(StakeRemoved) == [
        StakeRemoved(COLDKEY, HOTKEY, 2 * TAO, 2 * TAO, netuid, 0)
    ]
    assert books(world) == before


def test_unstaking_on_root_moves_its_counters(world: World) -> None:
    give(world, TAO, ROOT)
    world.pallet(Issuance).total_stake.set(TAO)
    world.run(remove(HOTKEY, ROOT, TAO), by=COLDKEY)
    pools = world.pallet(PoolReserves)
    assert world.pallet(StakeValues).total_for_hotkey(HOTKEY) == 0
    assert world.pallet(Issuance).total_stake.get() == 0
    assert (pools.subnet_tao[ROOT], pools.subnet_alpha_in[ROOT]) == (0, TAO)
    assert (pools.subnet_alpha_out[ROOT], pools.subnet_volume[ROOT]) == (0, TAO)


@pytest.mark.parametrize(
    ("part", "left"), [(999_991, 56_250), (999_989, 68_750), (990_000, 62_500_000)]
)
def test_nearly_all_leaves_the_rest_to_the_rao(world: World, part: int, left: int) -> None:
    """Without a fee what is taken brings what was paid for it, but for the rounding."""
    world.pallet(Swap).fee_rate[FIRST] = 0
    world.run(add(HOTKEY, FIRST, 10 * TAO), by=COLDKEY)
    alpha = stake(world)
    taken = alpha * part // 10**6
    world.run(remove(HOTKEY, FIRST, taken), by=COLDKEY)
    assert stake(world) == alpha - taken == left
    [event] = world.events(StakeRemoved)
    tao, outside = 160 * TAO, 100 * TAO - alpha
    assert event.tao == tao * taken // (outside + taken)
    assert world.pallet(StakeValues).total_for_hotkey(HOTKEY) > 0


def test_a_round_trip_costs_two_fees_and_no_tao_is_lost(world: World) -> None:
    fill(world, FIRST, 100 * TAO, 400 * TAO)
    before, total = books(world), TAO
    world.run(add(HOTKEY, FIRST, total), by=COLDKEY)
    world.run(remove(HOTKEY, FIRST, stake(world)), by=COLDKEY)
    assert stake(world) == 0
    cost = FUNDS - world.balance(COLDKEY)
    assert cost == 1_001_864  # of 10^9, at a fee of 33/65535 each way
    assert cost - world.balance(AUTHOR) == world.pallet(PoolReserves).subnet_tao[FIRST] - 100 * TAO
    assert books(world) == before


def test_without_fees_a_round_trip_costs_a_rao(world: World) -> None:
    world.pallet(Swap).fee_rate[FIRST] = 0
    before = world.pallet(Issuance).total_stake.get()
    world.run(add(HOTKEY, FIRST, TAO), by=COLDKEY)
    world.run(remove(HOTKEY, FIRST, stake(world)), by=COLDKEY)
    assert world.balance(COLDKEY) == FUNDS - 1
    assert world.pallet(Issuance).total_stake.get() == before + 1


@pytest.mark.parametrize("amount", [10 * LEAST, TAO, 100 * TAO])
def test_the_fees_do_not_depend_on_dividends(world: World, amount: int) -> None:
    """They once did. Each is 33/65535 of what is traded, and the slippage is won back."""
    fill(world, FIRST, 10 * amount, 10 * amount)
    world.pallet(StakeShares).total_hotkey_alpha_last_epoch[HOTKEY, FIRST] = amount // 10
    world.run(add(HOTKEY, FIRST, amount), by=COLDKEY)
    world.run(remove(HOTKEY, FIRST, stake(world)), by=COLDKEY)
    fees = {10 * LEAST: 19_222, TAO: 961_130, 100 * TAO: 96_112_976}
    assert FUNDS - world.balance(COLDKEY) == fees[amount]


def test_half_of_a_delegated_stake_leaves_the_other_half(world: World) -> None:
    fill(world, FIRST, 1_000 * TAO, 1_000 * TAO)
    world.run(add(HOTKEY, FIRST, 10 * LEAST), by=COLDKEY)
    values = world.pallet(StakeValues)
    assert values.total_for_hotkey(HOTKEY) == 19_990_329
    assert values.total_for_coldkey(COLDKEY) == 19_989_929
    assert values.total_for_coldkey(OWNER) == 0
    world.run(remove(HOTKEY, FIRST, stake(world) // 2), by=COLDKEY)
    assert values.total_for_hotkey(HOTKEY) == 9_994_964
    assert values.total_for_coldkey(COLDKEY) == 9_994_864


# Down to a limit


def test_partially_as_much_is_unstaked_as_the_limit_allows(world: World) -> None:
    """Down to a quarter of the price, as much alpha as there is in the pool, and its fee."""
    give(world, 300 * TAO)
    before = books(world)
    world.run(remove_limit(HOTKEY, FIRST, 300 * TAO, 375_000_000, True), by=COLDKEY)
    sold_alpha = 100_050_380_141
    assert stake(world) == 300 * TAO - sold_alpha
    assert world.balance(COLDKEY) - FUNDS == 75 * TAO
    [event] = world.events(StakeRemoved)
    assert event.alpha + event.fee == sold_alpha
    price = world.pallet(Prices).alpha_price(FIRST).saturating_mul(U64F64.from_num(TAO)).to_num()
    assert price == 374_811_145  # the author's fee was sold after that
    assert books(world) == before


def test_otherwise_all_is_unstaked_or_nothing(world: World) -> None:
    give(world, 300 * TAO)
    limit = 1_350_000_000
    refuses(world, remove_limit(HOTKEY, FIRST, 150 * TAO, limit, False), SlippageTooHigh)
    world.run(remove_limit(HOTKEY, FIRST, 150 * TAO // 100, limit, False), by=COLDKEY)
    assert stake(world) == 298_500_000_000


def test_the_limit_is_met_to_the_rao(world: World) -> None:
    give(world, 300 * TAO)
    most = 100_050_380_141
    call = remove_limit(HOTKEY, FIRST, most + 1, 375_000_000, False)
    refuses(world, call, SlippageTooHigh)
    world.run(remove_limit(HOTKEY, FIRST, most, 375_000_000, False), by=COLDKEY)
    assert stake(world) == 300 * TAO - most


def test_at_a_hundredth_below_the_price_half_a_hundredth_is_sold(world: World) -> None:
    fill(world, FIRST, 100 * TAO, 100 * TAO)
    world.run(add(HOTKEY, FIRST, 300 * TAO), by=COLDKEY)
    alpha = stake(world)
    price = world.pallet(Prices).alpha_price(FIRST).saturating_mul(U64F64.from_num(TAO)).to_num()
    call = remove_limit(HOTKEY, FIRST, alpha // 2, price * 99 // 100, True)
    world.run(call, by=COLDKEY)
    assert alpha - stake(world) == 126_056_440


def test_a_limit_that_is_reached_already_is_refused_by_the_swap(world: World) -> None:
    give(world, TAO)
    for limit in (1_500_000_000, 1_500_000_001, U64_MAX):
        refuses(world, remove_limit(HOTKEY, FIRST, TAO, limit, True), PriceLimitExceeded)


def test_a_limit_that_leaves_nothing_of_a_partial_order_is_no_failure(world: World) -> None:
    """Unlike when staking: nothing is sold, and that is told."""
    give(world, TAO, STABLE)
    refuses(world, remove_limit(HOTKEY, STABLE, TAO, TAO + 1, False), SlippageTooHigh)
    before = books(world)
    world.run(remove_limit(HOTKEY, STABLE, TAO, TAO + 1, True), by=COLDKEY)
    assert (stake(world, STABLE), world.balance(COLDKEY)) == (TAO, FUNDS)
    assert world.events(StakeRemoved) == [StakeRemoved(COLDKEY, HOTKEY, 0, 0, STABLE, 0)]
    assert books(world) == before


def test_below_the_lowest_price_nobody_buys_the_fee_and_so_all_fails() -> None:
    """A limit below it lets alpha be sold, but not the author's fee: so it is in the reference."""
    alpha = 150_000 * TAO
    for author, error in ((AUTHOR, PriceLimitExceeded), (None, None)):
        world = a_market(author)
        fill(world, FIRST, 100 * TAO, 150 * TAO)
        give(world, alpha)
        call = remove_limit(HOTKEY, FIRST, alpha, 0, False)
        if error is not None:
            refuses(world, call, error)
            continue
        world.run(call, by=COLDKEY)
        assert stake(world) == 0
        assert world.balance(COLDKEY) - FUNDS == trade(alpha, 150 * TAO, 100 * TAO).out


def test_with_a_limit_more_than_there_is_is_too_much(world: World) -> None:
    give(world, TAO)
    call = remove_limit(HOTKEY, FIRST, TAO + 1, TAO, True)
    refuses(world, call, NotEnoughStakeToWithdraw)


def test_with_a_limit_alpha_that_may_not_be_traded_is_sold(world: World) -> None:
    give(world, TAO)
    world.pallet(Subnets).subtoken_enabled[FIRST] = False
    refuses(world, remove(HOTKEY, FIRST, TAO), SubtokenDisabled)
    refuses(world, remove_full(HOTKEY, FIRST, None), SubtokenDisabled)
    world.run(remove_limit(HOTKEY, FIRST, TAO, TAO, False), by=COLDKEY)
    assert stake(world) == 0


# All of it


@pytest.mark.parametrize("limit", [None, 90_000_000, 826_000_000])
def test_all_is_unstaked_if_the_limit_allows_all(world: World, limit: int | None) -> None:
    fill(world, FIRST, 100 * TAO, 100 * TAO)
    give(world, 10 * TAO)
    world.run(remove_full(HOTKEY, FIRST, limit), by=COLDKEY)
    assert stake(world) == 0
    tao = trade(10 * TAO, 100 * TAO, 100 * TAO).out
    assert world.balance(COLDKEY) - FUNDS == tao == 9_086_747_349


def test_a_limit_that_does_not_allow_all_allows_nothing(world: World) -> None:
    fill(world, FIRST, 100 * TAO, 100 * TAO)
    give(world, 10 * TAO)
    refuses(world, remove_full(HOTKEY, FIRST, 910_000_000), SlippageTooHigh)
    refuses(world, remove_full(HOTKEY, FIRST, 827_000_000), SlippageTooHigh)


@pytest.mark.parametrize("limit", [None, TAO])
def test_all_of_nothing_is_too_little(world: World, limit: int | None) -> None:
    refuses(world, remove_full(HOTKEY, FIRST, limit), AmountTooLow)


# How it fails


def test_only_a_coldkey_can_unstake(world: World) -> None:
    calls: list[Call] = [
        remove(HOTKEY, FIRST, TAO),
        remove_limit(HOTKEY, FIRST, TAO, 0, True),
        remove_full(HOTKEY, FIRST, None),
    ]
    for call in calls:
        for origin in (NOBODY, ROOT_ORIGIN):
            with fails("BadOrigin"):
                world.run(call, by=origin)


def test_which_check_of_unstaking_decides(world: World) -> None:
    """All is wrong at first, and is put right one by one."""
    subnets, keys = world.pallet(Subnets), world.pallet(KeyRing)
    subnets.subtoken_enabled[FIRST] = False
    subnets.networks_added[FIRST] = False
    give(world, 10 * LEAST, hotkey=NO_HOTKEY)
    keys.staking_hotkeys[COLDKEY] = []
    world.setup_reserves(FIRST, MINIMUM_RESERVE - 1, 19_999)
    refuses(world, remove(NO_HOTKEY, FIRST, U64_MAX), SubtokenDisabled)
    subnets.subtoken_enabled[FIRST] = True
    refuses(world, remove(NO_HOTKEY, FIRST, U64_MAX), InsufficientLiquidity)
    world.setup_reserves(FIRST, MINIMUM_RESERVE - 1, 20_000)
    refuses(world, remove(NO_HOTKEY, FIRST, 0), SubnetNotExists)
    subnets.networks_added[FIRST] = True
    refuses(world, remove(NO_HOTKEY, FIRST, 0), AmountTooLow)
    refuses(world, remove(NO_HOTKEY, FIRST, 1), InsufficientLiquidity)
    fill(world, FIRST, TAO, TAO)
    refuses(world, remove(NO_HOTKEY, FIRST, LEAST), AmountTooLow)
    refuses(world, remove(NO_HOTKEY, FIRST, U64_MAX), HotKeyAccountNotExists)
    keys.owner[NO_HOTKEY] = OWNER
    refuses(world, remove(NO_HOTKEY, FIRST, U64_MAX), StakeUnavailable)
    keys.staking_hotkeys[COLDKEY] = [NO_HOTKEY]
    world.run(remove(NO_HOTKEY, FIRST, U64_MAX), by=COLDKEY)


def test_which_check_of_unstaking_down_to_a_limit_decides(world: World) -> None:
    subnets, keys = world.pallet(Subnets), world.pallet(KeyRing)
    subnets.networks_added[FIRST] = False
    give(world, 10 * LEAST, hotkey=NO_HOTKEY)
    keys.staking_hotkeys[COLDKEY] = []

    def tried(alpha: int, limit: int, is_partial: bool = False) -> Call:
        return remove_limit(NO_HOTKEY, FIRST, alpha, limit, is_partial)

    refuses(world, tried(100_000 * TAO + 1, 1_500_000_000), InsufficientLiquidity)
    refuses(world, tried(0, 1_500_000_000), PriceLimitExceeded)
    near = 1_499_999_000  # which allows for 33,349 rao
    refuses(world, tried(0, near), SubnetNotExists)
    subnets.networks_added[FIRST] = True
    refuses(world, tried(0, near), AmountTooLow)
    refuses(world, tried(10 * LEAST + 1, near), NotEnoughStakeToWithdraw)
    refuses(world, tried(1, near), AmountTooLow)
    refuses(world, tried(10 * LEAST, near), SlippageTooHigh)
    refuses(world, tried(10 * LEAST, near, True), HotKeyAccountNotExists)
    keys.owner[NO_HOTKEY] = OWNER
    refuses(world, tried(10 * LEAST, near, True), StakeUnavailable)
    keys.staking_hotkeys[COLDKEY] = [NO_HOTKEY]
    world.run(tried(10 * LEAST, near, True), by=COLDKEY)
    assert 10 * LEAST - stake(world, hotkey=NO_HOTKEY) == 33_349


def test_where_there_is_no_subnet_nothing_is_unstaked(world: World) -> None:
    refuses(world, remove(HOTKEY, NOWHERE, TAO), SubtokenDisabled)
    refuses(world, remove_limit(HOTKEY, NOWHERE, TAO, 0, True), SubnetNotExists)


def test_whoever_has_nothing_can_take_nothing(world: World) -> None:
    refuses(world, remove(HOTKEY, FIRST, 10 * LEAST), AmountTooLow)
    refuses(world, remove(HOTKEY, FIRST, U64_MAX), AmountTooLow)
    refuses(world, remove_limit(HOTKEY, FIRST, 1, 0, True), NotEnoughStakeToWithdraw)
    refuses(world, remove_limit(HOTKEY, FIRST, U64_MAX, 0, True), InsufficientLiquidity)
    refuses(world, remove_limit(HOTKEY, ROOT, U64_MAX, 0, True), NotEnoughStakeToWithdraw)


def test_less_than_the_least_stake_is_unstaked_only_if_nothing_is_left(world: World) -> None:
    give(world, LEAST // 2)
    refuses(world, remove(HOTKEY, FIRST, LEAST // 2 - 1), AmountTooLow)
    refuses(world, remove(HOTKEY, FIRST, 0), AmountTooLow)
    world.run(remove(HOTKEY, FIRST, LEAST // 2), by=COLDKEY)
    assert stake(world) == 0


def test_the_least_stake_is_what_is_got_for_it(world: World) -> None:
    """The fee is alpha: 1,334,023 rao of it, less 671, bring the least at a price of 1.5."""
    give(world, 10 * LEAST)
    assert sold(1_334_022).out < LEAST <= sold(1_334_023).out
    refuses(world, remove(HOTKEY, FIRST, 1_334_022), AmountTooLow)
    world.run(remove(HOTKEY, FIRST, 1_334_023), by=COLDKEY)
    assert world.balance(COLDKEY) - FUNDS == sold(1_334_023).out


def test_the_least_stake_itself_can_be_unstaked(world: World) -> None:
    give(world, 2 * LEAST, STABLE)
    refuses(world, remove(HOTKEY, STABLE, LEAST - 1), AmountTooLow)
    world.run(remove(HOTKEY, STABLE, LEAST), by=COLDKEY)
    assert stake(world, STABLE) == LEAST


def test_a_pool_without_tao_buys_nothing(world: World) -> None:
    alpha = 10 * LEAST
    give(world, alpha)
    world.setup_reserves(FIRST, MINIMUM_RESERVE - 1, MINIMUM_RESERVE - 1)
    refuses(world, remove(HOTKEY, FIRST, alpha), InsufficientLiquidity)
    world.setup_reserves(FIRST, MINIMUM_RESERVE - 1, TAO)
    refuses(world, remove(HOTKEY, FIRST, alpha), InsufficientLiquidity)
    refuses(world, remove_limit(HOTKEY, FIRST, alpha, 0, True), ReservesTooLow)
    world.setup_reserves(FIRST, alpha + 1, alpha // 1_000)
    world.run(remove(HOTKEY, FIRST, alpha), by=COLDKEY)


def test_the_money_has_to_be_in_the_account_of_the_subnet(world: World) -> None:
    give(world, 10 * TAO)
    world.setup_reserves(FIRST, 2_000 * TAO, 100 * TAO)
    with fails("InsufficientBalance"):
        world.run(remove(HOTKEY, FIRST, 10 * TAO), by=COLDKEY)
    assert stake(world) == 10 * TAO
    assert world.balance(subnet(world, FIRST)) == 150 * TAO


# What follows


def test_a_hotkey_with_too_little_stake_loses_the_children_it_is_to_have(world: World) -> None:
    pending = world.pallet(Delegation).pending_child_keys
    world.pallet(WeightTable).stake_threshold.set(20 * TAO)
    give(world, 20 * TAO)
    for netuid in (FIRST, STABLE, NOWHERE):
        pending[netuid, HOTKEY] = ([], 99)
    world.run(remove(HOTKEY, FIRST, 4 * TAO), by=COLDKEY)
    # 16 alpha are worth 22 TAO at the new price.
    assert (FIRST, HOTKEY) in pending
    world.run(remove_limit(HOTKEY, FIRST, TAO, 0, False), by=COLDKEY)
    assert world.pallet(StakeValues).total_for_hotkey(HOTKEY) > 20 * TAO
    assert (FIRST, HOTKEY) in pending
    world.run(remove_limit(HOTKEY, FIRST, TAO, 0, False), by=COLDKEY)
    assert world.pallet(StakeValues).total_for_hotkey(HOTKEY) < 20 * TAO
    left = [netuid for netuid in (FIRST, STABLE, NOWHERE) if (netuid, HOTKEY) in pending]
    assert left == [NOWHERE]


def test_a_hotkey_with_just_enough_stake_may_have_children(world: World) -> None:
    pending = world.pallet(Delegation).pending_child_keys
    world.pallet(WeightTable).stake_threshold.set(TAO)
    give(world, 2 * TAO + LEAST, STABLE)
    pending[FIRST, HOTKEY] = ([], 99)
    world.run(remove(HOTKEY, STABLE, TAO + LEAST), by=COLDKEY)
    assert (FIRST, HOTKEY) in pending
    world.run(remove(HOTKEY, STABLE, LEAST), by=COLDKEY)
    assert (FIRST, HOTKEY) not in pending


def test_unstaking_tells_of_itself_once(world: World) -> None:
    world.run(add(HOTKEY, FIRST, TAO), by=COLDKEY)
    world.run(remove(HOTKEY, FIRST, stake(world)), by=COLDKEY)
    events = [event for event in world.all_events() if isinstance(event, StakeAdded | StakeRemoved)]
    assert [type(event) for event in events] == [StakeAdded, StakeRemoved]
