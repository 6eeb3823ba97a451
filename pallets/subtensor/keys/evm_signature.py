"""Signatures by keys of the EVM: secp256k1 over Keccak-256, with the recovery id at the end."""

from __future__ import annotations

from runtime.hashing import keccak_256

_HALF_ORDER = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0


def personal_message_hash(message: bytes) -> bytes:
    """What wallets sign for a message, so that it can be no transaction. EIP-191, version 0x45."""
    return keccak_256(b"\x19Ethereum Signed Message:\n" + str(len(message)).encode() + message)


def association_message(hotkey: bytes, block_number: int) -> bytes:
    """What an EVM key signs to belong to a hotkey, at a block of its choice."""
    return hotkey + keccak_256(block_number.to_bytes(8, "little"))


def recovered_address(digest: bytes, signature: bytes) -> bytes | None:
    """The EVM address (20 bytes) of the key that signed the digest; None if no key did.

    The signature is r, s and the recovery id (0 to 3, or 27 to 30), 65 bytes in all. Of the two
    possible s only the lower one counts: the reference's library checks that, but only where it is
    built for the chain itself.
    """
    from coincurve import PublicKey

    if signature[64] >= 27:
        signature = signature[:64] + bytes([signature[64] - 27])
    if int.from_bytes(signature[32:64], "big") > _HALF_ORDER:
        return None
    try:
        public = PublicKey.from_signature_and_message(signature, digest, hasher=None)
    except ValueError:
        return None
    return keccak_256(public.format(compressed=False)[1:])[12:]
