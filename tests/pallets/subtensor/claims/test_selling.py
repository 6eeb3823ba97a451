"""Dividends of root are claimed as TAO, which is staked on root."""

from __future__ import annotations

import pytest

from pallets.balances import Ledger
from pallets.subtensor.claims import RootClaiming
from pallets.subtensor.claims.claiming import is_sold
from pallets.subtensor.money import Tao
from pallets.subtensor.state import Emissions, Issuance, PoolReserves
from pallets.subtensor.types import ROOT, Keep, KeepSubnets, Swap
from pallets.swap.errors import ReservesTooLow
from pallets.system.system import System
from runtime.fixed import I96F32
from tests.pallets.subtensor.claims.staked import (
    ALICE,
    EVE,
    HOTKEY,
    OTHER,
    Validator,
    claimable,
)
from tests.pallets.subtensor.world import AUTHOR, fails

IN_POOL, ALPHA_IN_POOL = 50_000_000_000, 100_000_000_000  # rao; one alpha costs half a TAO
ALPHA = 10_000_000  # rao of an epoch's dividends


@pytest.fixture
def validator() -> Validator:
    """Alice has a tenth of what is staked on root."""
    made = Validator(tao=IN_POOL, alpha=ALPHA_IN_POOL)
    made.stake_on_root({ALICE: 2_000_000, OTHER: 18_000_000})
    return made


def test_what_is_sold() -> None:
    some = KeepSubnets(frozenset({1, 3}))
    assert [is_sold(Swap(), netuid) for netuid in (1, 2)] == [True, True]
    assert [is_sold(Keep(), netuid) for netuid in (1, 2)] == [False, False]
    assert [is_sold(some, netuid) for netuid in (1, 2, 3)] == [False, True, False]


@pytest.mark.parametrize("elsewhere", [Swap(), KeepSubnets(frozenset({100}))])
def test_alpha_is_sold_unless_it_is_kept(
    validator: Validator, elsewhere: Swap | KeepSubnets
) -> None:
    validator.choose(elsewhere, ALICE)
    validator.distribute(ALPHA)
    validator.claim(ALICE)
    # 820,004 rao of alpha; what the trade moves the price by is 3 rao of TAO.
    assert validator.on_root(ALICE) == 2_000_000 + 409_998
    assert validator.stake(ALICE) == 0


def test_alpha_of_named_subnets_is_kept(validator: Validator) -> None:
    validator.choose(KeepSubnets(frozenset({validator.netuid})), ALICE)
    validator.distribute(ALPHA)
    validator.claim(ALICE)
    assert (validator.stake(ALICE), validator.on_root(ALICE)) == (820_004, 2_000_000)


def test_what_was_bought_counts_at_the_next_epoch_and_not_before(validator: Validator) -> None:
    """Three epochs, beside the same in integers: the pool, the rate, the stake, what is claimed."""
    tao, alpha, rate, claimed, stake = IN_POOL, ALPHA_IN_POOL, 0, 0, 2_000_000
    all_stake = 20_000_000
    stakes = []
    for _ in range(3):
        validator.distribute(ALPHA)
        validator.claim(ALICE)
        rate += (8_200_045 << 32) // all_stake
        owed = claimable(rate, stake) - claimed
        bought = tao * owed // (alpha + owed)
        tao, alpha = tao - bought, alpha + owed
        stake, all_stake = stake + bought, all_stake + bought
        claimed += owed + claimable(rate, bought)
        stakes.append(stake)
        assert validator.rate == I96F32(rate)
        assert (validator.on_root(ALICE), validator.claimed(ALICE)) == (stake, claimed)
    assert stakes == [2_409_998, 2_894_113, 3_461_993]


def test_all_that_a_sale_changes(validator: Validator) -> None:
    world, netuid = validator.world, validator.netuid
    reserves, sold = world.pallet(PoolReserves), world.pallet(Emissions).subnet_root_sell_tao
    total, root_account = world.pallet(Issuance).total_stake, world.pallet(Tao).subnet_account(ROOT)
    assert root_account is not None
    validator.distribute(ALPHA)
    sold[netuid], reserves.subnet_protocol_flow[netuid] = 7, -3
    total.set(10**9)
    outside, volume = reserves.subnet_alpha_out[netuid], reserves.subnet_volume[netuid]
    held = world.balance(validator.subnet_account), world.balance(root_account)
    author, issued = world.balance(AUTHOR), world.pallet(Ledger).total_issuance.get()
    validator.claim(ALICE)
    tao, alpha = 409_998, 820_004
    assert reserves.subnet_tao[netuid] == IN_POOL - tao
    assert reserves.subnet_alpha_in[netuid] == ALPHA_IN_POOL + alpha
    assert reserves.subnet_alpha_out[netuid] == max(outside - alpha, 0)
    assert reserves.subnet_volume[netuid] == volume + tao
    assert (reserves.subnet_tao[ROOT], reserves.subnet_alpha_out[ROOT]) == (tao, tao)
    assert sold[netuid] == 7 + tao
    assert reserves.subnet_protocol_flow[netuid] == -3 - tao
    assert netuid not in reserves.subnet_tao_flow
    assert total.get() == 10**9  # what leaves the subnet comes to root
    moved = world.balance(validator.subnet_account), world.balance(root_account)
    assert moved == (held[0] - tao, held[1] + tao)
    assert (world.balance(AUTHOR), world.pallet(Ledger).total_issuance.get()) == (author, issued)


