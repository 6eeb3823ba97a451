"""Commits of several subnets, and reveals of several commits, in one call."""

from __future__ import annotations

import pytest

from pallets.subtensor.events import (
    BatchCompletedWithErrors,
    BatchWeightItemFailed,
    BatchWeightsCompleted,
    WeightsBatchRevealed,
    WeightsCommitted,
    WeightsSet,
)
from pallets.subtensor.state import WeightTable
from pallets.subtensor.weights import WeightCommits
from runtime.call import Call
from runtime.dispatch_error import Module, ModuleError
from runtime.origin import NOBODY, ROOT
from tests.pallets.subtensor.weights.world import SALT, WeightWorld, digest, hotkey
from tests.pallets.subtensor.world import fails


@pytest.fixture
def world() -> WeightWorld:
    made = WeightWorld()
    made.subnet(commit_reveal=True)
    return made


# Batches of commits


def test_a_batch_commits_on_several_subnets(world: WeightWorld) -> None:
    world.subnet(2, commit_reveal=True)
    first, second = b"\1" * 32, b"\2" * 32
    world.run(WeightCommits.batch_commit_weights([1, 2], [first, second]), by=hotkey(1))
    assert world.commits(1) == [(first, 0, 1, 0)]
    assert world.commits(1, index=2) == [(second, 0, 1, 0)]
    assert world.all_events() == [
        WeightsCommitted(hotkey(1), 1, first),
        WeightsCommitted(hotkey(1), 2, second),
        BatchWeightsCompleted([1, 2], hotkey(1)),
    ]


def test_a_batch_of_commits_goes_on_after_failures(world: WeightWorld) -> None:
    world.subnet(2)
    call = WeightCommits.batch_commit_weights([2, 1, 9], [b"\1" * 32, b"\2" * 32, b"\3" * 32])
    world.run(call, by=hotkey(1))
    events = world.all_events()
    assert events[:2] == [WeightsCommitted(hotkey(1), 1, b"\2" * 32), BatchCompletedWithErrors()]
    assert events[2:] == [
        BatchWeightItemFailed(2, Module(ModuleError(7, bytes([54, 0, 0, 0])))),
        BatchWeightItemFailed(9, Module(ModuleError(7, bytes([74, 0, 0, 0])))),
        BatchWeightsCompleted([2, 1, 9], hotkey(1)),
    ]


def test_a_batch_of_commits_has_a_signer_and_a_hash_for_each_subnet(world: WeightWorld) -> None:
    for origin in (NOBODY, ROOT):
        with fails("BadOrigin"):  # before the lengths are compared
            world.run(WeightCommits.batch_commit_weights([1], []), by=origin)
    for netuids, hashes in (([1], []), ([], [bytes(32)]), ([1, 1], [bytes(32)])):
        with fails("InputLengthsUnequal"):
            world.run(WeightCommits.batch_commit_weights(netuids, hashes), by=hotkey(0))


# Batches of reveals

UIDS_LIST = [[0, 1], [1, 0], [0, 1]]
VALUES_LIST = [[10, 20], [30, 40], [50, 60]]
SALTS_LIST = [[0] * 8, [1] * 8, [2] * 8]


def commit_three(world: WeightWorld, numbers: range = range(3)) -> list[bytes]:
    hashes = [digest(0, UIDS_LIST[n], VALUES_LIST[n], SALTS_LIST[n]) for n in numbers]
    for commit_hash in hashes:
        world.run(WeightCommits.commit_weights(1, commit_hash), by=hotkey(0))
    return hashes


def batch_reveal(*numbers: int) -> Call:
    return WeightCommits.batch_reveal_weights(
        1,
        [UIDS_LIST[n] for n in numbers],
        [VALUES_LIST[n] for n in numbers],
        [SALTS_LIST[n] for n in numbers],
        [0 for _ in numbers],
    )


def batch_fails(world: WeightWorld, error: str, call: Call) -> None:
    before = world.stored()
    with fails(error):
        world.run(call, by=hotkey(0))
    assert world.stored() == before


def test_a_batch_reveals_several_commits_and_the_last_one_stays(world: WeightWorld) -> None:
    hashes = commit_three(world)
    world.step_epochs(1, 1)
    world.forget_events()
    world.run(batch_reveal(0, 1, 2), by=hotkey(0))
    assert world.commits(0) is None
    assert world.weights(0) == [(0, 54_613), (1, 65_535)]
    assert world.all_events() == [
        *[WeightsSet(1, 0)] * 3,
        WeightsBatchRevealed(hotkey(0), 1, hashes),
    ]


