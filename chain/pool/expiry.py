"""When mortal extrinsics end."""

from __future__ import annotations

from chain.pool.transaction import PoolTransaction
from runtime.validity import U64_MAX


class Expiry:
    """The mortal extrinsics of the pool by the head on which they end. It holds no others."""

    def __init__(self) -> None:
        self._ending: dict[int, dict[bytes, PoolTransaction]] = {}

    def add(self, transaction: PoolTransaction) -> None:
        if transaction.valid_till < U64_MAX:
            self._ending.setdefault(transaction.valid_till, {})[transaction.hash] = transaction

    def discard(self, transaction: PoolTransaction) -> None:
        ending = self._ending.get(transaction.valid_till, {})
        ending.pop(transaction.hash, None)
        if not ending:
            self._ending.pop(transaction.valid_till, None)

    def due(self, best: int) -> list[PoolTransaction]:
        """Those that are not valid any more once block `best` is the head."""
        ended = sorted(number for number in self._ending if number <= best)
        return [transaction for number in ended for transaction in self._ending[number].values()]
