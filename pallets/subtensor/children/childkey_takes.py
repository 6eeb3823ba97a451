"""What child hotkeys keep of their parents' dividends. Takes are in 65535ths."""

from __future__ import annotations

from pallets.subtensor.errors import (
    Error,
    InvalidChildkeyTake,
    NonAssociatedColdKey,
    TxChildkeyTakeRateLimitExceeded,
)
from pallets.subtensor.events import ChildKeyTakeSet, Event
from pallets.subtensor.limits import RateLimiting, TransactionType
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.state import Delegation, Hyperparameters
from pallets.subtensor.types import NetUid
from runtime.call import call
from runtime.origin import Origin, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.scale import U16, AccountId
from runtime.weights import weigh


class ChildkeyTakes(Pallet, crate="pallet_subtensor"):
    """The takes of child hotkeys, by subnet."""

    event = Event
    error = Error
    delegation = Uses(Delegation)
    hyperparameters = Uses(Hyperparameters)
    ownership = Uses(Ownership)
    rate_limiting = Uses(RateLimiting)

    @call(index=75, weight=weigh(53_870_000, 4498, reads=7, writes=2))
    def set_childkey_take(
        self, origin: Origin, hotkey: AccountId, netuid: NetUid, take: U16
    ) -> None:
        """Set what one of the signer's hotkeys keeps on a subnet of its parents' dividends.

        It can be lowered at any time, and raised some blocks after it was last set. Fails with
        NonAssociatedColdKey, InvalidChildkeyTake and TxChildkeyTakeRateLimitExceeded.
        """
        coldkey = ensure_signed(origin)
        if not self.ownership.owns(coldkey, hotkey):
            raise NonAssociatedColdKey()
        if not self.lowest(netuid) <= take <= self.delegation.max_childkey_take.get():
            raise InvalidChildkeyTake()
        kind, limits = TransactionType.SetChildkeyTake, self.rate_limiting
        if take > self.take_of(hotkey, netuid) and not limits.passes(kind, hotkey, netuid):
            raise TxChildkeyTakeRateLimitExceeded()
        limits.set_last_block(kind, hotkey, netuid, self.runtime.system.block_number())
        self.delegation.childkey_take[hotkey, netuid] = take
        self.deposit_event(ChildKeyTakeSet(hotkey, take))

    def lowest(self, netuid: int) -> int:
        """The lowest take on a subnet."""
        of_subnet = self.hyperparameters.min_childkey_take_per_subnet[netuid]
        return max(self.delegation.min_childkey_take.get(), of_subnet)

    def take_of(self, hotkey: bytes, netuid: int) -> int:
        """What the hotkey keeps on a subnet: what was set, but not less than the lowest take."""
        return max(self.delegation.childkey_take[hotkey, netuid], self.lowest(netuid))
