"""Staking: what it moves and costs, up to which price, and how it fails."""

from __future__ import annotations

import pytest

from pallets.subtensor.errors import (
    AmountTooLow,
    HotKeyAccountNotExists,
    InsufficientLiquidity,
    NotEnoughBalanceToStake,
    SlippageTooHigh,
    SubnetNotExists,
    SubtokenDisabled,
)
from pallets.subtensor.events import StakeAdded
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.shares import SafeFloat
from pallets.subtensor.stake import Prices, Stake, StakeValues
from pallets.subtensor.staking import AddStake
from pallets.subtensor.state import Issuance, PoolReserves, StakeShares, Subnets
from pallets.swap import MAX_PRICE
from pallets.swap.errors import PriceLimitExceeded
from runtime.fixed import U64F64
from runtime.fixed.integers import U64_MAX
from runtime.origin import NOBODY
from runtime.origin import ROOT as ROOT_ORIGIN
from runtime.weights import DispatchClass, Pays
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
    POOLS,
    ROOT,
    SECOND,
    STABLE,
    a_market,
    books,
    bought,
    fill,
    refuses,
    stake,
    trade,
)
from tests.pallets.subtensor.world import AUTHOR, ED, MINIMUM_RESERVE, TAO, World, fails

add, add_limit = AddStake.add_stake, AddStake.add_stake_limit


@pytest.fixture
def world() -> World:
    return a_market()


def test_what_staking_moves(world: World) -> None:
    before, expected = books(world), bought(10 * TAO)
    world.run(add(HOTKEY, FIRST, 10 * TAO), by=COLDKEY)
    assert stake(world) == expected.out == 6_247_049_432
    assert world.balance(COLDKEY) == FUNDS - 10 * TAO
    assert world.balance(AUTHOR) == expected.fee == 5_035_477
    assert world.pallet(PoolReserves).subnet_tao[FIRST] == 150 * TAO + expected.paid
    assert world.pallet(Issuance).total_stake.get() == 10 * TAO  # the fee is counted too
    assert books(world) == before
    [event] = world.events(StakeAdded)
    assert event == StakeAdded(COLDKEY, HOTKEY, 10 * TAO, expected.out, FIRST, expected.fee)


def test_staking_into_a_deep_pool_costs_hardly_more_than_the_fee(world: World) -> None:
    amount = 10 * LEAST
    fill(world, FIRST, amount * 1_000_000, amount * 10_000_000)
    world.run(add(HOTKEY, FIRST, amount), by=COLDKEY)
    assert stake(world) == trade(amount, amount * 1_000_000, amount * 10_000_000).out
    value = world.pallet(StakeValues).total_for_hotkey(HOTKEY)
    assert value == 19_989_949  # the fee is 10,070
    assert world.pallet(StakeValues).total_for_coldkey(COLDKEY) == 19_989_929


def test_staking_is_a_normal_call_and_costs_a_fee(world: World) -> None:
    info = world.runtime.dispatch_info(add(HOTKEY, FIRST, 5_000))
    assert (info.class_, info.pays_fee) == (DispatchClass.Normal, Pays.Yes)


@pytest.mark.parametrize("netuid", [ROOT, STABLE])
def test_without_a_pool_one_alpha_is_one_tao_without_a_fee(world: World, netuid: int) -> None:
    before = books(world)
    world.run(add(HOTKEY, netuid, 10 * TAO), by=COLDKEY)
    assert stake(world, netuid) == 10 * TAO
    assert world.balance(AUTHOR) == 0
    now = books(world)
    # There the pool's alpha need not suffice: what it lacks comes into being.
    assert now.alpha[netuid] - before.alpha[netuid] == 10 * TAO
    assert now.unstaked == before.unstaked and now.beside_pools == before.beside_pools


