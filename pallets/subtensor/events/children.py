"""Hotkeys delegate stake to child hotkeys."""

from pallets.subtensor.events.base import Event
from pallets.subtensor.types import NetUid
from runtime.scale import U64, AccountId


class SetChildrenScheduled(Event, index=75, unnamed=True):
    """The children of a hotkey, with proportions, will be set at a block."""

    hotkey: AccountId
    netuid: NetUid
    block: U64
    children: list[tuple[U64, AccountId]]


class SetChildren(Event, index=76, unnamed=True):
    """The children of a hotkey were set, with proportions."""

    hotkey: AccountId
    netuid: NetUid
    children: list[tuple[U64, AccountId]]


class AutoParentDelegationEnabledSet(Event, index=126):
    """A root validator chose whether it delegates to the owners of new subnets."""

    hotkey: AccountId
    enabled: bool
