"""How neurons come into a subnet, and what it costs."""

from __future__ import annotations

from pallets.subtensor.registration.burn import BurnPrices
from pallets.subtensor.registration.register import Registration
from pallets.subtensor.registration.root import RootRegistration
from runtime.pallet import Pallet

PARTS: list[type[Pallet]] = [BurnPrices, Registration, RootRegistration]

__all__ = ["BurnPrices", "PARTS", "Registration", "RootRegistration"]
