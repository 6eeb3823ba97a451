"""dev_*: what a chain for development can tell, and no other does."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from chain.blockchain import Blockchain
from chain.rpc import RpcError, method
from chain.rpc.params import U16, BlockNumber, Param

EPOCH_NOT_EXPLAINED = 14_000


def _next(value: Any) -> Literal["next"]:
    if value != "next":
        raise ValueError
    return "next"


Next = Annotated[Literal["next"], Param('"next"', _next)]


class Dev:
    """Answers take as long as the beginning of a block: for clients on this machine."""

    def __init__(self, chain: Blockchain) -> None:
        self._chain = chain

    @method("dev_explainEpoch", unsafe=True)
    def explain_epoch(
        self,
        netuid: U16,
        mechanism: U16 = 0,
        block: BlockNumber | Next | None = None,
        uid: U16 | None = None,
    ) -> dict[str, Any]:
        """The stages of an epoch; with a uid, of that neuron only and with its account in words."""
        from chain.explain import EpochNotExplained, as_plain, explain_block

        try:
            return as_plain(explain_block(self._chain, netuid, mechanism, block), uid)
        except EpochNotExplained as error:
            raise RpcError(EPOCH_NOT_EXPLAINED, str(error)) from error
