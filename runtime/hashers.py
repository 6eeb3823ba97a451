"""How the keys of storage maps are hashed, as annotations: `Blake2_128Concat[AccountId]`."""

from dataclasses import dataclass
from typing import Annotated, TypeVar

from runtime import hashing

K = TypeVar("K")


@dataclass(frozen=True)
class Hashed:
    """Marks a type as a storage key."""

    hasher: hashing.StorageHasher


Blake2_128 = Annotated[K, Hashed(hashing.BLAKE2_128)]
Blake2_256 = Annotated[K, Hashed(hashing.BLAKE2_256)]
Blake2_128Concat = Annotated[K, Hashed(hashing.BLAKE2_128_CONCAT)]
Twox128 = Annotated[K, Hashed(hashing.TWOX_128)]
Twox256 = Annotated[K, Hashed(hashing.TWOX_256)]
Twox64Concat = Annotated[K, Hashed(hashing.TWOX_64_CONCAT)]
Identity = Annotated[K, Hashed(hashing.IDENTITY)]
