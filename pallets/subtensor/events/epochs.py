"""Epochs are triggered, put off and skipped."""

from pallets.subtensor.events.base import Event
from pallets.subtensor.types import NetUid
from runtime.scale import U8, U16, U64, AccountId


class MaxEpochsPerBlockSet(Event, index=39, unnamed=True):
    """The number of epochs that a block can have was set."""

    limit: U8


class TempoSet(Event, index=52, unnamed=True):
    """The number of blocks between the epochs of a subnet was set."""

    netuid: NetUid
    tempo: U16


class EpochTriggered(Event, index=131):
    """The owner of a subnet asked for an epoch, which comes not before this block."""

    netuid: NetUid
    by: AccountId
    fires_at: U64


class EpochDeferred(Event, index=132):
    """The epoch of a subnet was put off, since the block had as many as it can have."""

    netuid: NetUid
    from_block: U64
    to_block: U64


class EpochSkipped(Event, index=133):
    """The epoch of a subnet was left out, since its state is not consistent."""

    netuid: NetUid
    block: U64
