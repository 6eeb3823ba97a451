"""What is stored of an epoch. As the persist functions in epoch/run_epoch.rs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pallets.subtensor.epoch.terms import NeuronTerms
from pallets.subtensor.events import Event, IncentiveAlphaEmittedToMiners
from pallets.subtensor.state import Scores, WeightTable
from pallets.subtensor.types import mechanism_index
from runtime.pallet import Pallet, Uses

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bonds = Sequence[npt.NDArray[np.uint16]]


class EpochWriter(Pallet, crate="pallet_subtensor"):
    """The results of an epoch, until the next one. Terms are in the order of the uids."""

    event = Event
    scores = Uses(Scores)
    table = Uses(WeightTable)

    def store_mechanism(
        self, netuid: int, mechanism: int, terms: Sequence[NeuronTerms], bonds: Bonds
    ) -> None:
        """What each mechanism has for itself: incentives and bonds."""
        index = mechanism_index(netuid, mechanism)
        self.scores.incentive[index] = [neuron.incentive for neuron in terms]
        emissions = [neuron.server_emission for neuron in terms]
        self.deposit_event(IncentiveAlphaEmittedToMiners(index, emissions))
        for place, neuron in enumerate(terms):
            row = bonds[neuron.uid].tolist() if neuron.uid < len(bonds) else []
            self.table.bonds[index, place] = [(uid, bond) for uid, bond in row]

    def store_subnet(self, netuid: int, terms: Sequence[NeuronTerms]) -> None:
        """What all mechanisms have together."""
        scores = self.scores
        scores.active[netuid] = [neuron.active for neuron in terms]
        scores.emission[netuid] = [neuron.emission for neuron in terms]
        scores.consensus[netuid] = [neuron.consensus for neuron in terms]
        scores.dividends[netuid] = [neuron.dividends for neuron in terms]
        scores.validator_trust[netuid] = [neuron.validator_trust for neuron in terms]
        scores.validator_permit[netuid] = [neuron.permit for neuron in terms]
        scores.stake_weight[netuid] = [neuron.stake_weight for neuron in terms]
