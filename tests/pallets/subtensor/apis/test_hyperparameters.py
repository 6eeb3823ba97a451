"""The hyperparameters of a subnet in the three forms that clients read."""

from __future__ import annotations

from typing import Any

import pytest

from pallets.subtensor.apis.hyperparameters import (
    BoolValue,
    HyperparamEntry,
    HyperparamValue,
    I32F32Value,
    SubnetHyperparams,
    SubnetHyperparamsV2,
    TaoValue,
    U16Value,
    U32Value,
    U64F64Value,
    U64Value,
    U128Value,
)
from pallets.subtensor.state import (
    Delegation,
    Hyperparameters,
    RegistrationParameters,
    Schedule,
    StakeLocks,
    Subnets,
    WeightTable,
)
from runtime.fixed import I32F32, U64F64
from runtime.scale import decode, encode
from tests.pallets.subtensor.apis.asking import answer, ask
from tests.pallets.subtensor.world import World

NETUID = 1

V2 = {
    "rho": 11,
    "kappa": 12,
    "immunity_period": 13,
    "min_allowed_weights": 14,
    "max_weights_limit": 65_535,
    "tempo": 16,
    "min_difficulty": 17,
    "max_difficulty": 18,
    "weights_version": 19,
    "weights_rate_limit": 20,
    "adjustment_interval": 21,
    "activity_cutoff": 22,
    "registration_allowed": False,
    "target_regs_per_interval": 24,
    "min_burn": 25,
    "max_burn": 26,
    "bonds_moving_avg": 27,
    "max_regs_per_block": 28,
    "serving_rate_limit": 29,
    "max_validators": 30,
    "adjustment_alpha": 31,
    "difficulty": 32,
    "commit_reveal_period": 33,
    "commit_reveal_weights_enabled": False,
    "alpha_high": 35,
    "alpha_low": 34,
    "liquid_alpha_enabled": True,
    "alpha_sigmoid_steepness": I32F32.from_num(-5),
    "yuma_version": 3,
    "subnet_is_active": True,
    "transfers_enabled": False,
    "bonds_reset_enabled": True,
    "user_liquidity_enabled": False,
}
"""All different, as far as they can be."""

V3: dict[str, HyperparamValue] = {
    "kappa": U16Value(12),
    "immunity_period": U16Value(13),
    "min_allowed_weights": U16Value(14),
    "max_weights_limit": U16Value(65_535),
    "tempo": U16Value(16),
    "weights_version": U64Value(19),
    "weights_rate_limit": U64Value(20),
    "activity_cutoff": U64Value(22),
    "activity_cutoff_factor": U32Value(1_375),
    "registration_allowed": BoolValue(False),
    "target_regs_per_interval": U16Value(24),
    "min_burn": TaoValue(25),
    "max_burn": TaoValue(26),
    "burn_half_life": U16Value(36),
    "burn_increase_mult": U64F64Value(U64F64.from_num(2)),
    "bonds_moving_avg": U64Value(27),
    "max_regs_per_block": U16Value(28),
    "serving_rate_limit": U64Value(29),
    "max_validators": U16Value(30),
    "commit_reveal_period": U64Value(33),
    "commit_reveal_weights_enabled": BoolValue(False),
    "alpha_high": U16Value(35),
    "alpha_low": U16Value(34),
    "liquid_alpha_enabled": BoolValue(True),
    "alpha_sigmoid_steepness": I32F32Value(I32F32.from_num(-5)),
    "yuma_version": U16Value(3),
    "subnet_is_active": BoolValue(True),
    "transfers_enabled": BoolValue(False),
    "bonds_reset_enabled": BoolValue(True),
    "user_liquidity_enabled": BoolValue(False),
    "owner_cut_enabled": BoolValue(False),
    "owner_cut_auto_lock_enabled": BoolValue(True),
    "min_childkey_take": U16Value(38),
}
"""In the reference's order."""


@pytest.fixture
def world() -> World:
    made = World()
    made.add_network(NETUID)
    _set_hyperparameters(made)
    registration = made.pallet(RegistrationParameters)
    registration.min_difficulty[NETUID], registration.max_difficulty[NETUID] = 17, 18
    registration.adjustment_interval[NETUID], registration.adjustment_alpha[NETUID] = 21, 31
    registration.network_registration_allowed[NETUID] = False
    registration.target_registrations_per_interval[NETUID] = 24
    registration.min_burn[NETUID], registration.max_burn[NETUID] = 25, 26
    registration.max_registrations_per_block[NETUID] = 28
    registration.difficulty[NETUID] = 32
    registration.burn_half_life[NETUID] = 36
    registration.burn_increase_mult[NETUID] = U64F64.from_num(2)
    made.pallet(Schedule).tempo[NETUID] = 16
    table = made.pallet(WeightTable)
    table.reveal_period_epochs[NETUID] = 33
    table.commit_reveal_weights_enabled[NETUID] = False
    made.pallet(Subnets).subtoken_enabled[NETUID] = True
    made.pallet(Subnets).transfer_toggle[NETUID] = False
    made.pallet(StakeLocks).owner_cut_auto_lock_enabled[NETUID] = True
    made.pallet(Delegation).min_childkey_take.set(37)
    return made


