"""Neurons as clients read them. As rpc_info/neuron_info.rs of the reference."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from pallets.subtensor.apis.types import ACCOUNT_PARAMETER, Account, CompactAlpha
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import Endpoints, KeyRing, Neurons, Scores, Subnets, WeightTable
from pallets.subtensor.types import (
    AxonInfo,
    CompactNetUid,
    CompactU16,
    CompactU64,
    NetUid,
    PrometheusInfo,
)
from runtime.api import RuntimeApi
from runtime.fixed.integers import U16_MAX
from runtime.runtime import Runtime
from runtime.scale import U16, Struct

N = TypeVar("N")
V = TypeVar("V")


class NeuronFacts(Struct):
    """What both forms of a neuron begin with.

    `stake` is one entry: all alpha on the hotkey, under its owner. Rank and trust are always 0.
    What consensus found is as the last epoch left it, of the first mechanism.
    """

    hotkey: Account
    coldkey: Account
    uid: CompactU16
    netuid: CompactNetUid
    active: bool
    axon_info: AxonInfo
    prometheus_info: PrometheusInfo
    stake: list[tuple[Account, CompactAlpha]]
    rank: CompactU16
    emission: CompactAlpha
    incentive: CompactU16
    consensus: CompactU16
    trust: CompactU16
    validator_trust: CompactU16
    dividends: CompactU16
    last_update: CompactU64
    validator_permit: bool


class NeuronInfoLite(
    NeuronFacts,
    path="pallet_subtensor::rpc_info::neuron_info::NeuronInfoLite",
    params=ACCOUNT_PARAMETER,
):
    """A neuron without its weights and bonds. The pruning score is always 65535."""

    pruning_score: CompactU16


class NeuronInfo(
    NeuronFacts,
    path="pallet_subtensor::rpc_info::neuron_info::NeuronInfo",
    params=ACCOUNT_PARAMETER,
):
    """A neuron with its weights and bonds: pairs of uid and value, of those above 0."""

    weights: list[tuple[CompactU16, CompactU16]]
    bonds: list[tuple[CompactU16, CompactU16]]
    pruning_score: CompactU16


class NeuronInfoRuntimeApi(RuntimeApi, version=1):
    """Neurons of subnets. There are none where there is no such subnet."""

    def get_neurons(self, netuid: NetUid) -> list[NeuronInfo]:
        """All neurons of a subnet, by uid."""
        reader = NeuronReader(self.runtime, netuid)
        return list(reader.all(reader.full))

    def get_neuron(self, netuid: NetUid, uid: U16) -> NeuronInfo | None:
        """One neuron."""
        return NeuronReader(self.runtime, netuid).full(uid)

    def get_neurons_lite(self, netuid: NetUid) -> list[NeuronInfoLite]:
        """All neurons of a subnet, by uid, without weights and bonds."""
        reader = NeuronReader(self.runtime, netuid)
        return list(reader.all(reader.lite))

    def get_neuron_lite(self, netuid: NetUid, uid: U16) -> NeuronInfoLite | None:
        """One neuron, without weights and bonds."""
        return NeuronReader(self.runtime, netuid).lite(uid)


class NeuronReader:
    """Reads neurons of one subnet. What is stored for all of them together is read once."""

    def __init__(self, runtime: Runtime, netuid: int) -> None:
        self.netuid = netuid
        self.exists = runtime.pallet(Subnets).exists(netuid)
        self.neurons, self.endpoints = runtime.pallet(Neurons), runtime.pallet(Endpoints)
        self.owner, self.stake = runtime.pallet(KeyRing).owner, runtime.pallet(Stake)
        self.table = runtime.pallet(WeightTable)
        scores = runtime.pallet(Scores)
        self.active, self.permits = scores.active[netuid], scores.validator_permit[netuid]
        self.emission, self.incentive = scores.emission[netuid], scores.incentive[netuid]
        self.consensus, self.dividends = scores.consensus[netuid], scores.dividends[netuid]
        self.trust = scores.validator_trust[netuid]
        self.updates = self.table.last_update[netuid]

    def all(self, read: Callable[[int], N | None]) -> Iterator[N]:
        """The neurons from uid 0 on, up to the first that is not there."""
        for uid in range(self.neurons.subnetwork_n[self.netuid]):
            neuron = read(uid)
            if neuron is None:
                return
            yield neuron

    def lite(self, uid: int) -> NeuronInfoLite | None:
        facts = self._facts(uid)
        return None if facts is None else NeuronInfoLite(**facts, pruning_score=U16_MAX)

    def full(self, uid: int) -> NeuronInfo | None:
        facts = self._facts(uid)
        if facts is None:
            return None
        return NeuronInfo(
            **facts,
            weights=_above_zero(self.table.weights[self.netuid, uid]),
            bonds=_above_zero(self.table.bonds[self.netuid, uid]),
            pruning_score=U16_MAX,
        )

    def _facts(self, uid: int) -> dict[str, Any] | None:
        """The values of `NeuronFacts`; None if there is no such neuron."""
        if not self.exists or (self.netuid, uid) not in self.neurons.keys:
            return None
        hotkey = self.neurons.keys[self.netuid, uid]
        coldkey = self.owner[hotkey]
        return {
            "hotkey": hotkey,
            "coldkey": coldkey,
            "uid": uid,
            "netuid": self.netuid,
            "active": _at(self.active, uid, False),
            "axon_info": self.endpoints.axons[self.netuid, hotkey] or AxonInfo(),
            "prometheus_info": self.endpoints.prometheus[self.netuid, hotkey] or PrometheusInfo(),
            "stake": [(coldkey, self.stake.on_hotkey(hotkey, self.netuid))],
            "rank": 0,
            "emission": _at(self.emission, uid, 0),
            "incentive": _at(self.incentive, uid, 0),
            "consensus": _at(self.consensus, uid, 0),
            "trust": 0,
            "validator_trust": _at(self.trust, uid, 0),
            "dividends": _at(self.dividends, uid, 0),
            "last_update": _at(self.updates, uid, 0),
            "validator_permit": _at(self.permits, uid, False),
        }


def _at(values: list[V], uid: int, absent: V) -> V:
    return values[uid] if uid < len(values) else absent


def _above_zero(row: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(uid, value) for uid, value in row if value > 0]
