"""Weights are set, committed and revealed."""

from typing import Annotated

from pallets.subtensor.events.base import Event
from pallets.subtensor.types import CompactNetUid, MechanismIndex, NetUid
from runtime.dispatch_error import DispatchError
from runtime.scale import H256, U16, U64, AccountId, Spelled


class WeightsSet(Event, index=5, unnamed=True):
    """A neuron set its weights."""

    mechanism: MechanismIndex
    uid: U16


class WeightsCommitted(Event, index=85, unnamed=True):
    """A hotkey committed the hash of its weights."""

    hotkey: AccountId
    mechanism: MechanismIndex
    commit_hash: H256


class WeightsRevealed(Event, index=86, unnamed=True):
    """A hotkey revealed the weights of a commit."""

    hotkey: AccountId
    mechanism: MechanismIndex
    commit_hash: H256


class WeightsBatchRevealed(Event, index=87, unnamed=True):
    """A hotkey revealed the weights of several commits."""

    hotkey: AccountId
    netuid: NetUid
    commit_hashes: list[H256]


class BatchWeightsCompleted(Event, index=88, unnamed=True):
    """A hotkey set or committed its weights on several subnets."""

    netuids: list[CompactNetUid]
    hotkey: AccountId


class BatchCompletedWithErrors(Event, index=89):
    """Some of the items of a batch of weights failed."""


class BatchWeightItemFailed(Event, index=90, unnamed=True):
    """An item of a batch of weights failed."""

    netuid: NetUid
    error: Annotated[DispatchError, Spelled("sp_runtime::DispatchError")]


class CommitRevealVersionSet(Event, index=106, unnamed=True):
    """The version of commit-reveal that the chain asks for was set."""

    version: U16


class TimelockedWeightsCommitted(Event, index=107, unnamed=True):
    """A hotkey committed encrypted weights, which a round of randomness will open."""

    hotkey: AccountId
    mechanism: MechanismIndex
    commit_hash: H256
    reveal_round: U64


class TimelockedWeightsRevealed(Event, index=108, unnamed=True):
    """Encrypted weights of a hotkey were opened."""

    mechanism: MechanismIndex
    hotkey: AccountId