def test_staking_on_root_moves_its_counters(world: World) -> None:
    pools = world.pallet(PoolReserves)
    pools.subnet_alpha_in[ROOT] = TAO
    world.run(add(HOTKEY, ROOT, TAO), by=COLDKEY)
    assert world.pallet(StakeValues).total_for_hotkey(HOTKEY) == TAO
    assert world.pallet(Issuance).total_stake.get() == TAO
    assert (pools.subnet_tao[ROOT], pools.subnet_alpha_in[ROOT]) == (TAO, 0)
    assert (pools.subnet_alpha_out[ROOT], pools.subnet_volume[ROOT]) == (TAO, TAO)
    assert world.pallet(StakeShares).staking_coldkeys[COLDKEY] == 0


def test_whoever_stakes_all_keeps_the_existential_deposit(world: World) -> None:
    world.run(add(HOTKEY, STABLE, FUNDS), by=COLDKEY)
    assert world.balance(COLDKEY) == ED
    assert stake(world, STABLE) == FUNDS - ED


def test_the_parts_of_two_stakers_are_theirs_alone(world: World) -> None:
    world.run(add(HOTKEY, FIRST, 10 * TAO), by=COLDKEY)
    world.run(add(HOTKEY, FIRST, 10 * TAO), by=OTHER_COLDKEY)
    mine, other = stake(world), stake(world, coldkey=OTHER_COLDKEY)
    first = bought(10 * TAO)
    second = trade(10 * TAO, 150 * TAO + first.paid, 100 * TAO - first.out)
    assert (mine, other) == (first.out, second.out) == (6_247_049_432, 5_512_429_001)
    assert world.pallet(Stake).on_hotkey(HOTKEY, FIRST) == mine + other


def test_anybody_may_stake_on_a_hotkey_and_only_a_limit_makes_it_a_delegate(world: World) -> None:
    ownership = world.pallet(Ownership)
    world.run(add(HOTKEY, FIRST, TAO), by=COLDKEY)
    world.endow(OWNER, 10 * TAO)
    world.run(add_limit(HOTKEY, FIRST, TAO, 100 * TAO, False), by=OWNER)
    assert not ownership.is_delegate(HOTKEY)
    world.run(add_limit(HOTKEY, FIRST, TAO, 100 * TAO, False), by=COLDKEY)
    assert ownership.is_delegate(HOTKEY)
    assert ownership.take_of(HOTKEY) == 11_796


# Up to a limit


def test_partially_as_much_is_staked_as_the_limit_allows(world: World) -> None:
    """Of 900 TAO, 450 and their fee bring the price from 1.5 to 24."""
    before = books(world)
    world.run(add_limit(HOTKEY, FIRST, 900 * TAO, 24 * TAO, True), by=COLDKEY)
    spent = 450_226_710_634
    assert stake(world) == 75_000_000_000
    assert world.balance(COLDKEY) == FUNDS - spent
    price = world.pallet(Prices).alpha_price(FIRST)
    assert 23_999_999_990 < price.saturating_mul(U64F64.from_num(TAO)).to_num() <= 24 * TAO
    [event] = world.events(StakeAdded)
    assert (event.tao, event.fee) == (spent, world.balance(AUTHOR))
    assert books(world) == before


def test_otherwise_all_is_staked_or_nothing(world: World) -> None:
    refuses(world, add_limit(HOTKEY, FIRST, 900 * TAO, 24 * TAO, False), SlippageTooHigh)
    world.run(add_limit(HOTKEY, FIRST, 150 * TAO, 24 * TAO, False), by=COLDKEY)
    assert stake(world) == bought(150 * TAO).out


def test_the_limit_is_met_to_the_rao(world: World) -> None:
    most = 450_226_710_634
    refuses(world, add_limit(HOTKEY, FIRST, most + 1, 24 * TAO, False), SlippageTooHigh)
    world.run(add_limit(HOTKEY, FIRST, most, 24 * TAO, False), by=COLDKEY)


