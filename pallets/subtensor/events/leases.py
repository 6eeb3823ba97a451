"""Subnets are leased."""

from pallets.subtensor.events.base import Event
from pallets.subtensor.types import AlphaBalance, BlockNumber, LeaseId, NetUid
from runtime.scale import AccountId


class SubnetLeaseCreated(Event, index=103):
    """A subnet was created for somebody who leases it."""

    beneficiary: AccountId
    lease_id: LeaseId
    netuid: NetUid
    end_block: BlockNumber | None


class SubnetLeaseTerminated(Event, index=104):
    """A lease ended, and the subnet is the beneficiary's."""

    beneficiary: AccountId
    netuid: NetUid


class SubnetLeaseDividendsDistributed(Event, index=120):
    """A contributor to a lease got a part of the subnet's dividends."""

    lease_id: LeaseId
    contributor: AccountId
    alpha: AlphaBalance
