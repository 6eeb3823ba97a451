"""The beginning of a block, once more, and what is seen of a subnet's epoch in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from chain.explain.errors import RulesFailed
from pallets.subtensor.consensus.checking import UnfitOutputs
from pallets.subtensor.emission import OwnerPayments
from pallets.subtensor.epoch import EpochRunner, MechanismEpoch
from pallets.subtensor.events import AutoStakeAdded
from pallets.subtensor.stake import Stake, StakeWeights
from pallets.subtensor.state import Emissions, Hyperparameters
from pallets.subtensor.types import ROOT, RecycleOrBurnEnum
from pallets.system.system import System
from runtime.block import Header
from runtime.executive import Executive
from runtime.fixed import I64F64
from runtime.runtime import Runtime


class NeuronStake(NamedTuple):
    """What a neuron's stake weight is made of, in rao."""

    hotkey: bytes
    alpha: int
    """On its hotkey in the subnet."""
    tao: int
    """On its hotkey on root."""
    counted_alpha: int
    """With what parents give and without what children get."""
    counted_tao: int
    total: int
    """Alpha, and TAO by its weight."""


class Payment(NamedTuple):
    """What a neuron's hotkey was paid after the epoch, for all mechanisms, in rao of alpha."""

    mining: int
    withheld: bool
    """The mining reward was not paid, since the subnet's owner has the hotkey."""
    staked_on: bytes | None
    """The hotkey that got the mining reward, if it is another one."""
    dividends: int
    root_dividends: int


@dataclass
class Witness:
    """What was seen of an epoch of one subnet."""

    netuid: int
    epochs: list[MechanismEpoch] = field(default_factory=list)
    """Of each mechanism."""
    stakes: Sequence[NeuronStake | None] = ()
    """By uid, as they were when the epoch began."""
    tao_weight: int = 0
    """Of 2^64 - 1."""
    payments: dict[int, Payment] = field(default_factory=dict)
    """By uid."""
    recycles: bool = False
    """What becomes of mining rewards that are withheld: they are recycled, or else burned."""


def witness(runtime: Runtime, header: Header, netuid: int) -> Witness:
    """Begin a block on the state before it, which is changed by that.

    Raises BlockInvalid; and RulesFailed if the rules give what cannot be stored.
    """
    seen = Witness(netuid)

    def watch(epoch: MechanismEpoch) -> None:
        if epoch.netuid != netuid:
            return
        if not seen.epochs:
            seen.stakes = _stakes(runtime, epoch)
            seen.tao_weight = runtime.pallet(StakeWeights).shares.tao_weight.get()
        seen.epochs.append(epoch)

    runtime.pallet(EpochRunner).watch = watch
    try:
        Executive(runtime).initialize_block(header)
    except UnfitOutputs as error:
        raise RulesFailed(netuid, header.number, error) from error
    seen.payments = _payments(runtime, seen)
    kept = runtime.pallet(Hyperparameters).recycle_or_burn[netuid]
    seen.recycles = kept == RecycleOrBurnEnum.Recycle
    return seen


def _stakes(runtime: Runtime, epoch: MechanismEpoch) -> list[NeuronStake | None]:
    stake, weights, netuid = runtime.pallet(Stake), runtime.pallet(StakeWeights), epoch.netuid
    found: list[NeuronStake | None] = [None] * len(epoch.inputs.stake)
    for hotkey, uid in epoch.uids.items():
        if uid < len(found):
            found[uid] = NeuronStake(
                hotkey,
                stake.on_hotkey(hotkey, netuid),
                stake.on_hotkey(hotkey, ROOT),
                weights.inherited_alpha(hotkey, netuid),
                weights.inherited_tao(hotkey, netuid),
                epoch.inputs.stake[uid] >> I64F64.frac_bits,
            )
    return found


def _payments(runtime: Runtime, seen: Witness) -> dict[int, Payment]:
    if not seen.epochs:
        return {}
    emissions, netuid = runtime.pallet(Emissions), seen.netuid
    owners = set(runtime.pallet(OwnerPayments).hotkeys(netuid))
    staked_on = _auto_staked(runtime, netuid)
    paid = {}
    for hotkey, uid in seen.epochs[0].uids.items():
        if uid < len(seen.stakes):
            paid[uid] = Payment(
                sum(epoch.outputs.server_emission[uid] for epoch in seen.epochs),
                hotkey in owners,
                staked_on.get(hotkey),
                emissions.alpha_dividends_per_subnet[netuid, hotkey],
                emissions.root_alpha_dividends_per_subnet[netuid, hotkey],
            )
    return paid


def _auto_staked(runtime: Runtime, netuid: int) -> dict[bytes, bytes]:
    """By the hotkeys of miners: where their owners have their rewards staked."""
    events = [record.event for record in runtime.pallet(System).events.get()]
    return {
        event.hotkey: event.destination
        for event in events
        if isinstance(event, AutoStakeAdded) and event.netuid == netuid
    }
