"""What becomes of the dividends that coldkeys claim from the root network."""

from __future__ import annotations

from pallets.subtensor.types.units import NetUid
from runtime.scale import Enumeration


class RootClaimTypeEnum(Enumeration, path="pallet_subtensor::pallet::RootClaimTypeEnum"):
    """How a coldkey gets its dividends, which come in the tokens of all subnets."""


class Swap(RootClaimTypeEnum, index=0):
    """Sold for TAO, which is staked on the root network."""


class Keep(RootClaimTypeEnum, index=1):
    """As they are."""


class KeepSubnets(RootClaimTypeEnum, index=2):
    """As they are from these subnets, and sold for TAO from the others."""

    subnets: frozenset[NetUid]
