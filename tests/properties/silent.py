"""What a block does to alpha without telling of it by events: read from the state, and bounded.

A claim does not tell of its alpha, and a key that is replaced takes its stake along. What may
change is said here; that nothing else has changed is what `Books.check` finds out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pallets.subtensor.events import (
    ColdkeySwapped,
    HotkeySwapped,
    HotkeySwappedOnSubnet,
    RootClaimed,
    StakeAdded,
    StakeRemoved,
)
from pallets.subtensor.state import PoolReserves, RootClaims, StakeShares
from pallets.subtensor.types import ROOT
from pallets.sudo.events import Sudid
from runtime.scale import Enumeration
from tests.properties.accounting import Books
from tests.properties.drifts import Drift
from tests.properties.pallets import Pallets

SWAPS = {HotkeySwapped, HotkeySwappedOnSubnet, ColdkeySwapped}
CLEARING = {StakeRemoved, Sudid}
"""What goes together with clearing small nominations: unstaking, and what root does."""

Place = tuple[bytes, int]
"""A hotkey in a subnet."""


def settle(books: Books, after: Pallets, happened: Sequence[Enumeration]) -> None:
    """Put what happened in silence into the books, to which the events are written already."""
    kinds = {type(event) for event in happened}
    _settle_alpha(books, after, kinds)
    for event in happened:
        if isinstance(event, ColdkeySwapped):
            _settle_forgotten_claims(books, after, event.old_coldkey)
    if StakeAdded in kinds:
        _settle_kept_back(books, after)


def _settle_alpha(books: Books, after: Pallets, kinds: set[type[Enumeration]]) -> None:
    """Claimed alpha is sold or staked; what is on a hotkey that was replaced is on another.

    Where small nominations are cleared, what cannot be sold vanishes.
    """
    staked = Counter(dict(after.pallet(StakeShares).total_hotkey_alpha.items()))
    is_swapped, outside = bool(kinds & SWAPS), after.pallet(PoolReserves).subnet_alpha_out
    cleared = False
    for netuid in (ROOT, *books.subnets):
        more, less = _changes(books.hotkeys, staked, netuid, is_swapped)
        assert RootClaimed in kinds or not more
        assert kinds & CLEARING or not less
        sold = books.alpha_out(netuid) - outside[netuid] if netuid != ROOT else 0
        unpaid = min(sold, less)  # sold, and then its owner could not get the TAO
        books.drift(Drift.UNSOLD, netuid, less - unpaid)
        sold -= unpaid
        assert sold == 0 or (sold > 0 and RootClaimed in kinds)
        if netuid == ROOT:
            assert more == books.brought_by_claims
            books.drift(Drift.ALPHA_FROM_NOWHERE, ROOT, more)
        else:
            books.drift(Drift.CLAIMABLE, netuid, -sold - more)
        cleared = cleared or less > 0
    books.brought_by_claims = 0
    books.hotkeys = staked
    if cleared:
        _settle_unpaid(books, after)


def _changes(
    before: Counter[Place], after: Counter[Place], netuid: int, is_swapped: bool
) -> tuple[int, int]:
    """How much more is on hotkeys of a subnet, and how much less is on others."""
    places = [place for place in before.keys() | after.keys() if place[1] == netuid]
    changes = [after[place] - before[place] for place in places]
    if is_swapped:  # what is on one hotkey comes from another
        changes = [sum(changes)]
    return sum(it for it in changes if it > 0), -sum(it for it in changes if it < 0)


def _settle_forgotten_claims(books: Books, after: Pallets, old: bytes) -> None:
    """What counted as claimed stays with the old coldkey where it had stake on root alone.

    Then the new coldkey may claim it once more, though no alpha was set aside for that.
    """
    for (netuid, _, coldkey), claimed in after.pallet(RootClaims).root_claimed.items():
        if coldkey == old and netuid in books.subnets:
            books.drift(Drift.CLAIMABLE, netuid, claimed)
            books.drift(Drift.CLAIMED_AGAIN, netuid, -claimed)


def _settle_unpaid(books: Books, after: Pallets) -> None:
    """What was got for small nominations, and could not be paid to an account that is not there."""
    pooled = after.pallet(PoolReserves).subnet_tao
    for netuid in (ROOT, *books.subnets):
        unpaid = books.tao(netuid) - pooled[netuid]
        assert unpaid >= 0
        books.drift(Drift.UNPAID_SALE, netuid, unpaid)


def _settle_kept_back(books: Books, after: Pallets) -> None:
    """What a price limit kept from a trade: TAO, which the staker has paid and which counts."""
    pooled = after.pallet(PoolReserves).subnet_tao
    for netuid in books.limited:
        kept = books.tao(netuid) - pooled[netuid]
        assert kept >= 0
        books.drift(Drift.KEPT_BACK, netuid, kept)
        books.drift(Drift.KEPT_BACK_COUNTED, None, kept)
    books.limited.clear()