def test_a_batch_reveals_in_any_order_and_leaves_the_others(world: WeightWorld) -> None:
    hashes = commit_three(world)
    world.step_epochs(1, 1)
    world.run(batch_reveal(2, 0), by=hotkey(0))
    assert [commit[0] for commit in world.commits(0) or []] == [hashes[1]]
    assert world.weights(0) == [(0, 32_768), (1, 65_535)]
    world.run(batch_reveal(1), by=hotkey(0))
    assert world.commits(0) is None


def test_an_expired_commit_spoils_the_batch(world: WeightWorld) -> None:
    commit_three(world, range(1))
    world.step_epochs(1, 1)
    commit_three(world, range(1, 3))
    world.step_epochs(1, 1)
    batch_fails(world, "ExpiredWeightCommit", batch_reveal(0, 1, 2))
    assert len(world.commits(0) or []) == 3
    world.run(batch_reveal(1, 2), by=hotkey(0))
    assert world.commits(0) is None


def test_a_batch_of_expired_commits_is_expired(world: WeightWorld) -> None:
    commit_three(world, range(1))
    world.step_epochs(1, 1)
    commit_three(world, range(1, 2))
    world.step_epochs(3, 1)
    batch_fails(world, "ExpiredWeightCommit", batch_reveal(0, 1))
    batch_fails(world, "InvalidRevealCommitHashNotMatch", batch_reveal(2))


def test_a_batch_that_is_too_early_for_one_reveals_none(world: WeightWorld) -> None:
    commit_three(world, range(2))
    batch_fails(world, "RevealTooEarly", batch_reveal(0, 1))
    world.step_epochs(1, 1)
    commit_three(world, range(2, 3))
    batch_fails(world, "RevealTooEarly", batch_reveal(0, 2))


def test_the_first_bad_reveal_of_a_batch_decides(world: WeightWorld) -> None:
    commit_three(world, range(2))
    batch_fails(world, "InvalidRevealCommitHashNotMatch", batch_reveal(2, 0))
    batch_fails(world, "RevealTooEarly", batch_reveal(0, 2))


def test_a_commit_is_not_revealed_twice_by_a_batch(world: WeightWorld) -> None:
    commit_three(world)
    world.step_epochs(1, 1)
    batch_fails(world, "InvalidRevealCommitHashNotMatch", batch_reveal(1, 1))


def test_weights_that_cannot_be_set_spoil_the_batch(world: WeightWorld) -> None:
    commit_three(world, range(1))
    bad = digest(0, [0, 0], [1, 1])
    world.run(WeightCommits.commit_weights(1, bad), by=hotkey(0))
    world.step_epochs(1, 1)
    call = WeightCommits.batch_reveal_weights(
        1, [UIDS_LIST[0], [0, 0]], [VALUES_LIST[0], [1, 1]], [SALTS_LIST[0], SALT], [0, 0]
    )
    batch_fails(world, "DuplicateUids", call)
    assert world.weights(0) == []


def test_a_batch_of_nothing_drops_expired_commits(world: WeightWorld) -> None:
    commit_three(world, range(1))
    world.step_epochs(2, 1)
    commit_hash = digest(0, UIDS_LIST[1], VALUES_LIST[1], SALTS_LIST[1])
    queue = world.commits(0) or []
    world.pallet(WeightTable).weight_commits[1, hotkey(0)] = [*queue, (commit_hash, 2, 0, 0)]
    world.forget_events()
    world.run(batch_reveal(), by=hotkey(0))
    assert [commit[0] for commit in world.commits(0) or []] == [commit_hash]
    assert world.all_events() == [WeightsBatchRevealed(hotkey(0), 1, [])]


@pytest.mark.parametrize("longer", [(0,), (1,), (2,), (3,), (1, 3)])
def test_the_lists_of_a_batch_of_reveals_have_one_length(
    world: WeightWorld, longer: tuple[int, ...]
) -> None:
    lists: list[list[object]] = [[[0, 1]], [[10, 20]], [[0] * 8], [0]]
    for which in longer:
        lists[which] = lists[which] * 2
    call = WeightCommits.batch_reveal_weights(1, *lists)  # type: ignore[arg-type]
    batch_fails(world, "InputLengthsUnequal", call)
    with fails("InputLengthsUnequal"):  # before the origin is looked at
        world.run(call, by=NOBODY)


def test_the_first_failing_check_of_a_batch_of_reveals_decides(world: WeightWorld) -> None:
    call = batch_reveal(0)
    world.commit_reveal(False)
    for origin in (NOBODY, ROOT):
        with fails("BadOrigin"):
            world.run(call, by=origin)
    batch_fails(world, "CommitRevealDisabled", call)
    world.commit_reveal(True)
    batch_fails(world, "NoWeightsCommitFound", call)
    batch_fails(world, "NoWeightsCommitFound", batch_reveal())
