"""What all calls of AdminUtils have in common, over the table of all of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pallets.admin_utils.errors import Deprecated, POWRegistrationDisabled
from pallets.subtensor.limits import RateLimiting
from pallets.subtensor.state import RateLimits, Schedule, Subnets
from runtime.origin import NOBODY
from runtime.weights import weigh
from tests.pallets.admin_utils.admin import (
    FROZEN,
    LAST_EPOCH,
    NETUID,
    NOW,
    OTHER,
    OWNER,
    STRANGER,
    TEMPO,
    UNKNOWN,
    AdminWorld,
)
from tests.pallets.admin_utils.cases import CASES, NODE, REFUSED, Case
from tests.pallets.subtensor.world import account, fails

DATA = Path(__file__).parents[2] / "data"
SURFACE = json.loads((DATA / "surface-425.json").read_text())
WEIGHTS = json.loads((DATA / "weights-425.json").read_text())["calls"]
DECLARED = [*(case.declaration for case in CASES), *NODE, *REFUSED]


def named(cases: list[Case]) -> list[Any]:
    return [pytest.param(case, id=case.declaration.name) for case in cases]


ALL = named(CASES)
BY_OWNER = named([case for case in CASES if case.owner])
IN_WINDOW = named([case for case in CASES if case.window])
LIMITED = named([case for case in CASES if case.owner and case.limit and case.window])
WITH_SUBNET = named([case for case in CASES if case.of_subnet])


def test_the_table_has_all_calls():
    module = next(pallet for pallet in SURFACE["pallets"] if pallet["name"] == "AdminUtils")
    expected = {
        (call["index"], call["name"], *(arg["name"] for arg in call["args"]))
        for call in module["calls"]
    }
    assert {(d.index, d.name, *d.parameter_names) for d in DECLARED} == expected
    assert len(DECLARED) == 82


@pytest.mark.parametrize("case", ALL)
def test_what_a_call_costs(case):
    cost = WEIGHTS[f"AdminUtils.{case.declaration.name}"]
    info = AdminWorld().runtime.dispatch_info(case.call())
    weight = weigh(
        cost["ref_time_base"], cost["proof_size_base"], reads=cost["reads"], writes=cost["writes"]
    )
    assert info.weight == weight
    assert (info.class_.name, info.pays_fee.name) == (cost["class"], cost["pays"])


@pytest.mark.parametrize("case", ALL)
def test_root_sets_a_parameter_and_all_are_told(case):
    world = AdminWorld()
    assert case.stored(world) != case.value
    world.run(case.call())
    assert case.stored(world) == case.value
    assert tuple(world.all_events()) == case.events


@pytest.mark.parametrize("case", ALL)
def test_a_stranger_sets_nothing(case):
    world = AdminWorld()
    before = world.stored()
    for origin in (STRANGER, NOBODY):
        with fails("BadOrigin"):
            world.run(case.call(), by=origin)
    assert world.stored() == before


@pytest.mark.parametrize("case", ALL)
def test_the_owner_sets_what_is_left_to_owners(case):
    world = AdminWorld()
    if case.owner:
        world.run(case.call(), by=OWNER)
        assert case.stored(world) == case.value
        assert tuple(world.all_events()) == case.events
    else:
        with fails("BadOrigin"):
            world.run(case.call(), by=OWNER)


@pytest.mark.parametrize("case", BY_OWNER)
def test_one_owner_is_not_the_other(case):
    world = AdminWorld()
    world.pallet(Subnets).networks_added[OTHER] = True
    with fails("BadOrigin"):
        world.run(case.call(OTHER), by=OWNER)


@pytest.mark.parametrize("case", ALL)
def test_the_window_before_an_epoch_is_for_weights(case):
    world = AdminWorld()
    world.set_block(FROZEN)
    if case.window:
        for origin in (None, OWNER) if case.owner else (None,):
            with fails("AdminActionProhibitedDuringWeightsWindow"):
                world.run(case.call(), by=origin)
        world.set_block(LAST_EPOCH + TEMPO - 10)
    world.run(case.call())
    assert case.stored(world) == case.value


@pytest.mark.parametrize("case", IN_WINDOW)
def test_an_epoch_that_was_asked_for_freezes_at_once(case):
    world = AdminWorld()
    world.pallet(Schedule).pending_epoch_at[NETUID] = NOW + 100
    with fails("AdminActionProhibitedDuringWeightsWindow"):
        world.run(case.call())


@pytest.mark.parametrize("case", WITH_SUBNET)
def test_a_subnet_that_is_not_there(case):
    world = AdminWorld()
    world.own(UNKNOWN)
    if case.missing is None:
        world.run(case.call(UNKNOWN))
        assert world.read(case.where, UNKNOWN) == case.value
    else:
        with fails(case.missing):
            world.run(case.call(UNKNOWN))


@pytest.mark.parametrize("case", IN_WINDOW)
def test_a_netuid_without_a_schedule_is_always_before_an_epoch(case):
    """Its last epoch was in block 0, and the tempo is that of new subnets: it is overdue."""
    with fails("AdminActionProhibitedDuringWeightsWindow"):
        AdminWorld().run(case.call(UNKNOWN))


@pytest.mark.parametrize("case", LIMITED)
def test_an_owner_changes_a_parameter_only_so_often(case):
    world = AdminWorld()
    limiting = world.pallet(RateLimiting)
    limit = limiting.limit(case.limit, NETUID)
    assert limit > 0
    world.run(case.call(), by=OWNER)
    assert limiting.last_block(case.limit, account(OWNER), NETUID) == NOW
    world.pallet(Schedule).last_epoch_block[NETUID] = NOW + limit - 20
    world.set_block(NOW + limit - 1)
    with fails("TxRateLimitExceeded"):
        world.run(case.call(), by=OWNER)
    world.run(case.call())  # root may
    world.set_block(NOW + limit)
    world.run(case.call(), by=OWNER)
    assert limiting.last_block(case.limit, account(OWNER), NETUID) == NOW + limit


@pytest.mark.parametrize("case", BY_OWNER)
def test_what_does_not_count_for_the_owners_limits(case):
    world = AdminWorld()
    limits = world.pallet(RateLimits)
    world.run(case.call())
    root = len(list(limits.last_rate_limited_block.keys()))
    assert root == (1 if not case.window else 0)  # the owner's hotkey is limited for root too
    assert not list(limits.transaction_key_last_block.keys())
    if case.limit is None:
        world.run(case.call(), by=OWNER)
        world.run(case.call(), by=OWNER)
        assert not list(limits.last_rate_limited_block.keys())


@pytest.mark.parametrize("case", LIMITED)
def test_the_order_of_the_checks(case):
    """Origin, limit, window, then the subnet and the value."""
    world = AdminWorld()
    world.own(UNKNOWN)
    world.pallet(RateLimiting).set_last_block(case.limit, account(OWNER), UNKNOWN, FROZEN)
    world.set_block(FROZEN)
    call = case.call(UNKNOWN)
    with fails("BadOrigin"):
        world.run(call, by=STRANGER)
    with fails("TxRateLimitExceeded"):
        world.run(call, by=OWNER)
    world.pallet(RateLimiting).set_last_block(case.limit, account(OWNER), UNKNOWN, 0)
    with fails("AdminActionProhibitedDuringWeightsWindow"):
        world.run(call, by=OWNER)
    world.set_block(NOW)
    if case.missing is not None:
        with fails(case.missing):
            world.run(call, by=OWNER)
        assert world.pallet(RateLimiting).last_block(case.limit, account(OWNER), UNKNOWN) == 0


@pytest.mark.parametrize("origin", [None, OWNER, STRANGER, NOBODY])
def test_two_calls_always_fail(origin):
    pow_allowed, issuance = REFUSED
    world = AdminWorld()
    with pytest.raises(POWRegistrationDisabled):
        world.run(pow_allowed(NETUID, True), by=origin)
    with pytest.raises(Deprecated):
        world.run(issuance(10), by=origin)
