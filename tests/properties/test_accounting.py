"""Each drift of the reference, made on purpose: so much is off, and the books know it."""

from __future__ import annotations

from pathlib import Path

import pytest

from chain.kit import DevChain, account, to
from genesis.presets import ENDOWED, ENDOWED_ADDRESSES, TAO
from pallets.admin_utils import ChainAdmin, RegistrationAdmin, SubnetsAdmin
from pallets.alpha_assets import AlphaAssets
from pallets.balances import Balances, Ledger
from pallets.subtensor.money.accounts import subnet_account
from pallets.subtensor.networks import Dissolution, SubnetStart
from pallets.subtensor.registration import Registration
from pallets.subtensor.staking import AddStake, BurnStake, RemoveStake
from pallets.subtensor.state import (
    Issuance,
    PoolReserves,
    RegistrationParameters,
    Schedule,
    Subnets,
)
from runtime.fixed import I96F32
from runtime.scale import U64, encode
from tests.properties.accounting import PALLET_ID
from tests.properties.actions import SUDO, by_root, written
from tests.properties.drifts import Drift
from tests.properties.told import ALL, HOTKEY, Told, found

PRICE = TAO // 2
DEPOSIT = 500
LOCK = 100 * TAO  # the lowest cost of a subnet

dissolve = Dissolution.root_dissolve_network


@pytest.fixture
def told() -> Told:
    return Told()


def test_the_pool_of_subnet_1_has_no_money(told: Told) -> None:
    assert told.drift(Drift.GENESIS_POOL, 1) == -10 * TAO
    assert told.drift(Drift.GENESIS_POOL_UNCOUNTED) == -10 * TAO
    assert told.drift(Drift.FIRST_ALPHA, 1) == 11 * TAO
    told.tested.check()


def test_more_goes_with_subnet_1_than_was_ever_staked(told: Told) -> None:
    told.root(dissolve(1))
    assert told.drift(Drift.STAKE_BELOW_ZERO) == 10 * TAO
    assert told.drift(Drift.GENESIS_POOL_UNCOUNTED) == -10 * TAO  # and so they make up


def test_a_neurons_fee_stays_and_its_alpha_vanishes(told: Told) -> None:
    told.do(found)
    price = next_price(told, 2)
    told.do(Registration.burned_register(2, account("//Hotkey1")))
    fee = price * 33 // 65535
    assert told.drift(Drift.SWAP_FEE, 2) == told.drift(Drift.FEE_COUNTED) == fee
    bought = (price - fee) * LOCK // (LOCK + price - fee)
    assert -told.drift(Drift.BOUGHT_BY_NEURONS, 2) in (bought, bought + 1)
    assert told.drift(Drift.UNPAID_PRICE, 2) == 0


def next_price(told: Told, netuid: int) -> int:
    """What a neuron costs in the next block."""
    burn: int = told.tested.chain.begin().runtime.pallet(RegistrationParameters).burn[netuid]
    return burn


@pytest.mark.parametrize("left", [0, 1, 499, 500])
def test_who_keeps_the_deposit_pays_less_than_is_recorded(told: Told, left: int) -> None:
    told.do(found)
    told.root(ChainAdmin.sudo_set_admin_freeze_window(0))
    told.root(RegistrationAdmin.sudo_set_min_burn(2, PRICE))
    told.root(RegistrationAdmin.sudo_set_burn_half_life(2, 1))
    fee = told.do(Registration.burned_register(2, account("//Hotkey1"))).fee
    told.tested.advance(2)
    told.leave_with("//Dave", fee + PRICE + left)
    told.do(Registration.burned_register(2, account("//Hotkey2")), "//Dave")
    assert told.drift(Drift.UNPAID_PRICE, 2) == DEPOSIT - left
    assert told.balance("//Dave") == DEPOSIT


def test_root_records_what_it_wants(told: Told) -> None:
    told.root(RegistrationAdmin.sudo_set_rao_recycled(1, 5))
    assert told.drift(Drift.RECORDED_BY_ROOT, 1) == 5


