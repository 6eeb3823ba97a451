"""Which unsigned extrinsics come into the pool, and what the pool is told of them.

Anybody's sr25519 key may sign the payload of one: that only ties it to a block and to a key.
"""

from __future__ import annotations

from pallets.drand.types import (
    BeaconConfigurationPayload,
    MultiSigner,
    PulsesPayload,
    Sr25519Key,
)
from runtime.extrinsic import MultiSignature, Sr25519
from runtime.hashing import blake2_256
from runtime.scale import U32, U64, Bytes32, encode
from runtime.signatures import verify_sr25519
from runtime.validity import U64_MAX, BadProof, BadSigner, InvalidTransaction, ValidTransaction

TAG_PREFIX = "DrandOffchainWorker"
UNSIGNED_PRIORITY = 1 << 20
PULSE_LONGEVITY = 3  # blocks
CONFIG_LONGEVITY = 1


def check_signature(
    payload: PulsesPayload | BeaconConfigurationPayload, signature: MultiSignature | None
) -> None:
    """Raises InvalidTransaction: BadSigner without a signature, BadProof for a wrong one."""
    if signature is None:
        raise InvalidTransaction(BadSigner())
    match payload.public, signature:
        case Sr25519Key(public), Sr25519(signed):
            if verify_sr25519(signed, encode(type(payload), payload), public):
                return
    raise InvalidTransaction(BadProof())


def valid_pulse(round_number: int) -> ValidTransaction:
    """Of one round there is one extrinsic in the pool, and the lowest round goes first."""
    return ValidTransaction(
        priority=min(UNSIGNED_PRIORITY + U64_MAX - round_number, U64_MAX),
        provides=[_tag(b"drand" + encode(U64, round_number))],
        longevity=PULSE_LONGEVITY,
        propagate=False,
    )


def valid_config(next_unsigned_at: int, public: MultiSigner) -> ValidTransaction:
    """Of one key there is one extrinsic in the pool."""
    key = encode(bytes, encode(MultiSigner, public))
    return ValidTransaction(
        priority=UNSIGNED_PRIORITY,
        provides=[_tag(encode(U32, next_unsigned_at) + key)],
        longevity=CONFIG_LONGEVITY,
        propagate=True,
    )


def _tag(content: bytes) -> bytes:
    return encode(str, TAG_PREFIX) + encode(Bytes32, blake2_256(content))
