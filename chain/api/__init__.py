"""The node's JSON-RPC methods: `build_registry(chain, pool, info)` makes the registry to serve.

A method is here if it does something real in this node; `rpc_methods` lists exactly these. One
class has what belongs together, and knows no more of the node than it is made with:

    Chain, Heads                       chain_*: blocks, and subscriptions to heads
    State, StateHistory, StorageFeed   state_*: storage, its history, and subscriptions to it
    RuntimeCalls                       state_call, metadata, version
    Author                             author_*: the pool, and the node's keys
    Account, Payment, System           account_*, payment_*, system_*
    Dev                                dev_*: what only a chain for development tells
"""

from __future__ import annotations

from chain.api.account import Account
from chain.api.author import Author, Later, on_event_loop
from chain.api.chain import Chain
from chain.api.dev import Dev
from chain.api.heads import Heads
from chain.api.history import StateHistory
from chain.api.info import NodeInfo
from chain.api.payment import Payment
from chain.api.runtime_calls import RuntimeCalls
from chain.api.state import State
from chain.api.storage_feed import StorageFeed
from chain.api.system import System
from chain.blockchain import Blockchain
from chain.pool import TransactionPool
from chain.rpc import MethodRegistry

__all__ = ["NodeInfo", "build_registry"]


def build_registry(
    chain: Blockchain, pool: TransactionPool, info: NodeInfo, later: Later = on_event_loop
) -> MethodRegistry:
    """All methods, on a chain and its pool. Other namespaces can be added to the result."""
    return MethodRegistry(
        Chain(chain),
        Heads(chain),
        State(chain),
        StateHistory(chain),
        StorageFeed(chain),
        RuntimeCalls(chain),
        Author(chain, pool, info, later),
        Account(chain, pool),
        Payment(chain),
        System(chain, info),
        Dev(chain),
    )