def test_what_was_claimed_is_not_claimed_again(validator: Validator) -> None:
    """Not by the stake that was bought either, and however little may be claimed."""
    validator.claims.root_claimable_threshold[validator.netuid] = I96F32(0)
    validator.distribute(ALPHA)
    validator.claim(ALICE)
    before = validator.world.stored()
    events = validator.world.pallet(System).events.key[:16]
    for _ in range(2):
        validator.claim(ALICE)
        after = validator.world.stored()
        changed = [key for key in before | after if before.get(key) != after.get(key)]
        assert all(key.startswith(events) for key in changed)


@pytest.mark.parametrize("coldkey", [OTHER, EVE])
def test_where_nothing_is_owed_nothing_is_claimed(validator: Validator, coldkey: bytes) -> None:
    """In a subnet that is not there, on root, and by whoever has no stake."""
    world = validator.world
    validator.distribute(ALPHA)
    nothing = frozenset({ROOT, 77} if coldkey == OTHER else {ROOT, validator.netuid, 77})
    money = world.pallet(Ledger).total_issuance.get(), world.balance(validator.subnet_account)
    world.run(RootClaiming.claim_root(nothing), by=coldkey)
    assert validator.stake(coldkey) == 0
    assert validator.on_root(coldkey) == (18_000_000 if coldkey == OTHER else 0)
    now = world.pallet(Ledger).total_issuance.get(), world.balance(validator.subnet_account)
    assert now == money
    assert list(validator.claims.root_claimed.keys()) == []


def test_new_stake_has_no_claim_in_any_subnet(validator: Validator) -> None:
    """It counts as claimed at all rates of the hotkey, the one that is being claimed included."""
    validator.distribute(ALPHA)
    rates = validator.claims.root_claimable[HOTKEY]
    rates |= {7: I96F32.from_num(2), ROOT: I96F32.from_num(3)}
    validator.claims.root_claimable[HOTKEY] = rates
    validator.claim(ALICE)
    claimed = validator.claims.root_claimed
    assert claimed[validator.netuid, HOTKEY, ALICE] == 820_004 + claimable(rates[1].bits, 409_998)
    assert claimed[7, HOTKEY, ALICE] == 2 * 409_998
    assert claimed[ROOT, HOTKEY, ALICE] == 3 * 409_998


# What can fail


def test_alpha_that_is_worth_nothing_can_not_be_sold(validator: Validator) -> None:
    """And so it is not claimed either, nor anything else with it."""
    validator.claims.root_claimable_threshold[validator.netuid] = I96F32.from_num(0)
    validator.claims.root_claimable[HOTKEY] = {validator.netuid: I96F32(2_148)}  # a rao for Alice
    with fails(ReservesTooLow.__name__):
        validator.claim(ALICE)
    validator.claims.root_claimable[HOTKEY] = {validator.netuid: I96F32(3 * 2_148)}
    validator.claim(ALICE)
    assert (validator.claimed(ALICE), validator.on_root(ALICE)) == (3, 2_000_001)


def test_without_money_in_the_subnet_nothing_is_claimed(validator: Validator) -> None:
    world = validator.world
    validator.choose(Swap(), ALICE)
    validator.distribute(ALPHA)
    tao = world.pallet(Tao)
    tao.transfer(validator.subnet_account, AUTHOR, tao.balance_of(validator.subnet_account))
    before = world.stored()
    with fails("InsufficientBalance"):
        validator.claim(ALICE)
    assert world.stored() == before
    validator.keep(ALICE)
    validator.claim(ALICE)
    assert validator.stake(ALICE) == 820_004


def test_what_the_pool_can_not_pay_is_not_claimed_though_there_is_money() -> None:
    """The swap fails before the money is asked for, also where there is none."""
    validator = Validator(tao=99, alpha=ALPHA_IN_POOL)
    validator.stake_on_root({ALICE: 2_000_000})
    validator.distribute(1_000_000)
    before = validator.world.stored()
    with fails(ReservesTooLow.__name__):
        validator.claim(ALICE)
    assert validator.world.stored() == before
    tao = validator.world.pallet(Tao)
    tao.transfer(validator.subnet_account, AUTHOR, tao.balance_of(validator.subnet_account))
    with fails(ReservesTooLow.__name__):
        validator.claim(ALICE)


def test_one_sale_that_fails_undoes_those_in_other_subnets(validator: Validator) -> None:
    world, second = validator.world, validator.netuid + 1
    world.add_dynamic_network(2002, 2001)
    world.setup_reserves(second, 99, ALPHA_IN_POOL)
    validator.distribute(ALPHA)
    rates = validator.claims.root_claimable[HOTKEY]
    validator.claims.root_claimable[HOTKEY] = rates | {second: I96F32.from_num(1)}
    before = world.stored()
    with fails(ReservesTooLow.__name__):
        world.run(RootClaiming.claim_root(frozenset({1, second})), by=ALICE)
    assert world.stored() == before
    world.run(RootClaiming.claim_root(frozenset({1})), by=ALICE)
    assert validator.on_root(ALICE) == 2_409_998
