"""A neuron shows that a key of the EVM is its own."""

import pytest
from coincurve import PrivateKey

from pallets.subtensor.config import REFERENCE_TESTS
from pallets.subtensor.events import EvmKeyAssociated
from pallets.subtensor.keys import EvmKeys
from pallets.subtensor.keys.evm_signature import (
    association_message,
    personal_message_hash,
    recovered_address,
)
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.state import KeyRing
from runtime.call import Call
from runtime.hashing import blake2_256, keccak_256
from runtime.origin import NOBODY, ROOT
from tests.pallets.subtensor.world import World, account, fails

NETUID, COLDKEY, HOTKEY = 1, 1, 2
LIMIT = REFERENCE_TESTS.evm_key_associate_rate_limit
KEY = PrivateKey(bytes(31) + b"\x07")
ADDRESS = keccak_256(KEY.public_key.format(compressed=False)[1:])[12:]
ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141


def signed(message: bytes, v: int = 27) -> bytes:
    """A wallet's signature of a personal message."""
    raw = KEY.sign_recoverable(personal_message_hash(message), hasher=None)
    return raw[:64] + bytes([raw[64] + v])


def proof(hotkey: int = HOTKEY, block_number: int = LIMIT) -> bytes:
    return signed(association_message(account(hotkey), block_number))


def associate(
    signature: bytes | None = None,
    netuid: int = NETUID,
    evm_key: bytes = ADDRESS,
    block_number: int = LIMIT,
) -> Call:
    given = proof(block_number=block_number) if signature is None else signature
    return EvmKeys.associate_evm_key(netuid, evm_key, block_number, given)


@pytest.fixture
def world() -> World:
    """A neuron, when the chain is old enough for keys."""
    world = World(block=LIMIT)
    world.pallet(Ownership).create_account_if_non_existent(account(COLDKEY), account(HOTKEY))
    world.pallet(NeuronTable).append(NETUID, account(9), 1)
    world.pallet(NeuronTable).append(NETUID, account(HOTKEY), 1)
    return world


# What is signed


def test_a_personal_message_is_hashed_with_its_length() -> None:
    """The figure of EIP-191's own kind that web3 libraries give for this text."""
    digest = "d9eba16ed0ecae432b71fe008c98cc872bb4cc214d3220a36f365326cf807d68"
    assert personal_message_hash(b"hello world").hex() == digest


def test_the_message_is_the_hotkey_and_the_hashed_block() -> None:
    message = association_message(account(2), 10)
    assert message == account(2) + keccak_256((10).to_bytes(8, "little"))


@pytest.mark.parametrize("v", [0, 27])
def test_the_address_of_the_signer_is_found(v: int) -> None:
    assert recovered_address(personal_message_hash(b"text"), signed(b"text", v)) == ADDRESS
    assert ADDRESS.hex() == "d41c057fd1c78805aac12b0a94a405c0461a6fbb"


def test_the_higher_of_the_two_signatures_does_not_count() -> None:
    signature = signed(b"text", 0)
    higher = ORDER - int.from_bytes(signature[32:64], "big")
    twin = signature[:32] + higher.to_bytes(32, "big") + bytes([signature[64] ^ 1])
    assert recovered_address(personal_message_hash(b"text"), twin) is None


@pytest.mark.parametrize("recovery_id", [4, 26, 31, 255])
def test_there_are_four_recovery_ids(recovery_id: int) -> None:
    signature = signed(b"text")[:64] + bytes([recovery_id])
    assert recovered_address(personal_message_hash(b"text"), signature) is None


@pytest.mark.parametrize("r", [0, ORDER])
def test_numbers_outside_of_the_curve_are_no_signature(r: int) -> None:
    signature = r.to_bytes(32, "big") + signed(b"text")[32:]
    assert recovered_address(personal_message_hash(b"text"), signature) is None


# The call


@pytest.mark.parametrize("block_number", [LIMIT, 99, 0, 2**64 - 1])
def test_a_key_is_associated_with_any_block_number(world: World, block_number: int) -> None:
    world.run(associate(block_number=block_number), by=HOTKEY)
    associated = dict(world.pallet(KeyRing).associated_evm_address.items())
    assert associated == {(NETUID, 1): (ADDRESS, LIMIT)}
    event = EvmKeyAssociated(NETUID, account(HOTKEY), ADDRESS, LIMIT)
    assert world.all_events() == [event]


def test_a_hotkey_without_an_owner_has_no_key(world: World) -> None:
    with fails("NonAssociatedColdKey"):
        world.run(associate(proof(hotkey=3)), by=3)
    with fails("NonAssociatedColdKey"):
        world.run(associate(proof(hotkey=3), netuid=99), by=3)


def test_a_hotkey_without_a_neuron_has_no_key(world: World) -> None:
    world.pallet(Ownership).create_account_if_non_existent(account(COLDKEY), account(3))
    with fails("HotKeyNotRegisteredInSubNet"):
        world.run(associate(bytes(65)), by=3)
    with fails("HotKeyNotRegisteredInSubNet"):
        world.run(associate(netuid=2), by=HOTKEY)


@pytest.mark.parametrize(
    "signature",
    [
        KEY.sign_recoverable(blake2_256(association_message(account(HOTKEY), LIMIT)), hasher=None),
        proof(hotkey=9),
        proof(block_number=LIMIT + 1),
    ],
)
def test_a_signature_of_something_else_is_refused(world: World, signature: bytes) -> None:
    with fails("InvalidRecoveredPublicKey"):
        world.run(associate(signature), by=HOTKEY)
    assert not list(world.pallet(KeyRing).associated_evm_address.items())


def test_a_signature_of_somebody_else_is_refused(world: World) -> None:
    with fails("InvalidRecoveredPublicKey"):
        world.run(associate(evm_key=bytes(20)), by=HOTKEY)


def test_what_is_no_signature_is_refused(world: World) -> None:
    for nonsense in (bytes(65), b"\xff" * 65, proof()[:64] + b"\x04"):
        with fails("InvalidIdentity"):
            world.run(associate(nonsense), by=HOTKEY)


def test_another_key_takes_time(world: World) -> None:
    world.run(associate(), by=HOTKEY)
    for block in (LIMIT + 1, 2 * LIMIT - 1):
        world.set_block(block)
        with fails("EvmKeyAssociateRateLimitExceeded"):
            world.run(associate(bytes(65)), by=HOTKEY)
    world.set_block(2 * LIMIT)
    world.run(associate(), by=HOTKEY)
    assert world.pallet(KeyRing).associated_evm_address[NETUID, 1] == (ADDRESS, 2 * LIMIT)


def test_in_the_first_blocks_of_a_chain_there_are_no_keys(world: World) -> None:
    world.set_block(LIMIT - 1)
    with fails("EvmKeyAssociateRateLimitExceeded"):
        world.run(associate(), by=HOTKEY)


def test_the_hotkey_has_to_sign(world: World) -> None:
    for origin in (ROOT, NOBODY):
        with fails("BadOrigin"):
            world.run(associate(), by=origin)
