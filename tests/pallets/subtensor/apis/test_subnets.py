"""Subnets at a glance, their accounts and their next epochs, as clients read them."""

from __future__ import annotations

import pytest

from pallets.subtensor.apis.facts.names import NAMES, default_name
from pallets.subtensor.apis.subnets import DynamicInfo, SubnetInfo, SubnetInfov2
from pallets.subtensor.state import (
    Emissions,
    Founding,
    Hyperparameters,
    Identities,
    PoolReserves,
    RegistrationParameters,
    Schedule,
    StakeShares,
    Subnets,
)
from pallets.subtensor.types import SubnetIdentityV3
from runtime.fixed import I96F32
from tests.pallets.subtensor.apis.asking import answer, ask
from tests.pallets.subtensor.world import World, account

NETUID, OWNER, OWNER_HOTKEY = 3, 5, 6
IDENTITY = SubnetIdentityV3(b"mine", b"b", b"c", b"d", b"e", b"f", b"g", b"h")


@pytest.fixture
def world() -> World:
    made = World(block=100)
    made.add_network(NETUID, tempo=16)
    made.register_ok_neuron(NETUID, 7, 8)
    parameters, registration = made.pallet(Hyperparameters), made.pallet(RegistrationParameters)
    parameters.rho[NETUID], parameters.kappa[NETUID] = 11, 12
    registration.difficulty[NETUID], registration.burn[NETUID] = 13, 14
    parameters.immunity_period[NETUID] = 15
    parameters.max_allowed_validators[NETUID], parameters.max_allowed_uids[NETUID] = 17, 18
    parameters.min_allowed_weights[NETUID], parameters.max_weights_limit[NETUID] = 19, 20
    parameters.scaling_law_power[NETUID] = 21
    made.pallet(Schedule).blocks_since_last_step[NETUID] = 22
    made.pallet(Schedule).last_mechansim_step_block[NETUID] = 77
    made.pallet(Subnets).subnet_owner[NETUID] = account(OWNER)
    return made


FACTS = {
    "netuid": NETUID,
    "rho": 11,
    "kappa": 12,
    "difficulty": 13,
    "immunity_period": 15,
    "max_allowed_validators": 17,
    "min_allowed_weights": 19,
    "max_weights_limit": 65_535,
    "scaling_law_power": 21,
    "subnetwork_n": 1,
    "max_allowed_uids": 18,
    "blocks_since_last_step": 22,
    "tempo": 16,
    "network_modality": 0,
    "network_connect": [],
    "burn": 14,
    "owner": account(OWNER),
}


def test_a_subnet_in_its_first_form(world: World) -> None:
    assert ask(world, "get_subnet_info", NETUID) == SubnetInfo(**FACTS, emission_values=0)


@pytest.mark.parametrize("identity", [None, IDENTITY])
def test_a_subnet_in_its_second_form(world: World, identity: SubnetIdentityV3 | None) -> None:
    world.pallet(Identities).subnet_identities_v3[NETUID] = identity
    expected = SubnetInfov2(**FACTS, emission_value=0, identity=identity)
    assert ask(world, "get_subnet_info_v2", NETUID) == expected


def test_all_subnets_come_by_netuid(world: World) -> None:
    for netuid in (256, 1, 9):
        world.add_network(netuid)
    world.pallet(Subnets).networks_added[9] = False
    for method in ("get_subnets_info", "get_subnets_info_v2"):
        assert [info.netuid for info in ask(world, method)] == [1, NETUID, 256]
    assert ask(world, "get_subnets_info")[1] == ask(world, "get_subnet_info", NETUID)
    assert ask(world, "get_subnets_info_v2")[1] == ask(world, "get_subnet_info_v2", NETUID)


def test_a_subnet_with_its_pool(world: World) -> None:
    subnets, pools, emitted = (world.pallet(kind) for kind in (Subnets, PoolReserves, Emissions))
    subnets.subnet_owner_hotkey[NETUID] = account(OWNER_HOTKEY)
    subnets.token_symbol[NETUID], subnets.network_registered_at[NETUID] = b"\xce\xb3", 42
    pools.subnet_alpha_in[NETUID], pools.subnet_alpha_out[NETUID] = 23, 24
    pools.subnet_tao[NETUID], pools.subnet_volume[NETUID] = 25, 2**100
    pools.subnet_moving_price[NETUID] = I96F32.from_num(3)
    emitted.subnet_alpha_out_emission[NETUID], emitted.subnet_alpha_in_emission[NETUID] = 26, 27
    emitted.subnet_tao_in_emission[NETUID] = 28
    emitted.pending_validator_emission[NETUID] = 29
    emitted.pending_server_emission[NETUID] = 100
    emitted.pending_root_alpha_divs[NETUID] = emitted.pending_owner_cut[NETUID] = 1_000
    world.pallet(Identities).subnet_identities_v3[NETUID] = IDENTITY
    assert ask(world, "get_dynamic_info", NETUID) == DynamicInfo(
        netuid=NETUID,
        owner_hotkey=account(OWNER_HOTKEY),
        owner_coldkey=account(OWNER),
        subnet_name=list(b"mine"),
        token_symbol=[0xCE, 0xB3],
        tempo=16,
        last_step=77,
        blocks_since_last_step=23,
        emission=0,
        alpha_in=23,
        alpha_out=24,
        tao_in=25,
        alpha_out_emission=26,
        alpha_in_emission=27,
        tao_in_emission=28,
        pending_alpha_emission=129,
        pending_root_emission=0,
        subnet_volume=2**100,
        network_registered_at=42,
        subnet_identity=IDENTITY,
        moving_price=I96F32.from_num(3),
    )


