"""A chain with the Drand pallet, and what is brought to it."""

from __future__ import annotations

from pallets.drand import (
    QUICKNET,
    BeaconConfiguration,
    BeaconConfigurationPayload,
    Drand,
    DrandPriority,
    Pulse,
    PulsesPayload,
    Sr25519Key,
)
from pallets.system.system import System
from runtime.call import Call
from runtime.extrinsic import MultiSignature, Sr25519
from runtime.runtime import Runtime
from runtime.scale import encode
from runtime.state import MemoryView, State
from tests.pallets.mini import ALICE, EXTENSIONS, compose

COMPOSITION = compose(extra=(Drand,), extensions=(*EXTENSIONS, DrandPriority))
BLOCK = 1_000
KEY = Sr25519Key(ALICE.public)


def drand(block: int = BLOCK) -> Drand:
    """The pallet on an empty state, in a block."""
    runtime = Runtime(COMPOSITION, State(MemoryView()))
    runtime.pallet(System).number.set(block)
    return runtime.pallet(Drand)


def signature_of(payload: PulsesPayload | BeaconConfigurationPayload) -> MultiSignature:
    """Alice's signature of a payload."""
    return Sr25519(ALICE.sign(encode(type(payload), payload)))


def payload_of(*pulses: Pulse, block: int = BLOCK) -> PulsesPayload:
    return PulsesPayload(block, list(pulses), KEY)


def config_payload(
    config: BeaconConfiguration = QUICKNET, block: int = BLOCK
) -> BeaconConfigurationPayload:
    return BeaconConfigurationPayload(block, config, KEY)


def bring(*pulses: Pulse, block: int = BLOCK) -> Call:
    """The call that brings pulses, signed by Alice."""
    payload = payload_of(*pulses, block=block)
    return Drand.write_pulse(payload, signature_of(payload))
