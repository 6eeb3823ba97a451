"""The bounds of each parameter: what is just allowed, what is not, and which error decides."""

from __future__ import annotations

from typing import Any

import pytest

from pallets.admin_utils import (
    ChainAdmin,
    ConsensusAdmin,
    EmissionAdmin,
    FoundingAdmin,
    NeuronsAdmin,
    RegistrationAdmin,
    SubnetsAdmin,
    TakesAdmin,
    WeightsAdmin,
)
from pallets.admin_utils import errors as own
from pallets.subtensor import errors
from pallets.subtensor.limits import RateLimiting
from pallets.subtensor.state import (
    Delegation,
    Hyperparameters,
    Mechanisms,
    Neurons,
    RegistrationParameters,
    Subnets,
)
from pallets.subtensor.types import ROOT, Hyperparameter
from runtime.fixed import U64F64
from tests.pallets.admin_utils.admin import NETUID, NOW, OWNER, AdminWorld
from tests.pallets.subtensor.world import account, fails

ONE, TWO, THREE = U64F64.from_num(1), U64F64.from_num(2), U64F64.from_num(3)


def bit(number: U64F64, by: int) -> U64F64:
    """The next number, or the one before."""
    return U64F64(number.bits + by)


def refuses(world: AdminWorld, call: Any, error: type[Exception], by: int | None = None) -> None:
    """The call fails with this error, and changes nothing."""
    before = world.stored()
    with pytest.raises(error):
        world.run(call, by=by)
    assert world.stored() == before


ON_SUBNET = [
    (ConsensusAdmin.sudo_set_activity_cutoff, [360, 65_535], [(359, errors.ActivityCutoffTooLow)]),
    (
        ConsensusAdmin.sudo_set_max_allowed_validators,
        [0, 128],
        [(129, own.MaxValidatorsLargerThanMaxUIds)],
    ),
    (
        WeightsAdmin.sudo_set_commit_reveal_weights_interval,
        [1, 100],
        [(0, errors.RevealPeriodTooSmall), (101, errors.RevealPeriodTooLarge)],
    ),
    (
        NeuronsAdmin.sudo_set_owner_immune_neuron_limit,
        [1, 10],
        [(0, errors.InvalidValue), (11, errors.InvalidValue)],
    ),
    (
        RegistrationAdmin.sudo_set_min_burn,
        [0, 999_999_999],
        [(1_000_000_000, own.ValueNotInBounds), (2**64 - 1, own.ValueNotInBounds)],
    ),
    (
        RegistrationAdmin.sudo_set_max_burn,
        [100_000_001, 2**64 - 1],
        [(100_000_000, own.ValueNotInBounds), (499_999, own.ValueNotInBounds)],
    ),
    (
        RegistrationAdmin.sudo_set_burn_half_life,
        [1, 36_100],
        [(0, own.InvalidValue), (36_101, own.InvalidValue)],
    ),
    (
        RegistrationAdmin.sudo_set_burn_increase_mult,
        [ONE, THREE],
        [(bit(ONE, -1), own.InvalidValue), (bit(THREE, 1), own.InvalidValue)],
    ),
    (
        TakesAdmin.sudo_set_min_childkey_take_per_subnet,
        [0, 11_796],
        [(11_797, own.InvalidValue)],
    ),
]

ON_CHAIN = [
    (
        FoundingAdmin.sudo_set_max_mechanism_count,
        [1, 10, 16],
        [(0, errors.InvalidValue), (17, errors.InvalidValue)],
    ),
    (ChainAdmin.sudo_set_max_epochs_per_block, [1, 255], [(0, own.ValueNotInBounds)]),
    (
        EmissionAdmin.sudo_set_tao_flow_normalization_exponent,
        [ONE, TWO],
        [(bit(ONE, -1), own.InvalidValue), (bit(TWO, 1), own.InvalidValue)],
    ),
]


def named(cases: list[Any]) -> list[Any]:
    return [pytest.param(*case, id=case[0].name) for case in cases]


@pytest.mark.parametrize(("declaration", "allowed", "refused"), named(ON_SUBNET))
def test_the_bounds_of_a_subnets_parameter(declaration, allowed, refused):
    world = AdminWorld()
    for value in allowed:
        world.run(declaration(NETUID, value))
    world = AdminWorld()
    for value, error in refused:
        refuses(world, declaration(NETUID, value), error)