def test_all_with_their_pools_come_in_the_order_of_the_storage(world: World) -> None:
    world.add_network(256)
    world.pallet(Subnets).networks_added[1] = False
    found = ask(world, "get_all_dynamic_info")
    assert [info and info.netuid for info in found] == [256, None, NETUID]
    assert found[2] == ask(world, "get_dynamic_info", NETUID)


def test_a_subnet_has_the_name_of_its_netuid_until_its_owner_names_it(world: World) -> None:
    def name() -> bytes:
        return bytes(ask(world, "get_dynamic_info", NETUID).subnet_name)

    assert name() == b"templar"
    world.pallet(Identities).subnet_identities_v3[NETUID] = SubnetIdentityV3(b"", *[b"x"] * 7)
    assert name() == b"templar"
    world.pallet(Identities).subnet_identities_v3[NETUID] = IDENTITY
    assert name() == b"mine"


def test_names_of_netuids() -> None:
    assert len(NAMES) == 439 and all(NAMES)
    known = {0: b"root", 1: b"apex", 61: b"red team", 64: b"chutes", 128: b"la", 439: b"unknown"}
    assert {netuid: default_name(netuid) for netuid in known} == known
    assert default_name(65_535) == b"unknown"


@pytest.mark.parametrize(
    "method", ["get_subnet_info", "get_subnet_info_v2", "get_dynamic_info", "get_subnet_state"]
)
def test_a_subnet_that_is_not_there(world: World, method: str) -> None:
    world.pallet(Subnets).networks_added[4] = False
    assert answer(world, method, 4) == answer(world, method, 65_535) == b"\0"


# What else is asked about subnets


def test_the_account_of_a_subnet(world: World) -> None:
    expected = b"modlsubtensr" + bytes([NETUID]) + bytes(19)
    assert ask(world, "get_subnet_account_id", NETUID) == expected
    assert ask(world, "get_subnet_account_id", 0) == b"modlsubtensr" + bytes(20)
    assert ask(world, "get_subnet_account_id", 4) is None


@pytest.mark.parametrize(
    ("tempo", "last", "pending", "next_epoch"),
    [
        (0, 50, 60, None),
        (10, 50, 0, 60),
        (10, 50, 55, 55),
        (10, 50, 65, 60),
        (10, 2**64 - 5, 0, 2**64 - 1),
    ],
)
def test_the_next_epoch(
    world: World, tempo: int, last: int, pending: int, next_epoch: int | None
) -> None:
    schedule = world.pallet(Schedule)
    schedule.tempo[NETUID], schedule.last_epoch_block[NETUID] = tempo, last
    schedule.pending_epoch_at[NETUID] = pending
    assert ask(world, "get_next_epoch_start_block", NETUID) == next_epoch


def test_the_next_epoch_of_a_subnet_that_is_not_there_is_that_of_the_default_tempo(
    world: World,
) -> None:
    assert ask(world, "get_next_epoch_start_block", 9) == world.pallet(Schedule).tempo[9] > 0


def test_the_subnet_that_would_be_pruned(world: World) -> None:
    assert answer(world, "get_subnet_to_prune") == b"\0"  # it is young
    world.pallet(Founding).network_immunity_period.set(0)
    assert ask(world, "get_subnet_to_prune") == NETUID
    world.add_network(1)
    world.pallet(PoolReserves).subnet_moving_price[NETUID] = I96F32.from_num(1)
    world.pallet(Subnets).subnet_mechanism[NETUID] = 1
    world.pallet(Subnets).subnet_mechanism[1] = 1
    assert ask(world, "get_subnet_to_prune") == 1


def test_where_a_coldkey_stakes_by_itself(world: World) -> None:
    assert ask(world, "get_coldkey_auto_stake_hotkey", account(1), NETUID) is None
    world.pallet(StakeShares).auto_stake_destination[account(1), NETUID] = account(2)
    assert ask(world, "get_coldkey_auto_stake_hotkey", account(1), NETUID) == account(2)
    assert ask(world, "get_coldkey_auto_stake_hotkey", account(1), 1) is None


def test_what_founding_a_subnet_costs(world: World) -> None:
    """Twice as much after the last one, and less with each block."""
    founding = world.pallet(Founding)
    founding.network_min_lock_cost.set(7)
    founding.network_last_lock_cost.set(900)
    founding.network_lock_reduction_interval.set(100)
    assert ask(world, "get_network_registration_cost") == 7
    world.set_block(10)
    assert ask(world, "get_network_registration_cost") == 900 - 9 * 10
    world.set_block(1)
    cost = ask(world, "get_network_registration_cost")
    world.add_dynamic_network(1, 2)
    assert ask(world, "get_network_registration_cost") == 2 * cost
    assert answer(world, "get_network_registration_cost") == (2 * cost).to_bytes(8, "little")
