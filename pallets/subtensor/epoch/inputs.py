"""What the rules of consensus are given, from the state. As the reads of epoch/run_epoch.rs."""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter

from pallets.subtensor.consensus import EpochInputs
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.schedule import EpochSchedule
from pallets.subtensor.stake import StakeWeights
from pallets.subtensor.state import Hyperparameters, Neurons, Schedule, Scores, WeightTable
from pallets.subtensor.types import mechanism_index
from pallets.subtensor.weights import RevealWindows
from runtime.fixed.integers import U64_MAX
from runtime.pallet import Pallet, Uses
from runtime.storage import BoundMap

Pairs = list[tuple[int, int]]


class EpochReader(Pallet, crate="pallet_subtensor"):
    """A mechanism of a subnet, as the rules see it."""

    neurons = Uses(Neurons)
    neuron_table = Uses(NeuronTable)
    scores = Uses(Scores)
    table = Uses(WeightTable)
    schedule = Uses(Schedule)
    hyperparameters = Uses(Hyperparameters)
    epochs = Uses(EpochSchedule)
    stake_weights = Uses(StakeWeights)
    windows = Uses(RevealWindows)

    def uids(self, netuid: int) -> dict[bytes, int]:
        """The uid of each hotkey, in the order of the uids. As keys say, and not `Uids`."""
        uids = {hotkey: uid for (_, uid), hotkey in self.neurons.keys.items(netuid)}
        return dict(sorted(uids.items(), key=itemgetter(1)))

    def inputs(
        self, netuid: int, mechanism: int, emission: int, uids: Mapping[bytes, int]
    ) -> EpochInputs:
        """All that decides about `emission`, in rao of alpha."""
        index, given = mechanism_index(netuid, mechanism), self.hyperparameters
        size = self.neurons.subnetwork_n[netuid]
        alpha_low, alpha_high = given.alpha_values[netuid]
        return EpochInputs(
            stake=[weight.total.bits for weight in self.stake_weights.weights(netuid)],
            weights=_rows(self.table.weights, index, size),
            bonds=_rows(self.table.bonds, index, size),
            last_update=self.table.last_update[index],
            registered_at=self._registered_at(netuid, size),
            permits=self.scores.validator_permit[netuid],
            commit_blocks=self._commit_blocks(netuid, index, size, uids),
            owner_uid=self.neuron_table.owner_uid(netuid),
            block=self.runtime.system.block_number(),
            last_step_block=self.schedule.last_mechansim_step_block[netuid],
            tempo=self.schedule.tempo[netuid],
            activity_cutoff=self.epochs.activity_cutoff_blocks(netuid),
            emission=emission,
            min_stake=self.table.stake_threshold.get(),
            max_validators=given.max_allowed_validators[netuid],
            kappa=given.kappa[netuid],
            yuma3=given.yuma3_on[netuid],
            bonds_penalty=given.bonds_penalty[netuid],
            bonds_moving_average=given.bonds_moving_average[netuid],
            liquid_alpha=given.liquid_alpha_on[netuid],
            alpha_low=alpha_low,
            alpha_high=alpha_high,
            alpha_sigmoid_steepness=given.alpha_sigmoid_steepness[netuid],
        )

    def _registered_at(self, netuid: int, size: int) -> list[int]:
        """The block of each neuron's registration; 0 for a uid without a neuron."""
        known = {uid for _, uid in self.neurons.keys.keys(netuid)}
        blocks = dict(self.neurons.block_at_registration.items(netuid))
        return [blocks.get((netuid, uid), 0) if uid in known else 0 for uid in range(size)]

    def _commit_blocks(
        self, netuid: int, index: int, size: int, uids: Mapping[bytes, int]
    ) -> list[int] | None:
        """The block of each neuron's earliest commit that can still be revealed."""
        if not self.table.commit_reveal_weights_enabled[netuid]:
            return None
        window = self.windows.of(netuid)
        earliest = [U64_MAX] * size

        def committed(hotkey: bytes, block: int) -> None:
            uid = uids.get(hotkey, size)
            if uid < size:
                earliest[uid] = min(earliest[uid], block)

        for (_, hotkey), queue in self.table.weight_commits.items(index):
            valid = (block for _, epoch, block, _ in queue or () if not window.is_over(epoch))
            committed(hotkey, next(valid, U64_MAX))
        for (_, epoch), commits in self.table.timelocked_weight_commits.items(index):
            if not window.is_over(epoch):
                for hotkey, block, *_ in commits:
                    committed(hotkey, block)
        return earliest


def _rows(stored: BoundMap[tuple[int, int], Pairs], index: int, size: int) -> list[Pairs]:
    """The rows of the neurons, by uid."""
    rows: list[Pairs] = [[] for _ in range(size)]
    for (_, uid), pairs in stored.items(index):
        if uid < size:
            rows[uid] = pairs
    return rows
