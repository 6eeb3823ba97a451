"""Root validators as parents of the owners of new subnets."""

import pytest

from pallets.subtensor.children import RootParents
from pallets.subtensor.events import (
    AutoParentDelegationEnabledSet,
    SetChildren,
    SetChildrenScheduled,
)
from pallets.subtensor.hyperparameters import TakeSettings
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.state import (
    Delegation,
    Hyperparameters,
    Neurons,
    RateLimits,
    Subnets,
    WeightTable,
)
from pallets.subtensor.weights import WeightPermission, WeightSetting
from runtime.origin import NOBODY
from runtime.origin import ROOT as ROOT_ORIGIN
from tests.pallets.subtensor.children.family import (
    ALL,
    children_of,
    impose,
    let_be,
    parents_of,
)
from tests.pallets.subtensor.world import World, account, fails

ROOT, NETUID = 0, 5
OWNER, OWNERS_HOTKEY = 1001, 1002
VALIDATORS = {101: 100, 201: 200}  # coldkeys by hotkey


def put_on_root(world: World, hotkey: int, coldkey: int) -> None:
    neurons = world.pallet(Neurons)
    uid = neurons.subnetwork_n[ROOT]
    world.pallet(Ownership).create_account_if_non_existent(account(coldkey), account(hotkey))
    neurons.keys[ROOT, uid] = account(hotkey)
    neurons.uids[ROOT, account(hotkey)] = uid
    neurons.subnetwork_n[ROOT] = uid + 1


@pytest.fixture
def world() -> World:
    """Two validators on root, and a subnet with an owner that is not started."""
    world = World()
    world.add_network(ROOT, tempo=1)
    for hotkey, coldkey in VALIDATORS.items():
        put_on_root(world, hotkey, coldkey)
    world.add_network(NETUID, started=False)
    subnets = world.pallet(Subnets)
    subnets.subnet_owner[NETUID] = account(OWNER)
    subnets.subnet_owner_hotkey[NETUID] = account(OWNERS_HOTKEY)
    world.forget_events()
    return world


def delegate(world: World, netuid: int = NETUID) -> None:
    world.pallet(RootParents).delegate_to_owner(netuid)


def test_each_validator_gives_all_to_the_owner(world: World) -> None:
    delegate(world)
    for hotkey in VALIDATORS:
        assert children_of(world, hotkey, NETUID) == [(ALL, OWNERS_HOTKEY)]
    assert parents_of(world, OWNERS_HOTKEY, NETUID) == [(ALL, 101), (ALL, 201)]
    whole = [(ALL, account(OWNERS_HOTKEY))]
    assert world.all_events() == [
        SetChildren(account(hotkey), NETUID, whole) for hotkey in VALIDATORS
    ]


def test_in_a_started_subnet_it_waits(world: World) -> None:
    world.pallet(Subnets).subtoken_enabled[NETUID] = True
    world.run(TakeSettings.set_pending_childkey_cooldown(0))
    delegate(world)
    whole = [(ALL, account(OWNERS_HOTKEY))]
    assert world.all_events() == [
        SetChildrenScheduled(account(hotkey), NETUID, world.block, whole) for hotkey in VALIDATORS
    ]
    assert children_of(world, 101, NETUID) == []
    let_be(world, NETUID)
    assert children_of(world, 101, NETUID) == [(ALL, OWNERS_HOTKEY)]


def test_a_validator_can_opt_out_and_in(world: World) -> None:
    world.run(RootParents.set_auto_parent_delegation_enabled(account(101), False), by=100)
    assert world.all_events() == [AutoParentDelegationEnabledSet(account(101), False)]
    delegate(world)
    assert children_of(world, 101, NETUID) == []
    assert children_of(world, 201, NETUID) == [(ALL, OWNERS_HOTKEY)]
    world.run(RootParents.set_auto_parent_delegation_enabled(account(101), True), by=100)
    delegate(world)
    assert children_of(world, 101, NETUID) == [(ALL, OWNERS_HOTKEY)]


