"""state_queryStorage...: what keys hold at a block, and how that changed over a range of blocks."""

from __future__ import annotations

from typing import Any

from chain.api.errors import InvalidBlockRange, UnknownBlockHash
from chain.api.forms import hex_text, optional_hex
from chain.api.reading import Growth, number_at
from chain.blockchain import Blockchain
from chain.rpc import Hash, HexBytes, Session, method


class StateHistory:
    """Changes in groups by block: `{"block": hash, "changes": [[key, value or null], ...]}`."""

    def __init__(self, chain: Blockchain) -> None:
        self._chain = chain

    @method("state_queryStorageAt")
    async def query_storage_at(
        self, session: Session, keys: list[HexBytes], at: Hash | None = None
    ) -> list[dict[str, Any]]:
        """One group with every key once, or none if there are no keys."""
        block = at or self._chain.head_hash
        return await self._changes(session, keys, block, block)

    @method("state_queryStorage", unsafe=True)
    async def query_storage(
        self, session: Session, keys: list[HexBytes], from_block: Hash, to: Hash | None = None
    ) -> list[dict[str, Any]]:
        """Every key at the first block, then those that changed; blocks without are left out."""
        return await self._changes(session, keys, from_block, to)

    async def _changes(
        self, session: Session, keys: list[bytes], start: bytes, end: bytes | None
    ) -> list[dict[str, Any]]:
        database = self._chain.database
        last: dict[bytes, bytes | None] = {}
        groups, growth = [], Growth(session.limits)
        for number in self._range(start, end):
            view = database.state_at(number)
            changes: list[list[str | None]] = []
            for key in keys:
                value = view.get(key)
                size = 0
                if key not in last or last[key] != value:
                    last[key] = value
                    changes.append([hex_text(key), optional_hex(value)])
                    size = 2 * (len(key) + len(value or b"")) + 14
                await growth.by(size)
            if changes:
                groups.append({"block": database.hash_of(number), "changes": changes})
        return groups

    def _range(self, start: bytes, end: bytes | None) -> range:
        """The numbers of the blocks from one to the other. Raises InvalidBlockRange."""
        try:
            first, last = number_at(self._chain, start), number_at(self._chain, end)
        except UnknownBlockHash as error:
            raise InvalidBlockRange(start, end, error.text) from None
        if first > last:
            raise InvalidBlockRange(start, end, "from number > to number")
        return range(first, last + 1)
