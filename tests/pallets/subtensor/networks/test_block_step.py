"""What happens at the start of each block."""

from __future__ import annotations

import pytest

from pallets.balances.events import Issued
from pallets.subtensor.events import EpochDeferred, RootClaimed, SetChildren
from pallets.subtensor.networks import BlockStep
from pallets.subtensor.state import (
    Delegation,
    Emissions,
    Issuance,
    PoolReserves,
    RegistrationParameters,
    Schedule,
    StakeShares,
    Subnets,
    WeightTable,
)
from pallets.subtensor.types import mechanism_index
from runtime.fixed import I96F32
from runtime.weights import weigh
from tests.pallets.subtensor.world import TAO, World, account


@pytest.fixture
def world() -> World:
    return World()


def test_burn_prices_fall_first(world: World) -> None:
    world.add_network(1)
    parameters = world.pallet(RegistrationParameters)
    parameters.burn_half_life[1] = 1
    parameters.registrations_this_block[1] = 3
    world.step()
    assert 499_999_990 <= parameters.burn[1] <= 500_000_000
    assert parameters.registrations_this_block[1] == 0


def test_epochs_run_by_the_tempo_but_not_on_root(world: World) -> None:
    schedule = world.pallet(Schedule)
    for netuid in (0, 2):
        world.add_network(netuid, tempo=3)
    assert schedule.last_epoch_block[2] == 0
    world.step()
    assert schedule.blocks_since_last_step[2] == 1
    world.step()
    assert (schedule.subnet_epoch_index[2], schedule.last_epoch_block[2]) == (1, 3)
    assert schedule.last_mechansim_step_block[2] == 3
    world.step(3)
    assert (schedule.subnet_epoch_index[2], schedule.last_epoch_block[2]) == (2, 6)
    assert schedule.subnet_epoch_index[0] == 0
    assert 0 not in schedule.blocks_since_last_step


def test_a_triggered_epoch_moves_the_next_ones(world: World) -> None:
    schedule = world.pallet(Schedule)
    world.add_network(5, tempo=5)
    schedule.pending_epoch_at[5] = 3
    ran = []
    for _ in range(10):
        world.step()
        if schedule.last_epoch_block[5] == world.block:
            ran.append(world.block)
    assert ran == [3, 8]


def test_epochs_are_put_off_by_the_storages_order(world: World) -> None:
    schedule = world.pallet(Schedule)
    schedule.max_epochs_per_block.set(1)
    for netuid in (1, 2, 256):
        world.add_network(netuid, tempo=100)
        schedule.pending_epoch_at[netuid] = 2
    world.step()
    assert world.events(EpochDeferred) == [EpochDeferred(1, 2, 3), EpochDeferred(2, 2, 3)]
    assert schedule.last_epoch_block[256] == 2
    world.step()
    assert world.events(EpochDeferred) == [EpochDeferred(2, 3, 4)]
    assert schedule.last_epoch_block[1] == 3


def _commit(world: World, netuid: int) -> None:
    """A commit of an epoch that is over: it goes when the subnet's commits are looked at."""
    index = mechanism_index(netuid, 0)
    commits = world.pallet(WeightTable).timelocked_weight_commits
    commits[index, 0] = [(account(1), 0, b"", 0)]


def _has_commit(world: World, netuid: int) -> bool:
    return (netuid, 0) in world.pallet(WeightTable).timelocked_weight_commits


def test_commits_wait_for_an_epoch_that_is_put_off(world: World) -> None:
    schedule = world.pallet(Schedule)
    cap = world.config.initial_max_epochs_per_block
    netuids = range(1, cap + 3)
    for netuid in netuids:
        world.add_network(netuid, tempo=100)
        schedule.pending_epoch_at[netuid] = 2
        schedule.subnet_epoch_index[netuid] = 10
        _commit(world, netuid)
    world.step()
    assert [netuid for netuid in netuids if _has_commit(world, netuid)] == [cap + 1, cap + 2]
    world.step()
    assert not any(_has_commit(world, netuid) for netuid in netuids)


def test_commits_of_root_are_not_looked_at(world: World) -> None:
    world.add_network(0)
    world.add_network(1)
    for netuid in (0, 1):
        world.pallet(Schedule).subnet_epoch_index[netuid] = 10
        _commit(world, netuid)
    world.step()
    assert _has_commit(world, 0)
    assert not _has_commit(world, 1)


