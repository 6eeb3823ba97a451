"""Subnets that a crowdloan pays for and a beneficiary runs."""

from __future__ import annotations

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.types import AlphaBalance, LeaseId, NetUid, SubnetLease
from runtime.fixed import U64F64
from runtime.hashers import Identity, Twox64Concat
from runtime.pallet import Pallet
from runtime.scale import AccountId
from runtime.storage import StorageDoubleMap, StorageMap, StorageValue


class Leases(Pallet, crate="pallet_subtensor"):
    """Subnets that a crowdloan pays for and a beneficiary runs."""

    config: SubtensorConfig

    subnet_leases = StorageMap[Twox64Concat[LeaseId], SubnetLease | None](
        "The leases by their number."
    )
    subnet_lease_shares = StorageDoubleMap[Twox64Concat[LeaseId], Identity[AccountId], U64F64](
        "The share of each contributor to a lease."
    )
    subnet_uid_to_lease_id = StorageMap[Twox64Concat[NetUid], LeaseId | None](
        "The lease of a subnet."
    )
    next_subnet_lease_id = StorageValue[LeaseId]("The number of the next lease.")
    accumulated_lease_dividends = StorageMap[Twox64Concat[LeaseId], AlphaBalance](
        "Dividends that wait for the contributors, in alpha rao."
    )
