"""Stake that is locked to a hotkey."""

from __future__ import annotations

from pallets.subtensor.types.units import AlphaBalance
from runtime.fixed import U64F64
from runtime.scale import U64, Struct


class LockState(Struct, path="pallet_subtensor::staking::lock::LockState"):
    """How much is locked, and the conviction grown out of it, as of the block `last_update`."""

    locked_mass: AlphaBalance
    conviction: U64F64
    last_update: U64
