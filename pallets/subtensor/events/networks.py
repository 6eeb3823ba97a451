"""Subnets come, go, and change hands."""

from pallets.subtensor.events.base import Event
from pallets.subtensor.types import BlockNumber, NetUid, TaoBalance
from runtime.scale import U16, U64, AccountId


class NetworkAdded(Event, index=0, unnamed=True):
    """A subnet was created, with this mechanism."""

    netuid: NetUid
    mechanism: U16


class NetworkRemoved(Event, index=1, unnamed=True):
    """A subnet was removed."""

    netuid: NetUid


class SubnetOwnerCutSet(Event, index=57, unnamed=True):
    """The share of emission that subnet owners get was set, in 65535ths."""

    cut: U16


class NetworkRateLimitSet(Event, index=58, unnamed=True):
    """The number of blocks was set that lie between two registrations of subnets."""

    blocks: U64


class NetworkImmunityPeriodSet(Event, index=59, unnamed=True):
    """The number of blocks was set for which a new subnet cannot be removed."""

    blocks: U64


class StartCallDelaySet(Event, index=60, unnamed=True):
    """The number of blocks was set that lie between a subnet's registration and its start."""

    blocks: U64


class NetworkMinLockCostSet(Event, index=61, unnamed=True):
    """The least cost of a new subnet was set."""

    cost: TaoBalance


class SubnetLimitSet(Event, index=62, unnamed=True):
    """The number of subnets that there can be was set."""

    limit: U16


class NetworkLockCostReductionIntervalSet(Event, index=63, unnamed=True):
    """The number of blocks was set in which the cost of a new subnet falls."""

    blocks: U64


class DissolveNetworkScheduleDurationSet(Event, index=83, unnamed=True):
    """The number of blocks was set that a scheduled removal of a subnet waits."""

    blocks: BlockNumber


class TransferToggle(Event, index=93, unnamed=True):
    """Stake of a subnet may go to other coldkeys from now on, or may not."""

    netuid: NetUid
    enabled: bool


class SubnetOwnerHotkeySet(Event, index=94, unnamed=True):
    """The owner of a subnet chose the hotkey that stands for them."""

    netuid: NetUid
    hotkey: AccountId


class FirstEmissionBlockNumberSet(Event, index=95, unnamed=True):
    """A subnet was started: its emission begins with this block."""

    netuid: NetUid
    block: U64


class SymbolUpdated(Event, index=105):
    """The token of a subnet got another symbol."""

    netuid: NetUid
    symbol: bytes


class SubnetOwnerChanged(Event, index=134):
    """A subnet got another owner, whom most of the locked stake is for."""

    netuid: NetUid
    old_coldkey: AccountId
    new_coldkey: AccountId
