"""What delegates keep of their nominators' dividends. Takes are in 65535ths.

As staking/increase_take.rs and staking/decrease_take.rs of the reference.
"""

from __future__ import annotations

from pallets.subtensor.errors import (
    DelegateTakeTooHigh,
    DelegateTakeTooLow,
    DelegateTxRateLimitExceeded,
    Error,
    HotKeyAccountNotExists,
    NonAssociatedColdKey,
)
from pallets.subtensor.events import Event, TakeDecreased, TakeIncreased
from pallets.subtensor.limits import RateLimiting
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.state import Delegation, RateLimits
from pallets.subtensor.types import LastTxBlockDelegateTake
from runtime.call import call
from runtime.origin import Origin, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.scale import U16, AccountId
from runtime.weights import Pays, weigh


class DelegateTakes(Pallet, crate="pallet_subtensor"):
    """The takes of delegates. Raising one is limited in time, lowering is not."""

    event = Event
    error = Error
    delegation = Uses(Delegation)
    rate_limits = Uses(RateLimits)
    ownership = Uses(Ownership)
    rate_limiting = Uses(RateLimiting)

    @call(index=65, weight=weigh(29_895_000, 4295, reads=3, writes=2), pays=Pays.No)
    def decrease_take(self, origin: Origin, hotkey: AccountId, take: U16) -> None:
        """Lower the take of one of the signer's hotkeys.

        Fails with HotKeyAccountNotExists, NonAssociatedColdKey, and DelegateTakeTooLow also if
        `take` is not below the present one.
        """
        coldkey = ensure_signed(origin)
        self.ensure_owner(coldkey, hotkey)
        if self.ownership.is_delegate(hotkey) and take >= self.ownership.take_of(hotkey):
            raise DelegateTakeTooLow()
        if take < self.delegation.min_delegate_take.get():
            raise DelegateTakeTooLow()
        self._set(hotkey, take)
        self.deposit_event(TakeDecreased(coldkey, hotkey, take))

    @call(index=66, weight=weigh(37_710_000, 4388, reads=5, writes=2), pays=Pays.No)
    def increase_take(self, origin: Origin, hotkey: AccountId, take: U16) -> None:
        """Raise the take of one of the signer's hotkeys, some blocks after it was last changed.

        Fails with HotKeyAccountNotExists, NonAssociatedColdKey, DelegateTakeTooLow if `take` is
        not above the present one, DelegateTakeTooHigh and DelegateTxRateLimitExceeded.
        """
        coldkey = ensure_signed(origin)
        self.ensure_owner(coldkey, hotkey)
        if self.ownership.is_delegate(hotkey) and take <= self.ownership.take_of(hotkey):
            raise DelegateTakeTooLow()
        if take > self.delegation.max_delegate_take.get():
            raise DelegateTakeTooHigh()
        if self.rate_limiting.exceeds_delegate_take_rate_limit(hotkey):
            raise DelegateTxRateLimitExceeded()
        self._set(hotkey, take)
        self.deposit_event(TakeIncreased(coldkey, hotkey, take))

    def ensure_owner(self, coldkey: bytes, hotkey: bytes) -> None:
        """Fails with HotKeyAccountNotExists and NonAssociatedColdKey."""
        if not self.ownership.hotkey_exists(hotkey):
            raise HotKeyAccountNotExists()
        if not self.ownership.owns(coldkey, hotkey):
            raise NonAssociatedColdKey()

    def _set(self, hotkey: bytes, take: int) -> None:
        self.ownership.delegate(hotkey, take)
        block = self.runtime.system.block_number()
        self.rate_limits.last_rate_limited_block[LastTxBlockDelegateTake(hotkey)] = block
