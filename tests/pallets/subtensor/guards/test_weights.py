"""The guard of calls about weights: what it lets through, what it refuses, and in which order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pallets.drand import Drand
from pallets.subtensor.errors import InvalidRevealRound
from pallets.subtensor.events import TimelockedWeightsCommitted
from pallets.subtensor.guards.codes import TransactionCode
from pallets.subtensor.guards.weights import RULES, CheckWeights
from pallets.subtensor.state import Subnets
from pallets.subtensor.weights import (
    RevealWindows,
    SubnetMechanisms,
    TimelockedCommits,
    WeightCommits,
    WeightSetting,
)
from pallets.system.system import System
from pallets.utility import Utility
from pallets.utility.events import ItemFailed
from runtime.call import Call
from runtime.dispatch_error import Module, ModuleError
from runtime.origin import NOBODY, ROOT, Origin, signed
from runtime.runtime import Runtime
from runtime.weights import ZERO_WEIGHT, Weight
from tests.pallets.subtensor.weights.world import SALT, WeightWorld, digest, hotkey
from tests.pallets.subtensor.world import account, fails

SURFACE = Path(__file__).parents[3] / "data" / "surface-425.json"
WEIGHTS = Path(__file__).parents[3] / "data" / "weights-425.json"
ROUND = 1000

ON_ONE_SUBNET = [
    WeightSetting.set_weights(1, [0], [1], 0),
    WeightSetting.set_mechanism_weights(1, 0, [0], [1], 0),
    WeightCommits.commit_weights(1, bytes(32)),
    WeightCommits.commit_mechanism_weights(1, 0, bytes(32)),
]
ON_SEVERAL_SUBNETS = [
    WeightSetting.batch_set_weights([1], [[(0, 1)]], [0]),
    WeightCommits.batch_commit_weights([1], [bytes(32)]),
]
REVEALS = [
    WeightCommits.reveal_weights(1, [0], [1], SALT, 0),
    WeightCommits.reveal_mechanism_weights(1, 0, [0], [1], SALT, 0),
    WeightCommits.batch_reveal_weights(1, [[0]], [[1]], [SALT], [0]),
]
ENCRYPTED = [
    TimelockedCommits.commit_timelocked_weights(1, b"\0", ROUND - 1, 0),
    TimelockedCommits.commit_timelocked_mechanism_weights(1, 0, b"\0", ROUND - 1, 0),
    TimelockedCommits.commit_crv3_mechanism_weights(1, 0, b"\0", ROUND - 1),
]
ALL = [*ON_ONE_SUBNET, *ON_SEVERAL_SUBNETS, *REVEALS, *ENCRYPTED]
UNEQUAL = [
    WeightSetting.batch_set_weights([1], [], [0]),
    WeightSetting.batch_set_weights([1], [[]], []),
    WeightSetting.batch_set_weights([], [[]], []),
    WeightCommits.batch_commit_weights([1], []),
    WeightCommits.batch_commit_weights([], [bytes(32)]),
    WeightCommits.batch_reveal_weights(1, [[0]], [], [SALT], [0]),
    WeightCommits.batch_reveal_weights(1, [[0]], [[1]], [], [0]),
    WeightCommits.batch_reveal_weights(1, [[0]], [[1]], [SALT], []),
    WeightCommits.batch_reveal_weights(1, [], [[1]], [SALT], [0]),
]


@pytest.fixture
def world() -> WeightWorld:
    made = WeightWorld()
    made.subnet(commit_reveal=True)
    return made


def check(world: WeightWorld, call: Call, by: Origin | None = None) -> None:
    """Ask the guard, as neuron 0 if nobody is named."""
    CheckWeights().check(world.runtime, by or signed(hotkey(0)), call)


def commit(world: WeightWorld, index: int = 1) -> None:
    """Commit what all of the reveals here reveal."""
    number = index // 4096
    call = WeightCommits.commit_mechanism_weights(1, number, digest(0, [0], [1], index=index))
    world.run(call, by=hotkey(0))


# What it weighs


def test_the_calls_about_weights_weigh_more_by_the_check() -> None:
    data = json.loads(WEIGHTS.read_text())["dispatch_extension"]["members"]["CheckWeights"]
    ref_time = data["ref_time"] + 25_000_000 * data["reads"]
    assert {f"SubtensorModule.{call.name}" for call in RULES} == set(data["applies_to"])
    for call in ALL:
        weight = CheckWeights().weight(call.declaration)
        assert weight == Weight(ref_time, data["proof_size"])
    assert CheckWeights().weight(System.remark) == ZERO_WEIGHT


# What it lets through


@pytest.mark.parametrize("call", [System.remark(b""), *ALL], ids=str)
def test_calls_of_nobody_and_of_root_are_not_its_business(world: WeightWorld, call: Call) -> None:
    world.threshold(1)
    for origin in (NOBODY, ROOT):
        check(world, call, origin)


def test_calls_about_other_things_pass(world: WeightWorld) -> None:
    world.threshold(1)
    check(world, System.remark(b""))


@pytest.mark.parametrize("call", [*ON_ONE_SUBNET, *ON_SEVERAL_SUBNETS], ids=str)
def test_other_calls_pass_with_enough_stake_whatever_else_they_lack(
    world: WeightWorld, call: Call
) -> None:
    """Registration, permits, versions and uids are looked at by the call alone."""
    world.pallet(Subnets).networks_added[1] = False
    check(world, call, signed(account(99)))


@pytest.mark.parametrize("call", ENCRYPTED, ids=str)
def test_the_round_of_an_encrypted_commit_may_be_the_last_one_stored(
    world: WeightWorld, call: Call
) -> None:
    rounds = world.pallet(Drand).last_stored_round
    for stored in (0, ROUND - 1):
        rounds.set(stored)
        check(world, call)
    rounds.set(ROUND)
    with fails("InvalidRevealRound"):
        check(world, call)


@pytest.mark.parametrize(("mechanism", "index"), [(0, 1), (1, 4097)])
def test_a_reveal_passes_in_its_epoch_only(world: WeightWorld, mechanism: int, index: int) -> None:
    world.subnet(mechanisms=2, commit_reveal=True)
    call = WeightCommits.reveal_mechanism_weights(1, mechanism, [0], [1], SALT, 0)
    commit(world, index)
    with fails("RevealTooEarly"):
        check(world, call)
    world.set_epoch(2)
    with fails("RevealTooEarly"):  # it is expired
        check(world, call)
    world.set_epoch(1)
    check(world, call)
    world.runtime.dispatch(call, signed(hotkey(0)))
    assert world.weights(0, index) == [(0, 65_535)]


# What it refuses


@pytest.mark.parametrize("call", UNEQUAL, ids=str)
def test_the_lists_of_a_batch_have_one_length(world: WeightWorld, call: Call) -> None:
    world.threshold(1)  # looked at later
    with fails("InputLengthsUnequal"):
        check(world, call)


@pytest.mark.parametrize("call", ALL, ids=str)
def test_a_hotkey_with_too_little_stake_does_nothing_about_weights(
    world: WeightWorld, call: Call
) -> None:
    world.threshold(10**12)
    world.pallet(Drand).last_stored_round.set(ROUND)  # looked at later, as are commits
    with fails("NotEnoughStakeToSetWeights"):
        check(world, call)
    world.stake(0, 10**12 - 1)
    with fails("NotEnoughStakeToSetWeights"):
        check(world, call)
    world.pallet(Subnets).subnet_owner_hotkey[1] = hotkey(0)
    if call in REVEALS:
        with fails("NoWeightsCommitFound"):
            check(world, call)
    elif call in ENCRYPTED:
        with fails("InvalidRevealRound"):
            check(world, call)
    else:
        check(world, call)


def test_a_batch_needs_stake_on_each_of_its_subnets(world: WeightWorld) -> None:
    world.subnet(2)
    world.threshold(5)
    world.stake(0, 5)
    call = WeightCommits.batch_commit_weights([1, 2], [bytes(32), bytes(32)])
    with fails("NotEnoughStakeToSetWeights"):
        check(world, call)
    world.stake(0, 5, netuid=2)
    check(world, call)


@pytest.mark.parametrize("call", REVEALS, ids=str)
def test_what_was_not_committed_is_not_revealed(world: WeightWorld, call: Call) -> None:
    with fails("NoWeightsCommitFound"):
        check(world, call)
    world.run(WeightCommits.commit_weights(1, bytes(32)), by=hotkey(0))  # something else
    with fails("NoWeightsCommitFound"):
        check(world, call)
    commit(world)
    with fails("RevealTooEarly"):
        check(world, call)
    world.set_epoch(1)
    check(world, call)


def test_each_reveal_of_a_batch_is_looked_at(world: WeightWorld) -> None:
    commit(world)
    world.set_epoch(1)
    lists = ([[0], [0]], [[1], [2]], [SALT, SALT], [0, 0])
    with fails("NoWeightsCommitFound"):
        check(world, WeightCommits.batch_reveal_weights(1, *lists))
    world.run(WeightCommits.commit_weights(1, digest(0, [0], [2])), by=hotkey(0))
    with fails("RevealTooEarly"):
        check(world, WeightCommits.batch_reveal_weights(1, *lists))
    check(world, WeightCommits.batch_reveal_weights(1, [], [], [], []))


def test_a_batch_of_no_reveals_needs_a_commit_too(world: WeightWorld) -> None:
    with fails("NoWeightsCommitFound"):
        check(world, WeightCommits.batch_reveal_weights(1, [], [], [], []))


def test_the_period_of_the_subnet_decides_and_not_of_the_mechanism(world: WeightWorld) -> None:
    world.pallet(SubnetMechanisms).update_count(1, 2)
    world.pallet(RevealWindows).set_reveal_period(1, 3)
    commit(world, 4097)
    call = WeightCommits.reveal_mechanism_weights(1, 1, [0], [1], SALT, 0)
    world.set_epoch(2)
    with fails("RevealTooEarly"):
        check(world, call)
    world.set_epoch(3)
    check(world, call)


# Codes


def test_the_codes_are_the_references() -> None:
    known = json.loads(SURFACE.read_text())["invalid_transaction_custom_codes"]
    assert {code.name: code.value for code in TransactionCode} == known


# Nested calls


def test_calls_within_calls_are_looked_at_one_by_one(world: WeightWorld) -> None:
    composition = world.runtime.composition.changed(guards=[CheckWeights()])
    runtime = Runtime(composition, world.state)
    world.pallet(Drand).last_stored_round.set(ROUND)
    refused = TimelockedCommits.commit_crv3_mechanism_weights(1, 0, b"\0", ROUND - 1)
    passing = TimelockedCommits.commit_crv3_mechanism_weights(1, 0, b"\0", ROUND)
    runtime.dispatch(Utility.force_batch([refused, passing]), signed(hotkey(0)))
    (failed,) = world.events(ItemFailed)
    assert failed.error == Module(ModuleError(7, bytes([InvalidRevealRound.error_index, 0, 0, 0])))
    assert len(world.events(TimelockedWeightsCommitted)) == 1
