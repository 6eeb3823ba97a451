"""A pool: a common value, of which each key owns its shares in proportion to all shares.

Giving to all changes the value and no share. Giving to one key changes the value, its share and the
sum of shares, each cut off on its own: the sum of shares need not be the sum.
"""

from __future__ import annotations

from typing import Generic, Protocol, TypeVar

from pallets.subtensor.shares.safe_float import ZERO, SafeFloat
from runtime.fixed.integers import saturating_add, saturating_sub

Key_contra = TypeVar("Key_contra", contravariant=True)


class SharePoolData(Protocol[Key_contra]):
    """Where a pool keeps what it holds."""

    def shared_value(self) -> int:
        """What all keys own together, in the smallest unit (u64)."""
        ...

    def share(self, key: Key_contra) -> SafeFloat:
        """The shares of a key, zero if it has none."""
        ...

    def has_share(self, key: Key_contra) -> bool: ...

    def denominator(self) -> SafeFloat:
        """The sum of all shares."""
        ...

    def set_shared_value(self, value: int) -> None: ...

    def set_share(self, key: Key_contra, share: SafeFloat) -> None: ...

    def set_denominator(self, denominator: SafeFloat) -> None: ...


class SharePool(Generic[Key_contra]):
    """What keys own of a pool, and how that changes. Amounts are in the smallest unit."""

    def __init__(self, data: SharePoolData[Key_contra]) -> None:
        self.data = data

    def value_of(self, key: Key_contra) -> int:
        """What a key owns, floored; zero in a pool without shares."""
        return self.value_of_shares(self.data.share(key))

    def value_of_shares(self, share: SafeFloat) -> int:
        """What so many shares are worth."""
        value = SafeFloat.from_u64(self.data.shared_value())
        return (value.mul_div(share, self.data.denominator()) or ZERO).to_u64()

    def find_value(self, key: Key_contra) -> int | None:
        """What a key owns, or None if it has no entry in the pool."""
        return self.value_of(key) if self.data.has_share(key) else None

    def update_all(self, update: int) -> None:
        """Add to the common value, or take from it, down to zero; `update` is an i64."""
        value = self.data.shared_value()
        if update >= 0:
            self.data.set_shared_value(saturating_add(value, update))
        else:
            self.data.set_shared_value(saturating_sub(value, -update))

    def update_changes_shares(self, update: int) -> bool:
        """Whether an update of one key is so large that it changes shares at all."""
        denominator = self.data.denominator()
        return denominator.is_zero or not self._shares_for(update, denominator).is_zero

    def update_one(self, key: Key_contra, update: int) -> None:
        """Add to what one key owns, or take from it; `update` is an i64.

        The first key of an empty pool gets as many shares as the update is large, even if it is
        negative. A share from which more is taken than it has becomes zero, but one of zero stays.
        """
        data = self.data
        share, denominator = data.share(key), data.denominator()
        if denominator.is_zero:
            first = SafeFloat.from_u64(abs(update))
            data.set_denominator(first)
            data.set_share(key, first)
        else:
            change = self._shares_for(update, denominator)
            move = SafeFloat.add if update > 0 else SafeFloat.sub
            data.set_denominator(move(denominator, change) or denominator)
            data.set_share(key, move(share, change) or share)
        self.update_all(update)

    def _shares_for(self, update: int, denominator: SafeFloat) -> SafeFloat:
        value = SafeFloat.from_u64(self.data.shared_value())
        return SafeFloat.from_u64(abs(update)).mul_div(denominator, value) or ZERO
