"""The guard of what may not come too often: weights, and new networks."""

from __future__ import annotations

from typing import Any

import pytest

from pallets.subtensor.events import NetworkAdded
from pallets.subtensor.guards.rate_limits import CheckRateLimits
from pallets.subtensor.limits import RateLimiting, TransactionType
from pallets.subtensor.networks import LockCost, NetworkRegistration
from pallets.subtensor.state import Founding, WeightTable
from pallets.subtensor.types import SubnetIdentityV3, mechanism_index
from pallets.subtensor.weights import WeightCommits, WeightSetting
from runtime.call import Call
from tests.pallets.subtensor.guards.guarded import dispatch
from tests.pallets.subtensor.weights.world import WeightWorld, hotkey
from tests.pallets.subtensor.world import ED, account, fails

GUARD = CheckRateLimits()
LIMIT, LAST = 100, 10  # blocks
COLDKEY, HOTKEY = 70, 71


def set_weights(mechanism: int, netuid: int = 1) -> Call:
    if mechanism == 0:
        return WeightSetting.set_weights(netuid, [0], [1], 0)
    return WeightSetting.set_mechanism_weights(netuid, mechanism, [0], [1], 0)


def commit(mechanism: int, netuid: int = 1) -> Call:
    if mechanism == 0:
        return WeightCommits.commit_weights(netuid, bytes(32))
    return WeightCommits.commit_mechanism_weights(netuid, mechanism, bytes(32))


KINDS = pytest.mark.parametrize(
    ("make", "name"),
    [(set_weights, "SettingWeightsTooFast"), (commit, "CommittingWeightsTooFast")],
)


@pytest.fixture
def world() -> WeightWorld:
    """Neurons that may set weights every 100 blocks. Neuron 0 did in block 10, in mechanism 0."""
    made = WeightWorld(block=LAST)
    made.subnet(mechanisms=2)
    made.limit_rate(LIMIT)
    made.pallet(WeightTable).last_update[1] = [LAST, 0, 0]
    return made


def check(world: WeightWorld, call: Call, who: bytes = hotkey(0)) -> None:
    GUARD.check_signer(world.runtime, who, call)


@KINDS
def test_weights_wait_for_the_limit(world: WeightWorld, make: Any, name: str) -> None:
    for block in (LAST, LAST + LIMIT - 1):
        world.set_block(block)
        with fails(name):
            dispatch(world, GUARD, make(0), hotkey(0))
    world.set_block(LAST + LIMIT)
    check(world, make(0))


@KINDS
def test_what_was_never_set_may_be_set(world: WeightWorld, make: Any, name: str) -> None:
    check(world, make(0), hotkey(1))
    check(world, make(1))


@KINDS
def test_each_mechanism_has_its_own_last_block(world: WeightWorld, make: Any, name: str) -> None:
    world.pallet(WeightTable).last_update[mechanism_index(1, 1)] = [0, LAST, 0]
    check(world, make(1))
    with fails(name):
        check(world, make(1), hotkey(1))


@KINDS
def test_who_has_no_neuron_is_refused_by_the_call(world: WeightWorld, make: Any, name: str) -> None:
    check(world, make(0), account(5))
    check(world, make(0, 9))


@KINDS
def test_a_mechanism_that_is_not_there_is_too_fast(
    world: WeightWorld, make: Any, name: str
) -> None:
    """The reference says so, before the call could say that there is none."""
    with fails(name):
        check(world, make(2))


def test_where_weights_are_committed_only_commits_wait(world: WeightWorld) -> None:
    world.commit_reveal(True)
    check(world, set_weights(0))
    with fails("CommitRevealEnabled"):
        dispatch(world, GUARD, set_weights(0), hotkey(0))
    with fails("CommittingWeightsTooFast"):
        check(world, commit(0))


@pytest.mark.parametrize(
    "call",
    [
        WeightSetting.batch_set_weights([1], [[(0, 1)]], [0]),
        WeightCommits.batch_commit_weights([1], [bytes(32)]),
        WeightCommits.reveal_weights(1, [0], [1], [1], 0),
    ],
    ids=str,
)
def test_other_calls_about_weights_are_limited_by_themselves(
    world: WeightWorld, call: Call
) -> None:
    check(world, call)


def test_weights_within_the_limit_are_set(world: WeightWorld) -> None:
    world.set_block(LAST + LIMIT)
    dispatch(world, GUARD, set_weights(0), hotkey(0))
    assert world.weights(0) == [(0, 65_535)] and world.last_update(0) == LAST + LIMIT


# Networks


@pytest.fixture
def founding() -> WeightWorld:
    """A network every 50 blocks, the last one in block 170. It is block 200."""
    made = WeightWorld(block=200)
    made.pallet(Founding).network_rate_limit.set(50)
    made.pallet(RateLimiting).set_last_block(TransactionType.RegisterNetwork, account(1), 0, 170)
    made.endow(COLDKEY, made.pallet(LockCost).current() + ED)
    return made


def register(hotkey: int = HOTKEY) -> Call:
    return NetworkRegistration.register_network(account(hotkey))


def test_a_network_waits_for_the_limit_whoever_founds_it(founding: WeightWorld) -> None:
    for block in (170, 200, 219):
        founding.set_block(block)
        for who in (COLDKEY, 1):
            with fails("NetworkTxRateLimitExceeded"):
                dispatch(founding, GUARD, register(), who)
    assert founding.events(NetworkAdded) == []


def test_a_network_after_the_limit(founding: WeightWorld) -> None:
    founding.set_block(220)
    dispatch(founding, GUARD, register(), COLDKEY)
    assert len(founding.events(NetworkAdded)) == 1
    with fails("NetworkTxRateLimitExceeded"):
        dispatch(founding, GUARD, register(), COLDKEY)


def test_a_network_with_an_identity_waits_too_but_in_its_block(founding: WeightWorld) -> None:
    identity = SubnetIdentityV3(*[b""] * 8)
    call = NetworkRegistration.register_network_with_identity(account(HOTKEY), identity)
    GUARD.check_signer(founding.runtime, account(COLDKEY), call)
    with fails("NetworkTxRateLimitExceeded"):
        dispatch(founding, GUARD, call, COLDKEY)