def test_only_a_limit_beyond_the_highest_price_lets_more_be_bought(world: World) -> None:
    """Otherwise the purchase ends at 10^6 TAO for one alpha, and the subnet's account has the rest.

    So it is in the reference: nobody gets that TAO back.
    """
    amount = 1_000 * POOLS[FIRST][0]
    world.endow(COLDKEY, 2 * amount)
    unlimited = add_limit(HOTKEY, FIRST, amount, U64_MAX, False)
    world.run(unlimited, by=COLDKEY)
    assert stake(world) == bought(amount).out == 99_900_049_620
    assert books(world).beside_pools[FIRST] == 0
    world = a_market()
    world.endow(COLDKEY, amount)
    world.run(add(HOTKEY, FIRST, amount), by=COLDKEY)
    assert stake(world) == 94_578_989_137
    assert world.balance(COLDKEY) == FUNDS
    [event] = world.events(StakeAdded)
    kept = books(world).beside_pools[FIRST]
    assert kept == 147_381_669_934_803
    taken = world.pallet(PoolReserves).subnet_tao[FIRST] - POOLS[FIRST][0]
    assert taken + event.fee + kept == event.tao == amount


def test_a_limit_that_is_reached_already_is_refused_by_the_swap(world: World) -> None:
    for limit in (0, 1_499_999_999, 1_500_000_000):
        refuses(world, add_limit(HOTKEY, FIRST, TAO, limit, True), PriceLimitExceeded)
    fill(world, FIRST, 5_032_494_439_940, 186_268_425_402_874)
    call = add_limit(HOTKEY, FIRST, 19_980_000_000, 26_953_618, True)
    refuses(world, call, PriceLimitExceeded)


def test_what_the_limit_leaves_of_a_partial_order_may_not_be_too_little(world: World) -> None:
    fill(world, FIRST, 20 * LEAST, 20 * LEAST)
    refuses(world, add_limit(HOTKEY, FIRST, 2 * LEAST, TAO + 1, True), AmountTooLow)


def test_at_par_a_limit_below_the_price_leaves_nothing(world: World) -> None:
    for is_partial, error in ((True, AmountTooLow), (False, SlippageTooHigh)):
        refuses(world, add_limit(HOTKEY, ROOT, TAO, TAO - 1, is_partial), error)
    world.run(add_limit(HOTKEY, ROOT, TAO, TAO, False), by=COLDKEY)
    assert stake(world, ROOT) == TAO


# How it fails


def test_only_a_coldkey_can_stake(world: World) -> None:
    for call in (add(HOTKEY, FIRST, TAO), add_limit(HOTKEY, FIRST, TAO, U64_MAX, True)):
        for origin in (NOBODY, ROOT_ORIGIN):
            with fails("BadOrigin"):
                world.run(call, by=origin)


def test_which_check_of_staking_decides(world: World) -> None:
    """All is wrong at first, and is put right one by one."""
    subnets = world.pallet(Subnets)
    subnets.subtoken_enabled[FIRST] = False
    subnets.networks_added[FIRST] = False
    world.setup_reserves(FIRST, 2_000, MINIMUM_RESERVE - 1)
    poor, least = b"\x09" * 32, LEAST + 1_007
    refuses(world, add(NO_HOTKEY, FIRST, 2_000_001), InsufficientLiquidity, by=poor)
    refuses(world, add(NO_HOTKEY, FIRST, least - 1_008), SubnetNotExists, by=poor)
    subnets.networks_added[FIRST] = True
    refuses(world, add(NO_HOTKEY, FIRST, least - 1_008), SubtokenDisabled, by=poor)
    subnets.subtoken_enabled[FIRST] = True
    refuses(world, add(NO_HOTKEY, FIRST, LEAST), AmountTooLow, by=poor)
    world.setup_reserves(FIRST, 3_000, MINIMUM_RESERVE - 1)
    refuses(world, add(NO_HOTKEY, FIRST, least - 1), AmountTooLow, by=poor)
    refuses(world, add(NO_HOTKEY, FIRST, least), NotEnoughBalanceToStake, by=poor)
    refuses(world, add(NO_HOTKEY, FIRST, least), HotKeyAccountNotExists)
    refuses(world, add(HOTKEY, FIRST, least), InsufficientLiquidity)
    # Here the highest price there is would be reached before the least is spent.
    world.setup_reserves(FIRST, 3_000, MINIMUM_RESERVE)
    refuses(world, add(HOTKEY, FIRST, least), AmountTooLow)
    fill(world, FIRST, TAO, TAO)
    world.run(add(HOTKEY, FIRST, least), by=COLDKEY)


