"""The walk through all stake."""

from __future__ import annotations

import pytest

from pallets.subtensor.ownership import StakingWalk
from pallets.subtensor.ownership.staking_walk import STEP
from pallets.subtensor.shares import SafeFloat
from pallets.subtensor.state import StakeShares
from runtime.fixed import U64F64
from tests.pallets.subtensor.world import World, account


@pytest.fixture
def world() -> World:
    return World()


def stake(world: World, coldkeys: range, netuid: int) -> None:
    for coldkey in coldkeys:
        place = account(1), account(coldkey), netuid
        world.pallet(StakeShares).alpha_v2[place] = SafeFloat.from_u64(5)


def go_on(world: World) -> None:
    world.pallet(StakingWalk).go_on()


def numbered(world: World) -> int:
    return world.pallet(StakeShares).num_staking_coldkeys.get()


def test_without_stake_nothing_happens(world: World) -> None:
    before = world.stored()
    go_on(world)
    assert world.stored() == before


def test_coldkeys_on_root_are_numbered_once(world: World) -> None:
    stake(world, range(5), netuid=0)
    stake(world, range(3, 9), netuid=1)
    for _ in range(3):
        go_on(world)
        assert numbered(world) == 5
    known = [coldkey for coldkey, _ in world.pallet(StakeShares).staking_coldkeys.items()]
    assert sorted(known) == sorted(map(account, range(5)))


def test_it_takes_so_many_entries_in_a_block_and_goes_on_in_the_next(world: World) -> None:
    stake(world, range(2 * STEP + 7), netuid=0)
    shares = world.pallet(StakeShares)
    keys = list(shares.alpha_v2.keys())
    counts, cursors = [], []
    for _ in range(4):
        go_on(world)
        counts.append(numbered(world))
        cursors.append(shares.alpha_v2_map_last_key.get())
    assert counts == [STEP, 2 * STEP, 2 * STEP + 7, 2 * STEP + 7]
    assert cursors == [
        shares.alpha_v2.key_of(keys[STEP - 1]),
        shares.alpha_v2.key_of(keys[2 * STEP - 1]),
        None,  # it begins anew
        shares.alpha_v2.key_of(keys[STEP - 1]),
    ]
    assert shares.alpha_v2_map_last_key.exists()


def test_at_the_very_end_it_needs_one_more_block_to_begin_anew(world: World) -> None:
    stake(world, range(STEP), netuid=0)
    cursor = world.pallet(StakeShares).alpha_v2_map_last_key
    go_on(world)
    assert cursor.get() is not None
    go_on(world)
    assert cursor.get() is None


def test_the_entry_that_it_stands_at_may_go(world: World) -> None:
    stake(world, range(STEP + 2), netuid=1)
    shares = world.pallet(StakeShares)
    keys = list(shares.alpha_v2.keys())
    go_on(world)
    del shares.alpha_v2[keys[STEP - 1]]
    shares.alpha_v2[keys[0][0], keys[0][1], 0] = SafeFloat.from_u64(1)  # behind it, or before
    before = shares.alpha_v2_map_last_key.get()
    go_on(world)
    assert before is not None
    assert shares.alpha_v2_map_last_key.get() is None


def test_both_forms_of_shares_are_walked_each_on_its_own(world: World) -> None:
    shares = world.pallet(StakeShares)
    shares.alpha[account(1), account(70), 0] = U64F64.from_num(1)
    stake(world, range(STEP), netuid=0)
    go_on(world)
    assert numbered(world) == STEP + 1
    assert shares.alpha_map_last_key.get() is None
    assert shares.alpha_v2_map_last_key.get() is not None


def test_each_block_does_a_step(world: World) -> None:
    stake(world, range(STEP + 1), netuid=0)
    world.step()
    assert numbered(world) == STEP
    world.step()
    assert numbered(world) == STEP + 1
