"""Which accounts take stake that comes locked. At first none does."""

from __future__ import annotations

from pallets.subtensor.errors import AccountRejectsLockedAlpha, Error
from pallets.subtensor.events import Event, RejectLockedAlphaUpdated
from pallets.subtensor.state import KeyRing
from runtime.call import call
from runtime.origin import Origin, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.weights import weigh

ACCEPTS_LOCKED_ALPHA = 1
"""The bit of an account's flags that says so."""


class LockedAlphaFlags(Pallet, crate="pallet_subtensor"):
    """What accounts chose."""

    event = Event
    error = Error
    keys = Uses(KeyRing)

    @call(index=142, weight=weigh(0, reads=1, writes=1))
    def set_reject_locked_alpha(self, origin: Origin, enabled: bool) -> None:
        """Take locked stake from other coldkeys from now on, or take none."""
        coldkey = ensure_signed(origin)
        self.set_accepts(coldkey, not enabled)
        self.deposit_event(RejectLockedAlphaUpdated(coldkey, enabled))

    def accepts(self, coldkey: bytes) -> bool:
        """Whether the coldkey takes stake that comes locked."""
        return bool(self.keys.account_flags[coldkey] & ACCEPTS_LOCKED_ALPHA)

    def set_accepts(self, coldkey: bytes, enabled: bool) -> None:
        """Let the coldkey take stake that comes locked, or not."""
        flags = self.keys.account_flags[coldkey] & ~ACCEPTS_LOCKED_ALPHA
        self._put(coldkey, flags | ACCEPTS_LOCKED_ALPHA if enabled else flags)

    def move(self, old: bytes, new: bytes) -> None:
        """Let a coldkey have the flags of another, which then has none."""
        flags = self.keys.account_flags.take(old)
        self._put(new, flags)

    def ensure_accepts(self, coldkey: bytes, alpha: int) -> None:
        """Fails with AccountRejectsLockedAlpha if so much (rao) comes locked, and may not."""
        if alpha and not self.accepts(coldkey):
            raise AccountRejectsLockedAlpha()

    def _put(self, coldkey: bytes, flags: int) -> None:
        if flags:
            self.keys.account_flags[coldkey] = flags
        else:
            del self.keys.account_flags[coldkey]
