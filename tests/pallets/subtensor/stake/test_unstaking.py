"""Selling staked alpha: money, stake, fees and events; and what is different on root."""

from __future__ import annotations

import pytest

from pallets.alpha_assets import AlphaAssets
from pallets.balances.events import Transfer
from pallets.subtensor.events import StakeRemoved
from pallets.subtensor.money import Tao
from pallets.subtensor.stake import Stake, Trades
from pallets.subtensor.state import (
    PoolReserves,
    RateLimits,
    RootClaims,
    StakeShares,
    Subnets,
)
from pallets.subtensor.types import ROOT
from runtime.fixed import I96F32
from tests.pallets.subtensor.stake.market import (
    COLDKEY,
    HOTKEY,
    OTHER,
    RATE,
    changes,
    counters,
    pool_world,
    priced_at_a_tenth,
    sold,
    subnet,
)
from tests.pallets.subtensor.world import AUTHOR, TAO, World, fails


@pytest.fixture
def world() -> World:
    return pool_world()


def staked(world: World, alpha: int = 2 * TAO, netuid: int = 1) -> None:
    world.pallet(Stake).increase(HOTKEY, COLDKEY, netuid, alpha)
    world.forget_events()


def test_what_unstaking_moves(world: World) -> None:
    staked(world)
    before, trade = counters(world), sold(TAO)
    tao = trade.amount_paid_out
    assert world.pallet(Trades).unstake_from_subnet(HOTKEY, COLDKEY, OTHER, 1, TAO) == tao
    assert world.pallet(Stake).of(HOTKEY, COLDKEY, 1) == TAO
    assert world.balance(OTHER) == tao
    assert world.balance(COLDKEY) == 100 * TAO
    # The fee is alpha: it is sold too, without a fee, for the author.
    paid = trade.amount_paid_in
    left, grown = 10 * TAO - tao, 5 * TAO + paid
    fee = left * trade.fee_paid // (grown + trade.fee_paid)
    assert world.balance(AUTHOR) == fee > 0
    assert world.balance(subnet(world)) == 10 * TAO - tao - fee
    assert changes(world, before) == {
        "tao": -tao - fee,
        "alpha_in": TAO,
        "alpha_out": -TAO,
        "total_stake": -tao - fee,
        "volume": tao + fee,
    }
    assert world.pallet(PoolReserves).subnet_tao_flow[1] == -tao - fee
    assert world.pallet(RateLimits).last_coldkey_hotkey_stake_block[COLDKEY, HOTKEY] == 77
    assert world.all_events()[-1] == StakeRemoved(COLDKEY, HOTKEY, tao, paid, 1, trade.fee_paid)


def test_unstaking_pays_the_beneficiary_before_the_author(world: World) -> None:
    staked(world)
    world.pallet(Trades).unstake_from_subnet(HOTKEY, COLDKEY, COLDKEY, 1, TAO)
    receivers = [event.to for event in world.events(Transfer)]
    assert receivers == [COLDKEY, AUTHOR]


def test_without_an_author_the_fee_in_alpha_is_burned() -> None:
    world = pool_world(author=None)
    staked(world)
    trade = sold(TAO)
    world.pallet(Trades).unstake_from_subnet(HOTKEY, COLDKEY, COLDKEY, 1, TAO)
    assert world.pallet(AlphaAssets).alpha_burned[1] == trade.fee_paid
    # It left the stake but not the counter of alpha outside of the pool.
    assert counters(world)["alpha_out"] == 5 * TAO - trade.amount_paid_in
    assert world.pallet(PoolReserves).subnet_tao_flow[1] == -trade.amount_paid_out


def test_what_a_price_limit_keeps_from_being_sold_stays_staked(world: World) -> None:
    staked(world)
    limit = 2 * TAO - TAO // 10
    world.pallet(Trades).unstake_from_subnet(
        HOTKEY, COLDKEY, COLDKEY, 1, 2 * TAO, price_limit=limit
    )
    [event] = world.events(StakeRemoved)
    assert event.alpha < TAO
    left = world.pallet(Stake).of(HOTKEY, COLDKEY, 1)
    assert left == pytest.approx(2 * TAO - event.alpha - event.fee, abs=1)


def test_fees_can_be_left_out_of_unstaking(world: World) -> None:
    staked(world)
    world.pallet(Trades).unstake_from_subnet(HOTKEY, COLDKEY, COLDKEY, 1, TAO, drop_fees=True)
    [event] = world.events(StakeRemoved)
    assert (event.alpha, event.fee) == (TAO, 0)
    assert world.balance(AUTHOR) == 0


def test_alpha_that_the_coldkey_does_not_have_is_sold_all_the_same(world: World) -> None:
    staked(world, 5)
    tao = world.pallet(Trades).unstake_from_subnet(HOTKEY, COLDKEY, COLDKEY, 1, TAO)
    assert tao == sold(TAO).amount_paid_out
    assert world.pallet(Stake).of(HOTKEY, COLDKEY, 1) == 5


