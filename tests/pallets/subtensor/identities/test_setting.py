"""Coldkeys and the owners of subnets describe themselves."""

import pytest

from pallets.subtensor.events import ChainIdentitySet, SubnetIdentitySet
from pallets.subtensor.identities import IdentitySetting
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.state import Identities, Neurons, Subnets
from pallets.subtensor.types import ChainIdentityV2, SubnetIdentityV3
from runtime.origin import NOBODY, ROOT
from runtime.weights import DispatchClass, Pays
from tests.pallets.subtensor.world import World, account, fails

NETUID, COLDKEY, HOTKEY = 1, 1, 2
PERSON = (
    b"Alice", b"https://alice.com", b"https://github.com", b"alice.jpg", b"alice#1234",
    b"Alice's identity", b"Additional info",
)  # fmt: skip
SUBNET = (
    b"Test Subnet", b"https://github.com/test/subnet", b"contact@testsubnet.com", b"subnet.com",
    b"discord.com", b"I am the describer", b"https://testsubnet.com/logo.png", b"tao foreva",
)  # fmt: skip


@pytest.fixture
def world() -> World:
    """A coldkey with a neuron, in a subnet of its own."""
    world = World()
    world.pallet(Ownership).create_account_if_non_existent(account(COLDKEY), account(HOTKEY))
    world.pallet(NeuronTable).append(NETUID, account(HOTKEY), 1)
    world.pallet(Subnets).subnet_owner[NETUID] = account(COLDKEY)
    return world


def test_an_identity_is_stored_and_replaced(world: World) -> None:
    identities = world.pallet(Identities).identities_v2
    world.run(IdentitySetting.set_identity(*PERSON), by=COLDKEY)
    assert identities[account(COLDKEY)] == ChainIdentityV2(*PERSON)
    assert world.all_events() == [ChainIdentitySet(account(COLDKEY))]
    other = (b"Bobby", b"https://bobby.com", *PERSON[2:])
    world.run(IdentitySetting.set_identity(*other), by=COLDKEY)
    assert identities[account(COLDKEY)] == ChainIdentityV2(*other)
    assert identities[account(999)] is None


def test_an_identity_takes_a_neuron(world: World) -> None:
    call = IdentitySetting.set_identity(*[bytes(1025)] * 7)
    for origin in (ROOT, NOBODY):
        with fails("BadOrigin"):
            world.run(call, by=origin)
    with fails("HotKeyNotRegisteredInNetwork"):
        world.run(call, by=3)  # no hotkey
    with fails("HotKeyNotRegisteredInNetwork"):
        world.run(call, by=HOTKEY)  # the hotkey itself
    world.pallet(Ownership).create_account_if_non_existent(account(3), account(4))
    with fails("HotKeyNotRegisteredInNetwork"):
        world.run(call, by=3)  # a hotkey without a neuron
    world.pallet(Neurons).is_network_member[account(4), NETUID] = False
    with fails("HotKeyNotRegisteredInNetwork"):
        world.run(call, by=3)  # a hotkey that had a neuron
    with fails("InvalidIdentity"):
        world.run(call, by=COLDKEY)


def test_one_neuron_of_several_hotkeys_is_enough(world: World) -> None:
    for hotkey in (5, 6):
        world.pallet(Ownership).create_account_if_non_existent(account(3), account(hotkey))
    world.pallet(NeuronTable).append(7, account(6), 1)
    world.run(IdentitySetting.set_identity(*PERSON), by=3)


@pytest.mark.parametrize("length", [513, 257])
def test_an_identity_that_is_too_long_changes_nothing(world: World, length: int) -> None:
    world.run(IdentitySetting.set_identity(*PERSON), by=COLDKEY)
    before = world.stored()
    with fails("InvalidIdentity"):
        world.run(IdentitySetting.set_identity(*[bytes(length)] * 7), by=COLDKEY)
    assert world.stored() == before


def test_the_identity_of_a_subnet_is_stored_and_replaced(world: World) -> None:
    identities = world.pallet(Identities).subnet_identities_v3
    world.run(IdentitySetting.set_subnet_identity(NETUID, *SUBNET), by=COLDKEY)
    assert identities[NETUID] == SubnetIdentityV3(*SUBNET)
    assert world.all_events() == [SubnetIdentitySet(NETUID)]
    other = (b"Updated Subnet", b"https://github.com/test/subnet-updated", *SUBNET[2:])
    world.run(IdentitySetting.set_subnet_identity(NETUID, *other), by=COLDKEY)
    assert identities[NETUID] == SubnetIdentityV3(*other)


def test_only_the_owner_describes_a_subnet(world: World) -> None:
    call = IdentitySetting.set_subnet_identity(NETUID, *[bytes(1025)] * 8)
    for origin in (ROOT, NOBODY):
        with fails("BadOrigin"):
            world.run(call, by=origin)
    for other in (HOTKEY, 3):
        with fails("NotSubnetOwner"):
            world.run(call, by=other)
    with fails("NotSubnetOwner"):
        world.run(IdentitySetting.set_subnet_identity(2, *SUBNET), by=COLDKEY)
    with fails("InvalidIdentity"):
        world.run(call, by=COLDKEY)


def test_describing_costs_a_fee(world: World) -> None:
    for call in (
        IdentitySetting.set_identity(*PERSON),
        IdentitySetting.set_subnet_identity(NETUID, *SUBNET),
    ):
        info = world.runtime.dispatch_info(call)
        assert (info.class_, info.pays_fee) == (DispatchClass.Normal, Pays.Yes)
