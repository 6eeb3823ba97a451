"""What is asked of calls about weights. guards/check_weights.rs.

The lists of a batch are of one length; the hotkey has enough stake on every subnet that it names;
what is revealed was committed and is due; the round that opens a commit is not over yet. The calls
check more, so that a transaction which passes here may fail in its block.

Each rule raises, in this order, InputLengthsUnequal, NotEnoughStakeToSetWeights, and then
NoWeightsCommitFound or RevealTooEarly for reveals, InvalidRevealRound for encrypted commits.
"""

from __future__ import annotations

from typing import Any

from pallets.drand import Drand
from pallets.subtensor.errors import (
    InputLengthsUnequal,
    InvalidRevealRound,
    NotEnoughStakeToSetWeights,
    NoWeightsCommitFound,
    RevealTooEarly,
)
from pallets.subtensor.guards.base import CallGuard, Rule
from pallets.subtensor.state import WeightTable
from pallets.subtensor.types import mechanism_index
from pallets.subtensor.weights import (
    RevealWindows,
    TimelockedCommits,
    WeightCommits,
    WeightPermission,
    WeightSetting,
)
from pallets.subtensor.weights.hashes import hash_of_weights
from pallets.subtensor.weights.queue import position_of
from pallets.subtensor.weights.rules import GivenWeights
from runtime.call import Call, CallDeclaration
from runtime.runtime import Runtime
from runtime.weights import weigh

COST = weigh(52_958_000, 7671, reads=11)


def _on_one_subnet(runtime: Runtime, hotkey: bytes, call: Call) -> None:
    _ensure_stake(runtime, hotkey, call.args[:1])


def _on_several_subnets(runtime: Runtime, hotkey: bytes, call: Call) -> None:
    _ensure_one_length(call.args)
    _ensure_stake(runtime, hotkey, call.args[0])


def _encrypted(runtime: Runtime, hotkey: bytes, call: Call) -> None:
    _ensure_stake(runtime, hotkey, call.args[:1])
    reveal_round = call.args[call.declaration.parameter_names.index("reveal_round")]
    if reveal_round < runtime.pallet(Drand).last_stored_round.get():
        raise InvalidRevealRound()


def _reveal(runtime: Runtime, hotkey: bytes, call: Call) -> None:
    netuid, uids, values, salt, version_key = call.args
    _ensure_stake(runtime, hotkey, [netuid])
    given = GivenWeights(uids, values, version_key)
    _ensure_due(runtime, hotkey, (netuid, netuid), [(given, salt)])


def _mechanism_reveal(runtime: Runtime, hotkey: bytes, call: Call) -> None:
    netuid, mechanism, uids, values, salt, version_key = call.args
    _ensure_stake(runtime, hotkey, [netuid])
    given = GivenWeights(uids, values, version_key)
    place = (netuid, mechanism_index(netuid, mechanism))
    _ensure_due(runtime, hotkey, place, [(given, salt)])


def _batch_reveal(runtime: Runtime, hotkey: bytes, call: Call) -> None:
    netuid, uids, values, salts, version_keys = call.args
    _ensure_one_length(call.args[1:])
    _ensure_stake(runtime, hotkey, [netuid])
    given = map(GivenWeights, uids, values, version_keys)
    _ensure_due(runtime, hotkey, (netuid, netuid), list(zip(given, salts, strict=True)))


def _ensure_one_length(lists: tuple[Any, ...]) -> None:
    if any(len(items) != len(lists[0]) for items in lists):
        raise InputLengthsUnequal()


def _ensure_stake(runtime: Runtime, hotkey: bytes, netuids: Any) -> None:
    permission = runtime.pallet(WeightPermission)
    if not all(permission.has_enough_stake(hotkey, netuid) for netuid in netuids):
        raise NotEnoughStakeToSetWeights()


def _ensure_due(
    runtime: Runtime,
    hotkey: bytes,
    place: tuple[int, int],
    reveals: list[tuple[GivenWeights, list[int]]],
) -> None:
    """All of these weights, with their salts, were committed and are to be revealed now.

    `place` is a netuid and a mechanism's index. An expired commit is no more due than one that is
    too early, and the error is the same.
    """
    netuid, index = place
    commits = runtime.pallet(WeightTable).weight_commits[index, hotkey]
    if commits is None:
        raise NoWeightsCommitFound()
    window = runtime.pallet(RevealWindows).of(netuid)
    for given, salt in reveals:
        position = position_of(commits, hash_of_weights(hotkey, index, given, salt))
        if position is None:
            raise NoWeightsCommitFound()
        if not window.is_open(commits[position][1]):
            raise RevealTooEarly()


RULES: dict[CallDeclaration[Any, Any], Rule] = {
    WeightSetting.set_weights: _on_one_subnet,
    WeightSetting.set_mechanism_weights: _on_one_subnet,
    WeightSetting.batch_set_weights: _on_several_subnets,
    WeightCommits.commit_weights: _on_one_subnet,
    WeightCommits.commit_mechanism_weights: _on_one_subnet,
    WeightCommits.batch_commit_weights: _on_several_subnets,
    WeightCommits.reveal_weights: _reveal,
    WeightCommits.reveal_mechanism_weights: _mechanism_reveal,
    WeightCommits.batch_reveal_weights: _batch_reveal,
    TimelockedCommits.commit_timelocked_weights: _encrypted,
    TimelockedCommits.commit_timelocked_mechanism_weights: _encrypted,
    TimelockedCommits.commit_crv3_mechanism_weights: _encrypted,
}


class CheckWeights(CallGuard):
    """Calls about weights are not made in vain."""

    def __init__(self) -> None:
        super().__init__(COST, RULES)
