"""The hash functions of Substrate, and the hashers that FRAME makes storage keys with.

BLAKE2b for anything that has to resist an attacker, xxHash ("twox", seeds 0, 1, 2 ... one after the
other, each 64-bit digest little-endian) for names and for keys that nobody outside can choose, and
Keccak-256 for Ethereum's formats.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from xxhash import xxh64_intdigest

# A copy of an empty hash is made in two thirds of the time that a new one takes.
_EMPTY_BLAKE2_128 = blake2b(digest_size=16)
_EMPTY_BLAKE2_256 = blake2b(digest_size=32)


class HashNotReversible(TypeError):
    """The key was asked for behind a hasher that does not keep it."""


def blake2_128(data: bytes) -> bytes:
    """BLAKE2b with a digest of 16 bytes (not a cut of a longer digest)."""
    state = _EMPTY_BLAKE2_128.copy()
    state.update(data)
    return state.digest()


def blake2_256(data: bytes) -> bytes:
    """BLAKE2b with a digest of 32 bytes: the hash of blocks, extrinsics and trie nodes."""
    state = _EMPTY_BLAKE2_256.copy()
    state.update(data)
    return state.digest()


def twox_64(data: bytes) -> bytes:
    """xxHash64 with seed 0, in 8 bytes."""
    return xxh64_intdigest(data, 0).to_bytes(8, "little")


def twox_128(data: bytes) -> bytes:
    """xxHash64 with the seeds 0 and 1, in 16 bytes."""
    return (xxh64_intdigest(data, 0) | xxh64_intdigest(data, 1) << 64).to_bytes(16, "little")


def twox_256(data: bytes) -> bytes:
    """xxHash64 with the seeds 0 to 3, in 32 bytes."""
    return b"".join(xxh64_intdigest(data, seed).to_bytes(8, "little") for seed in range(4))


def keccak_256(data: bytes) -> bytes:
    """Keccak-256 as Ethereum has it (the padding differs from SHA3-256)."""
    # Only Ethereum's formats need it, and the library's import takes longer than a block.
    from Crypto.Hash import keccak

    return keccak.new(data=data, digest_bits=256).digest()


@lru_cache(maxsize=4096)
def storage_prefix(pallet: str, item: str) -> bytes:
    """The 32 bytes that a storage item's keys start with: twox_128 of both names, one by one."""
    return twox_128(pallet.encode()) + twox_128(item.encode())


@dataclass(frozen=True, slots=True)
class StorageHasher:
    """How a storage map makes the encoded key of an entry into a part of its storage key.

    `name` and `index` are those of the StorageHasher enum of the metadata; `digest_length` is the
    number of bytes that the hash itself takes; a `reversible` hasher appends the key to them.
    """

    name: str
    index: int
    digest_length: int
    reversible: bool
    hash: Callable[[bytes], bytes]

    def strip(self, hashed: bytes) -> bytes:
        """What follows the digest: the encoded key, and all that comes after it.

        Raises HashNotReversible for a hasher that does not keep the key.
        """
        if not self.reversible:
            raise HashNotReversible(f"{self.name} does not keep the key that it hashes")
        return hashed[self.digest_length :]


def _blake2_128_concat(key: bytes) -> bytes:
    state = _EMPTY_BLAKE2_128.copy()
    state.update(key)
    return state.digest() + key


def _twox_64_concat(key: bytes) -> bytes:
    return xxh64_intdigest(key, 0).to_bytes(8, "little") + key


def _identity(key: bytes) -> bytes:
    return key


BLAKE2_128 = StorageHasher("Blake2_128", 0, 16, False, blake2_128)
BLAKE2_256 = StorageHasher("Blake2_256", 1, 32, False, blake2_256)
BLAKE2_128_CONCAT = StorageHasher("Blake2_128Concat", 2, 16, True, _blake2_128_concat)
TWOX_128 = StorageHasher("Twox128", 3, 16, False, twox_128)
TWOX_256 = StorageHasher("Twox256", 4, 32, False, twox_256)
TWOX_64_CONCAT = StorageHasher("Twox64Concat", 5, 8, True, _twox_64_concat)
IDENTITY = StorageHasher("Identity", 6, 0, True, _identity)

STORAGE_HASHERS = (
    BLAKE2_128,
    BLAKE2_256,
    BLAKE2_128_CONCAT,
    TWOX_128,
    TWOX_256,
    TWOX_64_CONCAT,
    IDENTITY,
)
"""Every storage hasher, each at its index in the metadata."""
