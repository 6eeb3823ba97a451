"""A subnet written into the state, neuron by neuron."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pallets.subtensor.stake import Stake
from pallets.subtensor.state import (
    Hyperparameters,
    Mechanisms,
    Neurons,
    Schedule,
    Scores,
    Subnets,
    WeightTable,
)
from pallets.subtensor.types import mechanism_index
from tests.pallets.subtensor.world import World, account

Row = Mapping[int, int]


def write_subnet(
    world: World, netuid: int, rao: Sequence[int], *, permits: Sequence[bool], mechanisms: int = 1
) -> None:
    """Neurons with so much stake, registered in block 1, whose weights were set in block 2.

    The hotkey of uid 0 is account 10, that of uid 1 account 11, and so on. There is Yuma 2 and no
    commit-reveal.
    """
    neurons, table = world.pallet(Neurons), world.pallet(WeightTable)
    world.pallet(Subnets).networks_added[netuid] = True
    world.pallet(Schedule).tempo[netuid] = 1
    world.pallet(Hyperparameters).yuma3_on[netuid] = False
    world.pallet(Hyperparameters).activity_cutoff_factor_milli[netuid] = 50_000_000
    world.pallet(Scores).validator_permit[netuid] = list(permits)
    world.pallet(Mechanisms).mechanism_count_current[netuid] = mechanisms
    table.commit_reveal_weights_enabled[netuid] = False
    neurons.subnetwork_n[netuid] = len(rao)
    for uid, alpha in enumerate(rao):
        hotkey = account(10 + uid)
        neurons.keys[netuid, uid], neurons.uids[netuid, hotkey] = hotkey, uid
        neurons.block_at_registration[netuid, uid] = 1
        if alpha:
            world.pallet(Stake).increase(hotkey, account(9), netuid, alpha)
    for mechanism in range(mechanisms):
        table.last_update[mechanism_index(netuid, mechanism)] = [2] * len(rao)
    world.set_block(3)


def write_weights(world: World, netuid: int, rows: Mapping[int, Row], mechanism: int = 0) -> None:
    index = mechanism_index(netuid, mechanism)
    for uid, row in rows.items():
        world.pallet(WeightTable).weights[index, uid] = list(row.items())
