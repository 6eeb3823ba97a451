"""engine_*: blocks on request, as Substrate's manual sealing."""

from __future__ import annotations

from typing import Any

from chain.authoring.producer import Producer
from chain.blockchain import Blockchain
from chain.rpc import Hash, RpcError, method

EMPTY_POOL = 12_000
BLOCK_NOT_FOUND = 13_000


class Engine:
    """Works with every way of sealing; with `manual` there are no other blocks."""

    def __init__(self, chain: Blockchain, producer: Producer) -> None:
        self._chain, self._producer = chain, producer

    @method("engine_createBlock", unsafe=True)
    async def create_block(
        self, create_empty: bool, finalize: bool, parent_hash: Hash | None = None
    ) -> dict[str, Any]:
        """Make a block on top of the head, with what is ready. It is final at once in any case.

        `create_empty` asks for one even if nothing is ready.
        """
        if parent_hash is not None and parent_hash != self._chain.head_hash:
            raise RpcError(BLOCK_NOT_FOUND, "A block is made on top of the head only")
        if not create_empty and not self._producer.pool.ready_count:
            raise RpcError(
                EMPTY_POOL,
                "Transaction pool is empty, set create_empty to true, "
                "if you want to create empty blocks",
            )
        block = await self._producer.make_block()
        return {"hash": block.hash, "aux": _AUX, "proof_size": 0}

    @method("engine_finalizeBlock", unsafe=True)
    def finalize_block(self, hash: Hash, justification: list[int] | None = None) -> bool:
        """Whether the block is final, which every block of this chain is."""
        if self._chain.database.number_of(hash) is None:
            raise RpcError(BLOCK_NOT_FOUND, f"Block hash 0x{hash.hex()} not found")
        return True


_AUX = {
    "header_only": False,
    "clear_justification_requests": False,
    "needs_justification": False,
    "bad_justification": False,
    "is_new_best": True,
}
