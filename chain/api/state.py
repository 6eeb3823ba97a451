"""state_*: what the state holds, now or after any earlier block."""

from __future__ import annotations

from itertools import islice
from typing import Any

from chain.api.errors import CountTooLarge
from chain.api.forms import hex_text
from chain.api.reading import TIME_SLICE, Growth, state_at
from chain.blockchain import Blockchain
from chain.rpc import U32, Hash, HexBytes, Session, method
from chain.rpc.dispatch import TimeSlice
from runtime.hashing import blake2_256

MAX_PAGE = 1000
"""Keys in one page."""
PROOF_CHUNK = 32
"""Keys that are proved between two looks at the clock."""

StorageKey = HexBytes


class State:
    """A value that is not there is null. Raises UnknownBlockHash for a block that is not."""

    def __init__(self, chain: Blockchain) -> None:
        self._chain = chain

    @method("state_getStorage", aliases=["state_getStorageAt"])
    def storage(self, key: StorageKey, at: Hash | None = None) -> bytes | None:
        return state_at(self._chain, at).get(key)

    @method("state_getStorageHash", aliases=["state_getStorageHashAt"])
    def storage_hash(self, key: StorageKey, at: Hash | None = None) -> bytes | None:
        value = state_at(self._chain, at).get(key)
        return None if value is None else blake2_256(value)

    @method("state_getStorageSize", aliases=["state_getStorageSizeAt"])
    async def storage_size(self, key: StorageKey, at: Hash | None = None) -> int | None:
        """The length of the value, or of all values below the key taken as a prefix."""
        view = state_at(self._chain, at)
        value = view.get(key)
        if value is not None:
            return len(value)
        total, time_slice = 0, TimeSlice(TIME_SLICE)
        for _, value in view.items(key):
            total += len(value)
            await time_slice.share()
        return total or None

    @method("state_getKeys")
    async def keys(self, session: Session, prefix: StorageKey, at: Hash | None = None) -> list[str]:
        found, growth = [], Growth(session.limits)
        for key in state_at(self._chain, at).iter_keys(prefix):
            found.append(hex_text(key))
            await growth.by(len(found[-1]) + 3)
        return found

    @method("state_getPairs", unsafe=True)
    async def pairs(
        self, session: Session, prefix: StorageKey, at: Hash | None = None
    ) -> list[list[str]]:
        found, growth = [], Growth(session.limits)
        for key, value in state_at(self._chain, at).items(prefix):
            found.append([hex_text(key), hex_text(value)])
            await growth.by(2 * (len(key) + len(value)) + 12)
        return found

    @method("state_getKeysPaged", aliases=["state_getKeysPagedAt"])
    def keys_paged(
        self,
        prefix: StorageKey | None,
        count: U32,
        start_key: StorageKey | None = None,
        at: Hash | None = None,
    ) -> list[str]:
        """The first `count` keys above `start_key`, in ascending order."""
        if count > MAX_PAGE:
            raise CountTooLarge(count, MAX_PAGE)
        keys = state_at(self._chain, at).iter_keys(prefix or b"", start_key)
        return [hex_text(key) for key in islice(keys, count)]

    @method("state_getReadProof")
    async def read_proof(
        self, session: Session, keys: list[StorageKey], at: Hash | None = None
    ) -> dict[str, Any]:
        """The trie nodes that prove what the keys hold, each once."""
        at = at or self._chain.head_hash
        view, growth = state_at(self._chain, at), Growth(session.limits)
        nodes: set[bytes] = set()
        for start in range(0, len(keys), PROOF_CHUNK):
            new = set(view.prove(keys[start : start + PROOF_CHUNK])) - nodes
            nodes |= new
            await growth.by(sum(2 * len(node) + 5 for node in new))
        return {"at": hex_text(at), "proof": [hex_text(node) for node in sorted(nodes)]}
