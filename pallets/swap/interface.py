"""What the swap needs to know of the subnets and their reserves. They are not its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from runtime.runtime import Runtime

DYNAMIC = 1
"""The mechanism of a subnet with a pool. In all others, one alpha is one TAO."""


class Pools(Protocol):
    """The subnets with their reserves. Amounts are in rao, of TAO or of alpha."""

    def exists(self, netuid: int) -> bool: ...

    def mechanism(self, netuid: int) -> int:
        """Whether the subnet has a pool (`DYNAMIC`)."""
        ...

    def netuids(self) -> Sequence[int]:
        """All subnets, in the order in which the state has them."""
        ...

    def tao_reserve(self, netuid: int) -> int: ...

    def alpha_reserve(self, netuid: int) -> int: ...

    def decrease_tao_reserve(self, netuid: int, amount: int) -> None:
        """Take from the reserve, down to zero."""
        ...

    def decrease_alpha_reserve(self, netuid: int, amount: int) -> None:
        """Take from the reserve, down to zero."""
        ...


PoolsOf = Callable[[Runtime], Pools]
