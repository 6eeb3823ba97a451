"""A subnet is started by its owner."""

from __future__ import annotations

import pytest

from pallets.subtensor.events import FirstEmissionBlockNumberSet
from pallets.subtensor.networks import SubnetStart
from pallets.subtensor.registration import Registration
from pallets.subtensor.state import Founding, Neurons, RegistrationParameters, Subnets
from tests.pallets.subtensor.world import World, account, fails

OWNER = 5
DELAY = 20
REGISTERED_AT = 100


@pytest.fixture
def world() -> World:
    world = World(block=REGISTERED_AT)
    world.add_network(1, started=False)
    subnets = world.pallet(Subnets)
    subnets.subnet_owner[1] = account(OWNER)
    subnets.network_registered_at[1] = REGISTERED_AT
    return world


def test_emission_begins_with_the_next_block_and_alpha_can_be_traded(world: World) -> None:
    world.forget_events()
    world.run(SubnetStart.start_call(1), by=OWNER)
    subnets = world.pallet(Subnets)
    assert subnets.first_emission_block_number[1] == REGISTERED_AT + 1
    assert subnets.subtoken_enabled[1]
    assert world.all_events() == [FirstEmissionBlockNumberSet(1, REGISTERED_AT + 1)]
    world.step(13)
    assert subnets.first_emission_block_number[1] == REGISTERED_AT + 1


def test_the_delay_counts_from_the_registration(world: World) -> None:
    world.pallet(Founding).start_call_delay.set(DELAY)
    world.set_block(REGISTERED_AT + DELAY - 1)
    with fails("NeedWaitingMoreBlocksToStarCall"):
        world.run(SubnetStart.start_call(1), by=OWNER)
    world.set_block(REGISTERED_AT + DELAY)
    world.run(SubnetStart.start_call(1), by=OWNER)
    assert world.pallet(Subnets).first_emission_block_number[1] == REGISTERED_AT + DELAY + 1


def test_what_hinders_a_start_is_looked_at_in_this_order(world: World) -> None:
    world.pallet(Founding).start_call_delay.set(DELAY)
    world.pallet(Subnets).first_emission_block_number[1] = 7
    before = world.stored()
    with fails("SubnetNotExists"):
        world.run(SubnetStart.start_call(2), by=6)
    for who in (6, None):
        with fails("BadOrigin"):
            world.run(SubnetStart.start_call(1), by=who)
    with fails("FirstEmissionBlockNumberAlreadySet"):
        world.run(SubnetStart.start_call(1), by=OWNER)
    assert world.stored() == before
    world.pallet(Subnets).first_emission_block_number[1] = None
    with fails("NeedWaitingMoreBlocksToStarCall"):
        world.run(SubnetStart.start_call(1), by=OWNER)
    assert not world.pallet(Subnets).subtoken_enabled[1]


def test_a_subnet_is_started_once(world: World) -> None:
    world.run(SubnetStart.start_call(1), by=OWNER)
    with fails("FirstEmissionBlockNumberAlreadySet"):
        world.run(SubnetStart.start_call(1), by=OWNER)


def test_neurons_may_register_before_the_start(world: World) -> None:
    world.setup_reserves(1)
    world.pallet(RegistrationParameters).burn[1] = 1000
    world.endow(9, 1_000_000)
    world.run(Registration.burned_register(1, account(8)), by=9)
    assert world.pallet(Neurons).subnetwork_n[1] == 1
    assert not world.pallet(Subnets).subtoken_enabled[1]
