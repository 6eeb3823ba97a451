"""Locked stake stays, whatever hotkey it is on; what it does when it goes all the same."""

from __future__ import annotations

import pytest

from pallets.subtensor.errors import AccountRejectsLockedAlpha, StakeUnavailable
from pallets.subtensor.locks import LockedAlphaFlags, Locks
from pallets.subtensor.stake import Stake
from pallets.subtensor.staking import (
    AddStake,
    BurnStake,
    MoveStake,
    Position,
    RemoveAllStake,
    RemoveStake,
    SmallNominations,
)
from pallets.subtensor.state import StakeLocks, StakeShares
from runtime.call import Call
from runtime.fixed.integers import U64_MAX
from tests.pallets.subtensor.staking.market import (
    COLDKEY,
    FIRST,
    FUNDS,
    HOTKEY,
    OTHER_COLDKEY,
    OTHER_HOTKEY,
    ROOT,
    SECOND,
    STABLE,
    a_market,
    give,
    refuses,
    stake,
)
from tests.pallets.subtensor.world import TAO, World


@pytest.fixture
def world() -> World:
    """Of 10 alpha on each of two hotkeys, 12 are locked for good."""
    world = a_market()
    give(world, 10 * TAO)
    give(world, 10 * TAO, hotkey=OTHER_HOTKEY)
    world.run(Locks.set_perpetual_lock(FIRST, True), by=COLDKEY)
    world.run(Locks.lock_stake(HOTKEY, FIRST, 12 * TAO), by=COLDKEY)
    world.forget_events()
    return world


def locked(world: World, coldkey: bytes = COLDKEY) -> int:
    return world.pallet(Locks).locked(coldkey, FIRST)


def takers(alpha: int) -> list[Call]:
    """The calls by which stake leaves the subnet or the world."""
    return [
        RemoveStake.remove_stake(HOTKEY, FIRST, alpha),
        RemoveStake.remove_stake_limit(HOTKEY, FIRST, alpha, 0, False),
        BurnStake.recycle_alpha(HOTKEY, alpha, FIRST),
        BurnStake.burn_alpha(HOTKEY, alpha, FIRST),
        MoveStake.move_stake(HOTKEY, OTHER_HOTKEY, FIRST, SECOND, alpha),
        MoveStake.transfer_stake(OTHER_COLDKEY, HOTKEY, FIRST, SECOND, alpha),
        MoveStake.swap_stake(HOTKEY, FIRST, SECOND, alpha),
        MoveStake.swap_stake_limit(HOTKEY, FIRST, ROOT, alpha, 0, False),
    ]


@pytest.mark.parametrize("number", range(8))
def test_what_is_not_locked_may_go_and_no_rao_more(world: World, number: int) -> None:
    refuses(world, takers(8 * TAO + 1)[number], StakeUnavailable)
    world.run(takers(8 * TAO)[number], by=COLDKEY)
    assert stake(world) == 2 * TAO
    for call in takers(TAO):
        refuses(world, call, StakeUnavailable)
    assert locked(world) == 12 * TAO


def test_stake_elsewhere_and_of_others_is_not_locked(world: World) -> None:
    give(world, TAO, SECOND)
    give(world, TAO, coldkey=OTHER_COLDKEY)
    world.run(RemoveStake.remove_stake(HOTKEY, SECOND, TAO), by=COLDKEY)
    world.run(RemoveStake.remove_stake(HOTKEY, FIRST, TAO), by=OTHER_COLDKEY)


def test_a_partial_order_over_more_than_is_free_is_refused_whole(world: World) -> None:
    """What counts is what was asked for, not what the limit leaves of it."""
    near = 1_499_999_000
    call = RemoveStake.remove_stake_limit(HOTKEY, FIRST, 9 * TAO, near, True)
    refuses(world, call, StakeUnavailable)
    swap = MoveStake.swap_stake_limit(HOTKEY, FIRST, SECOND, 9 * TAO, near, True)
    refuses(world, swap, StakeUnavailable)


def test_to_unstake_all_leaves_what_is_locked(world: World) -> None:
    give(world, TAO, STABLE)
    world.run(RemoveAllStake.unstake_all(HOTKEY), by=COLDKEY)
    assert (stake(world), stake(world, STABLE)) == (10 * TAO, 0)


def test_locked_stake_goes_from_hotkey_to_hotkey(world: World) -> None:
    world.run(MoveStake.move_stake(HOTKEY, OTHER_HOTKEY, FIRST, FIRST, 10 * TAO), by=COLDKEY)
    assert locked(world) == 12 * TAO


def test_the_lock_goes_along_to_another_coldkey_that_takes_it(world: World) -> None:
    give_8 = MoveStake.transfer_stake(OTHER_COLDKEY, HOTKEY, FIRST, FIRST, 8 * TAO)
    give_10 = MoveStake.transfer_stake(OTHER_COLDKEY, HOTKEY, FIRST, FIRST, 10 * TAO)
    refuses(world, give_10, AccountRejectsLockedAlpha)
    world.run(give_8, by=COLDKEY)
    assert (locked(world), locked(world, OTHER_COLDKEY)) == (12 * TAO, 0)
    world.run(LockedAlphaFlags.set_reject_locked_alpha(False), by=OTHER_COLDKEY)
    world.run(MoveStake.transfer_stake(OTHER_COLDKEY, HOTKEY, FIRST, FIRST, U64_MAX), by=COLDKEY)
    assert (locked(world), locked(world, OTHER_COLDKEY)) == (10 * TAO, 2 * TAO)


def test_what_is_cleared_is_not_locked_any_more(world: World) -> None:
    world.pallet(StakeShares).nominator_min_required_stake.set(U64_MAX // 2_000_000)
    world.pallet(SmallNominations).clear_if_small(Position(COLDKEY, HOTKEY, FIRST))
    assert stake(world) == 0
    assert world.balance(COLDKEY) > FUNDS
    assert locked(world) == 2 * TAO


@pytest.mark.parametrize("is_adding", [True, False])
def test_when_stake_changes_the_lock_is_brought_up_to_date(world: World, is_adding: bool) -> None:
    world.run(Locks.set_perpetual_lock(FIRST, False), by=COLDKEY)
    world.set_block(world.block + 1_000)
    if is_adding:
        world.run(AddStake.add_stake(HOTKEY, FIRST, TAO), by=COLDKEY)
    else:
        world.run(RemoveStake.remove_stake(HOTKEY, FIRST, TAO), by=COLDKEY)
    lock = world.pallet(StakeLocks).lock[COLDKEY, FIRST, HOTKEY]
    assert lock is not None
    assert lock.last_update == world.block
    assert lock.locked_mass == locked(world) < 12 * TAO


def test_a_coldkeys_stake_is_the_sum_on_its_hotkeys(world: World) -> None:
    holdings = world.pallet(Stake)
    assert holdings.of_coldkey(COLDKEY, FIRST) == 20 * TAO
    assert holdings.of_coldkey(OTHER_COLDKEY, FIRST) == 0
    for hotkey in (HOTKEY, OTHER_HOTKEY):
        for _ in range(2):
            holdings.increase(hotkey, COLDKEY, SECOND, 2**62)
    assert holdings.of_coldkey(COLDKEY, SECOND) == U64_MAX