def test_children_count_from_the_block_of_the_epoch_on(world: World) -> None:
    delegation = world.pallet(Delegation)
    for netuid in (1, 2):
        world.add_network(netuid, tempo=100)
        delegation.pending_child_keys[netuid, account(7)] = ([(5, account(8))], 1)
    world.pallet(Schedule).pending_epoch_at[2] = 3
    world.step()
    assert not list(delegation.child_keys.items())
    world.step()
    assert dict(delegation.child_keys.items()) == {(account(7), 2): [(5, account(8))]}
    assert [netuid for (netuid, _), _ in delegation.pending_child_keys.items()] == [1]


def test_children_do_not_count_where_the_epoch_was_put_off(world: World) -> None:
    delegation = world.pallet(Delegation)
    world.pallet(Schedule).max_epochs_per_block.set(0)
    world.add_network(1, tempo=100)
    delegation.pending_child_keys[1, account(7)] = ([(5, account(8))], 1)
    world.pallet(Schedule).pending_epoch_at[1] = 2
    world.step()
    assert not list(delegation.child_keys.items())


def test_a_block_mints_and_gives_out_what_it_mints(world: World) -> None:
    netuid = world.add_dynamic_network(1, 2)
    world.pallet(Subnets).subnet_emission_enabled[netuid] = True
    reserves, issuance = world.pallet(PoolReserves), world.pallet(Issuance)
    reserves.subnet_moving_price[netuid] = I96F32.from_num(1)
    tao, issued = reserves.subnet_tao[netuid], issuance.total_issuance.get()
    world.step(5)
    assert reserves.subnet_tao[netuid] == tao + 5 * TAO
    assert issuance.total_issuance.get() == issued + 5 * TAO
    assert world.pallet(Emissions).pending_server_emission[netuid] == 5 * TAO // 2


def test_what_is_minted_is_decided_before_commits_open(world: World) -> None:
    """The first event of a block is that of its TAO, whatever there is to give it to."""
    world.step()
    assert world.all_events() == [Issued(TAO)]
    assert world.pallet(Issuance).total_issuance.get() == 0


def test_prices_of_a_block_count_in_the_next_one(world: World) -> None:
    netuids = [world.add_dynamic_network(hotkey, 0) for hotkey in (1, 2)]
    for netuid in netuids:
        world.pallet(Subnets).subnet_emission_enabled[netuid] = True
        world.setup_reserves(netuid, 10**15, 10**15)
    prices = world.pallet(PoolReserves)
    prices.subnet_moving_price[netuids[0]] = I96F32.from_num(1)
    prices.subnet_moving_alpha.set(I96F32.from_num(1))
    emitted = world.pallet(Emissions).subnet_excess_tao
    world.step()
    assert [emitted[netuid] for netuid in netuids] == [TAO, 0]
    world.step()
    assert emitted[netuids[1]] > 0


def test_children_come_before_claims_that_coldkeys_make_by_themselves(world: World) -> None:
    world.add_network(1, tempo=100)
    world.pallet(Delegation).pending_child_keys[1, account(7)] = ([(5, account(8))], 1)
    world.pallet(Schedule).pending_epoch_at[1] = 2
    world.pallet(StakeShares).staking_coldkeys_by_index[0] = account(3)
    world.pallet(StakeShares).num_staking_coldkeys.set(1)
    world.step()
    events = [event for event in world.all_events() if isinstance(event, SetChildren | RootClaimed)]
    assert events == [SetChildren(account(7), 1, [(5, account(8))]), RootClaimed(account(3))]


def test_the_weight_is_that_of_the_benchmark_and_of_the_clean_up(world: World) -> None:
    fixed = weigh(110_634_229_000, reads=8304, writes=110)
    step = world.pallet(BlockStep)
    assert step.on_initialize(1) == fixed + weigh(0, reads=2)
    for netuid in (0, 1, 2):
        world.add_network(netuid)
    assert step.on_initialize(2) == fixed + weigh(0, reads=5)


def test_a_block_without_subnets_changes_nothing_but_its_number(world: World) -> None:
    world.step()  # which stores that there is no TAO
    before = world.stored()
    world.step()
    changed = {key for key, value in world.stored().items() if before.get(key) != value}
    assert len(changed) <= 2  # number, and events
    assert world.pallet(Subnets).netuids() == []
