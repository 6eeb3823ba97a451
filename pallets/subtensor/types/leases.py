"""Subnets that are leased."""

from __future__ import annotations

from typing import Annotated

from pallets.subtensor.types.units import NetUid, Percent
from runtime.scale import U32, U64, AccountId, Spelled, Struct


class SubnetLease(
    Struct,
    path="pallet_subtensor::subnets::leasing::SubnetLease",
    params={"AccountId": AccountId, "BlockNumber": U32, "Balance": U64},
):
    """A subnet that the contributors of a crowdloan paid for, and the beneficiary runs.

    The `coldkey` owns the subnet, and has no key; `emissions_share` is what the contributors get
    of the owner's emission; `cost` is in rao. Without an `end_block` the lease is for ever.
    """

    beneficiary: Annotated[AccountId, Spelled("AccountId")]
    coldkey: Annotated[AccountId, Spelled("AccountId")]
    hotkey: Annotated[AccountId, Spelled("AccountId")]
    emissions_share: Percent
    end_block: Annotated[U32, Spelled("BlockNumber")] | None
    netuid: NetUid
    cost: Annotated[U64, Spelled("Balance")]
