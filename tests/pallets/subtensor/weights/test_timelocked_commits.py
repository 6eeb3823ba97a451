"""Commits of encrypted weights: what is kept of them, and which error decides."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pallets.subtensor.events import (
    TimelockedWeightsCommitted,
)
from pallets.subtensor.state import Subnets, WeightTable
from pallets.subtensor.types import MAX_COMMIT_BYTES, mechanism_index
from pallets.subtensor.weights import TimelockedCommits
from runtime.call import Call, RuntimeCall
from runtime.hashing import blake2_256
from runtime.origin import NOBODY, ROOT
from runtime.scale import DecodeError, encode_compact
from runtime.weights import DispatchClass, Pays
from tests.pallets.subtensor.weights.world import LIMIT, ROUND, VERSION, WeightWorld, hotkey
from tests.pallets.subtensor.world import account, fails


@pytest.fixture
def world() -> WeightWorld:
    made = WeightWorld()
    made.subnet(commit_reveal=True)
    return made


# Commits


def test_a_commit_is_kept_under_the_epoch_that_it_is(world: WeightWorld) -> None:
    world.set_epoch(3)
    world.set_block(2)
    world.commit_sealed(b"\1\2\3")
    assert world.sealed(epoch=3) == [(hotkey(0), 2, b"\1\2\3", ROUND)]
    assert world.last_update(0) == 2
    event = TimelockedWeightsCommitted(hotkey(0), 1, blake2_256(b"\1\2\3"), ROUND)
    assert world.all_events() == [event]


def test_a_commit_in_the_block_of_an_epoch_belongs_to_it(world: WeightWorld) -> None:
    world.set_block(6)
    world.commit_sealed(b"\1")
    assert [len(world.sealed(epoch)) for epoch in (0, 1)] == [0, 1]


@pytest.mark.parametrize(
    "call",
    [
        TimelockedCommits.commit_timelocked_mechanism_weights(1, 1, b"\1", ROUND, VERSION),
        TimelockedCommits.commit_crv3_mechanism_weights(1, 1, b"\1", ROUND),
    ],
)
def test_a_mechanism_has_commits_of_its_own(world: WeightWorld, call: Call) -> None:
    world.subnet(mechanisms=2, commit_reveal=True)
    world.run(call, by=hotkey(0))
    index = mechanism_index(1, 1)
    assert world.sealed(index=index) == [(hotkey(0), 1, b"\1", ROUND)]
    assert world.sealed() == []
    assert (world.last_update(0, index), world.last_update(0)) == (1, 0)
    (event,) = world.events(TimelockedWeightsCommitted)
    assert event.mechanism == index


def test_a_hotkey_has_up_to_ten_commits_in_an_epoch(world: WeightWorld) -> None:
    for number in range(LIMIT):
        world.commit_sealed(bytes([number]) * 5)
    before = world.stored()
    with fails("TooManyUnrevealedCommits"):
        world.commit_sealed(b"more")
    assert world.stored() == before
    for _ in range(LIMIT):
        world.commit_sealed(b"of another", uid=1)
    with fails("TooManyUnrevealedCommits"):
        world.commit_sealed(b"more", uid=1)
    assert len(world.sealed()) == 2 * LIMIT
    world.step_epochs(1, 1)
    world.commit_sealed(b"more")


def test_a_commit_has_at_most_5000_bytes(world: WeightWorld) -> None:
    types = world.runtime.composition.types
    fitting = TimelockedCommits.commit_crv3_mechanism_weights(1, 0, bytes(MAX_COMMIT_BYTES), ROUND)
    world.run(fitting, by=hotkey(0))
    encoded = types.encode(RuntimeCall, fitting)
    assert types.decode(RuntimeCall, encoded) == fitting
    head, count = encoded[:5], encode_compact(MAX_COMMIT_BYTES)
    longer = head + encode_compact(MAX_COMMIT_BYTES + 1) + b"\0" + encoded[5 + len(count) :]
    with pytest.raises(DecodeError):
        types.decode(RuntimeCall, longer)


def test_commits_share_the_rate_limit_of_the_mechanism(world: WeightWorld) -> None:
    world.subnet(mechanisms=2, commit_reveal=True)
    world.limit_rate(5)

    def call(mechanism: int) -> Call:
        return TimelockedCommits.commit_crv3_mechanism_weights(1, mechanism, b"\1", ROUND)

    world.run(call(1), by=hotkey(0))
    for block in (1, 3, 5):
        world.set_block(block)
        with fails("CommittingWeightsTooFast"):
            world.run(call(1), by=hotkey(0))
    world.run(call(0), by=hotkey(0))
    world.set_block(6)
    world.run(call(1), by=hotkey(0))


def test_the_first_failing_check_of_a_commit_decides(world: WeightWorld) -> None:
    world.pallet(Subnets).networks_added[1] = False
    world.commit_reveal(False)
    world.limit_rate(5)
    world.pallet(WeightTable).last_update[1] = [1, 1, 1]
    full = [(hotkey(0), 1, b"", ROUND)] * LIMIT
    world.pallet(WeightTable).timelocked_weight_commits[1, 0] = full

    def call(version: int) -> Call:
        return TimelockedCommits.commit_timelocked_weights(1, b"\1", ROUND, version)

    def nothing() -> None:
        pass

    repairs: list[tuple[str, object, int, Callable[[], None]]] = [
        ("MechanismDoesNotExist", NOBODY, 3, world.subnet_exists),
        ("BadOrigin", NOBODY, 3, nothing),
        ("BadOrigin", ROOT, 3, nothing),
        ("CommitRevealDisabled", account(99), 3, lambda: world.commit_reveal(True)),
        ("IncorrectCommitRevealVersion", account(99), 3, nothing),
        ("HotKeyNotRegisteredInSubNet", account(99), VERSION, nothing),
        ("CommittingWeightsTooFast", hotkey(0), VERSION, lambda: world.limit_rate(0)),
        ("TooManyUnrevealedCommits", hotkey(0), VERSION, lambda: world.set_epoch(1)),
    ]
    for error, signer, version, repair in repairs:
        before = world.stored()
        with fails(error):
            world.run(call(version), by=signer)  # type: ignore[arg-type]
        assert world.stored() == before
        repair()
    world.run(call(VERSION), by=hotkey(0))


def test_there_are_no_commits_for_a_mechanism_that_does_not_exist(world: WeightWorld) -> None:
    world.subnet(mechanisms=2, commit_reveal=True)
    for call in (
        TimelockedCommits.commit_timelocked_mechanism_weights(1, 2, b"\1", ROUND, VERSION),
        TimelockedCommits.commit_crv3_mechanism_weights(1, 2, b"\1", ROUND),
    ):
        with fails("MechanismDoesNotExist"):
            world.run(call, by=hotkey(0))


def test_the_call_without_a_version_stands_for_version_4(world: WeightWorld) -> None:
    version = world.pallet(WeightTable).commit_reveal_weights_version
    call = TimelockedCommits.commit_crv3_mechanism_weights(1, 0, b"\1", ROUND)
    version.set(5)
    with fails("IncorrectCommitRevealVersion"):
        world.run(call, by=hotkey(0))
    version.set(VERSION)
    world.run(call, by=hotkey(0))


# What it costs


@pytest.mark.parametrize(
    "call",
    [
        TimelockedCommits.commit_timelocked_weights(1, b"", ROUND, VERSION),
        TimelockedCommits.commit_timelocked_mechanism_weights(1, 0, b"", ROUND, VERSION),
        TimelockedCommits.commit_crv3_mechanism_weights(1, 0, b"", ROUND),
    ],
)
def test_encrypted_commits_are_free_of_fees(world: WeightWorld, call: Call) -> None:
    info = world.runtime.dispatch_info(call)
    assert (info.class_, info.pays_fee) == (DispatchClass.Normal, Pays.No)
