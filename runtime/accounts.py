"""Accounts: how their 32 bytes are written as an address, and accounts that have no key."""

from hashlib import blake2b
from typing import Annotated

from runtime.hashing import blake2_256
from runtime.scale import Bytes8, Newtype

SUBSTRATE_PREFIX = 42
"""The address prefix of chains without one of their own; Bittensor's too."""

PalletId = Annotated[Bytes8, Newtype("frame_support::PalletId")]
"""What the accounts of a pallet are derived from."""

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_DIGITS = {letter: value for value, letter in enumerate(_ALPHABET)}
_RESERVED_PREFIXES = (46, 47)
_ACCOUNT_LENGTH = 32
_CHECKSUM_LENGTH = 2
# Two bytes of prefix, the account and the checksum never need more letters than this.
_MAX_LETTERS = 50


class InvalidSs58(ValueError):
    """The text is not the SS58 address of an account; the message says what is wrong with it."""


def ss58_encode(account: bytes, prefix: int = SUBSTRATE_PREFIX) -> str:
    """The SS58 address of a 32-byte account on the network `prefix` (0 to 16383).

    Raises InvalidSs58 if the account or the prefix has another size, or the prefix is reserved.
    """
    if len(account) != _ACCOUNT_LENGTH:
        raise InvalidSs58(f"an account has 32 bytes, not {len(account)}")
    if not 0 <= prefix < 1 << 14 or prefix in _RESERVED_PREFIXES:
        raise InvalidSs58(f"{prefix} is not a prefix for accounts")
    if prefix < 64:
        body = bytes([prefix]) + account
    else:
        # The bits of the little-endian prefix, aaaaaabb 00cccccc, as 01aaaaaa bbcccccc.
        low, high = prefix & 0xFF, prefix >> 8
        body = bytes([0x40 | low >> 2, (low & 0b11) << 6 | high]) + account
    return _base58_encode(body + _checksum(body))


def ss58_decode(address: str, prefix: int | None = None) -> bytes:
    """The 32-byte account that an SS58 address names.

    Any network's address will do, as in sp-core, unless `prefix` asks for one network's. Raises
    InvalidSs58 for letters outside base 58, a wrong length, prefix or checksum.
    """
    if len(address) > _MAX_LETTERS:
        raise InvalidSs58("the address is too long")
    data = _base58_decode(address)
    if not data or data[0] > 127:
        raise InvalidSs58("the address does not start with a network prefix")
    prefix_length = 1 if data[0] < 64 else 2
    if len(data) != prefix_length + _ACCOUNT_LENGTH + _CHECKSUM_LENGTH:
        raise InvalidSs58("the address does not hold the 32 bytes of an account")
    found = data[0]
    if prefix_length == 2:
        found = (data[0] << 2 & 0xFF | data[1] >> 6) | (data[1] & 0x3F) << 8
    if found in _RESERVED_PREFIXES:
        raise InvalidSs58(f"the prefix {found} is reserved")
    body, checksum = data[:-_CHECKSUM_LENGTH], data[-_CHECKSUM_LENGTH:]
    if checksum != _checksum(body):
        raise InvalidSs58("the checksum does not fit the address")
    if prefix is not None and found != prefix:
        raise InvalidSs58(f"the address belongs to network {found}, not {prefix}")
    return body[prefix_length:]


def pallet_account(pallet_id: bytes) -> bytes:
    """The account of a pallet, from its 8-byte id. As `into_account_truncating` of a PalletId."""
    _check_pallet_id(pallet_id)
    return (b"modl" + pallet_id).ljust(_ACCOUNT_LENGTH, b"\0")


def _check_pallet_id(pallet_id: bytes) -> None:
    if len(pallet_id) != 8:
        raise ValueError(f"a pallet id has 8 bytes, not {len(pallet_id)}")


def pallet_sub_account(pallet_id: bytes, suffix: bytes) -> bytes:
    """One of a pallet's further accounts; `suffix` is a SCALE value, cut off where the id is full.

    As `into_sub_account_truncating` of a PalletId.
    """
    _check_pallet_id(pallet_id)
    return (b"modl" + pallet_id + suffix)[:_ACCOUNT_LENGTH].ljust(_ACCOUNT_LENGTH, b"\0")


def derivative_account(account: bytes, index: int) -> bytes:
    """The pseudonym `index` (0 to 65535) of an account. As pallet-utility's `as_derivative`."""
    return blake2_256(b"modlpy/utilisuba" + account + index.to_bytes(2, "little"))


def ecdsa_account(public: bytes) -> bytes:
    """The account of a compressed secp256k1 public key (33 bytes). As sp-runtime's MultiSigner."""
    return blake2_256(public)


def _checksum(body: bytes) -> bytes:
    return blake2b(b"SS58PRE" + body).digest()[:_CHECKSUM_LENGTH]


def _base58_encode(data: bytes) -> str:
    number = int.from_bytes(data, "big")
    letters = []
    while number:
        number, digit = divmod(number, 58)
        letters.append(_ALPHABET[digit])
    zeros = len(data) - len(data.lstrip(b"\0"))
    return _ALPHABET[0] * zeros + "".join(reversed(letters))


def _base58_decode(text: str) -> bytes:
    number = 0
    for letter in text:
        digit = _DIGITS.get(letter)
        if digit is None:
            raise InvalidSs58(f"{letter!r} is not a letter of base 58")
        number = number * 58 + digit
    zeros = len(text) - len(text.lstrip(_ALPHABET[0]))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")
