"""Dissolving subnets, in steps.

    split       how the pool's TAO is divided, by the largest remainder
    stakers     the stakers are paid, and their stake is forgotten
    parameters, by_key, mechanisms, locks, claims, outside, subnet
                what else is forgotten, step by step
    pallet      the steps in their order, and the calls

A step can not fail, so that a subnet is dissolved as a whole.
"""

from __future__ import annotations

from pallets.subtensor.networks.dissolution.pallet import STEPS, Dissolution
from runtime.pallet import Pallet

PARTS: list[type[Pallet]] = [*STEPS, Dissolution]

__all__ = ["PARTS", "STEPS", "Dissolution"]
