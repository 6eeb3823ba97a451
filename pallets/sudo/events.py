"""What the Sudo pallet tells about."""

from typing import Annotated

from runtime.nested import DispatchResult
from runtime.scale import AccountId, Enumeration, Spelled


class Event(Enumeration, params={"T": None}):
    """The events of the Sudo pallet."""


class Sudid(Event, index=0):
    """The holder of the key made a call as root, with this result."""

    sudo_result: DispatchResult


class KeyChanged(Event, index=1):
    """The key went from one account to another."""

    old: Annotated[AccountId | None, Spelled("Option<T::AccountId>")]
    new: AccountId


class KeyRemoved(Event, index=2):
    """The key was removed for good."""


class SudoAsDone(Event, index=3):
    """The holder of the key made a call as somebody else, with this result."""

    sudo_result: DispatchResult
