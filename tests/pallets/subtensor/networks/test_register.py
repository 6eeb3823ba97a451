"""A coldkey founds a subnet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pallets.balances.events import Transfer
from pallets.subtensor.config import MAINNET
from pallets.subtensor.events import (
    NetworkAdded,
    NetworkRemoved,
    SubnetIdentitySet,
    SubnetOwnerHotkeySet,
)
from pallets.subtensor.money import Tao
from pallets.subtensor.networks import LockCost, NetworkRegistration, Networks
from pallets.subtensor.networks.first_pool import first_alpha
from pallets.subtensor.networks.symbol_table import SYMBOLS
from pallets.subtensor.stake import Prices, Stake
from pallets.subtensor.state import (
    Delegation,
    Founding,
    Identities,
    Issuance,
    KeyRing,
    Neurons,
    PoolReserves,
    RateLimits,
    RegistrationParameters,
    Schedule,
    StakeLocks,
    Subnets,
)
from pallets.subtensor.types import NetworkLastRegistered, SubnetIdentityV3
from runtime.fixed import I96F32, U64F64
from tests.pallets.subtensor.world import TAO, World, account, fails

HOT, COLD = 1002, 1001
IDENTITY = SubnetIdentityV3(b"n", b"g", b"c", b"u", b"d", b"desc", b"logo", b"more")


@pytest.fixture
def world() -> World:
    return World()


def register(world: World, hotkey: int = HOT, coldkey: int = COLD) -> None:
    world.run(NetworkRegistration.register_network(account(hotkey)), by=coldkey)


def cost(world: World) -> int:
    return world.pallet(LockCost).current()


def fund(world: World, coldkey: int = COLD, extra: int = 1) -> int:
    """Endow the coldkey with what a subnet costs, which is the result, and a bit."""
    amount = cost(world)
    world.endow(coldkey, amount + extra)
    return amount


def test_the_first_subnet_has_its_cost_in_the_pool_at_a_price_of_one(world: World) -> None:
    paid = fund(world)
    world.forget_events()
    register(world)

    subnets, reserves = world.pallet(Subnets), world.pallet(PoolReserves)
    assert subnets.exists(1)
    assert subnets.total_networks.get() == 1
    assert subnets.subnet_owner[1] == account(COLD)
    assert subnets.subnet_owner_hotkey[1] == account(HOT)
    assert subnets.subnet_mechanism[1] == 1
    assert subnets.network_registered_at[1] == 1
    assert subnets.registered_subnet_counter[1] == 1
    assert subnets.token_symbol[1] == SYMBOLS[1]
    assert subnets.subnet_emission_enabled[1] is False
    assert subnets.first_emission_block_number[1] is None
    assert world.pallet(Founding).subnet_locked[1] == paid == 100 * TAO
    assert reserves.subnet_tao[1] == reserves.subnet_alpha_in[1] == paid
    assert reserves.subnet_alpha_out[1] == 0
    assert reserves.subnet_volume[1] == 0
    assert world.pallet(Issuance).total_stake.get() == paid
    recycled = world.pallet(RegistrationParameters).rao_recycled_for_registration
    assert recycled[1] == 0
    # Zeros are stored: they are part of the state, though they read as what is absent.
    for zeros in (reserves.subnet_alpha_out, reserves.subnet_volume, recycled):
        assert 1 in zeros
    assert world.pallet(Prices).alpha_price(1) == U64F64.from_num(1)
    assert world.pallet(Schedule).tempo[1] == world.config.initial_tempo
    assert world.balance(COLD) == 1
    account_of_subnet = world.pallet(Tao).existing_subnet_account(1)
    assert world.balance(account_of_subnet) == paid
    assert world.all_events()[-1] == NetworkAdded(1, 1)
    assert world.events(SubnetOwnerHotkeySet) == [SubnetOwnerHotkeySet(1, account(HOT))]
    assert world.events(Transfer) == [Transfer(account(COLD), account_of_subnet, paid)]


def test_the_owner_has_the_first_neuron_and_no_alpha(world: World) -> None:
    fund(world)
    register(world)
    neurons = world.pallet(Neurons)
    assert neurons.subnetwork_n[1] == 1
    assert neurons.keys[1, 0] == account(HOT)
    assert neurons.block_at_registration[1, 0] == 1
    assert world.pallet(KeyRing).owner[account(HOT)] == account(COLD)
    assert world.pallet(Stake).of(account(HOT), account(COLD), 1) == 0
    assert world.pallet(Stake).on_hotkey(account(HOT), 1) == 0
    assert not list(world.pallet(StakeLocks).lock.items(account(COLD), 1))


def test_the_parameters_of_registration_are_the_defaults(world: World) -> None:
    fund(world)
    register(world)
    parameters = world.pallet(RegistrationParameters)
    assert parameters.min_burn[1] == world.config.initial_min_burn
    assert parameters.network_registration_allowed[1]
    assert parameters.network_pow_registration_allowed[1]


@pytest.mark.parametrize("lowest", [1_000, 1_000 * TAO])
def test_pool_and_lock_are_what_was_paid(world: World, lowest: int) -> None:
    founding = world.pallet(Founding)
    founding.network_min_lock_cost.set(lowest)
    founding.network_last_lock_cost.set(lowest)
    assert cost(world) == lowest
    fund(world)
    register(world)
    assert world.pallet(PoolReserves).subnet_tao[1] == lowest
    assert world.pallet(PoolReserves).subnet_alpha_in[1] == lowest
    assert founding.subnet_locked[1] == lowest


def test_a_later_subnet_begins_at_the_median_price(world: World) -> None:
    for number in (1200, 1202):
        world.add_dynamic_network(number + 1, number)
    world.setup_reserves(1, 500, 100)
    world.setup_reserves(2, 200, 100)
    prices, reserves = world.pallet(Prices), world.pallet(PoolReserves)
    median = prices.median_subnet_price()
    assert median == U64F64(7 << 63)
    paid = fund(world)
    register(world)
    assert reserves.subnet_tao[3] == paid
    assert reserves.subnet_alpha_in[3] == paid * 2 // 7
    assert prices.alpha_price(3) >= median
    assert prices.median_subnet_price() == prices.alpha_price(3)


@pytest.mark.parametrize(
    ("tao", "price", "alpha"),
    [
        (1000, U64F64.from_num(1), 1000),
        (1000, U64F64.from_num(3), 333),
        (1000, U64F64(1 << 63), 2000),
        (2**64 - 1, U64F64(1), 0),  # the quotient overflows: then it is nothing
        (1 << 63, U64F64(1 << 62), 0),
        (1000, U64F64(0), 0),
    ],
)
def test_the_alpha_in_a_pool_makes_the_price(tao: int, price: U64F64, alpha: int) -> None:
    assert first_alpha(tao, price) == alpha


def test_a_payer_keeps_the_existential_deposit_but_the_pool_counts_the_least_cost() -> None:
    world = World(ed=500)
    paid = fund(world, extra=0)
    register(world)
    assert world.balance(COLD) == 500
    assert world.pallet(Founding).subnet_locked[1] == paid - 500
    assert world.pallet(Founding).network_last_lock_cost.get() == paid - 500
    assert world.pallet(PoolReserves).subnet_tao[1] == paid
    assert world.pallet(Issuance).total_stake.get() == paid


def test_the_pool_has_what_was_paid_where_that_is_more_than_the_least_cost() -> None:
    world = World(ed=500)
    world.pallet(Founding).network_last_lock_cost.set(150 * TAO)
    world.pallet(Founding).network_lock_reduction_interval.set(0)  # it does not fall
    paid = fund(world, extra=0) - 500
    register(world)
    assert world.pallet(PoolReserves).subnet_tao[1] == paid == 150 * TAO - 500
    assert world.pallet(Issuance).total_stake.get() == paid


def test_a_subnet_for_nothing_has_an_empty_pool(world: World) -> None:
    founding = world.pallet(Founding)
    founding.network_min_lock_cost.set(0)
    founding.network_last_lock_cost.set(0)
    world.endow(COLD, 1)
    register(world)
    reserves = world.pallet(PoolReserves)
    assert 1 in reserves.subnet_tao
    assert reserves.subnet_tao[1] == reserves.subnet_alpha_in[1] == world.balance(COLD) - 1 == 0
    assert not world.pallet(Issuance).total_stake.exists()


def test_root_validators_become_parents_of_the_owners_hotkey(world: World) -> None:
    world.add_network(0)
    validator, other = account(71), account(72)
    for uid, hotkey in enumerate((validator, other, account(HOT))):
        world.pallet(Neurons).keys[0, uid] = hotkey
        world.pallet(Neurons).uids[0, hotkey] = uid
        world.pallet(KeyRing).owner[hotkey] = account(COLD)
    delegation = world.pallet(Delegation)
    delegation.auto_parent_delegation_enabled[other] = False
    fund(world)
    world.forget_events()
    register(world)
    # At once, since the subnet has not been started.
    expected = {(validator, 1): [(2**64 - 1, account(HOT))]}
    assert dict(delegation.child_keys.items()) == expected
    names = [type(event).__name__ for event in world.all_events()]
    assert names[-2:] == ["SetChildren", "NetworkAdded"]


def test_the_cost_of_the_next_one_doubles(world: World) -> None:
    fund(world)
    register(world)
    limits = world.pallet(RateLimits).last_rate_limited_block
    assert limits[NetworkLastRegistered()] == 1
    assert cost(world) == 200 * TAO


def test_counters_are_by_netuid(world: World) -> None:
    netuids = [world.add_dynamic_network(10 * n, 10 * n + 1) for n in (1, 2)]
    counter = world.pallet(Subnets).registered_subnet_counter
    assert [counter[netuid] for netuid in netuids] == [1, 1]


def test_symbols_are_given_by_netuid_or_as_they_are_free(world: World) -> None:
    world.pallet(Founding).network_min_lock_cost.set(1000)
    world.pallet(Founding).network_last_lock_cost.set(1000)
    symbols = world.pallet(Subnets).token_symbol
    for number in range(5):
        netuid = world.add_dynamic_network(2000 + number, 1000 + number)
        assert symbols[netuid] == SYMBOLS[netuid]
    symbols[2] = SYMBOLS[6]
    assert symbols[world.add_dynamic_network(2006, 1006)] == SYMBOLS[2]
    for number, symbol in enumerate(SYMBOLS):
        symbols[10_000 + number] = symbol
    netuid = world.add_dynamic_network(2007, 1007)
    assert symbols[netuid] == SYMBOLS[0]


def test_an_identity_is_stored_and_told(world: World) -> None:
    fund(world)
    call = NetworkRegistration.register_network_with_identity(account(HOT), IDENTITY)
    world.run(call, by=COLD)
    assert world.pallet(Identities).subnet_identities_v3[1] == IDENTITY
    assert world.all_events()[-2:] == [SubnetIdentitySet(1), NetworkAdded(1, 1)]


def test_without_an_identity_it_is_the_same_as_without_the_word(world: World) -> None:
    fund(world)
    world.run(NetworkRegistration.register_network_with_identity(account(HOT), None), by=COLD)
    assert world.pallet(Identities).subnet_identities_v3[1] is None
    assert not world.events(SubnetIdentitySet)


@pytest.mark.parametrize(
    ("field", "most"),
    [
        ("subnet_name", 256),
        ("github_repo", 1024),
        ("subnet_contact", 1024),
        ("subnet_url", 1024),
        ("discord", 256),
        ("description", 1024),
        ("logo_url", 1024),
        ("additional", 1024),
    ],
)
def test_an_identity_has_bounds(world: World, field: str, most: int) -> None:
    fund(world)
    before = world.stored()
    too_long = _with(field, most + 1)
    with fails("InvalidIdentity"):
        world.run(
            NetworkRegistration.register_network_with_identity(account(HOT), too_long), by=COLD
        )
    assert world.stored() == before
    longest = _with(field, most)
    world.run(NetworkRegistration.register_network_with_identity(account(HOT), longest), by=COLD)


def _with(field: str, length: int) -> SubnetIdentityV3:
    values = {name: getattr(IDENTITY, name) for name in IDENTITY.field_names}
    return SubnetIdentityV3(**{**values, field: b"x" * length})


def test_what_hinders_a_registration_is_looked_at_in_this_order(world: World) -> None:
    """Each obstacle is taken away in turn, and the next one shows."""
    world.pallet(Founding).subnet_limit.set(1)
    world.add_dynamic_network(5, 6)
    tao, keys = world.pallet(Tao), world.pallet(KeyRing)
    system = tao.existing_subnet_account(1)
    keys.owner[system] = account(99)
    world.pallet(Founding).network_registration_start_block.set(100)
    world.pallet(Founding).network_rate_limit.set(50)

    def refused(name: str, hotkey: bytes) -> None:
        before = world.stored()
        with fails(name):
            world.run(NetworkRegistration.register_network(hotkey), by=COLD)
        assert world.stored() == before

    with fails("BadOrigin"):
        world.run(NetworkRegistration.register_network(system))
    refused("NonAssociatedColdKey", system)
    del keys.owner[system]
    refused("CannotUseSystemAccount", system)
    refused("SubNetRegistrationDisabled", account(HOT))
    world.pallet(Founding).network_registration_start_block.set(1)
    world.set_block(50)
    refused("NetworkTxRateLimitExceeded", account(HOT))
    world.set_block(51)
    refused("SubnetLimitReached", account(HOT))
    world.pallet(Founding).network_immunity_period.set(50)
    refused("CannotAffordLockCost", account(HOT))
    fund(world, extra=-1)
    refused("CannotAffordLockCost", account(HOT))
    world.endow(COLD, 2)
    register(world)


def test_an_owned_hotkey_may_be_used_again_by_its_owner(world: World) -> None:
    world.add_dynamic_network(HOT, COLD)
    assert world.add_dynamic_network(HOT, COLD) == 2
    fund(world, coldkey=3003)
    before = world.stored()
    with fails("NonAssociatedColdKey"):
        register(world, hotkey=HOT, coldkey=3003)
    assert world.stored() == before


def test_a_subnet_that_does_not_exist_yet_has_an_account_that_nobody_can_use(world: World) -> None:
    world.add_network(700)
    system = world.pallet(Tao).existing_subnet_account(700)
    fund(world)
    with fails("CannotUseSystemAccount"):
        world.run(NetworkRegistration.register_network(system), by=COLD)


def test_one_who_can_pay_nothing_fails_at_the_payment() -> None:
    """With a cost of the existential deposit, all of it has to stay."""
    world = World(ed=500)
    world.pallet(Founding).network_min_lock_cost.set(500)
    world.pallet(Founding).network_last_lock_cost.set(500)
    world.endow(COLD, 500)
    before = world.stored()
    with fails("InsufficientBalance"):
        register(world)
    assert world.stored() == before


def test_a_full_chain_loses_its_weakest_subnet_and_gives_the_netuid_away(world: World) -> None:
    world.pallet(Founding).subnet_limit.set(2)
    first = world.add_dynamic_network(22, 21)
    second = world.add_dynamic_network(24, 23)
    reserves = world.pallet(PoolReserves)
    reserves.subnet_moving_price[first] = I96F32.from_num(1)
    reserves.subnet_moving_price[second] = I96F32.from_num(2)
    world.set_block(world.pallet(Founding).network_immunity_period.get() + 100)
    fund(world, coldkey=30, extra=10)
    world.forget_events()
    register(world, hotkey=31, coldkey=30)
    subnets = world.pallet(Subnets)
    assert subnets.total_networks.get() == 2
    assert subnets.subnet_owner[first] == account(30)
    assert subnets.subnet_owner_hotkey[first] == account(31)
    assert subnets.subnet_owner[second] == account(23)
    assert subnets.registered_subnet_counter[first] == 2
    assert world.events(NetworkRemoved) == [NetworkRemoved(first)]
    assert world.events(NetworkAdded) == [NetworkAdded(first, 1)]


def test_who_cannot_pay_prunes_nothing(world: World) -> None:
    world.pallet(Founding).subnet_limit.set(1)
    netuid = world.add_dynamic_network(42, 41)
    world.set_block(world.pallet(Founding).network_immunity_period.get() + 50)
    with fails("CannotAffordLockCost"):
        register(world, hotkey=51, coldkey=50)
    assert world.pallet(Subnets).exists(netuid)
    assert world.pallet(Subnets).total_networks.get() == 1


def test_the_tempo_of_fast_rules_is_the_first_one() -> None:
    world = World(replace(MAINNET, initial_tempo=10))
    netuid = world.add_dynamic_network(1, 2)
    assert world.pallet(Schedule).tempo[netuid] == 10
    assert world.pallet(Networks).next_netuid() == 2
