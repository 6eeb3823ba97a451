"""What delegates and child hotkeys keep of the rewards. Takes are in 65535ths."""

from pallets.subtensor.events.base import Event
from pallets.subtensor.types import NetUid
from runtime.scale import U16, U64, AccountId


class TxDelegateTakeRateLimitSet(Event, index=41, unnamed=True):
    """The number of blocks was set that lie between two changes of a delegate's take."""

    blocks: U64


class TxChildKeyTakeRateLimitSet(Event, index=42, unnamed=True):
    """The number of blocks was set that lie between two changes of a child hotkey's take."""

    blocks: U64


class MinChildKeyTakeSet(Event, index=45, unnamed=True):
    """The lowest take of child hotkeys was set."""

    take: U16


class MinChildKeyTakePerSubnetSet(Event, index=46, unnamed=True):
    """The lowest take of child hotkeys on a subnet was set."""

    netuid: NetUid
    take: U16


class MaxChildKeyTakeSet(Event, index=47, unnamed=True):
    """The highest take of child hotkeys was set."""

    take: U16


class ChildKeyTakeSet(Event, index=48, unnamed=True):
    """The take of a child hotkey was set."""

    hotkey: AccountId
    take: U16


class TakeDecreased(Event, index=64, unnamed=True):
    """A delegate's take was decreased."""

    coldkey: AccountId
    hotkey: AccountId
    take: U16


class TakeIncreased(Event, index=65, unnamed=True):
    """A delegate's take was increased."""

    coldkey: AccountId
    hotkey: AccountId
    take: U16


class MaxDelegateTakeSet(Event, index=67, unnamed=True):
    """The highest take of delegates was set."""

    take: U16


class MinDelegateTakeSet(Event, index=68, unnamed=True):
    """The lowest take of delegates was set."""

    take: U16
