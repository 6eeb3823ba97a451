"""Dividends of the root network are claimed; voting power is tracked."""

from pallets.subtensor.events.base import Event
from pallets.subtensor.types import NetUid, RootClaimTypeEnum
from runtime.scale import U64, AccountId


class RootClaimed(Event, index=114):
    """A coldkey got its dividends from the root network."""

    coldkey: AccountId


class RootClaimTypeSet(Event, index=115):
    """A coldkey chose how it gets its dividends from the root network."""

    coldkey: AccountId
    root_claim_type: RootClaimTypeEnum


class VotingPowerTrackingEnabled(Event, index=116):
    """A subnet tracks voting power from now on."""

    netuid: NetUid


class VotingPowerTrackingDisableScheduled(Event, index=117):
    """A subnet will track voting power up to this block."""

    netuid: NetUid
    disable_at_block: U64


class VotingPowerTrackingDisabled(Event, index=118):
    """A subnet tracks voting power no more, and what it had is forgotten."""

    netuid: NetUid


class VotingPowerEmaAlphaSet(Event, index=119):
    """The weight of new stake in a subnet's voting power was set, in 10^18ths."""

    netuid: NetUid
    alpha: U64
