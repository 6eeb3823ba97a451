"""A subnet comes into being."""

from __future__ import annotations

from pallets.subtensor.events import (
    ImmunityPeriodSet,
    MaxAllowedUidsSet,
    MaxAllowedValidatorsSet,
    MinAllowedWeightSet,
    RegistrationAllowed,
)
from pallets.subtensor.networks import Networks
from pallets.subtensor.state import (
    Hyperparameters,
    Neurons,
    RegistrationParameters,
    Schedule,
    Subnets,
)
from tests.pallets.subtensor.world import World


def test_a_new_subnet_exists_without_neurons() -> None:
    world = World(block=500)
    world.pallet(Networks).init_new_network(7, 360)
    subnets = world.pallet(Subnets)
    assert subnets.exists(7)
    assert not subnets.exists(8)
    assert subnets.total_networks.get() == 1
    neurons = world.pallet(Neurons).subnetwork_n
    assert 7 in neurons
    assert neurons[7] == 0
    assert 7 not in subnets.subnet_owner


def test_its_first_epoch_is_nearer_by_its_netuid() -> None:
    world = World(block=500)
    world.pallet(Networks).init_new_network(7, 360)
    schedule = world.pallet(Schedule)
    assert (schedule.tempo[7], schedule.last_epoch_block[7]) == (360, 493)


def test_its_parameters_are_set_and_told() -> None:
    world = World()
    world.pallet(RegistrationParameters).network_registration_allowed[7] = False
    world.pallet(Subnets).subnet_emission_enabled[7] = False
    world.pallet(Networks).init_new_network(7, 360)
    parameters, registration = world.pallet(Hyperparameters), world.pallet(RegistrationParameters)
    assert registration.network_registration_allowed[7]
    assert registration.burn[7] == 10**9
    assert parameters.max_allowed_uids[7] == 256
    assert parameters.max_allowed_validators[7] == 64
    assert parameters.min_allowed_weights[7] == 1
    assert parameters.immunity_period[7] == 5000
    assert parameters.yuma3_on[7]
    assert world.pallet(Subnets).subnet_emission_enabled[7]
    assert world.all_events() == [
        RegistrationAllowed(7, True),
        MaxAllowedUidsSet(7, 256),
        MaxAllowedValidatorsSet(7, 64),
        MinAllowedWeightSet(7, 1),
        ImmunityPeriodSet(7, 5000),
    ]


def test_some_defaults_are_stored_and_what_is_stored_stays() -> None:
    world = World()
    parameters = world.pallet(Hyperparameters)
    parameters.kappa[8] = 5
    for netuid in (7, 8):
        world.pallet(Networks).init_new_network(netuid, 360)
    assert 7 in parameters.kappa
    assert parameters.kappa[7] == world.config.initial_kappa
    assert parameters.kappa[8] == 5
    assert 7 in parameters.activity_cutoff
    assert 7 in world.pallet(RegistrationParameters).registrations_this_interval
    assert 7 not in parameters.rho


def test_the_tempo_leaves_room_to_set_weights() -> None:
    world = World()
    netuid = world.add_dynamic_network(1, 2)
    tempo = world.pallet(Schedule).tempo[netuid]
    assert tempo >= world.pallet(Hyperparameters).weights_set_rate_limit[netuid]


def test_the_next_netuid_is_the_lowest_free_one() -> None:
    world = World()
    networks = world.pallet(Networks)
    assert networks.next_netuid() == 1
    for netuid in (0, 1, 2, 4, 256):
        world.add_network(netuid)
    assert networks.next_netuid() == 3
    world.pallet(Subnets).networks_added[3] = False  # this one counts as taken
    assert networks.next_netuid() == 5
    assert world.pallet(Subnets).netuids() == [0, 256, 1, 2, 3, 4]
