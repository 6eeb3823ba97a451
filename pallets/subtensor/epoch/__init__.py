"""Epochs: what the state holds of a subnet goes through the rules of consensus and back.

    inputs      what the rules are given
    terms       what is known of each neuron then; of several mechanisms, all together
    outcome     what is stored of it
    runner      all of it, for each mechanism of a subnet

The rules themselves are in `consensus`.
"""

from __future__ import annotations

from pallets.subtensor.epoch.inputs import EpochReader
from pallets.subtensor.epoch.outcome import EpochWriter
from pallets.subtensor.epoch.runner import EpochRunner, MechanismEpoch, NeuronEmission
from pallets.subtensor.epoch.terms import NeuronTerms
from runtime.pallet import Pallet

PARTS: list[type[Pallet]] = [EpochReader, EpochWriter, EpochRunner]

__all__ = [
    "PARTS",
    "EpochReader",
    "EpochRunner",
    "EpochWriter",
    "MechanismEpoch",
    "NeuronEmission",
    "NeuronTerms",
]
