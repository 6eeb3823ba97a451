"""Voting power: a moving average of each validator's stake weight, epoch by epoch.

average   the rule, as a function of numbers
tracking  the calls that let a subnet begin and end it, and what each epoch does
"""

from __future__ import annotations

from pallets.subtensor.voting_power.tracking import VotingPowerTracking
from runtime.pallet import Pallet

PARTS: list[type[Pallet]] = [VotingPowerTracking]

__all__ = ["PARTS", "VotingPowerTracking"]
