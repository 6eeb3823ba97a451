"""A coldkey announces that it will be replaced, and waits; whoever stole it is seen coming.

    announce -> the delay -> the swap itself (coldkey_swapping)
                          -> another delay -> announced anew, or cleared
    dispute  -> the account stands still until root resets it

As the calls 125, 127, 128 and 133 in macros/dispatches.rs of the reference. All delays are blocks.
"""

from __future__ import annotations

from pallets.subtensor.constants import Constants
from pallets.subtensor.errors import (
    ColdkeySwapAlreadyDisputed,
    ColdkeySwapAnnouncementNotFound,
    ColdkeySwapClearTooEarly,
    ColdkeySwapReannouncedTooEarly,
    Deprecated,
    Error,
)
from pallets.subtensor.events import (
    ColdkeySwapAnnounced,
    ColdkeySwapCleared,
    ColdkeySwapDisputed,
    ColdkeySwapReset,
    Event,
)
from pallets.subtensor.keys.coldkey_price import ColdkeySwapPrice
from pallets.subtensor.state import ColdkeySwaps
from pallets.subtensor.types import Hash
from runtime.call import call
from runtime.fixed.integers import U32_MAX, saturating_add
from runtime.origin import Origin, ensure_root, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.scale import AccountId
from runtime.weights import weigh


class ColdkeySwapNotice(Pallet, crate="pallet_subtensor"):
    """Announcing, disputing, clearing and resetting the swap of a coldkey."""

    event = Event
    error = Error
    parameters = Uses(Constants)
    swaps = Uses(ColdkeySwaps)
    price = Uses(ColdkeySwapPrice)

    # Calls

    @call(index=73, weight=weigh(0, reads=5))
    def schedule_swap_coldkey(self, origin: Origin, new_coldkey: AccountId) -> None:
        """Withdrawn: a swap is announced instead. Fails with Deprecated, whoever asks."""
        raise Deprecated()

    @call(index=125, weight=weigh(47_248_000, 4159, reads=4, writes=3))
    def announce_coldkey_swap(self, origin: Origin, new_coldkey_hash: Hash) -> None:
        """Announce that the signer will be replaced by the coldkey with this BLAKE2b-256.

        The first time it costs what a swap costs; another coldkey can be announced for free, but
        not soon. Fails with NotEnoughBalanceToPaySwapColdKey and ColdkeySwapReannouncedTooEarly.
        """
        who, block = ensure_signed(origin), self.runtime.system.block_number()
        announced = self.swaps.coldkey_swap_announcements[who]
        if announced is None:
            self.price.charge(who, self.parameters.key_swap_cost)
        elif block < self._settled(announced[0]):
            raise ColdkeySwapReannouncedTooEarly()
        delay = self.swaps.coldkey_swap_announcement_delay.get()
        when = saturating_add(block, delay, U32_MAX)
        self.swaps.coldkey_swap_announcements[who] = (when, new_coldkey_hash)
        self.deposit_event(ColdkeySwapAnnounced(who, new_coldkey_hash))

    @call(index=127, weight=weigh(23_293_000, 4130, reads=2, writes=1))
    def dispute_coldkey_swap(self, origin: Origin) -> None:
        """Dispute the swap of the signer, who can do nothing until root resets it.

        Fails with ColdkeySwapAnnouncementNotFound and ColdkeySwapAlreadyDisputed.
        """
        coldkey = ensure_signed(origin)
        if coldkey not in self.swaps.coldkey_swap_announcements:
            raise ColdkeySwapAnnouncementNotFound()
        if coldkey in self.swaps.coldkey_swap_disputes:
            raise ColdkeySwapAlreadyDisputed()
        self.swaps.coldkey_swap_disputes[coldkey] = self.runtime.system.block_number()
        self.deposit_event(ColdkeySwapDisputed(coldkey))

    @call(index=128, weight=weigh(8_857_000, writes=2))
    def reset_coldkey_swap(self, origin: Origin, coldkey: AccountId) -> None:
        """Forget the announcement and the dispute of a coldkey, if there are any. Root only."""
        ensure_root(origin)
        del self.swaps.coldkey_swap_announcements[coldkey]
        del self.swaps.coldkey_swap_disputes[coldkey]
        self.deposit_event(ColdkeySwapReset(coldkey))

    @call(index=133, weight=weigh(17_890_000, reads=2, writes=1))
    def clear_coldkey_swap_announcement(self, origin: Origin) -> None:
        """Withdraw the announcement of the signer, when another could be made.

        Fails with ColdkeySwapAnnouncementNotFound and ColdkeySwapClearTooEarly.
        """
        who = ensure_signed(origin)
        announced = self.swaps.coldkey_swap_announcements[who]
        if announced is None:
            raise ColdkeySwapAnnouncementNotFound()
        if self.runtime.system.block_number() < self._settled(announced[0]):
            raise ColdkeySwapClearTooEarly()
        del self.swaps.coldkey_swap_announcements[who]
        self.deposit_event(ColdkeySwapCleared(who))

    # Internals

    def _settled(self, when: int) -> int:
        """The block from which on a swap that can be made at `when` does not bind any more."""
        return saturating_add(when, self.swaps.coldkey_swap_reannouncement_delay.get(), U32_MAX)
