"""Subnets with reserves that a test sets, and the Swap pallet on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pallets.swap import DYNAMIC, GetAlphaForTao, Order, Swap, SwapConfig
from pallets.swap.api import SwapRuntimeApi
from pallets.swap.execution import SwapResult
from runtime.composition import configured
from runtime.fixed import U64F64, literal
from runtime.runtime import Runtime
from runtime.state import MemoryView, State
from tests.runtime.small import compose

TAO, ALPHA = 1_000_000_000_000, 4_000_000_000_000
"""The reserves of a subnet that has been given no others: a price of 0.25."""

FAR_UP, FAR_DOWN = U64F64.from_num(1_000_000), literal(U64F64, "0.000001")
"""The limits of prices, in TAO per alpha."""


def apart(left: U64F64, right: U64F64) -> U64F64:
    """How far two prices are from each other."""
    return U64F64(abs(left.bits - right.bits))


@dataclass
class SmallPools:
    """Reserves by netuid. Subnet 0 has no pool, subnet 999 does not exist."""

    tao: dict[int, int] = field(default_factory=dict)
    alpha: dict[int, int] = field(default_factory=dict)

    def exists(self, netuid: int) -> bool:
        return netuid != 999

    def mechanism(self, netuid: int) -> int:
        return DYNAMIC if netuid else 0

    def netuids(self) -> Sequence[int]:
        return [0, 256, 1]

    def tao_reserve(self, netuid: int) -> int:
        return self.tao.get(netuid, TAO)

    def alpha_reserve(self, netuid: int) -> int:
        return self.alpha.get(netuid, ALPHA)

    def decrease_tao_reserve(self, netuid: int, amount: int) -> None:
        self.tao[netuid] = max(self.tao_reserve(netuid) - amount, 0)

    def decrease_alpha_reserve(self, netuid: int, amount: int) -> None:
        self.alpha[netuid] = max(self.alpha_reserve(netuid) - amount, 0)

    def hold(self, tao: int, alpha: int, netuid: int = 1) -> None:
        self.tao[netuid], self.alpha[netuid] = tao, alpha


class SwapWorld:
    """A runtime of nothing but the Swap pallet. The least reserve is one rao, if not said."""

    def __init__(self, **config: Any) -> None:
        self.pools = SmallPools()
        options = {"minimum_reserve": 1} | config
        parameters = SwapConfig(pools=lambda runtime: self.pools, **options)
        composition = compose(
            configured(Swap, parameters), apis=[SwapRuntimeApi], path="swap_runtime"
        )
        self.runtime = Runtime(composition, State(MemoryView()))
        self.swap = self.runtime.pallet(Swap)

    @property
    def events(self) -> list[Any]:
        return self.runtime.system.events.get()  # type: ignore[attr-defined,no-any-return]

    def trade(
        self, order: Order, limit: U64F64, *, netuid: int = 1, drop_fees: bool = False
    ) -> SwapResult:
        """Swap, and move the reserves accordingly, as whoever swaps has to."""
        result = self.swap.swap_up_to(netuid, order, limit, drop_fees, should_rollback=False)
        tao, alpha = self.pools.tao_reserve(netuid), self.pools.alpha_reserve(netuid)
        paid, out = result.amount_paid_in, result.amount_paid_out
        if isinstance(order, GetAlphaForTao):
            self.pools.hold(tao + paid, alpha - out, netuid)
        else:
            self.pools.hold(tao - out, alpha + paid, netuid)
        return result