def _set_hyperparameters(world: World) -> None:
    parameters = world.pallet(Hyperparameters)
    values: list[tuple[Any, Any]] = [
        (parameters.rho, 11),
        (parameters.kappa, 12),
        (parameters.immunity_period, 13),
        (parameters.min_allowed_weights, 14),
        (parameters.max_weights_limit, 15),  # which is not asked
        (parameters.weights_version_key, 19),
        (parameters.weights_set_rate_limit, 20),
        (parameters.activity_cutoff, 999),  # which is not asked
        (parameters.activity_cutoff_factor_milli, 1_375),
        (parameters.bonds_moving_average, 27),
        (parameters.serving_rate_limit, 29),
        (parameters.max_allowed_validators, 30),
        (parameters.alpha_values, (34, 35)),
        (parameters.liquid_alpha_on, True),
        (parameters.alpha_sigmoid_steepness, -5),
        (parameters.yuma3_on, True),
        (parameters.bonds_reset_on, True),
        (parameters.owner_cut_enabled, False),
        (parameters.min_childkey_take_per_subnet, 38),
    ]
    for item, value in values:
        item[NETUID] = value


def test_the_first_form(world: World) -> None:
    found = ask(world, "get_subnet_hyperparams", NETUID)
    assert found == SubnetHyperparams(**{n: V2[n] for n in SubnetHyperparams.field_names})


def test_the_second_form(world: World) -> None:
    assert ask(world, "get_subnet_hyperparams_v2", NETUID) == SubnetHyperparamsV2(**V2)


def test_the_third_form(world: World) -> None:
    expected = [HyperparamEntry(name.encode(), value) for name, value in V3.items()]
    assert ask(world, "get_subnet_hyperparams_v3", NETUID) == expected


def test_the_names_of_the_third_form_are_33_and_each_is_there_once(world: World) -> None:
    names = [entry.name for entry in ask(world, "get_subnet_hyperparams_v3", NETUID)]
    assert len(names) == len(set(names)) == 33
    assert b"rho" not in names and b"difficulty" not in names


def test_forms_of_a_subnet_that_is_not_there(world: World) -> None:
    world.pallet(Subnets).networks_added[3] = False
    for netuid in (3, 7, 65_535):
        for form in ("", "_v2", "_v3"):
            assert answer(world, f"get_subnet_hyperparams{form}", netuid) == b"\0"


@pytest.mark.parametrize(("on", "version"), [(False, 2), (True, 3)])
def test_the_version_of_yuma(world: World, on: bool, version: int) -> None:
    world.pallet(Hyperparameters).yuma3_on[NETUID] = on
    assert ask(world, "get_subnet_hyperparams_v2", NETUID).yuma_version == version
    assert value(world, "yuma_version") == U16Value(version)


@pytest.mark.parametrize(("everywhere", "here", "least"), [(5, 3, 5), (3, 5, 5), (0, 0, 0)])
def test_the_least_take_of_child_keys_is_the_higher_one(
    world: World, everywhere: int, here: int, least: int
) -> None:
    world.pallet(Delegation).min_childkey_take.set(everywhere)
    world.pallet(Hyperparameters).min_childkey_take_per_subnet[NETUID] = here
    assert value(world, "min_childkey_take") == U16Value(least)


@pytest.mark.parametrize(
    ("factor", "tempo", "blocks"), [(13_889, 360, 5_000), (1, 1, 1), (999, 1, 1), (5_000, 0, 1)]
)
def test_the_cutoff_of_activity_is_in_blocks(
    world: World, factor: int, tempo: int, blocks: int
) -> None:
    world.pallet(Hyperparameters).activity_cutoff_factor_milli[NETUID] = factor
    world.pallet(Schedule).tempo[NETUID] = tempo
    assert value(world, "activity_cutoff") == U64Value(blocks)


def value(world: World, name: str) -> HyperparamValue:
    entries = ask(world, "get_subnet_hyperparams_v3", NETUID)
    [found] = [entry.value for entry in entries if entry.name == name.encode()]
    assert isinstance(found, HyperparamValue)
    return found


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (BoolValue(True), "0001"),
        (BoolValue(False), "0000"),
        (U16Value(65_535), "01feff0300"),
        (U32Value(2**32 - 1), "0203ffffffff"),
        (U64Value(2**64 - 1), "0313ffffffffffffffff"),
        (U128Value(2**128 - 1), "0433" + "ff" * 16),
        (TaoValue(123_456_789), "0556346f1d"),
        (I32F32Value(I32F32.from_num(-7)), "0600000000f9ffffff"),
        (U64F64Value(U64F64.from_num(42)), "07" + "00" * 8 + "2a" + "00" * 7),
    ],
)
def test_a_value_carries_its_type(kind: HyperparamValue, data: str) -> None:
    assert encode(HyperparamValue, kind).hex() == data
    assert decode(HyperparamValue, bytes.fromhex(data)) == kind
