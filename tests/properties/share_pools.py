"""Whether the shares of stakers make up what is on their hotkeys.

A share has 21 digits, and so has the sum of shares: each change cuts both off on its own, and loses
up to the 20th digit of the greater one. Where much stake came and went, the few shares that are
left differ from their sum by what that is of the most shares there ever were. So much more than
there is, and no more, may stakers own together.
"""

from __future__ import annotations

from fractions import Fraction

from pallets.subtensor.shares import SafeFloat
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import StakeShares
from tests.properties.pallets import Pallets

LOST = Fraction(1, 10**16)
"""Of the most shares there were, by ten thousand changes."""

WITHIN_A_BLOCK = 10**12
"""Shares that may come and go in one block, unseen here: a thousand TAO make so many."""


class SharePools:
    """Checks a chain again and again, and remembers how many shares there were."""

    def __init__(self) -> None:
        self.most: dict[tuple[bytes, int], Fraction] = {}

    def check(self, chain: Pallets) -> None:
        """Nobody owns more than there is, but for the bound that is said above."""
        shares = chain.pallet(StakeShares)
        assert not list(shares.alpha.keys()) and not list(shares.total_hotkey_shares.keys())
        owned: dict[tuple[bytes, int], list[bytes]] = {}
        for (hotkey, coldkey, netuid), _ in shares.alpha_v2.items():
            owned.setdefault((hotkey, netuid), []).append(coldkey)
        assert owned.keys() >= set(shares.total_hotkey_shares_v2.keys())
        for (hotkey, netuid), coldkeys in owned.items():
            self._check_pool(chain.pallet(Stake), hotkey, netuid, coldkeys)

    def _check_pool(self, stake: Stake, hotkey: bytes, netuid: int, coldkeys: list[bytes]) -> None:
        pool, place = stake.pool(hotkey, netuid), (hotkey, netuid)
        kept = fraction_of(pool.data.denominator())
        added = sum((fraction_of(pool.data.share(coldkey)) for coldkey in coldkeys), Fraction(0))
        most = self.most[place] = max(self.most.get(place, Fraction(WITHIN_A_BLOCK)), kept)
        assert abs(added - kept) <= most * LOST
        values = sum(stake.of(hotkey, coldkey, netuid) for coldkey in coldkeys)
        total = stake.on_hotkey(hotkey, netuid) * (added / kept if kept else 0)
        assert total - len(coldkeys) - 1 <= values <= total


def worth(stake: Stake, hotkey: bytes, coldkey: bytes, netuid: int) -> Fraction:
    """What a coldkey's share is of, in rao of alpha, before it is floored to whole ones."""
    data = stake.pool(hotkey, netuid).data
    kept = fraction_of(data.denominator())
    return fraction_of(data.share(coldkey)) * data.shared_value() / kept if kept else Fraction(0)


def precision(stake: Stake, hotkey: bytes, netuid: int) -> Fraction:
    """How far off that may be in one block, in rao of alpha."""
    data = stake.pool(hotkey, netuid).data
    kept = fraction_of(data.denominator())
    most = max(kept, WITHIN_A_BLOCK)
    return most * LOST * data.shared_value() / kept if kept else Fraction(0)


def fraction_of(number: SafeFloat) -> Fraction:
    return number.mantissa * Fraction(10) ** number.exponent
