"""Trades without stake and money: reserves and counters."""

from __future__ import annotations

import pytest

from pallets.subtensor.stake import Trades
from pallets.subtensor.state import (
    PoolReserves,
    Subnets,
)
from pallets.swap import MAX_PRICE, MIN_PRICE, SwapResult
from tests.pallets.subtensor.stake.market import (
    bought,
    changes,
    counters,
    pool_world,
    sold,
)
from tests.pallets.subtensor.world import TAO, World, fails


@pytest.fixture
def world() -> World:
    return pool_world()


def test_bought_alpha_leaves_the_pool_and_what_was_paid_enters_it(world: World) -> None:
    before, trade = counters(world), bought(TAO)
    assert world.pallet(Trades).swap_tao_for_alpha(1, TAO, MAX_PRICE) == trade
    assert trade.fee_paid == 503_547
    assert changes(world, before) == {
        "tao": TAO - trade.fee_paid,
        "alpha_in": -trade.amount_paid_out,
        "alpha_out": trade.amount_paid_out,
        "total_stake": TAO,  # with the fee, which is in no pool
        "volume": TAO,
    }


def test_sold_alpha_enters_the_pool_and_what_was_got_leaves_it(world: World) -> None:
    before, trade = counters(world), sold(TAO)
    assert world.pallet(Trades).swap_alpha_for_tao(1, TAO, MIN_PRICE) == trade
    assert changes(world, before) == {
        "tao": -trade.amount_paid_out,
        "alpha_in": TAO - trade.fee_paid,
        "alpha_out": -(TAO - trade.fee_paid),
        "total_stake": -trade.amount_paid_out,
        "volume": trade.amount_paid_out,
    }


def test_fees_can_be_left_out(world: World) -> None:
    trades = world.pallet(Trades)
    result = trades.swap_tao_for_alpha(1, TAO, MAX_PRICE, drop_fees=True)
    assert (result.amount_paid_in, result.fee_paid) == (TAO, 0)
    result = trades.swap_alpha_for_tao(1, TAO, MIN_PRICE, drop_fees=True)
    assert (result.amount_paid_in, result.fee_paid) == (TAO, 0)


def test_without_a_pool_one_alpha_is_one_tao_without_a_fee(world: World) -> None:
    trades, before = world.pallet(Trades), counters(world, 0)
    assert trades.swap_tao_for_alpha(0, 7, 1) == SwapResult(7, 7, 0, 0)
    # There is no alpha in the reserve to take from, which is written down.
    paid = {"tao": 7, "alpha_out": 7, "total_stake": 7, "volume": 7}
    assert changes(world, before, 0) == paid
    assert 0 in world.pallet(PoolReserves).subnet_alpha_in
    assert trades.swap_alpha_for_tao(0, 5, 10**15) == SwapResult(5, 5, 0, 0)
    left = {"tao": 2, "alpha_out": 2, "total_stake": 2, "volume": 12, "alpha_in": 5}
    assert changes(world, before, 0) == left


def test_a_mechanism_that_is_neither_is_like_none(world: World) -> None:
    world.pallet(Subnets).subnet_mechanism[1] = 2
    assert world.pallet(Trades).swap_tao_for_alpha(1, 7, 1) == SwapResult(7, 7, 0, 0)


def test_a_trade_that_the_swap_refuses_changes_nothing(world: World) -> None:
    trades, before = world.pallet(Trades), counters(world)
    with fails("PriceLimitExceeded"):
        trades.swap_tao_for_alpha(1, TAO, 2 * TAO)  # the price is 2 TAO
    with fails("PriceLimitExceeded"):
        trades.swap_alpha_for_tao(1, TAO, 2 * TAO)
    with fails("SwapInputTooLarge"):
        trades.swap_tao_for_alpha(1, 10_100 * TAO, MAX_PRICE)
    world.setup_reserves(1, 99, 99)
    with fails("ReservesTooLow"):
        trades.swap_tao_for_alpha(1, 1, MAX_PRICE)
    with fails("ReservesTooLow"):
        trades.swap_alpha_for_tao(1, 1, MIN_PRICE)
    world.setup_reserves(1, 10 * TAO, 5 * TAO)
    assert counters(world) == before


@pytest.mark.parametrize(
    ("amount", "paid_in", "paid_out"),
    [(2**63 - 1, 2**63 - 1, 2**63 - 1), (2**63, 2**63 - 1, 2**63), (2**63 + 5, 2**63 - 1, 2**63)],
)
def test_reserves_move_by_what_fits_into_i64(
    world: World, amount: int, paid_in: int, paid_out: int
) -> None:
    pools, trades = world.pallet(PoolReserves), world.pallet(Trades)
    pools.subnet_alpha_in[0] = 2**64 - 1
    trades.swap_tao_for_alpha(0, amount, MAX_PRICE)
    assert pools.subnet_tao[0] == paid_in
    assert pools.subnet_alpha_in[0] == 2**64 - 1 - paid_out
    assert pools.subnet_alpha_out[0] == amount
    pools.subnet_tao[0], pools.subnet_alpha_in[0] = 2**64 - 1, 0
    trades.swap_alpha_for_tao(0, amount, MIN_PRICE)
    assert pools.subnet_tao[0] == 2**64 - 1 - paid_out
    assert pools.subnet_alpha_in[0] == paid_in
    assert pools.subnet_alpha_out[0] == amount - paid_in