def test_which_check_of_staking_up_to_a_limit_decides(world: World) -> None:
    subnets, poor = world.pallet(Subnets), b"\x09" * 32
    subnets.subtoken_enabled[FIRST] = False
    subnets.networks_added[FIRST] = False
    limit = 1_500_000_000

    def tried(hotkey: bytes, tao: int, is_partial: bool = False) -> object:
        return add_limit(hotkey, FIRST, tao, limit, is_partial)

    refuses(world, tried(NO_HOTKEY, 150_000 * TAO + 1), InsufficientLiquidity, by=poor)
    refuses(world, tried(NO_HOTKEY, LEAST), PriceLimitExceeded, by=poor)
    limit += 100_000  # which allows for 5,002,434 rao
    refuses(world, tried(NO_HOTKEY, LEAST), SubnetNotExists, by=poor)
    subnets.networks_added[FIRST] = True
    refuses(world, tried(NO_HOTKEY, LEAST), SubtokenDisabled, by=poor)
    subnets.subtoken_enabled[FIRST] = True
    refuses(world, tried(NO_HOTKEY, LEAST), AmountTooLow, by=poor)
    refuses(world, tried(NO_HOTKEY, TAO), SlippageTooHigh, by=poor)
    refuses(world, tried(NO_HOTKEY, TAO, True), NotEnoughBalanceToStake, by=poor)
    # It is enough to have what the limit allows.
    world.endow(poor, 5_002_434)
    refuses(world, tried(NO_HOTKEY, TAO, True), HotKeyAccountNotExists, by=poor)
    world.run(tried(HOTKEY, TAO, True), by=poor)
    assert world.balance(poor) == ED


def test_the_least_stake_is_what_is_left_after_the_fee_of_the_least(world: World) -> None:
    fee = LEAST * 33 // 65535
    refuses(world, add(HOTKEY, FIRST, LEAST + fee - 1), AmountTooLow)
    # The fee of that is no more, so that it suffices.
    world.run(add(HOTKEY, FIRST, LEAST + fee), by=COLDKEY)
    assert world.events(StakeAdded)[0].fee == fee
    refuses(world, add(HOTKEY, STABLE, LEAST - 1), AmountTooLow)
    world.run(add(HOTKEY, STABLE, LEAST), by=COLDKEY)


@pytest.mark.parametrize("amount", [0, 1, 10_000])
@pytest.mark.parametrize("netuid", [ROOT, FIRST, STABLE])
def test_dust_is_not_staked(world: World, netuid: int, amount: int) -> None:
    refuses(world, add(HOTKEY, netuid, amount), AmountTooLow)
    refuses(world, add_limit(HOTKEY, netuid, amount, U64_MAX, True), AmountTooLow)


def test_the_greatest_amount_is_not_there(world: World) -> None:
    refuses(world, add(HOTKEY, FIRST, U64_MAX), InsufficientLiquidity)
    refuses(world, add(HOTKEY, STABLE, U64_MAX), NotEnoughBalanceToStake)
    refuses(world, add(HOTKEY, ROOT, U64_MAX), NotEnoughBalanceToStake)
    refuses(world, add_limit(HOTKEY, ROOT, U64_MAX, U64_MAX, True), NotEnoughBalanceToStake)


def test_where_there_is_no_subnet_nothing_is_staked(world: World) -> None:
    refuses(world, add(HOTKEY, NOWHERE, TAO), SubnetNotExists)
    refuses(world, add_limit(HOTKEY, NOWHERE, TAO, TAO, False), SubnetNotExists)


