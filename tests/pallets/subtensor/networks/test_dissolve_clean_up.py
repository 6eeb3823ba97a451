"""What is left of a dissolved subnet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pallets.subtensor.events import Event, NetworkRemoved, SubnetIdentityRemoved
from pallets.subtensor.networks import Dissolution
from pallets.subtensor.networks.dissolution import STEPS
from pallets.subtensor.networks.dissolution.outside import PurgeCommitments
from pallets.subtensor.seams import Seams
from pallets.subtensor.state import (
    Identities,
    Leases,
    Mechanisms,
    Neurons,
    PoolReserves,
    RootClaims,
    Scores,
    StakeLocks,
    Subnets,
    WeightTable,
)
from pallets.subtensor.types import LockState, SubnetIdentityV3, mechanism_index
from pallets.swap import Swap
from runtime.fixed import I96F32, U64F64
from runtime.runtime import Runtime
from runtime.storage.layout import StorageLayout
from tests.pallets.subtensor.world import World, account
from tests.properties.leftovers import SURVIVING

NET, OTHER = 3, 4
ZEROS = bytes(400)
"""A value of any type: what is too long is not read."""


SURFACE = json.loads(Path("tests/data/surface-425.json").read_text())
KEYS: dict[str, list[str]] = {
    entry["name"]: entry["rust_keys"]
    for pallet in SURFACE["pallets"]
    if pallet["name"] == "SubtensorModule"
    for entry in pallet["storage"]
    if any("NetUid" in key for key in entry.get("rust_keys") or [])
}
"""The keys of the maps that have a netuid, or the index of a mechanism, among them."""


def entries(world: World) -> dict[str, StorageLayout]:
    """These maps of ours."""
    layouts = {
        layout.name: layout
        for layout in world.runtime.composition.layouts.values()
        if layout.prefix_name == "SubtensorModule" and layout.name in KEYS
    }
    assert len(layouts) == len(KEYS)
    return layouts


def key_for(name: str, netuid: int) -> Any:
    """A key of the map with this netuid in it; other keys are zeros."""
    parts = [
        netuid if "NetUid" in key else bytes(32) if "AccountId" in key else 0 for key in KEYS[name]
    ]
    return parts[0] if len(parts) == 1 else tuple(parts)


def fill(world: World, netuid: int) -> None:
    """Write to every map with netuids, and let the subnet exist, with one mechanism."""
    for name, layout in entries(world).items():
        world.state.set(layout.key_of(key_for(name, netuid)), ZEROS)
    world.pallet(Subnets).networks_added[netuid] = True
    world.pallet(Mechanisms).mechanism_count_current[netuid] = 1
    world.pallet(PoolReserves).subnet_tao[netuid] = 1


def present(world: World, netuid: int) -> set[str]:
    return {
        name
        for name, layout in entries(world).items()
        if world.state.get(layout.key_of(key_for(name, netuid))) is not None
    }


@pytest.fixture
def world() -> World:
    world = World()
    for netuid in (NET, OTHER):
        world.add_network(netuid)
    world.forget_events()
    return world


def dissolve(world: World, netuid: int = NET) -> None:
    world.run(Dissolution.root_dissolve_network(netuid))


def test_nineteen_maps_outlive_a_subnet_and_no_other_subnet_loses_anything(world: World) -> None:
    for netuid in (NET, OTHER):
        fill(world, netuid)
    everything = present(world, NET)
    assert len(everything) > 140
    dissolve(world)
    assert present(world, NET) == SURVIVING
    assert present(world, OTHER) == everything


def test_a_later_subnet_of_the_same_netuid_finds_only_those(world: World) -> None:
    fill(world, NET)
    dissolve(world)
    found = present(world, NET)
    world.add_network(NET)
    assert found == SURVIVING
    assert world.pallet(Subnets).exists(NET)


def test_a_pool_with_no_tao_in_it_is_not_forgotten(world: World) -> None:
    """It is only where there is something to pay out, as in the reference."""
    reserves = world.pallet(PoolReserves)
    reserves.subnet_tao[NET] = 0
    reserves.subnet_tao[OTHER] = 1
    for netuid in (NET, OTHER):
        dissolve(world, netuid)
    assert NET in reserves.subnet_tao
    assert OTHER not in reserves.subnet_tao


def test_the_subnets_are_counted_down(world: World) -> None:
    total = world.pallet(Subnets).total_networks
    assert total.get() == 2
    dissolve(world)
    assert total.get() == 1
    dissolve(world, OTHER)
    assert total.get() == 0


def test_the_counter_of_registrations_goes_on(world: World) -> None:
    netuid = world.add_dynamic_network(101, 100)
    counter = world.pallet(Subnets).registered_subnet_counter
    dissolve(world, netuid)
    assert counter[netuid] == 1
    assert world.add_dynamic_network(101, 100) == netuid
    assert counter[netuid] == 2


def test_all_mechanisms_are_forgotten_as_far_as_they_are_counted(world: World) -> None:
    table, scores = world.pallet(WeightTable), world.pallet(Scores)
    world.pallet(Mechanisms).mechanism_count_current[NET] = 2
    for mechanism in (0, 1, 2):
        index = mechanism_index(NET, mechanism)
        table.weights[index, 0] = [(1, 1)]
        table.bonds[index, 0] = [(1, 1)]
        table.last_update[index] = [42]
        table.weight_commits[index, account(1)] = [(bytes(32), 0, 0, 0)]
        table.timelocked_weight_commits[index, 7] = [(account(1), 1, b"", 0)]
        table.crv3_weight_commits[index, 7] = [(account(1), b"", 0)]
        table.crv3_weight_commits_v2[index, 7] = [(account(1), 1, b"", 0)]
        scores.incentive[index] = [1, 2]
    dissolve(world)
    for mechanism, left in ((0, False), (1, False), (2, True)):
        index = mechanism_index(NET, mechanism)
        for entries_of in (
            table.weights,
            table.bonds,
            table.weight_commits,
            table.timelocked_weight_commits,
            table.crv3_weight_commits,
            table.crv3_weight_commits_v2,
        ):
            assert bool(list(entries_of.items(index))) is left
        assert (index in table.last_update) is left
        assert (index in scores.incentive) is left
    assert NET not in world.pallet(Mechanisms).mechanism_count_current


def test_locks_are_forgotten(world: World) -> None:
    locks = world.pallet(StakeLocks)
    lock = LockState(10, U64F64.from_num(1), 1)
    hot, cold = account(1), account(2)
    for netuid in (NET, OTHER):
        for hotkey, coldkey in ((1, 2), (1, 3), (4, 5)):
            locks.lock[account(coldkey), netuid, account(hotkey)] = lock
            locks.locking_coldkeys[netuid, account(hotkey), account(coldkey)] = ()
        locks.hotkey_lock[netuid, hot] = lock
        locks.decaying_hotkey_lock[netuid, hot] = lock
        locks.owner_lock[netuid] = lock
        locks.decaying_owner_lock[netuid] = lock
        locks.decaying_lock[cold, netuid] = False
        locks.decaying_lock[account(3), netuid] = True
    dissolve(world)
    assert {netuid for _, netuid, _ in locks.lock.keys()} == {OTHER}  # noqa: SIM118
    assert len(list(locks.lock.keys())) == 3
    for by_netuid in (locks.locking_coldkeys, locks.hotkey_lock, locks.decaying_hotkey_lock):
        assert not list(by_netuid.items(NET))
        assert list(by_netuid.items(OTHER))
    for one in (locks.owner_lock, locks.decaying_owner_lock):
        assert NET not in one
        assert OTHER in one
    assert sorted(netuid for (_, netuid), _ in locks.decaying_lock.items()) == [OTHER, OTHER]


def test_a_lock_that_is_not_on_the_list_of_its_hotkey_stays(world: World) -> None:
    locks = world.pallet(StakeLocks)
    locks.lock[account(2), NET, account(1)] = LockState(10, U64F64.from_num(1), 1)
    dissolve(world)
    assert (account(2), NET, account(1)) in locks.lock


def test_claims_on_the_subnet_are_forgotten(world: World) -> None:
    claims = world.pallet(RootClaims)
    one = I96F32.from_num(1)
    claims.root_claimable[account(1)] = {1: one, NET: one, 9: one}
    claims.root_claimable[account(2)] = {NET: one}
    claims.root_claimable[account(3)] = {OTHER: one}
    for netuid in (NET, OTHER):
        claims.root_claimed[netuid, account(1), account(2)] = 5
    dissolve(world)
    assert claims.root_claimable[account(1)] == {1: one, 9: one}
    assert account(2) in claims.root_claimable
    assert claims.root_claimable[account(2)] == {}
    assert claims.root_claimable[account(3)] == {OTHER: one}
    assert [netuid for (netuid, _, _), _ in claims.root_claimed.items()] == [OTHER]


def test_a_lease_ends_with_the_subnet(world: World) -> None:
    leases = world.pallet(Leases)
    layout = world.runtime.composition.layouts[Leases.subnet_leases]
    for lease, netuid in ((42, NET), (43, OTHER)):
        leases.subnet_uid_to_lease_id[netuid] = lease
        world.state.set(layout.key_of(lease), ZEROS)
        leases.subnet_lease_shares[lease, account(1)] = U64F64.from_num(1)
        leases.accumulated_lease_dividends[lease] = 5
    dissolve(world)
    assert 42 not in leases.subnet_leases
    assert not list(leases.subnet_lease_shares.items(42))
    assert 42 not in leases.accumulated_lease_dividends
    assert 43 in leases.subnet_leases
    assert list(leases.subnet_lease_shares.items(43))
    assert 43 in leases.accumulated_lease_dividends


def test_the_neurons_are_no_members_any_more(world: World) -> None:
    for number in (1, 2):
        world.register_ok_neuron(NET, number, 10)
        world.register_ok_neuron(OTHER, number, 10)
    dissolve(world)
    neurons = world.pallet(Neurons)
    members = [netuid for (_, netuid), is_member in neurons.is_network_member.items() if is_member]
    assert members == [OTHER, OTHER]
    assert not list(neurons.uids.items(NET))
    assert neurons.subnetwork_n[NET] == 0


def test_roots_weights_on_the_subnet_become_zero(world: World) -> None:
    weights = world.pallet(WeightTable).weights
    weights[0, 0] = [(NET, 5), (OTHER, 6)]
    weights[0, 1] = [(OTHER, 7)]
    dissolve(world)
    assert weights[0, 0] == [(NET, 0), (OTHER, 6)]
    assert weights[0, 1] == [(OTHER, 7)]


def test_the_pool_is_cleared(world: World) -> None:
    netuid = world.add_dynamic_network(101, 100)
    world.increase_stake(101, 100, netuid, 10**9)
    swap = world.pallet(Swap)
    swap.fee_rate[netuid] = 7
    assert swap.pal_swap_initialized[netuid]
    dissolve(world, netuid)
    for entries_of in (swap.fee_rate, swap.swap_balancer, swap.pal_swap_initialized):
        assert netuid not in entries_of


def test_an_identity_is_told_to_be_removed_before_the_subnet(world: World) -> None:
    world.pallet(Identities).subnet_identities_v3[NET] = SubnetIdentityV3(*[b""] * 8)
    dissolve(world)
    dissolve(world, OTHER)
    assert NET not in world.pallet(Identities).subnet_identities_v3
    ours = [event for event in world.all_events() if isinstance(event, Event)]
    assert ours == [SubnetIdentityRemoved(NET), NetworkRemoved(NET), NetworkRemoved(OTHER)]


def test_commitments_are_purged_where_there_are_any() -> None:
    purged: list[int] = []

    def purge(runtime: Runtime, netuid: int) -> None:
        assert runtime.pallet(Subnets).exists(netuid)
        purged.append(netuid)

    world = World()
    world.add_network(NET)
    step = PurgeCommitments(world.runtime, Seams(purge_commitments=purge))
    step.clean_up(NET)
    assert purged == [NET]
    assert PurgeCommitments in STEPS


def test_a_hotkey_that_registered_may_do_so_again(world: World) -> None:
    """A whole life of a subnet, twice."""
    netuid = world.add_dynamic_network(22, 21)
    world.register_ok_neuron(netuid, 23, 24)
    dissolve(world, netuid)
    assert world.add_dynamic_network(22, 21) == netuid
    world.register_ok_neuron(netuid, 23, 24)
    assert world.pallet(Neurons).subnetwork_n[netuid] == 2
