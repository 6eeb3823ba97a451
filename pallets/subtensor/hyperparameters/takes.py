"""How much delegates and child hotkeys may keep of the dividends. Takes are in 65535ths."""

from __future__ import annotations

from pallets.subtensor.events import (
    Event,
    MaxChildKeyTakeSet,
    MaxDelegateTakeSet,
    MinChildKeyTakePerSubnetSet,
    MinChildKeyTakeSet,
    MinDelegateTakeSet,
    TxChildKeyTakeRateLimitSet,
    TxDelegateTakeRateLimitSet,
)
from pallets.subtensor.state import Delegation, Hyperparameters, RateLimits
from runtime.call import call
from runtime.origin import Origin, ensure_root
from runtime.pallet import Pallet, Uses
from runtime.scale import U16, U64
from runtime.weights import weigh


class TakeSettings(Pallet, crate="pallet_subtensor"):
    """Sets how much delegates and child hotkeys may keep of the dividends."""

    event = Event
    delegation = Uses(Delegation)
    hyperparameters = Uses(Hyperparameters)
    rate_limits = Uses(RateLimits)

    # Calls

    @call(index=69, weight=weigh(5_760_000, writes=1))
    def sudo_set_tx_childkey_take_rate_limit(self, origin: Origin, tx_rate_limit: U64) -> None:
        """Set the blocks between two changes of a child hotkey's take. Root only."""
        ensure_root(origin)
        self.rate_limits.tx_childkey_take_rate_limit.set(tx_rate_limit)
        self.deposit_event(TxChildKeyTakeRateLimitSet(tx_rate_limit))

    @call(index=76, weight=weigh(6_000, reads=1, writes=1))
    def sudo_set_min_childkey_take(self, origin: Origin, take: U16) -> None:
        """Set the lowest take of child hotkeys on all subnets. Root only."""
        ensure_root(origin)
        self.delegation.min_childkey_take.set(take)
        self.deposit_event(MinChildKeyTakeSet(take))

    @call(index=77, weight=weigh(6_000, reads=1, writes=1))
    def sudo_set_max_childkey_take(self, origin: Origin, take: U16) -> None:
        """Set the highest take of child hotkeys. Root only."""
        ensure_root(origin)
        self.delegation.max_childkey_take.set(take)
        self.deposit_event(MaxChildKeyTakeSet(take))

    @call(index=109, weight=weigh(3_000_000, writes=1))
    def set_pending_childkey_cooldown(self, origin: Origin, cooldown: U64) -> None:
        """Set the blocks between the choice of children and its effect. Root only."""
        ensure_root(origin)
        self.delegation.pending_child_key_cooldown.set(cooldown)

    # What AdminUtils calls

    def set_max_delegate_take(self, take: int) -> None:
        """The highest take of a delegate, which is also the take of a new one."""
        self.delegation.max_delegate_take.set(take)
        self.deposit_event(MaxDelegateTakeSet(take))

    def set_min_delegate_take(self, take: int) -> None:
        """The lowest take of a delegate."""
        self.delegation.min_delegate_take.set(take)
        self.deposit_event(MinDelegateTakeSet(take))

    def set_tx_delegate_take_rate_limit(self, blocks: int) -> None:
        """So many blocks lie between two increases of a delegate's take."""
        self.rate_limits.tx_delegate_take_rate_limit.set(blocks)
        self.deposit_event(TxDelegateTakeRateLimitSet(blocks))

    def set_min_childkey_take_for_subnet(self, netuid: int, take: int) -> None:
        """The lowest take of child hotkeys on a subnet, if it is above that on all subnets."""
        self.hyperparameters.min_childkey_take_per_subnet[netuid] = take
        self.deposit_event(MinChildKeyTakePerSubnetSet(netuid, take))
