"""Where stake is, and the limit within which it may be moved."""

from __future__ import annotations

from typing import NamedTuple


class Position(NamedTuple):
    """A coldkey's stake on a hotkey in a subnet."""

    coldkey: bytes
    hotkey: bytes
    netuid: int


class PriceLimit(NamedTuple):
    """The price (rao for 10^9 rao) to trade at, or better, and what is to happen where it is worse.

    Partially, as much is traded as the limit allows; otherwise nothing.
    """

    price: int
    is_partial: bool = False