@pytest.mark.parametrize("left", [0, 1, 499, 500])
def test_who_keeps_the_deposit_locks_less_than_the_pool_has(told: Told, left: int) -> None:
    told.leave_with("//Dave", told.fee_of(found) + LOCK + left)
    told.do(found, "//Dave")
    assert told.drift(Drift.SHORT_LOCK, 2) == left - DEPOSIT
    assert told.tested.books.tao(2) == LOCK


def test_gifts_and_the_deposit_stay_out_of_the_pool(told: Told) -> None:
    told.do(found)
    told.do(Balances.transfer_keep_alive(to(subnet_account(PALLET_ID, 2)), 7))
    assert (told.drift(Drift.GIFT, 2), told.tested.books.tao(2)) == (7, LOCK)
    told.root(dissolve(2))
    assert (told.drift(Drift.GIFT, 2), told.drift(Drift.DISSOLVED, 2)) == (0, DEPOSIT)
    told.do(found)
    assert told.balance(subnet_account(PALLET_ID, 2)) == told.tested.books.tao(2) + DEPOSIT


def test_only_subnet_1_may_lose_dust(told: Told) -> None:
    """What stakers brought is all that its account has, and they may take nearly all of it."""
    told.open(1)
    told.do(AddStake.add_stake(HOTKEY, 1, TAO))
    held = told.balance(subnet_account(PALLET_ID, 1))
    told.do(RemoveStake.remove_stake(HOTKEY, 1, ALL))
    dust = -told.drift(Drift.ACCOUNT_DUST, 1)
    assert 0 < dust < DEPOSIT < held
    assert told.balance(subnet_account(PALLET_ID, 1)) == 0
    assert told.drift(Drift.DUST) == 0


def test_burned_and_lost_tao_stays_issued_for_subtensor(told: Told) -> None:
    told.do(Balances.burn(TAO, False))
    assert told.drift(Drift.BURNED_BY_OWNERS) == TAO
    spend = Balances.transfer_allow_death(to("//Charlie"), TAO)
    told.leave_with("//Dave", told.fee_of(spend) + 499 + TAO)
    told.do(spend, "//Dave")
    assert told.drift(Drift.DUST) == 499


def test_root_pays_out_alpha_that_it_has_not(told: Told) -> None:
    told.open(0)
    told.do(AddStake.add_stake(HOTKEY, 0, TAO))
    assert told.drift(Drift.ALPHA_FROM_NOWHERE, 0) == TAO
    told.do(RemoveStake.remove_stake(HOTKEY, 0, ALL))
    told.do(AddStake.add_stake(HOTKEY, 0, TAO))
    assert told.drift(Drift.ALPHA_FROM_NOWHERE, 0) == TAO  # what came back was there


def test_alpha_that_was_never_issued_is_recycled_for_nothing(told: Told) -> None:
    told.open(2)
    told.do(AddStake.add_stake(HOTKEY, 2, TAO))
    staked = told.tested.books.alpha_out(2)
    told.do(BurnStake.recycle_alpha(HOTKEY, ALL, 2))
    assert told.drift(Drift.RECYCLED_UNISSUED, 2) == -staked
    assert told.tested.chain.pallet(AlphaAssets).total_alpha_issuance[2] == 0


def test_burned_alpha_is_outside_and_nobodys(told: Told) -> None:
    told.open(2)
    told.do(AddStake.add_stake(HOTKEY, 2, TAO))
    staked = told.tested.books.alpha_out(2)
    told.do(BurnStake.burn_alpha(HOTKEY, ALL, 2))
    assert told.drift(Drift.BURNED_ALPHA, 2) == told.tested.books.alpha_out(2) == staked


def test_the_counter_of_alpha_outlives_its_subnet(started: Told) -> None:
    issued = started.tested.chain.pallet(AlphaAssets).total_alpha_issuance[2]
    assert issued > 0
    started.root(dissolve(2))
    left = issued + TAO  # of the block that it goes in
    assert started.drift(Drift.ISSUED_BEFORE, 2) == -left
    started.do(found)
    assert started.tested.chain.pallet(AlphaAssets).total_alpha_issuance[2] == left


# What blocks mint


