"""The events of SubtensorModule as one enum."""

from runtime.scale import Enumeration


class Event(Enumeration, params={"T": None}):
    """The events of the SubtensorModule pallet. TAO and alpha are in rao, 10^-9 of a token."""
