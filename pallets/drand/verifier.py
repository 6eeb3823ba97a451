"""Whether a beacon has signed a round: BLS12-381 with signatures in G1, as quicknet's scheme is.

The scheme is `bls-unchained-g1-rfc9380`: the message is the SHA-256 of the round's number.
"""

from __future__ import annotations

from hashlib import sha256

DOMAIN = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
PUBLIC_KEY = 96  # bytes of a compressed point of G2
SIGNATURE = 48  # bytes of a compressed point of G1


class NotAPoint(Exception):
    """The signature or the key is not a point of its group."""


def is_signed_by(public_key: bytes, round_number: int, signature: bytes) -> bool:
    """Whether e(signature, generator of G2) = e(hash of the round, public key).

    What follows after the bytes of a point is ignored, as in the reference. Raises NotAPoint.
    """
    from py_arkworks_bls12381 import GT, G1Point, G2Point

    try:
        key = G2Point.from_compressed_bytes(public_key[:PUBLIC_KEY])
        signed = G1Point.from_compressed_bytes(signature[:SIGNATURE])
    except ValueError as error:
        raise NotAPoint(str(error)) from error
    hashed = G1Point.hash_to_curve(message(round_number), DOMAIN)
    return GT.pairing_check([-signed, hashed], [G2Point(), key])


def message(round_number: int) -> bytes:
    """What the beacon signs of a round."""
    return sha256(round_number.to_bytes(8, "big")).digest()
