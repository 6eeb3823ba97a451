"""A neuron asks that the bonds on it be forgotten. As `do_reset_bonds` in epoch/run_epoch.rs."""

from __future__ import annotations

from pallets.subtensor.state import Hyperparameters, Mechanisms, Neurons, WeightTable
from runtime.pallet import Pallet, Uses


class BondsReset(Pallet, crate="pallet_subtensor"):
    """Bonds are forgotten when their neuron publishes so, on subnets that allow it."""

    hyperparameters = Uses(Hyperparameters)
    mechanisms = Uses(Mechanisms)
    neurons = Uses(Neurons)
    table = Uses(WeightTable)

    def reset(self, netuid: int, hotkey: bytes) -> None:
        """Forget all bonds on a hotkey's neuron in all mechanisms; nothing without the neuron."""
        uid = self.neurons.uids[netuid, hotkey]
        if uid is None or not self.hyperparameters.bonds_reset_on[netuid]:
            return
        bonds = self.table.bonds
        for index in self.mechanisms.indices(netuid):
            for key, held in bonds.items(index):
                bonds[key] = [(other, bond) for other, bond in held if other != uid]
