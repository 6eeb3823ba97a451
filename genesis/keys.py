"""Keys of a development chain, made from secret URIs as `subkey` reads them.

A secret URI is a seed or a phrase, then junctions (`//hard`, `/soft`), then perhaps `///password`.
Without a seed or a phrase it means the well-known development phrase, so that "//Alice" is a key
that everybody has. Never put value on such a key.
"""

import json
import re
from collections.abc import Callable
from enum import Enum
from typing import Protocol

import sr25519

from runtime.accounts import ecdsa_account, ss58_encode
from runtime.hashing import blake2_256
from runtime.scale.compact import encode_compact

DEV_PHRASE = "bottom drive obey lake curtain smoke basket hold race lonely fit walk"
# Known beforehand, because 2048 rounds of PBKDF2 for each key would be felt at every start.
_DEV_SEED = bytes.fromhex("fac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e")

_URI = re.compile(r"(?P<phrase>[a-zA-Z0-9 ]+)?(?P<path>(//?[^/]+)*)(///(?P<password>[^\n]*))?")
_JUNCTION = re.compile(r"/(?P<hard>/?)(?P<code>[^/]+)")
_SEED = re.compile(r"0x[0-9a-fA-F]{64}")
_NUMBER = re.compile(r"\+?0*(?P<digits>[0-9]+)")


class InvalidSecretUri(ValueError):
    """The text is not a secret URI, or names a key that its scheme cannot make."""


class Scheme(Enum):
    """A signature scheme, by its index in MultiSignature."""

    ED25519 = 0
    SR25519 = 1
    ECDSA = 2


Junction = tuple[bool, bytes]
"""Whether a step of derivation is hard, and its 32-byte chain code."""


class _Signer(Protocol):
    public: bytes

    def sign(self, message: bytes) -> bytes: ...


class Keypair:
    """A key that can sign.

    `public` is the raw public key: 32 bytes, or 33 for ECDSA. `account` is the 32-byte account that
    it controls and `address` the SS58 form of that.
    """

    __slots__ = ("_signer", "account", "public", "scheme")

    def __init__(self, seed: bytes, junctions: list[Junction], scheme: Scheme) -> None:
        self.scheme = scheme
        self._signer = _SIGNERS[scheme](seed, junctions)
        self.public = self._signer.public
        self.account = ecdsa_account(self.public) if scheme is Scheme.ECDSA else self.public

    @classmethod
    def from_uri(cls, uri: str, scheme: Scheme = Scheme.SR25519) -> "Keypair":
        """The key that a secret URI names, as sp-core's `Pair::from_string`.

        Raises InvalidSecretUri if the text is malformed, the phrase is not one of BIP-39, or a
        junction is soft in a scheme that has only hard ones (all but sr25519).
        """
        match = _URI.fullmatch(uri)
        if match is None:
            # The text may hold a secret: it does not go into the message.
            raise InvalidSecretUri(
                "a secret URI is [phrase or 0xseed][//hard or /soft ...][///password]"
            )
        seed = _seed(match["phrase"] or DEV_PHRASE, match["password"] or "")
        junctions = [
            (bool(step["hard"]), _chain_code(step["code"]))
            for step in _JUNCTION.finditer(match["path"])
        ]
        return cls(seed, junctions, scheme)

    @property
    def address(self) -> str:
        """The SS58 address of the account, with Bittensor's prefix."""
        return ss58_encode(self.account)

    def sign(self, message: bytes) -> bytes:
        """The signature of the message: 64 bytes, or 65 for ECDSA.

        With sr25519 it differs from call to call.
        """
        return self._signer.sign(message)

    def __repr__(self) -> str:
        return f"Keypair({self.address}, {self.scheme.name.lower()})"


class _Sr25519Signer:
    def __init__(self, seed: bytes, junctions: list[Junction]) -> None:
        public, secret = sr25519.pair_from_seed(seed)
        for hard, code in junctions:
            derive = sr25519.hard_derive_keypair if hard else sr25519.derive_keypair
            _, public, secret = derive((code, public, secret), b"")
        self.public: bytes = public
        self._pair = (public, secret)

    def sign(self, message: bytes) -> bytes:
        signature: bytes = sr25519.sign(self._pair, message)
        return signature


class _Ed25519Signer:
    def __init__(self, seed: bytes, junctions: list[Junction]) -> None:
        from bittensor_core import CRYPTO_ED25519
        from bittensor_core import Keypair as CoreKeypair

        seed = _derive_hard(b"Ed25519HDKD", seed, junctions)
        self._keypair = CoreKeypair.from_seed(seed, CRYPTO_ED25519)
        self.public: bytes = self._keypair.public_key

    def sign(self, message: bytes) -> bytes:
        signature: bytes = self._keypair.sign(message)
        return signature


class _EcdsaSigner:
    def __init__(self, seed: bytes, junctions: list[Junction]) -> None:
        from coincurve import PrivateKey

        secret = _derive_hard(b"Secp256k1HDKD", seed, junctions)
        try:
            self._key = PrivateKey(secret)
        except ValueError as error:
            raise InvalidSecretUri("the seed is not a secp256k1 secret") from error
        self.public: bytes = self._key.public_key.format()

    def sign(self, message: bytes) -> bytes:
        return self._key.sign_recoverable(blake2_256(message), hasher=None)


_SIGNERS: dict[Scheme, Callable[[bytes, list[Junction]], _Signer]] = {
    Scheme.ED25519: _Ed25519Signer,
    Scheme.SR25519: _Sr25519Signer,
    Scheme.ECDSA: _EcdsaSigner,
}


def _derive_hard(domain: bytes, seed: bytes, junctions: list[Junction]) -> bytes:
    """The seed behind hard junctions, as ed25519 and ECDSA of sp-core derive it."""
    for hard, code in junctions:
        if not hard:
            raise InvalidSecretUri("soft junctions exist for sr25519 only")
        seed = blake2_256(encode_compact(len(domain)) + domain + seed + code)
    return seed


def _chain_code(code: str) -> bytes:
    """A junction's 32 bytes: a number as u64, other text as a SCALE string, hashed if longer."""
    number = _NUMBER.fullmatch(code)
    if number and len(number["digits"]) <= 20 and int(number["digits"]) < 1 << 64:
        encoded = int(number["digits"]).to_bytes(8, "little")
    else:
        text = code.encode()
        encoded = encode_compact(len(text)) + text
    return blake2_256(encoded) if len(encoded) > 32 else encoded.ljust(32, b"\0")


def _seed(phrase: str, password: str) -> bytes:
    """The 32-byte seed of "0x" and hex digits, or of a BIP-39 phrase."""
    if phrase.startswith("0x"):
        if not _SEED.fullmatch(phrase):
            raise InvalidSecretUri("a seed is 0x and 64 hexadecimal digits")
        return bytes.fromhex(phrase[2:])
    if phrase == DEV_PHRASE and not password:
        return _DEV_SEED
    return _seed_of_phrase(phrase, password)


def _seed_of_phrase(phrase: str, password: str) -> bytes:
    import bittensor_core

    try:
        keypair = bittensor_core.Keypair.from_mnemonic(
            phrase, bittensor_core.CRYPTO_SR25519, password or None
        )
    except ValueError as error:
        raise InvalidSecretUri("the phrase is not a BIP-39 phrase of English words") from error
    # The seed is the same for every scheme, and the library shows it only in its key file.
    keyfile = json.loads(bittensor_core.serialized_keypair_to_keyfile_data(keypair))
    return bytes.fromhex(keyfile["secretSeed"][2:])
