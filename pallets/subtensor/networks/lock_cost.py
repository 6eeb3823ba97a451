"""What a new subnet costs. As get_network_lock_cost in coinbase/root.rs of the reference.

With each registration the cost doubles, and then falls block by block, to the lowest cost in the
end. The less TAO a block mints, the faster it falls.
"""

from __future__ import annotations

from pallets.subtensor.money import BlockEmission
from pallets.subtensor.state import Founding, RateLimits
from pallets.subtensor.types import NetworkLastRegistered
from runtime.fixed import I64F64
from runtime.fixed.integers import safe_div, saturating_mul, saturating_sub
from runtime.pallet import Pallet, Uses

FULL_EMISSION = I64F64.from_num(10**9)
"""What a block mints before the first halving, in rao."""


def lock_cost(last: int, lowest: int, last_block: int, block: int, interval: int) -> int:
    """The cost in rao, `block - last_block` blocks after a subnet cost `last`.

    Twice that much at first, unless no subnet was ever registered (`last_block` is 0); each block
    takes one `interval`th of `last` away.
    """
    start = saturating_mul(last, 2 if last_block else 1)
    fallen = saturating_mul(safe_div(last, interval), saturating_sub(block, last_block))
    return max(saturating_sub(start, fallen), lowest)


def reduction_interval(interval: int, emission: int) -> int:
    """The interval in blocks when a block mints `emission` rao: half of it after each halving."""
    share = I64F64.saturating_from_num(emission) / FULL_EMISSION
    return I64F64.saturating_from_num(interval).saturating_mul(share).saturating_to_num()


class LockCost(Pallet, crate="pallet_subtensor"):
    """What a new subnet costs."""

    founding = Uses(Founding)
    rate_limits = Uses(RateLimits)
    emission = Uses(BlockEmission)

    def current(self) -> int:
        """What a subnet costs in this block, in rao."""
        return lock_cost(
            self.founding.network_last_lock_cost.get(),
            self.founding.network_min_lock_cost.get(),
            self.rate_limits.last_rate_limited_block[NetworkLastRegistered()],
            self.runtime.system.block_number(),
            self.interval(),
        )

    def interval(self) -> int:
        """In how many blocks the cost falls by what the last subnet cost."""
        configured = self.founding.network_lock_reduction_interval.get()
        return reduction_interval(configured, self.emission.calculate())

    def record(self, cost: int) -> None:
        """Remember that a subnet was registered now, at this cost in rao."""
        self.founding.network_last_lock_cost.set(cost)
        block = self.runtime.system.block_number()
        self.rate_limits.last_rate_limited_block[NetworkLastRegistered()] = block
