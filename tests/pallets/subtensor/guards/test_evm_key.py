"""The guard of the association of EVM keys."""

from __future__ import annotations

import pytest

from pallets.subtensor.config import REFERENCE_TESTS
from pallets.subtensor.guards.evm_key import CheckEvmKeyAssociation
from pallets.subtensor.keys import EvmKeys
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.state import KeyRing
from tests.pallets.subtensor.guards.guarded import dispatch
from tests.pallets.subtensor.keys.test_evm import ADDRESS, proof
from tests.pallets.subtensor.world import World, account, fails

GUARD = CheckEvmKeyAssociation()
NETUID, COLDKEY, HOTKEY = 1, 1, 2
LIMIT = REFERENCE_TESTS.evm_key_associate_rate_limit
NONSENSE = EvmKeys.associate_evm_key(NETUID, bytes(20), 0, bytes(65))


@pytest.fixture
def world() -> World:
    made = World(block=LIMIT)
    made.pallet(KeyRing).owner[account(HOTKEY)] = account(COLDKEY)
    made.pallet(NeuronTable).append(NETUID, account(HOTKEY), 1)
    return made


def test_a_neuron_may_associate_a_key(world: World) -> None:
    call = EvmKeys.associate_evm_key(NETUID, ADDRESS, LIMIT, proof())
    dispatch(world, GUARD, call, HOTKEY)
    assert world.pallet(KeyRing).associated_evm_address[NETUID, 0] == (ADDRESS, LIMIT)


def test_who_has_no_neuron_may_not(world: World) -> None:
    """The call alone would find that nobody owns the hotkey."""
    with fails("NonAssociatedColdKey"):
        world.run(NONSENSE, by=9)
    with fails("HotKeyNotRegisteredInSubNet"):
        dispatch(world, GUARD, NONSENSE, 9)


@pytest.mark.parametrize("last", [0, 300])
def test_keys_do_not_change_too_often(world: World, last: int) -> None:
    """A neuron that never had one counts from block 0."""
    if last:
        world.pallet(KeyRing).associated_evm_address[NETUID, 0] = (bytes(20), last)
    world.set_block(last + LIMIT - 1)
    with fails("EvmKeyAssociateRateLimitExceeded"):
        dispatch(world, GUARD, NONSENSE, HOTKEY)
    world.set_block(last + LIMIT)
    GUARD.check_signer(world.runtime, account(HOTKEY), NONSENSE)


def test_the_signature_is_looked_at_in_the_block(world: World) -> None:
    GUARD.check_signer(world.runtime, account(HOTKEY), NONSENSE)
    with fails("InvalidIdentity"):
        dispatch(world, GUARD, NONSENSE, HOTKEY)
