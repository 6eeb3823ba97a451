"""Opening what was encrypted to a round of the drand beacon: timelock encryption.

A ciphertext is the canonical, compressed arkworks form of the crate tle's `TLECiphertext` on the
curve of quicknet, at its revision 5416406, which is also in the clients' libraries: a point of G2,
two byte strings `v` and `w` of the identity-based encryption, the AES-GCM output, and the name of
the cipher. The beacon's signature of the round is the key.
"""

from __future__ import annotations

from runtime.scale import encode_compact

POINT = 96  # bytes of a compressed point of G2
SIGNATURE = 48  # bytes of a compressed point of G1
SECRET = 32  # bytes of an AES key, and so of `v`
LENGTH = 8  # bytes of a count, little-endian


class TimelockError(Exception):
    """A ciphertext that does not open."""


class Undecodable(TimelockError):
    """The bytes are too few for the parts of a ciphertext."""


class CannotOpen(TimelockError):
    """The signature does not open the ciphertext, or one of them holds a point that is none."""


def open_timelocked(ciphertext: bytes, signature: bytes) -> bytes:
    """The plaintext of a ciphertext, by the beacon's signature of its round.

    As in the reference, a signature may have `0x` before it, and bytes after either are ignored.
    Raises Undecodable and CannotOpen.
    """
    from bittensor_core import decrypt_with_signature

    _check_lengths(ciphertext)
    envelope = encode_compact(len(ciphertext)) + ciphertext + bytes(8)  # clients': with a round
    key = signature.removeprefix(b"0x")[:SIGNATURE]
    try:
        opened: bytes = decrypt_with_signature(envelope, key.hex())
    except ValueError as error:
        raise CannotOpen(str(error)) from error
    return opened


def _check_lengths(ciphertext: bytes) -> None:
    """Raises Undecodable, and CannotOpen for a `v` of another length than a key's.

    Such a one never opens, but the library panics for it, as does the reference.
    """
    pos, lengths = POINT, []
    for _ in ("v", "w", "body", "cipher suite"):
        start = pos + LENGTH
        count = int.from_bytes(ciphertext[pos:start], "little")
        pos = start + count
        if pos > len(ciphertext):
            raise Undecodable(f"{len(ciphertext)} bytes, where {pos} are needed at least")
        lengths.append(count)
    if lengths[0] != SECRET:
        raise CannotOpen(f"v has {lengths[0]} bytes, not {SECRET}")
