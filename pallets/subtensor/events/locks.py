"""Stake is locked for conviction."""

from pallets.subtensor.events.base import Event
from pallets.subtensor.types import AlphaBalance, NetUid
from runtime.scale import AccountId


class StakeLocked(Event, index=127):
    """A coldkey locked stake to a hotkey."""

    coldkey: AccountId
    hotkey: AccountId
    netuid: NetUid
    amount: AlphaBalance


class LockMoved(Event, index=129):
    """A coldkey's lock went to another hotkey."""

    coldkey: AccountId
    origin_hotkey: AccountId
    destination_hotkey: AccountId
    netuid: NetUid


class PerpetualLockUpdated(Event, index=135):
    """A coldkey chose whether its lock on a subnet lasts or decays."""

    coldkey: AccountId
    netuid: NetUid
    enabled: bool


class RejectLockedAlphaUpdated(Event, index=136):
    """A coldkey chose whether it takes locked stake."""

    coldkey: AccountId
    enabled: bool
