"""What somebody hears who watches an extrinsic in the pool."""

from __future__ import annotations

from typing import Any

from chain.pool import Status
from pallets.balances import Balances
from pallets.system.system import System
from runtime.addresses import Id
from runtime.call import Call
from tests.chain.api.pooled import PooledChain

BOB = Id(bytes.fromhex("8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48"))
PAY = Balances.transfer_keep_alive(BOB, 5000)
OPERATIONAL = System.kill_storage([])


class Watcher:
    """Keeps the statuses, in short: "inBlock" for {"inBlock": hash}."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.full: list[Status] = []
        self.ended = False

    def __call__(self, status: Status, last: bool) -> None:
        assert not self.ended
        self.full.append(status)
        self.heard.append(status if isinstance(status, str) else next(iter(status)))
        self.ended = last


def submit(
    node: PooledChain, nonce: int, call: Call = PAY, by: str = "//Alice", **options: Any
) -> Watcher:
    """Sign, submit and watch."""
    watcher = Watcher()
    node.pool.submit(node.signed(call, by, nonce, **options), watcher)
    return watcher


def ready_nonces(node: PooledChain) -> list[int]:
    """The nonces of what is ready, in its order."""
    return [each.valid.provides[0][-4] for each in node.pool.ready()]
