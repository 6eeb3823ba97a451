"""Extrinsics that wait for a block.

Ready ones can go into the next block in the order of their tags; future ones wait for a nonce that
nobody has sent yet. As sc-transaction-pool, without forks and without bans.
"""

from chain.pool.errors import PoolError
from chain.pool.pool import PoolLimits, TransactionPool
from chain.pool.transaction import PoolTransaction, Status, StatusListener

__all__ = [
    "PoolError",
    "PoolLimits",
    "PoolTransaction",
    "Status",
    "StatusListener",
    "TransactionPool",
]