@pytest.mark.parametrize(
    ("tao", "alpha"),
    [
        (MINIMUM_RESERVE - 1, MINIMUM_RESERVE - 1),
        (MINIMUM_RESERVE - 1, TAO),
        (MINIMUM_RESERVE, MINIMUM_RESERVE - 1),
        (0, 0),
        (1_000_000, 99),
    ],
)
def test_a_pool_that_is_too_small_sells_nothing(world: World, tao: int, alpha: int) -> None:
    world.setup_reserves(FIRST, tao, alpha)
    refuses(world, add(HOTKEY, FIRST, 10 * LEAST), InsufficientLiquidity)


def test_a_limit_does_not_allow_more_than_the_pool_takes_at_once(world: World) -> None:
    fill(world, FIRST, 1_000, TAO)
    call = add_limit(HOTKEY, FIRST, 1_000_001, MAX_PRICE, True)
    refuses(world, call, InsufficientLiquidity)


def test_what_is_no_share_of_a_hotkeys_alpha_is_not_staked(world: World) -> None:
    world.pallet(Stake).increase(HOTKEY, OTHER_COLDKEY, FIRST, 100)
    world.pallet(StakeShares).total_hotkey_alpha[HOTKEY, FIRST] = 0
    refuses(world, add(HOTKEY, FIRST, TAO), InsufficientLiquidity)


# Large and odd


def test_a_purchase_of_a_thousand_times_the_reserve(world: World) -> None:
    fill(world, FIRST, TAO // 2, 1_000_000 * TAO)
    world.run(add(HOTKEY, FIRST, 500 * TAO), by=COLDKEY)
    assert stake(world) == trade(500 * TAO, TAO // 2, 1_000_000 * TAO).out


def test_all_tao_that_can_be_is_staked(world: World) -> None:
    amount = 21_000_000 * TAO - world.pallet(Issuance).total_issuance.get()
    world.endow(COLDKEY, amount)
    world.setup_reserves(FIRST, amount, amount)
    world.run(add(HOTKEY, FIRST, amount), by=COLDKEY)
    assert stake(world) == world.pallet(Stake).on_hotkey(HOTKEY, FIRST)
    assert stake(world) == trade(amount, amount, amount).out
    assert world.pallet(Issuance).total_stake.get() == amount


def test_a_hotkey_whose_shares_are_tiny_can_be_staked_on(world: World) -> None:
    """As it once was on the main network, where a share was worth too much to be precise."""
    fill(world, FIRST, 2_409_892_148_947, 15_358_708_513_716)
    shares = world.pallet(StakeShares)
    world.pallet(Stake).increase(HOTKEY, OWNER, FIRST, 1_234)
    part = U64F64.from_num(161_986_254).saturating_div(U64F64.from_num(U64_MAX))
    shares.total_hotkey_shares[HOTKEY, FIRST] = part
    shares.total_hotkey_alpha[HOTKEY, FIRST] = 36_711_495_953
    world.run(add(HOTKEY, FIRST, 200_000_000), by=COLDKEY)
    alpha = trade(200_000_000, 2_409_892_148_947, 15_358_708_513_716).out
    assert (alpha, stake(world)) == (1_273_891_154, 1_273_891_153)
    assert SafeFloat.from_fixed(part) != shares.total_hotkey_shares_v2[HOTKEY, FIRST]


def test_the_least_stake_moves_the_price_of_the_largest_pool(world: World) -> None:
    fill(world, FIRST, 210_000 * TAO, 21_000_000 * TAO)
    prices = world.pallet(Prices)
    before = prices.alpha_price(FIRST)
    world.run(add(HOTKEY, FIRST, 2 * LEAST), by=COLDKEY)
    assert world.events(StakeAdded)[0].fee == 2_014
    assert prices.alpha_price(FIRST) > before


def test_staking_in_one_subnet_leaves_others_as_they_are(world: World) -> None:
    pools = world.pallet(PoolReserves)
    before = pools.subnet_tao[SECOND], pools.subnet_alpha_in[SECOND]
    world.run(add(HOTKEY, FIRST, 10 * TAO), by=COLDKEY)
    assert (pools.subnet_tao[SECOND], pools.subnet_alpha_in[SECOND]) == before
    assert stake(world, SECOND) == 0
