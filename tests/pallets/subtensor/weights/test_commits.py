"""Commits of a hash and their reveals: in which epoch, in which order, and what is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pallets.subtensor.events import (
    WeightsCommitted,
    WeightsRevealed,
    WeightsSet,
)
from pallets.subtensor.state import Mechanisms, Schedule, Subnets, WeightTable
from pallets.subtensor.types import mechanism_index
from pallets.subtensor.weights import RevealWindows, WeightCommits, WeightSetting
from runtime.call import Call
from runtime.origin import NOBODY, ROOT
from runtime.weights import DispatchClass, Pays
from tests.pallets.subtensor.weights.world import (
    LIMIT,
    SALT,
    SCALED,
    UIDS,
    VALUES,
    WeightWorld,
    digest,
    hotkey,
    salt_of,
)
from tests.pallets.subtensor.world import account, fails


@pytest.fixture
def world() -> WeightWorld:
    made = WeightWorld()
    made.subnet(commit_reveal=True)
    return made


# One commit


def test_a_commit_is_kept_with_its_epoch_and_block(world: WeightWorld) -> None:
    world.set_block(3)
    commit_hash = world.commit()
    assert world.commits(0) == [(commit_hash, 0, 3, 0)]
    assert world.last_update(0) == 3
    assert world.all_events() == [WeightsCommitted(hotkey(0), 1, commit_hash)]


def test_a_reveal_in_the_next_epoch_sets_the_weights(world: WeightWorld) -> None:
    commit_hash = world.commit()
    world.reveal_fails("RevealTooEarly")
    world.step_epochs(1, 1)
    world.forget_events()
    world.reveal()
    assert world.weights(0) == SCALED
    assert world.commits(0) is None
    assert world.last_update(0) == 1  # of the commit
    assert world.all_events() == [
        WeightsSet(1, 0),
        WeightsRevealed(hotkey(0), 1, commit_hash),
    ]
    world.reveal_fails("NoWeightsCommitFound")


def test_a_commit_expires_after_its_epoch(world: WeightWorld) -> None:
    world.commit()
    world.step_epochs(2, 1)
    world.reveal_fails("ExpiredWeightCommit")
    world.reveal_fails("NoWeightsCommitFound", salt=salt_of(9))
    world.commit()
    assert len(world.commits(0) or []) == 1


@pytest.mark.parametrize("wrong", ["salt", "uids", "values", "version", "hotkey", "mechanism"])
def test_what_was_not_committed_is_not_revealed(world: WeightWorld, wrong: str) -> None:
    world.pallet(Mechanisms).mechanism_count_current[1] = 2
    world.commit()
    world.commit(1, salt_of(9))
    world.step_epochs(1, 1)
    calls: dict[str, Call] = {
        "salt": WeightCommits.reveal_weights(1, UIDS, VALUES, [0, *SALT[1:]], 0),
        "uids": WeightCommits.reveal_weights(1, [1, 0], VALUES, SALT, 0),
        "values": WeightCommits.reveal_weights(1, UIDS, [10, 21], SALT, 0),
        "version": WeightCommits.reveal_weights(1, UIDS, VALUES, SALT, 1),
        "hotkey": WeightCommits.reveal_weights(1, UIDS, VALUES, SALT, 0),
        "mechanism": WeightCommits.reveal_mechanism_weights(1, 1, UIDS, VALUES, SALT, 0),
    }
    signer = hotkey(1) if wrong == "hotkey" else hotkey(0)
    error = "InvalidRevealCommitHashNotMatch"
    if wrong == "mechanism":
        error = "NoWeightsCommitFound"
    before = world.stored()
    with fails(error):
        world.run(calls[wrong], by=signer)
    assert world.stored() == before
    world.reveal()


def test_whoever_committed_nothing_has_nothing_to_reveal(world: WeightWorld) -> None:
    world.step_epochs(1, 1)
    world.reveal_fails("NoWeightsCommitFound")
    with fails("NoWeightsCommitFound"):
        world.run(WeightCommits.reveal_weights(1, UIDS, VALUES, SALT, 0), by=account(9999))


def test_a_reveal_with_weights_that_cannot_be_set_leaves_the_commit(world: WeightWorld) -> None:
    """Weights are checked at the reveal only. Here they are more than there are neurons."""
    uids, values = [0, 1, 2, 3], [1, 1, 1, 1]
    world.run(WeightCommits.commit_weights(1, digest(0, uids, values)), by=hotkey(0))
    world.step_epochs(1, 1)
    before = world.stored()
    with fails("UidsLengthExceedUidsInSubNet"):
        world.run(WeightCommits.reveal_weights(1, uids, values, SALT, 0), by=hotkey(0))
    assert world.stored() == before
    assert len(world.commits(0) or []) == 1


@pytest.mark.parametrize(
    ("uids", "values", "error"),
    [
        ([1, 2, 0], [1, 2], "WeightVecNotEqualSize"),
        ([1, 1, 1], [1, 2, 3], "DuplicateUids"),
        ([9999], [88], "UidVecContainInvalidOne"),
    ],
)
def test_weights_are_checked_when_they_are_revealed(
    world: WeightWorld, uids: list[int], values: list[int], error: str
) -> None:
    world.run(WeightCommits.commit_weights(1, digest(0, uids, values)), by=hotkey(0))
    world.step_epochs(1, 1)
    with fails(error):
        world.run(WeightCommits.reveal_weights(1, uids, values, SALT, 0), by=hotkey(0))


def test_a_mechanism_has_commits_of_its_own(world: WeightWorld) -> None:
    world.subnet(mechanisms=2, commit_reveal=True)
    index = mechanism_index(1, 1)
    commit_hash = digest(0, [1, 2], [88, 65_535], index=index)
    world.run(WeightCommits.commit_mechanism_weights(1, 1, commit_hash), by=hotkey(0))
    assert world.events(WeightsCommitted) == [WeightsCommitted(hotkey(0), index, commit_hash)]
    assert (world.last_update(0, index), world.last_update(0)) == (1, 0)
    world.step_epochs(1, 1)
    world.reveal_fails("NoWeightsCommitFound")
    call = WeightCommits.reveal_mechanism_weights(1, 1, [1, 2], [88, 65_535], SALT, 0)
    world.run(call, by=hotkey(0))
    assert world.weights(0, index) == [(1, 88), (2, 65_535)]
    assert world.weights(0) == []
    assert world.events(WeightsRevealed) == [WeightsRevealed(hotkey(0), index, commit_hash)]


def test_there_are_no_commits_for_a_mechanism_that_does_not_exist(world: WeightWorld) -> None:
    world.subnet(mechanisms=2, commit_reveal=True)
    before = world.stored()
    with fails("MechanismDoesNotExist"):
        world.run(WeightCommits.commit_mechanism_weights(1, 2, bytes(32)), by=hotkey(0))
    with fails("NoWeightsCommitFound"):
        call = WeightCommits.reveal_mechanism_weights(1, 2, [1], [88], SALT, 0)
        world.run(call, by=hotkey(0))
    assert world.stored() == before


def test_a_mechanism_that_went_has_no_weights_to_reveal_either(world: WeightWorld) -> None:
    """Commits are looked up before it is asked whether the mechanism exists."""
    world.subnet(mechanisms=2, commit_reveal=True)
    commit_hash = digest(0, [1], [1], index=4097)
    world.run(WeightCommits.commit_mechanism_weights(1, 1, commit_hash), by=hotkey(0))
    world.step_epochs(1, 1)
    world.pallet(Mechanisms).mechanism_count_current[1] = 1
    with fails("MechanismDoesNotExist"):
        call = WeightCommits.reveal_mechanism_weights(1, 1, [1], [1], SALT, 0)
        world.run(call, by=hotkey(0))


# Which error decides


def test_the_first_failing_check_of_a_commit_decides(world: WeightWorld) -> None:
    call, origin = WeightCommits.commit_weights(1, bytes(32)), NOBODY
    world.pallet(Subnets).networks_added[1] = False
    world.commit_reveal(False)
    world.limit_rate(5)
    world.pallet(WeightTable).last_update[1] = [1, 1, 1]
    world.pallet(WeightTable).weight_commits[1, hotkey(0)] = [(bytes(32), 0, 0, 0)] * LIMIT
    repairs: list[tuple[str, Callable[[], None]]] = [
        ("MechanismDoesNotExist", world.subnet_exists),
        ("BadOrigin", lambda: None),
        ("CommitRevealDisabled", lambda: world.commit_reveal(True)),
        ("HotKeyNotRegisteredInSubNet", lambda: None),
        ("CommittingWeightsTooFast", lambda: world.limit_rate(0)),
        ("TooManyUnrevealedCommits", lambda: world.set_epoch(2)),
    ]
    signers = {"CommitRevealDisabled": account(99), "CommittingWeightsTooFast": hotkey(0)}
    signer: object = origin
    for error, repair in repairs:
        signer = signers.get(error, signer)
        before = world.stored()
        with fails(error):
            world.run(call, by=signer)  # type: ignore[arg-type]
        assert world.stored() == before
        repair()
    world.run(call, by=hotkey(0))


def test_the_first_failing_check_of_a_reveal_decides(world: WeightWorld) -> None:
    call = WeightCommits.reveal_weights(1, UIDS, VALUES, SALT, 0)
    world.commit_reveal(False)
    for origin in (NOBODY, ROOT):
        with fails("BadOrigin"):
            world.run(call, by=origin)
    world.reveal_fails("CommitRevealDisabled")
    world.commit_reveal(True)
    world.reveal_fails("NoWeightsCommitFound")
    world.commit(salt=salt_of(9))
    world.reveal_fails("InvalidRevealCommitHashNotMatch")
    world.commit()
    world.pallet(Subnets).networks_added[1] = False
    world.reveal_fails("RevealTooEarly")
    world.set_epoch(1)
    world.reveal_fails("MechanismDoesNotExist")


def test_commits_are_refused_where_weights_are_set_in_the_open(world: WeightWorld) -> None:
    commit_hash = world.commit()
    world.step_epochs(1, 1)
    world.commit_reveal(False)
    world.reveal_fails("CommitRevealDisabled")
    with fails("CommitRevealDisabled"):
        world.run(WeightCommits.commit_weights(1, commit_hash), by=hotkey(0))
    world.commit_reveal(True)
    world.reveal()


def test_commit_reveal_can_be_turned_off_for_weights_in_the_open(world: WeightWorld) -> None:
    world.limit_rate(5)
    world.commit()
    world.step_epochs(1, 1)
    world.reveal()
    world.commit_reveal(False)
    world.run(WeightSetting.set_weights(1, UIDS, VALUES, 0), by=hotkey(0))
    assert world.last_update(0) == world.block


def test_commits_and_weights_share_the_rate_limit(world: WeightWorld) -> None:
    world.set_block(11)
    world.limit_rate(10)
    world.commit()
    for block in (11, 16, 20):
        world.set_block(block)
        with fails("CommittingWeightsTooFast"):
            world.commit(salt=salt_of(9))
    world.set_block(21)
    world.commit(salt=salt_of(9))
    world.commit_reveal(False)
    call = WeightSetting.set_weights(1, [0], [1], 0)
    for block in (21, 30):
        world.set_block(block)
        with fails("SettingWeightsTooFast"):
            world.run(call, by=hotkey(0))
    world.set_block(31)
    world.run(call, by=hotkey(0))


def test_reveals_have_no_rate_limit(world: WeightWorld) -> None:
    world.limit_rate(100)
    world.commit()
    world.step_epochs(1, 1)
    world.reveal()
    assert world.weights(0) == SCALED


# Several commits


def test_a_hotkey_has_up_to_ten_commits_unrevealed(world: WeightWorld) -> None:
    for number in range(10):
        world.commit(salt=salt_of(number))
    before = world.stored()
    with fails("TooManyUnrevealedCommits"):
        world.commit(salt=salt_of(11))
    assert world.stored() == before
    world.commit(1)  # of another hotkey
    world.step_epochs(1, 1)
    world.reveal(salt=salt_of(1))
    assert len(world.commits(0) or []) == 8  # the first went with the second
    world.reveal(salt=salt_of(9))
    assert world.commits(0) is None
    world.commit(salt=salt_of(11))


def test_a_reveal_drops_the_commits_before_it(world: WeightWorld) -> None:
    for number in range(3):
        world.commit(salt=salt_of(number))
    world.step_epochs(1, 1)
    world.reveal(salt=salt_of(1))
    assert [commit[0] for commit in world.commits(0) or []] == [digest(0, UIDS, VALUES, [2] * 8)]
    world.reveal_fails("InvalidRevealCommitHashNotMatch", salt=salt_of(0))
    world.reveal(salt=salt_of(2))
    world.reveal_fails("NoWeightsCommitFound", salt=salt_of(0))


def test_expired_commits_make_room(world: WeightWorld) -> None:
    for number in range(5):
        world.commit(salt=salt_of(number))
    world.step_epochs(1, 1)
    for number in range(5, 10):
        world.commit(salt=salt_of(number))
    with fails("TooManyUnrevealedCommits"):
        world.commit(salt=salt_of(11))
    world.step_epochs(1, 1)
    world.reveal_fails("ExpiredWeightCommit", salt=salt_of(0))
    world.commit(salt=salt_of(11))
    assert len(world.commits(0) or []) == 6
    world.reveal_fails("InvalidRevealCommitHashNotMatch", salt=salt_of(0))  # forgotten by now
    for number in range(5, 10):
        world.reveal(salt=salt_of(number))
    world.reveal_fails("RevealTooEarly", salt=salt_of(11))
    world.step_epochs(1, 1)
    world.reveal(salt=salt_of(11))
    assert world.commits(0) is None


def test_of_equal_commits_the_first_is_revealed(world: WeightWorld) -> None:
    world.commit()
    world.commit()
    world.step_epochs(1, 1)
    world.reveal()
    world.reveal()
    world.reveal_fails("NoWeightsCommitFound")


# What it costs


@pytest.mark.parametrize(
    "call",
    [
        WeightCommits.commit_weights(1, bytes(32)),
        WeightCommits.commit_mechanism_weights(1, 0, bytes(32)),
        WeightCommits.batch_commit_weights([], []),
        WeightCommits.reveal_weights(1, [1, 1], [1, 1], SALT, 0),
        WeightCommits.reveal_mechanism_weights(1, 0, [1, 1], [1, 1], SALT, 0),
        WeightCommits.batch_reveal_weights(1, [], [], [], []),
    ],
)
def test_commits_and_reveals_are_free_of_fees(world: WeightWorld, call: Call) -> None:
    info = world.runtime.dispatch_info(call)
    assert (info.class_, info.pays_fee) == (DispatchClass.Normal, Pays.No)


def test_epochs_are_counted_by_the_schedule(world: WeightWorld) -> None:
    world.step_epochs(2, 1)
    assert world.pallet(Schedule).subnet_epoch_index[1] == 2
    assert world.pallet(RevealWindows).of(1).epoch == 2
