"""Hotkeys and the coldkeys that they belong to."""

from __future__ import annotations

from pallets.subtensor.ownership.keys import Ownership
from pallets.subtensor.ownership.staking_index import StakingIndex
from pallets.subtensor.ownership.staking_walk import StakingWalk
from runtime.pallet import Pallet

PARTS: list[type[Pallet]] = [Ownership, StakingIndex, StakingWalk]

__all__ = ["PARTS", "Ownership", "StakingIndex", "StakingWalk"]
