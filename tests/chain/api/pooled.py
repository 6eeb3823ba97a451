"""A development chain with a pool, whose blocks are made from the pool on demand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chain.api import NodeInfo, build_registry
from chain.blockchain import ImportedBlock
from chain.kit import DevChain, key
from chain.pool import PoolLimits, TransactionPool
from chain.signing import sign_call
from genesis.keys import Keypair, Scheme
from runtime.call import Call
from runtime.extension import SigningOptions
from tests.chain.api.client import Client

GRANDPA_KEY = Keypair.from_uri("//One", Scheme.ED25519).public


class PooledChain:
    """What a node holds, without its loops and sockets."""

    def __init__(self, limits: PoolLimits | None = None) -> None:
        self.dev = DevChain()
        self.chain = self.dev.blockchain
        self.pool = TransactionPool(self.chain, limits)
        keys = [(b"aura", key("//One").public), (b"gran", GRANDPA_KEY)]
        info = NodeInfo.of(self.chain, keys)
        self._waiting: list[Callable[[], object]] = []
        self.client = Client(build_registry(self.chain, self.pool, info, self._keep))

    def _keep(self, seconds: float, action: Callable[[], object]) -> None:
        assert seconds > 0
        self._waiting.append(action)

    def pass_time(self) -> None:
        """Do what was to be done later."""
        waiting, self._waiting = self._waiting, []
        for action in waiting:
            action()

    def signed(self, call: Call, by: str = "//Alice", nonce: int = 0, **options: Any) -> bytes:
        """The bytes of an extrinsic for the next block."""
        return sign_call(self.dev.signing(), call, key(by), SigningOptions(nonce, **options))

    def make_block(self) -> ImportedBlock:
        """A block of what is ready."""
        builder = self.dev.begin()
        for transaction in list(self.pool.ready()):
            builder.push(transaction.encoded, verified=True)
        block = builder.finish()
        self.pool.on_block(block)
        return block


def hexed(data: bytes) -> str:
    return "0x" + data.hex()
