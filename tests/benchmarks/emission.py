"""Epochs of a full subnet, from the state to the state, and all blocks from one to the next."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from chain.kit import DevChain
from genesis.keys import Keypair
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import (
    KeyRing,
    PoolReserves,
    Schedule,
    Scores,
    Subnets,
    WeightTable,
)
from pallets.subtensor.types import ROOT
from runtime.fixed import I96F32
from runtime.runtime import Runtime
from tests.benchmarks.measure import accounts, timed_block
from tests.benchmarks.populated import FIRST_NETUID, populated_chain
from tests.benchmarks.report import figure, in_seconds, milliseconds, progress

STAKE = 10**13  # rao
OWNER = bytes(32)


@dataclass(frozen=True)
class Sizes:
    """Neurons, validators among them, blocks between two epochs, and how often each is timed."""

    neurons: int
    validators: int
    tempo: int
    rounds: int


FULL = Sizes(neurons=256, validators=64, tempo=360, rounds=3)
QUICK = Sizes(neurons=4, validators=2, tempo=3, rounds=1)


def run(sizes: Sizes) -> None:
    keys = accounts(sizes.neurons)
    with populated_chain(1, keys, arrange=_arranged(keys, sizes, tempo=2)) as chain:
        name = f"block with an epoch of {sizes.neurons} uids, with state root"
        figure(name, _epochs(chain, sizes.rounds), milliseconds, "under 80 ms")
    with populated_chain(1, keys, arrange=_arranged(keys, sizes, sizes.tempo)) as chain:
        rounds = [_tempo(chain, sizes.tempo) for _ in progress(range(sizes.rounds), "tempos", 3)]
        name = f"{sizes.tempo} blocks with a full subnet of {sizes.neurons} uids, epoch included"
        figure(name, rounds, in_seconds, "under 1 s")


def _arranged(keys: Sequence[Keypair], sizes: Sizes, tempo: int) -> Callable[[Runtime], None]:
    """Each neuron has a coldkey of its own; validators have stake here and on root, and weights."""

    def arrange(runtime: Runtime) -> None:
        netuid, stake = FIRST_NETUID, runtime.pallet(Stake)
        schedule, subnets = runtime.pallet(Schedule), runtime.pallet(Subnets)
        schedule.tempo[netuid], schedule.last_epoch_block[netuid] = tempo, 0
        subnets.subnet_emission_enabled[netuid] = True
        subnets.subnet_owner[netuid] = OWNER
        runtime.pallet(PoolReserves).subnet_moving_price[netuid] = I96F32.from_num(2)
        table, miners = runtime.pallet(WeightTable), range(sizes.validators, sizes.neurons)
        for uid, key in enumerate(keys):
            coldkey = sha256(key.account).digest()
            runtime.pallet(KeyRing).owner[key.account] = coldkey
            if uid < sizes.validators:
                for netuid_of_stake in (netuid, ROOT):
                    stake.increase(key.account, coldkey, netuid_of_stake, STAKE + uid)
                table.weights[netuid, uid] = [(to, 1 + (uid * to) % 65_535) for to in miners]
        table.last_update[netuid] = [1] * sizes.neurons
        permits = [uid < sizes.validators for uid in range(sizes.neurons)]
        runtime.pallet(Scores).validator_permit[netuid] = permits

    return arrange


def _epochs(chain: DevChain, rounds: int) -> list[float]:
    """The seconds of each block with an epoch; in every other block there is one."""
    found = []
    for _ in progress(range(rounds * 10 + 1), "epochs", rounds * 10 + 1):
        timed_block(chain)
        found.append(timed_block(chain))
        last = chain.pallet(Schedule).last_mechansim_step_block
        assert last[FIRST_NETUID] == chain.number
    return found[1:]  # without the one that imports numpy


def _tempo(chain: DevChain, blocks: int) -> float:
    """The seconds of all blocks up to the next epoch."""
    start = time.perf_counter()
    chain.advance(blocks)
    seconds = time.perf_counter() - start
    assert chain.pallet(Schedule).last_mechansim_step_block[FIRST_NETUID] > chain.number - blocks
    return seconds
