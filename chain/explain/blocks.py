"""Which epoch is meant: that of a block which is there, or of the next one."""

from __future__ import annotations

from typing import Literal

from chain.blockchain import Blockchain
from chain.explain.errors import (
    NoEpochInBlock,
    NoEpochs,
    NoEpochYet,
    NoNeurons,
    OtherRules,
    UnknownEpochBlock,
    UnknownMechanism,
    UnknownSubnet,
)
from chain.explain.explanation import EpochExplanation
from chain.explain.witness import Witness, witness
from chain.replay import BlockDiffers, replay
from pallets.subtensor.schedule import EpochSchedule
from pallets.subtensor.state import Mechanisms, Schedule, Subnets
from pallets.subtensor.types import ROOT
from runtime.block import Digest, Header
from runtime.merkle import EMPTY_ROOT
from runtime.runtime import Runtime

NEXT: Literal["next"] = "next"
Block = int | Literal["next"]


def explain_block(
    chain: Blockchain, netuid: int, mechanism: int = 0, block: Block | None = None
) -> EpochExplanation:
    """The epoch that a subnet had in a block; by default its last one.

    `next`, or the number of the block that comes next, is for the epoch as it would be if it ran
    then. Raises EpochNotExplained.
    """
    head = chain.head_number
    if block is None:
        block = _last_epoch(chain, netuid)
    if block == NEXT or block == head + 1:
        return explain_epoch(chain.runtime_at(head), netuid, mechanism)
    header = chain.header(block) if 0 < block <= head else None
    if header is None:
        raise UnknownEpochBlock(block, head)
    runtime = chain.runtime_at(block - 1)
    _check(runtime, netuid, mechanism)
    seen = witness(runtime, header, netuid)
    if not seen.epochs:
        if _last_step(chain, netuid, block) == block:
            raise NoNeurons(netuid, block)
        raise _no_epoch(chain, netuid, block)
    _ensure_same_rules(chain, netuid, block)
    return _explained(runtime, seen, mechanism, block, None)


def _ensure_same_rules(chain: Blockchain, netuid: int, block: int) -> None:
    """What is explained has to be what happened. Raises OtherRules."""
    try:
        for _ in replay(chain, block, block):
            pass
    except BlockDiffers as difference:
        raise OtherRules(netuid, difference) from difference


def explain_epoch(runtime: Runtime, netuid: int, mechanism: int = 0) -> EpochExplanation:
    """The epoch as it would be if it ran in the next block, on the state that a runtime reads.

    If it is not due then, it is as if it had been asked for by `trigger_epoch`. The state is as
    before afterwards. Raises EpochNotExplained.
    """
    state = runtime.state
    state.begin()
    try:
        return _explain_next(Runtime(runtime.composition, state), netuid, mechanism)
    finally:
        state.rollback()


def _explain_next(runtime: Runtime, netuid: int, mechanism: int) -> EpochExplanation:
    number = runtime.system.block_number() + 1
    _check(runtime, netuid, mechanism)
    due = _ensure_due(runtime, netuid, number)
    seen = witness(runtime, Header(bytes(32), number, bytes(32), EMPTY_ROOT, Digest([])), netuid)
    if not seen.epochs:
        if runtime.pallet(Schedule).last_mechansim_step_block[netuid] == number:
            raise NoNeurons(netuid, number)
        raise NoEpochs(netuid, "they are skipped, since a hotkey has two uids")
    return _explained(runtime, seen, mechanism, number, due)


def _explained(
    runtime: Runtime, seen: Witness, mechanism: int, number: int, due: int | None
) -> EpochExplanation:
    from chain.explain.stages import explanation_of  # needs numpy

    return explanation_of(seen, mechanism, number, due, runtime.composition.variant)


def _check(runtime: Runtime, netuid: int, mechanism: int) -> None:
    """Whether there can be such an epoch on this state."""
    subnets = runtime.pallet(Subnets)
    if not subnets.networks_added[netuid]:
        netuids = [each for each in sorted(subnets.netuids()) if each != ROOT]
        raise UnknownSubnet(netuid, runtime.system.block_number() + 1, netuids)
    if netuid == ROOT:
        raise NoEpochs(netuid, "it is root")
    if runtime.pallet(Schedule).tempo[netuid] == 0:
        raise NoEpochs(netuid, "its tempo is 0")
    count = runtime.pallet(Mechanisms).mechanism_count_current[netuid]
    if mechanism >= count:
        raise UnknownMechanism(netuid, mechanism, count)


def _ensure_due(runtime: Runtime, netuid: int, number: int) -> int | None:
    """Have the epoch run in the next block. The result is when it is due by itself."""
    schedule, epochs = runtime.pallet(Schedule), runtime.pallet(EpochSchedule)
    due = epochs.next_epoch_start_block(netuid)
    subnets = [each for each in runtime.pallet(Subnets).netuids() if each != ROOT]
    if not epochs.should_run_epoch(netuid, number):
        schedule.pending_epoch_at[netuid] = number
    if netuid in epochs.deferred(subnets, number):
        schedule.max_epochs_per_block.set(255)
    return due


def _last_step(chain: Blockchain, netuid: int, block: int) -> int:
    """The block of the last epoch up to a block, 0 for none."""
    return chain.runtime_at(block).pallet(Schedule).last_mechansim_step_block[netuid]


def _last_epoch(chain: Blockchain, netuid: int) -> int:
    runtime = chain.head_runtime()
    _check(runtime, netuid, 0)
    last = runtime.pallet(Schedule).last_mechansim_step_block[netuid]
    if not last:
        raise NoEpochYet(netuid, runtime.pallet(EpochSchedule).next_epoch_start_block(netuid))
    return last


def _no_epoch(chain: Blockchain, netuid: int, block: int) -> NoEpochInBlock:
    """With the nearest ones. Later epochs are found by halving: what a state tells only grows."""
    head, after = chain.head_number, None
    if _last_step(chain, netuid, head) > block:
        low, high = block, head  # none up to `low` after the block, one up to `high`
        while high - low > 1:
            middle = (low + high) // 2
            if _last_step(chain, netuid, middle) > block:
                high = middle
            else:
                low = middle
        after = high
    due = chain.head_runtime().pallet(EpochSchedule).next_epoch_start_block(netuid)
    return NoEpochInBlock(netuid, block, _last_step(chain, netuid, block) or None, after, due)
