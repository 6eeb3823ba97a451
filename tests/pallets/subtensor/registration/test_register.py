"""A neuron registers: it gets a uid, its coldkey pays, and the next one pays more."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from pallets.balances.events import Transfer
from pallets.subtensor.events import NeuronRegistered, RAORecycledForRegistrationSet
from pallets.subtensor.registration import Registration
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import Endpoints
from runtime.call import Call
from runtime.fixed import U64F64
from tests.pallets.subtensor.registration.desk import NETUID, PAYER, U64_MAX, Desk
from tests.pallets.subtensor.world import ED, RESERVE, account, fails

HOTKEY = 1


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.world.endow(PAYER, 50_000)
    return desk


CALLS = [
    Registration.burned_register(NETUID, account(HOTKEY)),
    Registration.register(NETUID, 99, 7, b"no work", account(HOTKEY), account(123)),
    Registration.register_limit(NETUID, account(HOTKEY), 1_000),
]


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.declaration.name)
def test_all_three_calls_register_a_neuron_of_the_signer(desk: Desk, call: Call) -> None:
    desk.world.run(call, by=PAYER)
    assert desk.hotkeys() == [HOTKEY]
    assert desk.table.uid_of(NETUID, account(HOTKEY)) == 0
    assert desk.ownership.owner_of(account(HOTKEY)) == account(PAYER)
    assert desk.world.pallet(Stake).on_hotkey(account(HOTKEY), NETUID) == 0
    assert desk.world.pallet(Endpoints).axons[NETUID, account(HOTKEY)] is None
    assert desk.reserves.subnet_tao_flow[NETUID] == 1_000
    assert desk.parameters.registrations_this_block[NETUID] == 1
    assert desk.world.balance(PAYER) == 49_000


def test_events_tell_of_it_in_order(desk: Desk) -> None:
    desk.world.forget_events()
    desk.register(HOTKEY)
    transfers = desk.world.events(Transfer)
    assert transfers == [Transfer(account(PAYER), desk.account, 1_000)]
    assert desk.world.all_events()[-3:] == [
        *transfers,
        RAORecycledForRegistrationSet(NETUID, 1_000),
        NeuronRegistered(NETUID, 0, account(HOTKEY)),
    ]


def test_the_price_goes_into_the_pool_and_the_alpha_vanishes(desk: Desk) -> None:
    desk.give_pool()
    price = 10**9
    desk.parameters.burn[NETUID] = price
    desk.world.endow(PAYER, price)
    held = desk.world.balance(desk.account)
    desk.register(HOTKEY)
    fee = price * 33 // 65_535
    reserves = desk.reserves
    assert desk.world.balance(desk.account) == held + price
    assert reserves.subnet_tao[NETUID] == RESERVE + price - fee
    bought = RESERVE - reserves.subnet_alpha_in[NETUID]
    # With equal weights the product of the reserves stays.
    assert bought == RESERVE - -(-RESERVE * RESERVE // (RESERVE + price - fee))
    assert reserves.subnet_alpha_out[NETUID] == RESERVE
    assert desk.issuance.total_stake.get() == price
    assert reserves.subnet_volume[NETUID] == price
    assert desk.world.pallet(Stake).on_hotkey(account(HOTKEY), NETUID) == 0
    # The fee is nobody's: it stays in the subnet's account.
    assert desk.world.balance(12345) == 0


def test_a_payer_keeps_the_existential_deposit_and_the_whole_price_is_recorded() -> None:
    desk = Desk()
    desk.world.endow(PAYER, 1_000)
    desk.register(HOTKEY)
    assert desk.world.balance(PAYER) == ED
    assert desk.world.balance(desk.account) == 1_000 - ED
    assert desk.reserves.subnet_tao_flow[NETUID] == 1_000 - ED
    assert desk.parameters.rao_recycled_for_registration[NETUID] == 1_000


def test_recycled_rao_adds_up(desk: Desk) -> None:
    desk.register(1)
    desk.world.step()
    second = desk.price
    desk.register(2)
    assert second == 500
    assert desk.parameters.rao_recycled_for_registration[NETUID] == 1_500
    desk.parameters.rao_recycled_for_registration[NETUID] = U64_MAX
    desk.register(3)
    assert desk.parameters.rao_recycled_for_registration[NETUID] == U64_MAX


def test_the_price_rises_at_once_and_falls_with_the_next_block(desk: Desk) -> None:
    desk.parameters.burn_half_life[NETUID] = 1_000
    desk.parameters.burn_increase_mult[NETUID] = U64F64.from_num(2)
    desk.register(HOTKEY)
    assert desk.price == 2_000
    desk.world.step()
    assert desk.price == 1_998


def test_the_price_rises_to_its_bound(desk: Desk) -> None:
    desk.parameters.burn_half_life[NETUID] = 1
    desk.parameters.burn_increase_mult[NETUID] = U64F64.from_num(2)
    desk.parameters.min_burn[NETUID] = 10_000
    desk.parameters.max_burn[NETUID] = 15_000
    desk.parameters.burn[NETUID] = 1
    desk.world.step()
    assert desk.price == 10_000
    desk.register(HOTKEY)
    assert desk.price == 15_000
    assert desk.world.balance(PAYER) == 40_000
    for _ in range(2):
        desk.world.step()
        assert desk.price == 10_000


class Rush(NamedTuple):
    """A subnet's price, multiplier and bounds, and how many register there in one block; then the
    price, and what they have paid together."""

    price: int
    mult: int
    least: int
    most: int
    count: int
    last_price: int
    paid: int


RUSHES = [
    Rush(0, 0, 100_000, U64_MAX, 7, 100_000, 600_000),
    Rush(5, 0, 1, U64_MAX, 7, 5, 35),
    Rush(0, 1, 100_000, U64_MAX, 7, 100_000, 600_000),
    Rush(7, 1, 1, U64_MAX, 7, 7, 49),
    Rush(2, 2, 1, 400, 8, 400, 510),
    Rush(3, 3, 1, U64_MAX, 6, 2_187, 1_092),
    Rush(4, 4, 1, U64_MAX, 6, 16_384, 5_460),
    Rush(7, 10, 1, 500_000, 5, 500_000, 77_777),
    Rush(1, 100, 1, 5_000_000_000, 5, 5_000_000_000, 101_010_101),
    Rush(1, 1_000, 1, 50_000_000_000, 4, 50_000_000_000, 1_001_001_001),
    Rush(5, 1, 1, U64_MAX, 32, 5, 160),
    Rush(1, 2, 1, U64_MAX, 20, 1_048_576, 1_048_575),
]


@pytest.mark.parametrize("rush", RUSHES)
def test_each_registration_of_a_block_pays_more(rush: Rush) -> None:
    desk = Desk()
    desk.open(NETUID, rush.price, rush.mult, rush.least)
    desk.parameters.max_burn[NETUID] = rush.most
    desk.parameters.burn_half_life[NETUID] = 0
    desk.parameters.registrations_this_interval[NETUID] = 18
    desk.world.endow(PAYER, rush.paid + 11)
    for hotkey in range(1, rush.count + 1):
        before, asked = desk.world.balance(PAYER), desk.price
        desk.register(hotkey)
        assert desk.world.balance(PAYER) == before - asked
        assert desk.parameters.registrations_this_block[NETUID] == hotkey
    assert desk.world.balance(PAYER) == 11
    assert desk.price == rush.last_price
    assert desk.parameters.rao_recycled_for_registration[NETUID] == rush.paid
    assert desk.hotkeys() == list(range(1, rush.count + 1))
    desk.world.step()
    assert desk.price == rush.last_price
    assert desk.parameters.registrations_this_block[NETUID] == 0
    assert desk.parameters.registrations_this_interval[NETUID] == 18  # root's alone


def test_the_count_of_a_block_saturates(desk: Desk) -> None:
    desk.parameters.registrations_this_block[NETUID] = 65_535
    desk.register(HOTKEY)
    assert desk.parameters.registrations_this_block[NETUID] == 65_535


def test_a_limit_of_the_price(desk: Desk) -> None:
    call = Registration.register_limit(NETUID, account(HOTKEY), 999)
    with fails("RegistrationPriceLimitExceeded"):
        desk.world.run(call, by=PAYER)
    desk.world.run(Registration.register_limit(NETUID, account(HOTKEY), 1_001), by=PAYER)
    assert desk.world.balance(PAYER) == 49_000  # the price, not the limit


def test_a_coldkey_registers_its_hotkey_in_several_subnets(desk: Desk) -> None:
    desk.open(2, price=5)
    for netuid in (NETUID, 2):
        desk.world.run(Registration.burned_register(netuid, account(HOTKEY)), by=PAYER)
    assert desk.table.networks_of(account(HOTKEY)) == [1, 2]
    assert desk.ownership.keys.owned_hotkeys[account(PAYER)] == [account(HOTKEY)]


def test_a_missing_vector_of_last_updates_is_filled_up(desk: Desk) -> None:
    desk.neurons.subnetwork_n[NETUID] = 3
    desk.register(HOTKEY)
    assert desk.table.weight_table.last_update[NETUID] == [0, 0, 0, 1]
