"""Each drift of the reference, made on purpose: so much is off, and the books know it."""

from __future__ import annotations

from pathlib import Path

import pytest

from chain.kit import DevChain, Receipt, account, to
from genesis.presets import ENDOWED, ENDOWED_ADDRESSES, TAO
from pallets.admin_utils import ChainAdmin, RegistrationAdmin
from pallets.alpha_assets import AlphaAssets
from pallets.balances import Balances, Ledger
from pallets.subtensor.money.accounts import subnet_account
from pallets.subtensor.networks import Dissolution, NetworkRegistration
from pallets.subtensor.registration import Registration
from pallets.subtensor.state import Issuance, RegistrationParameters
from runtime.call import Call
from tests.properties.accounting import PALLET_ID, Drift
from tests.properties.actions import by_root
from tests.properties.staking import Staking
from tests.properties.subnet_chain import SUDO, SubnetChain

HOTKEY = account("//Hotkey0")
PRICE = TAO // 2
DEPOSIT = 500
LOCK = 100 * TAO  # the lowest cost of a subnet
ALL = 2**64 - 1

found = NetworkRegistration.register_network(HOTKEY)
dissolve = Dissolution.root_dissolve_network


class Told:
    """A chain on which a story is told, step by step, with the books checked after each."""

    def __init__(self) -> None:
        self.tested = SubnetChain()

    def do(self, call: Call, who: str = "//Bob") -> Receipt:
        receipt = self.tested.require(call, who)
        self.tested.books.check(self.tested.chain)
        return receipt

    def root(self, call: Call) -> None:
        self.do(by_root(call), SUDO)

    def drift(self, drift: Drift, place: int | None = None) -> int:
        return self.tested.books.drifts[drift][place]

    def leave_with(self, who: str, amount: int) -> None:
        """Let somebody have just this."""
        rest = self.balance(who) - amount
        self.root(Balances.force_transfer(to(who), to("//Charlie"), rest))

    def fee_of(self, call: Call) -> int:
        """What a call costs: the same for everybody."""
        other = SubnetChain()
        return other.require(call, "//Dave").fee

    def balance(self, who: str | bytes) -> int:
        return self.tested.chain.balance(who)


@pytest.fixture
def told() -> Told:
    return Told()


def test_the_pool_of_subnet_1_has_no_money(told: Told) -> None:
    assert told.drift(Drift.GENESIS_POOL, 1) == -10 * TAO
    assert told.drift(Drift.GENESIS_POOL_UNCOUNTED) == -10 * TAO
    assert told.drift(Drift.FIRST_ALPHA, 1) == 11 * TAO
    told.tested.books.check(told.tested.chain)


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
    told.do(Staking.stake(HOTKEY, 1, TAO))
    held = told.balance(subnet_account(PALLET_ID, 1))
    told.do(Staking.unstake(HOTKEY, 1, ALL))
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
    told.do(Staking.stake(HOTKEY, 0, TAO))
    assert told.drift(Drift.ALPHA_FROM_NOWHERE, 0) == TAO
    told.do(Staking.unstake(HOTKEY, 0, ALL))
    told.do(Staking.stake(HOTKEY, 0, TAO))
    assert told.drift(Drift.ALPHA_FROM_NOWHERE, 0) == TAO  # what came back was there


def test_alpha_that_was_never_issued_is_recycled_for_nothing(told: Told) -> None:
    told.do(found)
    told.do(Staking.stake(HOTKEY, 2, TAO))
    staked = told.tested.books.alpha_out(2)
    told.do(Staking.emit(HOTKEY, 2, 5))
    told.do(Staking.recycle(HOTKEY, 2, ALL))
    assert told.drift(Drift.RECYCLED_UNISSUED, 2) == -staked
    assert told.tested.chain.pallet(AlphaAssets).total_alpha_issuance[2] == 0


def test_burned_alpha_is_outside_and_nobodys(told: Told) -> None:
    told.do(found)
    told.do(Staking.stake(HOTKEY, 2, TAO))
    staked = told.tested.books.alpha_out(2)
    told.do(Staking.burn(HOTKEY, 2, ALL))
    assert told.drift(Drift.BURNED_ALPHA, 2) == told.tested.books.alpha_out(2) == staked


def test_the_counter_of_alpha_outlives_its_subnet(told: Told) -> None:
    told.do(found)
    told.do(Staking.stake(HOTKEY, 2, TAO))
    told.do(Staking.emit(HOTKEY, 2, 5))
    told.root(dissolve(2))
    assert told.drift(Drift.ISSUED_BEFORE, 2) == -5
    told.do(found)
    assert told.tested.chain.pallet(AlphaAssets).total_alpha_issuance[2] == 5


def test_every_drift_is_told_of_here() -> None:
    source = Path(__file__).read_text()
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
