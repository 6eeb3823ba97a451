"""Addresses: how extrinsics and calls name an account."""

from __future__ import annotations

from typing import Annotated

from runtime.dispatch_error import CannotLookup, PlainFailure
from runtime.scale import AccountId, Bytes20, Bytes32, Compact, Enumeration, Spelled


class MultiAddress(
    Enumeration,
    path="sp_runtime::multiaddress::MultiAddress",
    params={"AccountId": AccountId, "AccountIndex": tuple[()]},
):
    """An account as extrinsics and calls name it."""


class Id(MultiAddress, index=0, unnamed=True):
    account: Annotated[AccountId, Spelled("AccountId")]


class Index(MultiAddress, index=1, unnamed=True):
    index: Annotated[Compact[tuple[()]], Spelled("AccountIndex")]


class Raw(MultiAddress, index=2, unnamed=True):
    data: bytes


class Address32(MultiAddress, index=3, unnamed=True):
    data: Bytes32


class Address20(MultiAddress, index=4, unnamed=True):
    data: Bytes20


Address = Annotated[MultiAddress, Spelled("AccountIdLookupOf<T>")]
"""An address as a call's argument."""


def account_of(address: MultiAddress) -> bytes:
    """The account that an address names. Fails with CannotLookup unless it is given by its id."""
    if isinstance(address, Id):
        return address.account
    raise PlainFailure(CannotLookup())
