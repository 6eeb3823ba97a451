"""Pulses of a drand beacon, from the JSON of its HTTP API to extrinsics."""

from __future__ import annotations

import json
from typing import Any

from genesis.keys import Keypair
from pallets.drand import Drand, Pulse, PulsesPayload, Sr25519Key
from runtime.composition import Composition
from runtime.extrinsic import Sr25519, encode_bare
from runtime.scale import EncodeError, encode


class NotAPulse(ValueError):
    """The text is not the JSON of a pulse."""


def parse_pulses(text: str | bytes) -> list[Pulse]:
    """One pulse as the API gives it, or an array of them. Raises NotAPulse."""
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAPulse(f"not JSON: {error}") from error
    return [_pulse(each) for each in (parsed if isinstance(parsed, list) else [parsed])]


def _pulse(parsed: Any) -> Pulse:
    match parsed:
        case {"round": int(number), "randomness": str(randomness), "signature": str(signature)}:
            pass
        case _:
            raise NotAPulse("a pulse has a round, its randomness and its signature")
    try:
        pulse = Pulse(number, bytes.fromhex(randomness), bytes.fromhex(signature))
        encode(Pulse, pulse)
    except (ValueError, EncodeError) as error:
        raise NotAPulse(f"round {number}: {error}") from error
    return pulse


def pulse_extrinsic(composition: Composition, pulse: Pulse, key: Keypair, block: int = 0) -> bytes:
    """The unsigned extrinsic that brings a pulse to the chain. Any sr25519 key will do.

    It is not valid in blocks before `block`.
    """
    payload = PulsesPayload(block, [pulse], Sr25519Key(key.public))
    signature = Sr25519(key.sign(encode(PulsesPayload, payload)))
    return encode_bare(composition, Drand.write_pulse(payload, signature))
