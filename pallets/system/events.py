"""The events of the System pallet, but for those about accounts."""

from __future__ import annotations

from typing import Annotated

from runtime.dispatch_error import DispatchError
from runtime.scale import H256, AccountId, Enumeration, Spelled
from runtime.weights import DispatchEventInfo

Hash = Annotated[H256, Spelled("T::Hash")]


class Event(Enumeration, params={"T": None}):
    """What the System pallet tells about blocks and about the runtime's code."""


class ExtrinsicSuccess(Event, index=0):
    """An extrinsic completed successfully."""

    dispatch_info: DispatchEventInfo


class ExtrinsicFailed(Event, index=1):
    """The call of an extrinsic failed; fee and nonce are spent all the same."""

    dispatch_error: DispatchError
    dispatch_info: DispatchEventInfo


class CodeUpdated(Event, index=2):
    """The runtime's code was replaced."""


class Remarked(Event, index=5):
    """Somebody put a remark on chain, of which this is the hash."""

    sender: AccountId
    hash: Hash


class UpgradeAuthorized(Event, index=6):
    """Code of this hash may now be put as the runtime by anybody."""

    code_hash: Hash
    check_version: bool


class RejectedInvalidAuthorizedUpgrade(Event, index=7):
    """Code that had been authorized was not put, because its version does not fit."""

    code_hash: Hash
    error: DispatchError