def test_what_decides_when_unstaking_fails(world: World) -> None:
    staked(world)
    trades = world.pallet(Trades)
    with fails("PriceLimitExceeded"):
        trades.unstake_from_subnet(HOTKEY, COLDKEY, COLDKEY, 1, TAO, price_limit=2 * TAO)
    with fails("SubnetNotExists"):
        trades.unstake_from_subnet(HOTKEY, COLDKEY, COLDKEY, 7, TAO)
    world.pallet(Tao).transfer_all(subnet(world), OTHER)
    with fails("InsufficientBalance"):
        trades.unstake_from_subnet(HOTKEY, COLDKEY, COLDKEY, 1, TAO)


@pytest.mark.parametrize("tao", [10, 100_000_000])
def test_who_unstakes_all_has_no_stake_and_leaves_no_flow(world: World, tao: int) -> None:
    priced_at_a_tenth(world)
    trades, flow = world.pallet(Trades), world.pallet(PoolReserves).subnet_tao_flow
    alpha = trades.stake_into_subnet(HOTKEY, COLDKEY, 1, tao)
    assert flow[1] == tao - int(tao * RATE)
    trades.unstake_from_subnet(HOTKEY, COLDKEY, COLDKEY, 1, alpha, price_limit=0)
    assert world.pallet(Stake).of(HOTKEY, COLDKEY, 1) == 0
    assert flow[1] == pytest.approx(0, abs=2)


def test_no_tao_is_lost_between_stakers_pool_and_author(world: World) -> None:
    """What leaves the subnet's account is what leaves the pool."""
    priced_at_a_tenth(world)
    trades, pools = world.pallet(Trades), world.pallet(PoolReserves)
    world.endow(OTHER, 100 * TAO)

    def total() -> int:
        accounts = sum(world.balance(who) for who in (COLDKEY, OTHER, AUTHOR))
        return accounts + pools.subnet_tao[1]

    before = total()
    trades.stake_into_subnet(HOTKEY, COLDKEY, 1, TAO)
    trades.stake_into_subnet(HOTKEY, OTHER, 1, 10 * TAO)
    alpha = world.pallet(Stake).of(HOTKEY, OTHER, 1)
    trades.unstake_from_subnet(HOTKEY, OTHER, OTHER, 1, alpha)
    assert total() == before


# On root


def test_a_staker_of_root_is_numbered_until_the_last_root_stake_goes(world: World) -> None:
    trades, shares = world.pallet(Trades), world.pallet(StakeShares)
    for hotkey in (HOTKEY, OTHER):
        assert trades.stake_into_subnet(hotkey, COLDKEY, 0, TAO) == TAO
    assert shares.staking_coldkeys[COLDKEY] == 0
    trades.unstake_from_subnet(HOTKEY, COLDKEY, COLDKEY, 0, TAO)
    assert shares.staking_coldkeys[COLDKEY] == 0
    trades.unstake_from_subnet(OTHER, COLDKEY, COLDKEY, 0, TAO - 1)
    assert shares.staking_coldkeys[COLDKEY] == 0
    trades.unstake_from_subnet(OTHER, COLDKEY, COLDKEY, 0, 1)
    assert shares.staking_coldkeys[COLDKEY] is None
    assert shares.num_staking_coldkeys.get() == 0
    assert world.balance(COLDKEY) == 100 * TAO
    assert [event.fee for event in world.events(StakeRemoved)] == [0, 0, 0]


def test_all_that_was_to_be_unstaked_on_root_has_claimed_nothing(world: World) -> None:
    """With a pool there, what a price limit kept staked too, as in the reference."""
    world.pallet(Subnets).subnet_mechanism[ROOT] = 1
    world.setup_reserves(ROOT, 100 * TAO, 100 * TAO)
    staked(world, 100 * TAO, ROOT)
    claims = world.pallet(RootClaims)
    claims.root_claimable[HOTKEY] = {1: I96F32.from_num(1)}
    claims.root_claimed[1, HOTKEY, COLDKEY] = 100 * TAO
    world.endow(subnet(world, ROOT), 100 * TAO)
    limit = 900_000_000
    trades = world.pallet(Trades)
    trades.unstake_from_subnet(HOTKEY, COLDKEY, COLDKEY, ROOT, 50 * TAO, price_limit=limit)
    assert world.pallet(Stake).of(HOTKEY, COLDKEY, ROOT) > 90 * TAO
    assert claims.root_claimed[1, HOTKEY, COLDKEY] == 50 * TAO


def test_root_stake_has_no_claim_to_dividends_before_it(world: World) -> None:
    trades, claims = world.pallet(Trades), world.pallet(RootClaims)
    claims.root_claimable[HOTKEY] = {1: I96F32(1 << 31)}
    trades.stake_into_subnet(HOTKEY, COLDKEY, 0, 1000)
    assert claims.root_claimed[1, HOTKEY, COLDKEY] == 500
    trades.unstake_from_subnet(HOTKEY, COLDKEY, COLDKEY, 0, 400)
    assert claims.root_claimed[1, HOTKEY, COLDKEY] == 300
    trades.stake_into_subnet(HOTKEY, COLDKEY, 1, TAO)
    assert claims.root_claimed[1, HOTKEY, COLDKEY] == 300
