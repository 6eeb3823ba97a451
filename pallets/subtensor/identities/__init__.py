"""Identities of coldkeys and subnets.

    rules    how long their texts may be
    setting  who sets them

The chain only keeps them.
"""

from __future__ import annotations

from pallets.subtensor.identities.rules import is_valid_identity, is_valid_subnet_identity
from pallets.subtensor.identities.setting import IdentitySetting
from runtime.pallet import Pallet

PARTS: list[type[Pallet]] = [IdentitySetting]

__all__ = ["PARTS", "IdentitySetting", "is_valid_identity", "is_valid_subnet_identity"]
