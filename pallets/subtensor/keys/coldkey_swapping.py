"""A coldkey is replaced: as it was announced, or by root at once.

As the calls 71 and 126 in macros/dispatches.rs of the reference.
"""

from __future__ import annotations

from pallets.subtensor.errors import (
    AnnouncedColdkeyHashDoesNotMatch,
    ColdkeySwapAnnouncementNotFound,
    ColdkeySwapTooEarly,
    Error,
)
from pallets.subtensor.keys.coldkey_moving import ColdkeyMoving
from pallets.subtensor.keys.coldkey_price import ColdkeySwapPrice
from pallets.subtensor.state import ColdkeySwaps
from pallets.subtensor.types import TaoBalance
from runtime.call import call
from runtime.hashing import blake2_256
from runtime.origin import Origin, ensure_root, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.scale import AccountId
from runtime.weights import weigh


class ColdkeySwapping(Pallet, crate="pallet_subtensor"):
    """Replacing coldkeys."""

    error = Error
    swaps = Uses(ColdkeySwaps)
    price = Uses(ColdkeySwapPrice)
    moving = Uses(ColdkeyMoving)

    @call(index=71, weight=weigh(312_301_000, 13056, reads=37, writes=19))
    def swap_coldkey(
        self,
        origin: Origin,
        old_coldkey: AccountId,
        new_coldkey: AccountId,
        swap_cost: TaoBalance,
    ) -> None:
        """Replace any coldkey, for a price in rao; it need not be announced. Root only.

        An announcement and a dispute are forgotten. Fails with NotEnoughBalanceToPaySwapColdKey,
        and as `ColdkeyMoving.move`.
        """
        ensure_root(origin)
        if swap_cost:
            self.price.charge(old_coldkey, swap_cost)
        self.moving.move(old_coldkey, new_coldkey)
        del self.swaps.coldkey_swap_announcements[old_coldkey]
        del self.swaps.coldkey_swap_disputes[old_coldkey]

    @call(index=126, weight=weigh(288_156_000, 13000, reads=37, writes=15))
    def swap_coldkey_announced(self, origin: Origin, new_coldkey: AccountId) -> None:
        """Replace the signer by the coldkey that was announced. It was paid for then.

        Fails, in this order, with ColdkeySwapAnnouncementNotFound,
        AnnouncedColdkeyHashDoesNotMatch, ColdkeySwapTooEarly, and as `ColdkeyMoving.move`.
        """
        who = ensure_signed(origin)
        announced = self.swaps.coldkey_swap_announcements.take(who)
        if announced is None:
            raise ColdkeySwapAnnouncementNotFound()
        when, digest = announced
        if digest != blake2_256(new_coldkey):
            raise AnnouncedColdkeyHashDoesNotMatch()
        if self.runtime.system.block_number() < when:
            raise ColdkeySwapTooEarly()
        self.moving.move(who, new_coldkey)
