"""The events of the Swap pallet."""

from pallets.swap.types import NetUid
from runtime.scale import U16, Enumeration


class Event(Enumeration, params={"T": None}):
    """What changes about swaps."""


class FeeRateSet(Event, index=0):
    """A subnet takes another fee for swaps; the rate is a fraction of 65535."""

    netuid: NetUid
    rate: U16
