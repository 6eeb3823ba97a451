"""What is limited in how often it can be done: the keys of the blocks of the last times."""

from __future__ import annotations

from typing import Annotated

from pallets.subtensor.types.hyperparameters import Hyperparameter
from pallets.subtensor.types.units import NetUid
from runtime.scale import AccountId, Enumeration, Spelled

_Account = Annotated[AccountId, Spelled("AccountId")]


class RateLimitKey(
    Enumeration, path="pallet_subtensor::RateLimitKey", params={"AccountId": AccountId}
):
    """What was done last at a block."""


class SetSNOwnerHotkey(RateLimitKey, index=0, unnamed=True):
    """The owner of the subnet chose a hotkey."""

    netuid: NetUid


class OwnerHyperparamUpdate(RateLimitKey, index=1, unnamed=True):
    """The owner of the subnet set the parameter."""

    netuid: NetUid
    hyperparameter: Hyperparameter


class NetworkLastRegistered(RateLimitKey, index=2):
    """A subnet was registered."""


class LastTxBlock(RateLimitKey, index=3, unnamed=True):
    """The coldkey swapped a hotkey, or was swapped."""

    account: _Account


class LastTxBlockChildKeyTake(RateLimitKey, index=4, unnamed=True):
    """The hotkey's take as a child was set."""

    account: _Account


class LastTxBlockDelegateTake(RateLimitKey, index=5, unnamed=True):
    """The hotkey's take as a delegate was set."""

    account: _Account


class AddStakeBurn(RateLimitKey, index=6, unnamed=True):
    """The owner of the subnet bought alpha and burned it."""

    netuid: NetUid
