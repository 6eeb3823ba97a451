"""chain_*: blocks, headers and hashes."""

from __future__ import annotations

from typing import Any

from chain.api.forms import header_form, hex_text
from chain.api.reading import TIME_SLICE
from chain.blockchain import Blockchain
from chain.rpc import BlockNumber, Hash, method
from chain.rpc.dispatch import TimeSlice
from runtime.block import Header


class Chain:
    """An unknown hash or number is answered with null."""

    def __init__(self, chain: Blockchain) -> None:
        self._chain = chain

    @method("chain_getBlockHash", aliases=["chain_getHead"])
    async def block_hash(
        self, number: BlockNumber | list[BlockNumber] | None = None
    ) -> bytes | list[bytes | None] | None:
        database = self._chain.database
        if number is None:
            return database.head.hash
        if isinstance(number, int):
            return database.hash_of(number)
        hashes, time_slice = [], TimeSlice(TIME_SLICE)
        for each in number:
            hashes.append(database.hash_of(each))
            await time_slice.share()
        return hashes

    @method("chain_getFinalizedHead", aliases=["chain_getFinalisedHead"])
    def finalized_head(self) -> bytes:
        return self._chain.head_hash

    @method("chain_getHeader")
    def header(self, hash: Hash | None = None) -> dict[str, Any] | None:
        header = self._header(hash)
        return None if header is None else header_form(header)

    @method("chain_getBlock")
    def block(self, hash: Hash | None = None) -> dict[str, Any] | None:
        header = self._header(hash)
        if header is None:
            return None
        body = self._chain.database.body(header.number) or []
        block = {
            "header": header_form(header),
            "extrinsics": [hex_text(extrinsic) for extrinsic in body],
        }
        return {"block": block, "justifications": None}

    def _header(self, block_hash: bytes | None) -> Header | None:
        return self._chain.header(self._chain.head_number if block_hash is None else block_hash)
