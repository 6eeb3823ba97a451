"""Which neurons may set weights: by stake, by permit, and how often."""

from __future__ import annotations

from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.stake import StakeWeights
from pallets.subtensor.state import Hyperparameters, Neurons, Scores, WeightTable
from pallets.subtensor.types import mechanism_of
from pallets.subtensor.weights.mechanisms import SubnetMechanisms
from pallets.subtensor.weights.rules import may_set_again
from runtime.pallet import Pallet, Uses


class WeightPermission(Pallet, crate="pallet_subtensor"):
    """Which neurons may set weights: by stake, by permit, and how often."""

    neurons = Uses(Neurons)
    neuron_table = Uses(NeuronTable)
    hyperparameters = Uses(Hyperparameters)
    scores = Uses(Scores)
    table = Uses(WeightTable)
    mechanisms = Uses(SubnetMechanisms)
    stake_weights = Uses(StakeWeights)

    def has_enough_stake(self, hotkey: bytes, netuid: int) -> bool:
        """Whether the hotkey's stake weight reaches the threshold; the owner's needs not."""
        owner_uid = self.neuron_table.owner_uid(netuid)
        if owner_uid is not None and self.neurons.uids[netuid, hotkey] == owner_uid:
            return True
        threshold = self.table.stake_threshold.get()
        weight = self.stake_weights.weight(hotkey, netuid).total
        return weight.bits >= threshold << weight.frac_bits

    def has_permit(self, netuid: int, uid: int) -> bool:
        """Whether the neuron may set weights on others; the owner's hotkey always may."""
        if self.neuron_table.owner_uid(netuid) == uid:
            return True
        permits = self.scores.validator_permit[netuid]
        return uid < len(permits) and permits[uid]

    def is_not_too_soon(self, index: int, uid: int, block: int) -> bool:
        """Whether the neuron's last weights in a mechanism, by its index, are long enough ago.

        They never are without the mechanism or the neuron.
        """
        netuid, mechanism = mechanism_of(index)
        if not self.mechanisms.exists(netuid, mechanism):
            return False
        if not self.neuron_table.has_uid(netuid, uid):
            return False
        updates = self.table.last_update[index]
        last = updates[uid] if uid < len(updates) else 0
        return may_set_again(last, block, self.hyperparameters.weights_set_rate_limit[netuid])
