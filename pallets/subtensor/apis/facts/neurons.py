"""The neurons of a subnet as lists by uid.

What consensus found is as the last epoch left it: such a list can be shorter than there are
neurons. Incentives and the blocks of the last weights are those of the view's mechanism.
"""

from __future__ import annotations

from typing import Any

from pallets.commitments import Commitments
from pallets.commitments.types import Registration
from pallets.subtensor.apis.facts.view import Fact, SubnetView
from pallets.subtensor.stake import StakeWeights
from pallets.subtensor.state import (
    Emissions,
    Endpoints,
    Identities,
    Neurons,
    Scores,
    WeightTable,
)
from pallets.subtensor.types import AxonInfo


def _identities(it: SubnetView) -> list[Any]:
    identities = it.of(Identities).identities_v2
    return [identities[coldkey] for coldkey in it.coldkeys]


def _axons(it: SubnetView) -> list[AxonInfo]:
    axons = it.of(Endpoints).axons
    return [axons[it.netuid, hotkey] or AxonInfo() for hotkey in it.hotkeys]


def _registered(it: SubnetView) -> list[int]:
    blocks = it.of(Neurons).block_at_registration
    return [blocks[it.netuid, uid] for uid in it.uids]


def _alpha_dividends(it: SubnetView) -> list[tuple[bytes, int]]:
    dividends = it.of(Emissions).alpha_dividends_per_subnet
    return [(hotkey, dividends[it.netuid, hotkey]) for hotkey in it.hotkeys]


def _validators(it: SubnetView) -> list[int]:
    """The uids of those with a permit and more stake than weights need, the least stake first.

    With the same stake they are in the order of the storage: 256 comes before 1.
    """
    neurons, weights = it.of(Neurons), it.of(StakeWeights)
    permits = it.of(Scores).validator_permit[it.netuid]
    permitted = [
        (weights.weight(hotkey, it.netuid).total, uid)
        for (_, uid), hotkey in neurons.keys.items(it.netuid)
        if uid < len(permits) and permits[uid]
    ]
    permitted.sort(key=lambda entry: entry[0].bits)
    threshold = it.of(WeightTable).stake_threshold.get()
    return [uid for stake, uid in permitted if stake.bits > threshold << stake.frac_bits]


def _commitments(it: SubnetView) -> list[tuple[bytes, list[int]]]:
    """What accounts committed, in SCALE, each byte as a number."""
    encode = it.runtime.composition.types.encode
    commitments = it.of(Commitments).commitment_of.items(it.netuid)
    return [(who, list(encode(Registration, made))) for (_, who), made in commitments]


NEURONS: dict[str, Fact] = {
    "hotkeys": lambda it: it.hotkeys,
    "coldkeys": lambda it: it.coldkeys,
    "identities": _identities,
    "axons": _axons,
    "active": lambda it: it.of(Scores).active[it.netuid],
    "validator_permit": lambda it: it.of(Scores).validator_permit[it.netuid],
    "pruning_score": lambda it: [],  # these three are no more
    "trust": lambda it: [],
    "rank": lambda it: [],
    "last_update": lambda it: it.of(WeightTable).last_update[it.index],
    "emission": lambda it: it.of(Scores).emission[it.netuid],
    "dividends": lambda it: it.of(Scores).dividends[it.netuid],
    "incentives": lambda it: it.of(Scores).incentive[it.index],
    "consensus": lambda it: it.of(Scores).consensus[it.netuid],
    "block_at_registration": _registered,
    "alpha_stake": lambda it: [stake.alpha.saturating_to_num() for stake in it.stakes],
    "tao_stake": lambda it: [stake.tao.saturating_to_num() for stake in it.stakes],
    "total_stake": lambda it: [stake.total.saturating_to_num() for stake in it.stakes],
    "tao_dividends_per_hotkey": lambda it: [(hotkey, 0) for hotkey in it.hotkeys],
    "alpha_dividends_per_hotkey": _alpha_dividends,
    "validators": _validators,
    "commitments": _commitments,
}
