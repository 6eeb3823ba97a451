"""What a commit to weights is the hash of."""

from __future__ import annotations

from pallets.subtensor.weights.rules import GivenWeights
from runtime.hashing import blake2_256
from runtime.scale import H256, U16, U64, AccountId, encode

PREIMAGE = tuple[AccountId, U16, list[U16], list[U16], list[U16], U64]


def hash_of_weights(hotkey: bytes, index: int, given: GivenWeights, salt: list[int]) -> H256:
    """The BLAKE2b-256 hash of the SCALE tuple of hotkey, mechanism index, weights and salt."""
    preimage = (hotkey, index, given.uids, given.values, salt, given.version_key)
    return blake2_256(encode(PREIMAGE, preimage))
