"""Hotkeys and coldkeys are swapped."""

from pallets.subtensor.events.base import Event
from pallets.subtensor.types import BlockNumber, Hash, NetUid
from runtime.scale import AccountId


class HotkeySwapped(Event, index=66):
    """A hotkey was replaced by another one on all subnets."""

    coldkey: AccountId
    old_hotkey: AccountId
    new_hotkey: AccountId


class ColdkeySwapAnnounced(Event, index=69):
    """A coldkey announced that it will be swapped, and the hash of the new one."""

    who: AccountId
    new_coldkey_hash: Hash


class ColdkeySwapReset(Event, index=70):
    """Root called off the swap of a coldkey."""

    who: AccountId


class ColdkeySwapped(Event, index=71):
    """A coldkey was replaced by another one."""

    old_coldkey: AccountId
    new_coldkey: AccountId


class ColdkeySwapDisputed(Event, index=72):
    """The owner of a coldkey disputes its swap, which only root can resolve."""

    coldkey: AccountId


class ColdkeySwapAnnouncementDelaySet(Event, index=81, unnamed=True):
    """The number of blocks was set that an announced swap waits."""

    blocks: BlockNumber


class ColdkeySwapReannouncementDelaySet(Event, index=82, unnamed=True):
    """The number of blocks was set after which another swap can be announced."""

    blocks: BlockNumber


class HotkeySwappedOnSubnet(Event, index=102):
    """A hotkey was replaced by another one on a subnet."""

    coldkey: AccountId
    old_hotkey: AccountId
    new_hotkey: AccountId
    netuid: NetUid


class ColdkeySwapCleared(Event, index=122):
    """A coldkey withdrew the announcement of its swap."""

    who: AccountId
