"""Verification of the three signature schemes that an extrinsic may carry.

The rules are those of Substrate's host functions, and each verifier answers a plain yes or no:
what is malformed is not a signature. Signatures and keys are `bytes`; anything else is a TypeError.
"""

from sr25519 import verify as _schnorrkel_verify

from runtime.accounts import ecdsa_account
from runtime.hashing import blake2_256

_ED25519_PRIME = 2**255 - 19
_ORDER_8_Y = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
# The y coordinates of the eight points whose order divides the cofactor.
_SMALL_ORDER_Y = (0, 1, _ED25519_PRIME - 1, _ORDER_8_Y, _ED25519_PRIME - _ORDER_8_Y)


def verify_sr25519(signature: bytes, message: bytes, public: bytes) -> bool:
    """Whether `public` (32 bytes) signed the message, in schnorrkel's signing context "substrate".

    Only signatures marked as schnorrkel's count, as in the second version of the host function.
    """
    try:
        return bool(_schnorrkel_verify(signature, message, public))
    except ValueError:
        return False


def verify_ed25519(signature: bytes, message: bytes, public: bytes) -> bool:
    """Whether `public` (32 bytes) signed the message, by the rules of ZIP-215 (ed25519-zebra).

    ZIP-215 multiplies by the cofactor and accepts points of small order and points that are not in
    their canonical form: OpenSSL and libsodium reject some signatures that are valid here.
    """
    from bittensor_core import CRYPTO_ED25519, ss58_encode, verify

    if len(signature) != 64 or len(public) != 32:
        return False
    address = ss58_encode(public)
    if not verify(message, signature, address, CRYPTO_ED25519):
        return False
    # The library takes a signature of `<Bytes>message</Bytes>`, as browser wallets make it, for one
    # of the message. A chain must not. One signature fits two messages only under a key of small
    # order, where it fits all of them.
    wrapped = b"<Bytes>" + message + b"</Bytes>"
    return not verify(wrapped, signature, address, CRYPTO_ED25519) or _has_small_order(public)


def verify_ecdsa(signature: bytes, message: bytes, account: bytes) -> bool:
    """Whether the key behind `account` (32 bytes) signed the BLAKE2b-256 of the message.

    The signature is r, s and the recovery id (0 to 3, or 27 to 30), 65 bytes in all. Substrate does
    not ask for the lower of the two possible s.
    """
    from coincurve import PublicKey

    if len(signature) != 65:
        return False
    if signature[64] > 26:
        signature = signature[:64] + bytes([signature[64] - 27])
    try:
        public = PublicKey.from_signature_and_message(signature, blake2_256(message), hasher=None)
    except ValueError:
        return False
    return ecdsa_account(public.format()) == account


def _has_small_order(public: bytes) -> bool:
    y = int.from_bytes(public, "little") & (1 << 255) - 1
    return y % _ED25519_PRIME in _SMALL_ORDER_Y