@pytest.mark.parametrize(("declaration", "allowed", "refused"), named(ON_CHAIN))
def test_the_bounds_of_the_chains_parameters(declaration, allowed, refused):
    world = AdminWorld()
    for value in allowed:
        world.run(declaration(value))
    for value, error in refused:
        refuses(world, declaration(value), error)


# Bounds that depend on other parameters


def test_the_prices_of_registration_do_not_cross():
    world = AdminWorld()
    prices = world.pallet(RegistrationParameters)
    prices.min_burn[NETUID], prices.max_burn[NETUID] = 200_000_000, 300_000_000
    set_min, set_max = RegistrationAdmin.sudo_set_min_burn, RegistrationAdmin.sudo_set_max_burn
    refuses(world, set_min(NETUID, 300_000_000), own.ValueNotInBounds)
    refuses(world, set_max(NETUID, 200_000_000), own.ValueNotInBounds)
    world.run(set_max(NETUID, 200_000_001))
    world.run(set_min(NETUID, 200_000_000))


def test_the_lowest_price_stays_below_1_tao_whatever_the_highest_is():
    world = AdminWorld()
    world.pallet(RegistrationParameters).max_burn[NETUID] = 2**64 - 1
    set_min = RegistrationAdmin.sudo_set_min_burn
    refuses(world, set_min(NETUID, 1_000_000_000), own.ValueNotInBounds)
    world.run(set_min(NETUID, 999_999_999))


def test_a_subnets_childkey_take_is_not_below_the_chains():
    world = AdminWorld()
    world.pallet(Delegation).min_childkey_take.set(100)
    world.pallet(Delegation).max_childkey_take.set(200)
    set_take = TakesAdmin.sudo_set_min_childkey_take_per_subnet
    for take in (99, 201):
        refuses(world, set_take(NETUID, take), own.InvalidValue)
    for take in (100, 200):
        world.run(set_take(NETUID, take))


def test_uids_between_the_neurons_and_what_no_subnet_exceeds():
    world = AdminWorld()
    parameters, neurons = world.pallet(Hyperparameters), world.pallet(Neurons)
    parameters.min_allowed_uids[NETUID], neurons.subnetwork_n[NETUID] = 5, 9
    set_max = NeuronsAdmin.sudo_set_max_allowed_uids
    refuses(world, set_max(NETUID, 4), own.MaxAllowedUidsLessThanMinAllowedUids)
    refuses(world, set_max(NETUID, 8), own.MaxAllowedUIdsLessThanCurrentUIds)
    refuses(world, set_max(NETUID, 257), own.MaxAllowedUidsGreaterThanDefaultMaxAllowedUids)
    for least in (5, 9):
        parameters.min_allowed_uids[NETUID] = least
        for limit in (9, 256):
            world.run(set_max(NETUID, limit))


def test_uids_of_a_subnet_with_several_mechanisms():
    world = AdminWorld()
    world.pallet(Mechanisms).mechanism_count_current[NETUID] = 2
    set_max = NeuronsAdmin.sudo_set_max_allowed_uids
    world.run(set_max(NETUID, 128))
    refuses(world, set_max(NETUID, 129), errors.TooManyUIDsPerMechanism)


def test_the_least_uids_are_fewer_than_the_most_and_the_neurons():
    world = AdminWorld()
    parameters, neurons = world.pallet(Hyperparameters), world.pallet(Neurons)
    parameters.max_allowed_uids[NETUID], neurons.subnetwork_n[NETUID] = 20, 17
    set_min = NeuronsAdmin.sudo_set_min_allowed_uids
    world.run(set_min(NETUID, 8))
    world.run(set_min(NETUID, 16))
    refuses(world, set_min(NETUID, 17), own.MinAllowedUidsGreaterThanCurrentUids)
    refuses(world, set_min(NETUID, 20), own.MinAllowedUidsGreaterThanMaxAllowedUids)


def test_mechanisms_and_their_shares():
    world = AdminWorld()
    world.pallet(Hyperparameters).max_allowed_uids[NETUID] = 256
    set_count = SubnetsAdmin.sudo_set_mechanism_count
    refuses(world, set_count(NETUID, 3), errors.InvalidValue)
    refuses(world, set_count(NETUID, 0), errors.InvalidValue)
    refuses(world, set_count(NETUID, 2), errors.TooManyUIDsPerMechanism)
    world.pallet(Hyperparameters).max_allowed_uids[NETUID] = 128
    world.run(set_count(NETUID, 2))
    world.run(set_count(NETUID, 2), by=OWNER)
    share, split = 65_535 // 5, SubnetsAdmin.sudo_set_mechanism_emission_split
    for shares in ([2 * share, 2 * share, share], [4 * share, share - 1], []):
        refuses(world, split(NETUID, shares), errors.InvalidValue, by=OWNER)
    world.run(split(NETUID, [share, 4 * share]), by=OWNER)
    refuses(world, split(NETUID, [4 * share, share]), errors.TxRateLimitExceeded, by=OWNER)
    world.run(split(NETUID, None))
    assert world.pallet(Mechanisms).mechanism_emission_split[NETUID] is None


