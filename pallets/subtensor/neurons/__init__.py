"""The neurons of a subnet: uids, hotkeys, replacing and trimming."""

from __future__ import annotations

from pallets.subtensor.neurons.immunity import Immunity
from pallets.subtensor.neurons.table import NeuronTable
from pallets.subtensor.neurons.trimming import Trimming
from runtime.pallet import Pallet

PARTS: list[type[Pallet]] = [Immunity, Trimming, NeuronTable]

__all__ = ["Immunity", "NeuronTable", "PARTS", "Trimming"]
