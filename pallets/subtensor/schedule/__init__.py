"""When epochs are due, and which of them run in a block."""

from __future__ import annotations

from pallets.subtensor.schedule.epoch_schedule import EpochSchedule
from pallets.subtensor.schedule.epochs import Epochs, PendingEmission
from runtime.pallet import Pallet

PARTS: list[type[Pallet]] = [EpochSchedule, Epochs]

__all__ = ["Epochs", "EpochSchedule", "PARTS", "PendingEmission"]
