"""Weights of validators: set, committed, revealed; in one or more mechanisms.

    mechanisms, split    how many mechanisms a subnet has, and the share of each
    rules, upscale       which weights may be set and how they are scaled, as functions of figures
    permission           which neurons may set weights, and how often
    setting              weights set in the open
    hashes, windows      what a commit is the hash of, and in which epoch it is revealed
    commits              commits of a hash, and their reveals
    payload              what encrypted weights hold
    timelocked           encrypted commits, which the chain opens with a drand pulse
    bonds                bonds forgotten when a neuron asks for it
    batches              several subnets in one call

As subnets/weights.rs, subnets/mechanism.rs and coinbase/reveal_commits.rs.
"""

from __future__ import annotations

from pallets.subtensor.weights.bonds import BondsReset
from pallets.subtensor.weights.commits import WeightCommits
from pallets.subtensor.weights.mechanisms import SubnetMechanisms
from pallets.subtensor.weights.permission import WeightPermission
from pallets.subtensor.weights.setting import WeightSetting
from pallets.subtensor.weights.timelocked import TimelockedCommits
from pallets.subtensor.weights.windows import RevealWindows
from runtime.pallet import Pallet

PARTS: list[type[Pallet]] = [
    SubnetMechanisms,
    WeightPermission,
    WeightSetting,
    RevealWindows,
    WeightCommits,
    TimelockedCommits,
    BondsReset,
]

__all__ = [
    "BondsReset",
    "PARTS",
    "WeightCommits",
    "RevealWindows",
    "SubnetMechanisms",
    "TimelockedCommits",
    "WeightPermission",
    "WeightSetting",
]
