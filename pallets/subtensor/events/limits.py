"""How often things can be done."""

from pallets.subtensor.events.base import Event
from runtime.scale import U16, U64


class TxRateLimitSet(Event, index=40, unnamed=True):
    """The number of blocks was set that lie between two swaps of hotkeys."""

    blocks: U64


class AdminFreezeWindowSet(Event, index=43, unnamed=True):
    """The number of blocks before an epoch was set in which parameters cannot be changed."""

    blocks: U16


class OwnerHyperparamRateLimitSet(Event, index=44, unnamed=True):
    """The number of epochs was set that lie between two changes of a parameter."""

    epochs: U16
