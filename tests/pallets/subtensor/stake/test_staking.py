"""Buying alpha and staking it: money, stake, fees and events."""

from __future__ import annotations

import pytest

from pallets.balances.events import Transfer
from pallets.subtensor.events import StakeAdded
from pallets.subtensor.stake import Stake, Trades
from pallets.subtensor.state import (
    Issuance,
    KeyRing,
    PoolReserves,
    RateLimits,
    StakeShares,
    Subnets,
)
from tests.pallets.subtensor.stake.market import (
    BURNED,
    COLDKEY,
    HOTKEY,
    OTHER,
    bought,
    changes,
    counters,
    pool_world,
    priced_at_a_tenth,
    subnet,
)
from tests.pallets.subtensor.world import AUTHOR, TAO, World, account, fails


@pytest.fixture
def world() -> World:
    return pool_world()


def test_what_staking_moves(world: World) -> None:
    before, trade = counters(world), bought(TAO)
    alpha = trade.amount_paid_out
    assert world.pallet(Trades).stake_into_subnet(HOTKEY, COLDKEY, 1, TAO) == alpha
    assert world.pallet(Stake).of(HOTKEY, COLDKEY, 1) == alpha
    assert world.pallet(KeyRing).staking_hotkeys[COLDKEY] == [HOTKEY]
    assert world.balance(COLDKEY) == 99 * TAO
    assert world.balance(subnet(world)) == 11 * TAO - trade.fee_paid
    assert world.balance(AUTHOR) == trade.fee_paid
    assert changes(world, before)["total_stake"] == TAO
    assert world.pallet(PoolReserves).subnet_tao_flow[1] == trade.amount_paid_in
    assert world.pallet(RateLimits).last_coldkey_hotkey_stake_block[COLDKEY, HOTKEY] == 77
    # What holds of root does not hold here.
    assert world.pallet(StakeShares).num_staking_coldkeys.get() == 0


def test_staking_tells_of_itself_after_the_money_has_moved(world: World) -> None:
    trade = bought(TAO)
    world.pallet(Trades).stake_into_subnet(HOTKEY, COLDKEY, 1, TAO)
    events = [event for event in world.all_events() if isinstance(event, Transfer | StakeAdded)]
    assert events == [
        Transfer(COLDKEY, subnet(world), TAO),
        Transfer(subnet(world), AUTHOR, trade.fee_paid),
        StakeAdded(COLDKEY, HOTKEY, TAO, trade.amount_paid_out, 1, trade.fee_paid),
    ]


def test_who_stakes_all_keeps_the_deposit(world: World) -> None:
    world.setup_reserves(1, 1000 * TAO, 500 * TAO)
    world.pallet(Trades).stake_into_subnet(HOTKEY, COLDKEY, 1, 200 * TAO)
    assert world.balance(COLDKEY) == world.ed
    [event] = world.events(StakeAdded)
    assert event.tao == 100 * TAO - world.ed
    assert world.pallet(PoolReserves).subnet_volume[1] == 100 * TAO - world.ed


def test_a_price_limit_ends_a_purchase_early_but_not_the_payment(world: World) -> None:
    """What the limit keeps back stays in the account of the subnet, and is nobody's."""
    limit = 2 * TAO + TAO // 10
    world.pallet(Trades).stake_into_subnet(HOTKEY, COLDKEY, 1, 9 * TAO, price_limit=limit)
    [event] = world.events(StakeAdded)
    pools = world.pallet(PoolReserves)
    taken = pools.subnet_tao[1] - 10 * TAO
    assert event.tao == 9 * TAO and taken < TAO
    assert world.balance(COLDKEY) == 91 * TAO
    assert world.balance(subnet(world)) == 19 * TAO - event.fee
    assert world.pallet(Issuance).total_stake.get() == 59 * TAO
    assert pools.subnet_volume[1] == 9 * TAO
    assert pools.subnet_tao_flow[1] == taken
    assert pools.subnet_tao[1] / pools.subnet_alpha_in[1] == pytest.approx(2.1, rel=1e-8)


def test_without_an_author_the_fee_is_burned() -> None:
    world, trade = pool_world(author=None), bought(TAO)
    world.pallet(Trades).stake_into_subnet(HOTKEY, COLDKEY, 1, TAO)
    assert world.balance(BURNED) == trade.fee_paid
    assert world.balance(subnet(world)) == 11 * TAO - trade.fee_paid


def test_a_fee_that_cannot_be_burned_stays_where_it_is() -> None:
    world = World(author=None, ed=500)
    subnets = world.pallet(Subnets)
    subnets.networks_added[1], subnets.subnet_mechanism[1] = True, 1
    world.setup_reserves(1)
    world.endow(COLDKEY, TAO)
    world.endow(subnet(world), TAO)
    world.pallet(Trades).stake_into_subnet(HOTKEY, COLDKEY, 1, 100_000)  # the fee is 50
    assert world.balance(BURNED) == 0
    assert world.balance(subnet(world)) == TAO + 100_000


def test_the_author_has_to_be_able_to_take_the_fee() -> None:
    world = World(ed=500)
    subnets = world.pallet(Subnets)
    subnets.networks_added[1], subnets.subnet_mechanism[1] = True, 1
    world.setup_reserves(1)
    world.endow(COLDKEY, TAO)
    world.endow(subnet(world), TAO)
    with fails("Token.BelowMinimum"):
        world.pallet(Trades).stake_into_subnet(HOTKEY, COLDKEY, 1, 100_000)


def test_what_decides_when_staking_fails(world: World) -> None:
    trades, shares = world.pallet(Trades), world.pallet(StakeShares)
    with fails("SubnetNotExists"):
        trades.stake_into_subnet(HOTKEY, account(9), 7, 1)
    with fails("InsufficientBalance"):
        trades.stake_into_subnet(HOTKEY, account(9), 1, 1, price_limit=0)
    with fails("PriceLimitExceeded"):
        trades.stake_into_subnet(HOTKEY, COLDKEY, 1, 1, price_limit=0)
    world.pallet(Stake).increase(HOTKEY, OTHER, 1, 100)
    shares.total_hotkey_alpha[HOTKEY, 1] = 0  # now its shares are worth nothing
    with fails("AmountTooLow"):
        trades.stake_into_subnet(HOTKEY, COLDKEY, 0, 0)
    with fails("InsufficientLiquidity"):
        trades.stake_into_subnet(HOTKEY, COLDKEY, 1, TAO)


@pytest.mark.parametrize(("tao", "alpha"), [(100_000_000, 999_496_453), (10, 100), (1, 10)])
def test_what_is_staked_buys_alpha_at_about_the_price(world: World, tao: int, alpha: int) -> None:
    priced_at_a_tenth(world)
    got = world.pallet(Trades).stake_into_subnet(HOTKEY, COLDKEY, 1, tao)
    assert got == pytest.approx(alpha, rel=0.001)
    assert world.pallet(Stake).of(HOTKEY, COLDKEY, 1) == got


def test_a_purchase_of_a_thousand_times_the_reserve_is_possible(world: World) -> None:
    world.setup_reserves(1, 10 * TAO, 100_000 * TAO)
    world.endow(COLDKEY, 20_000 * TAO)
    got = world.pallet(Trades).stake_into_subnet(HOTKEY, COLDKEY, 1, 10_000 * TAO)
    assert 99_800 * TAO < got < 100_000 * TAO
