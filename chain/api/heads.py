"""The subscriptions to heads. A block is final as soon as it is there, so the three are alike."""

from __future__ import annotations

from chain.api.forms import header_form
from chain.blockchain import Blockchain, ImportedBlock
from chain.rpc import Sink, encode, subscription


class Heads:
    """chain_subscribe... : the header of the head, then of each new one."""

    def __init__(self, chain: Blockchain) -> None:
        self._chain = chain
        self._sinks: dict[Sink, None] = {}
        chain.on_block(self._tell)

    @subscription(
        "chain_subscribeNewHeads",
        aliases=["chain_subscribeNewHead", "subscribe_newHead"],
        unsubscribe=[
            "chain_unsubscribeNewHeads",
            "chain_unsubscribeNewHead",
            "unsubscribe_newHead",
        ],
        notification="chain_newHead",
    )
    def new_heads(self, sink: Sink) -> None:
        self._follow(sink)

    @subscription(
        "chain_subscribeAllHeads",
        unsubscribe="chain_unsubscribeAllHeads",
        notification="chain_allHead",
    )
    def all_heads(self, sink: Sink) -> None:
        self._follow(sink)

    @subscription(
        "chain_subscribeFinalizedHeads",
        aliases=["chain_subscribeFinalisedHeads"],
        unsubscribe=["chain_unsubscribeFinalizedHeads", "chain_unsubscribeFinalisedHeads"],
        notification="chain_finalizedHead",
    )
    def finalized_heads(self, sink: Sink) -> None:
        self._follow(sink)

    def _follow(self, sink: Sink) -> None:
        header = self._chain.header(self._chain.head_number)
        assert header is not None
        sink.send(header_form(header))
        self._sinks[sink] = None
        sink.on_close(lambda: self._sinks.pop(sink, None))

    def _tell(self, block: ImportedBlock) -> None:
        if not self._sinks:
            return
        encoded = encode(header_form(block.header))
        for sink in list(self._sinks):  # a client that reads too slowly is gone after a send
            sink.send_encoded(encoded)