@pytest.fixture
def started(told: Told) -> Told:
    """Subnet 2 has had its first epoch, and gets TAO from the next block on."""
    told.do(found)
    told.do(SubnetStart.start_call(2))
    told.do(AddStake.add_stake(HOTKEY, 2, TAO))
    told.root(SubnetsAdmin.sudo_set_subnet_emission_enabled(2, True))
    told.root(ChainAdmin.sudo_set_admin_freeze_window(0))
    told.root(SubnetsAdmin.sudo_set_tempo(2, 10))
    while told.tested.chain.pallet(Schedule).blocks_since_last_step[2]:
        told.tested.advance()
    return told


def test_alpha_waits_for_the_epoch_and_is_floored(started: Told) -> None:
    rounded = started.drift(Drift.ROUNDED, 2)
    started.go_on()
    # 18 % for the owner, and two halves of the rest.
    assert started.drift(Drift.WAITING, 2) == 179_995_422 + 2 * 410_002_288
    assert started.drift(Drift.ROUNDED, 2) == rounded + 2
    started.go_on(9)
    assert started.drift(Drift.WAITING, 2) == 0
    assert started.drift(Drift.ROUNDED, 2) == rounded + 10 * 2 + 1


def test_alpha_that_nobody_earns_is_nobodys(told: Told) -> None:
    told.do(found)
    told.do(SubnetStart.start_call(2))
    while not told.drift(Drift.ROUNDED, 2):
        told.go_on()
    # There was an epoch after the first block: the owner got the cut, and all else was lost.
    assert told.drift(Drift.ROUNDED, 2) == TAO - 179_995_422


def test_a_block_buys_alpha_for_nobody(started: Told) -> None:
    set_moving_price(started, 2, 1)
    before = started.tested.books.pool(2)
    bought = started.drift(Drift.BOUGHT_BY_CHAIN, 2)
    started.go_on()
    assert started.drift(Drift.BOUGHT_BY_CHAIN, 2) == bought + before.alpha_for(TAO)


def test_a_block_may_find_nothing_to_buy(told: Told) -> None:
    """When the pool has less alpha than a swap may pay out of: here it never had more."""
    reserves, books = told.tested.chain.pallet(PoolReserves), told.tested.books
    books.drift(Drift.FIRST_ALPHA, 1, 999_999 - books.alpha_in(1))
    told.do(written(reserves.subnet_alpha_in.key_of(1), encode(U64, 999_999)), SUDO)
    set_moving_price(told, 1, 1)
    start(told, 1)
    told.go_on()
    assert told.drift(Drift.BOUGHT_NOTHING, 1) == TAO


def set_moving_price(told: Told, netuid: int, tao: int) -> None:
    moving = told.tested.chain.pallet(PoolReserves).subnet_moving_price.key_of(netuid)
    told.do(written(moving, encode(I96F32, I96F32.from_num(tao))), SUDO)


def start(told: Told, netuid: int) -> None:
    """A subnet is started, even if its owner can not."""
    subnets = told.tested.chain.pallet(Subnets)
    first = subnets.first_emission_block_number.key_of(netuid)
    told.do(written(first, encode(U64, 1)), SUDO)
    told.do(written(subnets.subtoken_enabled.key_of(netuid), encode(bool, True)), SUDO)


def test_every_drift_is_told_of_in_these_tests() -> None:
    here = Path(__file__)
    source = here.read_text() + here.with_name("test_staking_drifts.py").read_text()
    assert all(f"Drift.{drift.name}" in source for drift in Drift)


def test_subtensor_knows_of_no_issuance_on_a_built_in_chain() -> None:
    """Genesis does not tell it, and what is recycled from nothing leaves nothing."""
    chain = DevChain()
    endowed = sum(ENDOWED.values()) + sum(ENDOWED_ADDRESSES.values())
    assert chain.pallet(Ledger).total_issuance.get() == endowed == 3_016_000 * TAO
    assert chain.pallet(Issuance).total_issuance.get() == 0
    chain.submit(found, "//Bob").require()
    chain.submit(by_root(dissolve(2)), SUDO).require()
    assert chain.pallet(Ledger).total_issuance.get() == endowed - 1_000 * TAO + DEPOSIT
    assert chain.pallet(Issuance).total_issuance.get() == 0