def test_the_owners_own_hotkey_is_left_out(world: World) -> None:
    put_on_root(world, OWNERS_HOTKEY, OWNER)
    delegate(world)
    assert children_of(world, OWNERS_HOTKEY, NETUID) == []
    assert [parent for _, parent in parents_of(world, OWNERS_HOTKEY, NETUID)] == [101, 201]


def test_validators_that_may_not_are_left_out(world: World) -> None:
    """One without stake, one whose parent is the owner's hotkey, one that chose just now."""
    world.pallet(WeightTable).stake_threshold.set(1000)
    world.give_stake(201, 200, ROOT, 1000)
    put_on_root(world, 301, 300)
    world.give_stake(301, 300, ROOT, 1000)
    impose(world, OWNERS_HOTKEY, NETUID, [(1, 301)])
    put_on_root(world, 401, 400)
    world.give_stake(401, 400, ROOT, 1000)
    last = world.pallet(RateLimits).transaction_key_last_block
    last[account(401), NETUID, 0] = world.block
    delegate(world)
    assert parents_of(world, OWNERS_HOTKEY, NETUID) == [(ALL, 201)]
    assert (account(101), NETUID, 0) not in last
    assert last[account(201), NETUID, 0] == world.block


def test_a_subnet_with_an_owner_is_needed(world: World) -> None:
    with fails("RegistrationNotPermittedOnRootSubnet"):
        delegate(world, ROOT)
    with fails("SubnetNotExists"):
        delegate(world, 99)
    del world.pallet(Subnets).subnet_owner_hotkey[NETUID]
    with fails("SubnetNotExists"):
        delegate(world)


def test_who_may_opt_out(world: World) -> None:
    call = RootParents.set_auto_parent_delegation_enabled
    for origin in (ROOT_ORIGIN, NOBODY):
        with fails("BadOrigin"):
            world.run(call(account(101), False), by=origin)
    with fails("NonAssociatedColdKey"):
        world.run(call(account(OWNERS_HOTKEY), False), by=100)
    world.pallet(Ownership).create_account_if_non_existent(account(100), account(102))
    with fails("HotKeyNotRegisteredInSubNet"):
        world.run(call(account(102), False), by=100)
    assert not list(world.pallet(Delegation).auto_parent_delegation_enabled.items())


# As register_network does it


@pytest.mark.parametrize("opted_out", [False, True])
def test_founding_a_subnet_makes_the_validators_parents(opted_out: bool) -> None:
    world = World()
    world.add_network(ROOT, tempo=1)
    for hotkey, coldkey in VALIDATORS.items():
        put_on_root(world, hotkey, coldkey)
        world.give_stake(hotkey, coldkey, ROOT, 10**9)
    world.pallet(WeightTable).stake_threshold.set(500_000_000)
    if opted_out:
        world.run(RootParents.set_auto_parent_delegation_enabled(account(101), False), by=100)
    netuid = world.add_dynamic_network(OWNERS_HOTKEY, OWNER, started=False)
    expected = [] if opted_out else [(ALL, OWNERS_HOTKEY)]
    assert children_of(world, 101, netuid) == expected
    assert children_of(world, 201, netuid) == [(ALL, OWNERS_HOTKEY)]


def test_the_owner_can_set_weights_whatever_the_threshold() -> None:
    world = World()
    netuid = world.add_dynamic_network(OWNERS_HOTKEY, OWNER, started=False)
    table = world.pallet(WeightTable)
    table.commit_reveal_weights_enabled[netuid] = False
    world.pallet(Hyperparameters).weights_set_rate_limit[netuid] = 0
    for threshold in (0, 500_000_000, 2**64 - 1):
        table.stake_threshold.set(threshold)
        assert world.pallet(WeightPermission).has_enough_stake(account(OWNERS_HOTKEY), netuid)
        world.run(WeightSetting.set_weights(netuid, [0], [65_535], 0), by=OWNERS_HOTKEY)