# What the owner may set within narrower bounds than root


def test_only_root_keeps_bonds_for_so_long():
    world = AdminWorld()
    call = ConsensusAdmin.sudo_set_bonds_moving_average
    refuses(world, call(NETUID, 975_001), own.BondsMovingAverageMaxReached, by=OWNER)
    world.run(call(NETUID, 975_000), by=OWNER)
    world.run(call(NETUID, 2**64 - 1))


def test_the_bound_of_bonds_comes_before_the_subnet():
    world = AdminWorld()
    world.pallet(Subnets).networks_added[NETUID] = False
    call = ConsensusAdmin.sudo_set_bonds_moving_average
    refuses(world, call(NETUID, 975_001), own.BondsMovingAverageMaxReached, by=OWNER)
    refuses(world, call(NETUID, 975_000), own.SubnetDoesNotExist, by=OWNER)


def test_only_root_makes_the_sigmoid_fall():
    world = AdminWorld()
    call = ConsensusAdmin.sudo_set_alpha_sigmoid_steepness
    refuses(world, call(NETUID, -1), own.NegativeSigmoidSteepness, by=OWNER)
    world.run(call(NETUID, 0), by=OWNER)
    world.run(call(NETUID, -32_768))
    assert world.pallet(Hyperparameters).alpha_sigmoid_steepness[NETUID] == -32_768


# Liquid alpha


ALPHA = [
    (1_638, 65_525, None),
    (1_638, 1_638, None),
    (1_638, 1_637, errors.AlphaHighTooLow),
    (0, 0, errors.AlphaHighTooLow),
    (0, 65_525, errors.AlphaLowOutOfRange),
    (1_637, 65_525, errors.AlphaLowOutOfRange),
    (65_526, 65_525, errors.AlphaLowOutOfRange),
    (1_639, 1_638, errors.AlphaLowOutOfRange),
]


@pytest.mark.parametrize(("low", "high", "error"), ALPHA)
def test_alpha_is_a_fortieth_at_least_and_low_is_below_high(low, high, error):
    world = AdminWorld()
    call = ConsensusAdmin.sudo_set_alpha_values(NETUID, low, high)
    if error is None:
        world.run(call, by=OWNER)
        assert world.pallet(Hyperparameters).alpha_values[NETUID] == (low, high)
    else:
        refuses(world, call, error, by=OWNER)
    world.pallet(Hyperparameters).liquid_alpha_on[NETUID] = False
    refuses(world, call, errors.LiquidAlphaDisabled)


# Root's network


@pytest.mark.parametrize(
    "call",
    [
        RegistrationAdmin.sudo_set_burn_half_life(ROOT, 0),
        RegistrationAdmin.sudo_set_burn_increase_mult(ROOT, U64F64(0)),
        SubnetsAdmin.sudo_set_owner_cut_enabled(ROOT, False),
        SubnetsAdmin.sudo_set_owner_cut_auto_lock_enabled(ROOT, True),
        SubnetsAdmin.sudo_set_subnet_emission_enabled(ROOT, True),
    ],
    ids=lambda call: call.declaration.name,
)
def test_what_the_root_network_does_not_have(call):
    world = AdminWorld()
    world.own(ROOT)
    refuses(world, call, own.SubnetDoesNotExist)
    world.pallet(Subnets).networks_added[ROOT] = True
    refuses(world, call, own.NotPermittedOnRootSubnet)  # whatever the value


# What failed does not count


def test_a_change_that_failed_does_not_count_for_the_owners_limits():
    world = AdminWorld()
    call = WeightsAdmin.sudo_set_commit_reveal_weights_interval
    with fails("RevealPeriodTooLarge"):
        world.run(call(NETUID, 101), by=OWNER)
    last = world.pallet(RateLimiting).last_block
    assert last(Hyperparameter.WeightCommitInterval, account(OWNER), NETUID) == 0
    world.run(call(NETUID, 100), by=OWNER)
    assert last(Hyperparameter.WeightCommitInterval, account(OWNER), NETUID) == NOW
