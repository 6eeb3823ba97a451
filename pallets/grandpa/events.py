"""The events of the Grandpa pallet."""

from pallets.grandpa.types import AuthorityList
from runtime.scale import Enumeration


class Event(Enumeration):
    """What happens to the authorities that finalize blocks."""


class NewAuthorities(Event, index=0):
    """Other authorities finalize blocks from now on."""

    authority_set: AuthorityList


class Paused(Event, index=1):
    """The authorities finalize no blocks from now on."""


class Resumed(Event, index=2):
    """The authorities finalize blocks again."""
