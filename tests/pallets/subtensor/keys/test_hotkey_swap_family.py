"""Children and parents, auto-stake and the owner's hotkey, when a hotkey is swapped."""

from __future__ import annotations

import pytest

from pallets.subtensor.children.relations import MAX_CHILDREN
from pallets.subtensor.events import SubnetOwnerHotkeySet
from pallets.subtensor.keys.hotkey_swap.family import renamed_child
from pallets.subtensor.state import (
    Delegation,
    KeyRing,
    Mechanisms,
    StakeLocks,
    StakeShares,
    Subnets,
    WeightTable,
)
from pallets.subtensor.types import LockState, mechanism_index
from runtime.fixed import U64F64
from runtime.fixed.integers import U64_MAX
from tests.pallets.subtensor.keys.swaps import (
    COLD,
    INTERVAL,
    NET,
    NEW,
    OLD,
    OTHER,
    OTHER_COLD,
    STAKER,
    START,
    THIRD,
    a_world,
    refuses,
    swap,
)
from tests.pallets.subtensor.world import World, account

BOTH = [None, NET]
ONE, TWO, SIX, SEVEN = (account(number) for number in (21, 22, 26, 27))
LATER = START + INTERVAL + 1


@pytest.fixture
def world() -> World:
    return a_world()


def family(world: World, hotkey: bytes, netuid: int = NET) -> tuple[object, object]:
    """Children and parents."""
    delegation = world.pallet(Delegation)
    return delegation.child_keys[hotkey, netuid], delegation.parent_keys[hotkey, netuid]


# Children and parents


@pytest.mark.parametrize("netuid", BOTH)
def test_children_and_parents_have_the_new_hotkey(world: World, netuid: int | None) -> None:
    """It comes last in the lists of the others."""
    delegation = world.pallet(Delegation)
    delegation.parent_keys[OLD, NET] = [(100, ONE), (200, TWO)]
    delegation.child_keys[OLD, NET] = [(300, SIX), (400, SEVEN)]
    delegation.child_keys[ONE, NET] = [(100, OLD), (500, THIRD)]
    delegation.child_keys[TWO, NET] = [(200, OLD)]
    delegation.parent_keys[SIX, NET] = [(300, OLD), (600, THIRD)]
    delegation.parent_keys[SEVEN, NET] = [(400, OLD)]
    swap(world, netuid)
    assert family(world, NEW) == ([(300, SIX), (400, SEVEN)], [(100, ONE), (200, TWO)])
    assert family(world, OLD) == ([], [])
    assert delegation.child_keys[ONE, NET] == [(500, THIRD), (100, NEW)]
    assert delegation.child_keys[TWO, NET] == [(200, NEW)]
    assert delegation.parent_keys[SIX, NET] == [(600, THIRD), (300, NEW)]
    assert delegation.parent_keys[SEVEN, NET] == [(400, NEW)]


def test_families_of_other_subnets_stay_in_a_swap_of_one(world: World) -> None:
    delegation = world.pallet(Delegation)
    delegation.child_keys[OLD, NET] = [(100, ONE), (200, TWO)]
    delegation.child_keys[OLD, OTHER] = [(300, SIX)]
    swap(world, NET)
    assert family(world, NEW) == ([(100, ONE), (200, TWO)], [])
    assert family(world, OLD, OTHER) == ([(300, SIX)], [])
    swap(world, OTHER, new=THIRD)
    assert family(world, THIRD, OTHER) == ([(300, SIX)], [])
    assert family(world, OLD, OTHER) == ([], [])


def test_families_of_all_subnets_move_in_a_swap_of_all(world: World) -> None:
    delegation = world.pallet(Delegation)
    delegation.child_keys[OLD, NET] = [(100, ONE), (200, TWO)]
    delegation.child_keys[OLD, OTHER] = [(300, SIX)]
    swap(world)
    assert family(world, NEW) == ([(100, ONE), (200, TWO)], [])
    assert family(world, NEW, OTHER) == ([(300, SIX)], [])
    assert family(world, OLD) == family(world, OLD, OTHER) == ([], [])


def test_the_old_hotkey_keeps_an_empty_list_of_children(world: World) -> None:
    """In every subnet: otherwise there are no empty lists in storage."""
    delegation = world.pallet(Delegation)
    swap(world)
    assert (OLD, NET) in delegation.child_keys
    assert (OLD, OTHER) in delegation.child_keys
    assert (OLD, NET) not in delegation.parent_keys
    assert (NEW, NET) not in delegation.child_keys


def test_the_family_of_the_new_hotkey_is_lost(world: World) -> None:
    """It can have one without being registered."""
    delegation = world.pallet(Delegation)
    delegation.child_keys[NEW, NET] = [(10, ONE), (11, TWO)]
    delegation.parent_keys[ONE, NET] = [(10, NEW)]
    delegation.parent_keys[TWO, NET] = [(11, NEW), (12, OLD)]
    delegation.child_keys[OLD, NET] = [(12, TWO)]
    delegation.parent_keys[NEW, NET] = [(13, SIX)]
    delegation.child_keys[SIX, NET] = [(13, NEW)]
    swap(world, NET)
    assert family(world, NEW) == ([(12, TWO)], [])
    assert (ONE, NET) not in delegation.parent_keys
    assert delegation.parent_keys[TWO, NET] == [(12, NEW)]
    assert (SIX, NET) not in delegation.child_keys


@pytest.mark.parametrize("netuid", BOTH)
@pytest.mark.parametrize("relation", ["child_keys", "parent_keys"])
def test_the_new_hotkey_must_not_be_in_the_family(
    world: World, netuid: int | None, relation: str
) -> None:
    getattr(world.pallet(Delegation), relation)[OLD, NET] = [(200, NEW)]
    refuses(world, "InvalidChild", netuid)


def test_a_family_that_is_inconsistent_is_not_moved(world: World) -> None:
    delegation = world.pallet(Delegation)
    delegation.child_keys[OLD, NET] = [(U64_MAX, ONE), (1, TWO)]
    refuses(world, "ProportionOverflow")
    delegation.child_keys[OLD, NET] = [(1, ONE), (1, TWO)]
    delegation.parent_keys[OLD, NET] = [(1, TWO)]
    refuses(world, "ChildParentInconsistency", NET)


# Children that are chosen already


@pytest.mark.parametrize("netuid", BOTH)
def test_a_choice_that_waits_is_the_new_hotkeys(world: World, netuid: int | None) -> None:
    delegation = world.pallet(Delegation)
    delegation.child_keys[OLD, NET] = [(U64_MAX, ONE)]
    delegation.parent_keys[ONE, NET] = [(U64_MAX, OLD)]
    delegation.pending_child_keys[NET, OLD] = ([(U64_MAX, TWO)], 500)
    for old, new in ((OLD, NEW), (NEW, OLD)):
        swap(world, netuid, old=old, new=new)
        assert family(world, new) == ([(U64_MAX, ONE)], [])
        assert delegation.parent_keys[ONE, NET] == [(U64_MAX, new)]
        assert delegation.pending_child_keys[NET, new] == ([(U64_MAX, TWO)], 500)
        assert (NET, old) not in delegation.pending_child_keys
        assert family(world, old) == ([], [])
        world.set_block(LATER)
        if netuid is None:
            break


@pytest.mark.parametrize("netuid", BOTH)
def test_others_that_chose_the_hotkey_have_chosen_the_new_one(
    world: World, netuid: int | None
) -> None:
    delegation = world.pallet(Delegation)
    delegation.child_keys[ONE, NET] = [(U64_MAX, OLD)]
    delegation.parent_keys[OLD, NET] = [(U64_MAX, ONE)]
    delegation.pending_child_keys[NET, ONE] = ([(7, OLD), (8, THIRD)], 500)
    delegation.pending_child_keys[NET, TWO] = ([(9, THIRD)], 600)
    delegation.pending_child_keys[OTHER, ONE] = ([(5, OLD)], 700)
    swap(world, netuid)
    assert family(world, NEW) == ([], [(U64_MAX, ONE)])
    assert delegation.child_keys[ONE, NET] == [(U64_MAX, NEW)]
    assert delegation.pending_child_keys[NET, ONE] == ([(8, THIRD), (7, NEW)], 500)
    assert delegation.pending_child_keys[NET, TWO] == ([(9, THIRD)], 600)
    child = NEW if netuid is None else OLD
    assert delegation.pending_child_keys[OTHER, ONE] == ([(5, child)], 700)


@pytest.mark.parametrize("netuid", BOTH)
def test_what_waits_must_be_possible_for_the_new_hotkey(world: World, netuid: int | None) -> None:
    delegation = world.pallet(Delegation)
    pending = delegation.pending_child_keys
    for children, error in (
        ([(1, NEW)], "InvalidChild"),
        ([(1, account(number)) for number in range(30, 31 + MAX_CHILDREN)], "TooManyChildren"),
        ([(U64_MAX, ONE), (1, TWO)], "ProportionOverflow"),
        ([(1, SIX)], "ChildParentInconsistency"),
    ):
        delegation.parent_keys[OLD, NET] = [(1, SIX)]
        pending[NET, OLD] = (children, 500)
        refuses(world, error, netuid)
    pending[NET, OLD] = ([(1, account(number)) for number in range(30, 30 + MAX_CHILDREN)], 500)
    swap(world, netuid)


def test_only_the_first_of_two_is_renamed() -> None:
    children = [(1, ONE), (2, OLD), (3, TWO), (4, OLD)]
    assert renamed_child(children, OLD, NEW) == [(1, ONE), (3, TWO), (4, OLD), (2, NEW)]
    assert renamed_child(children, THIRD, NEW) is None


# Auto-stake


@pytest.mark.parametrize("netuid", BOTH)
def test_coldkeys_stake_automatically_on_the_new_hotkey(world: World, netuid: int | None) -> None:
    shares = world.pallet(StakeShares)
    coldkeys = [STAKER, OTHER_COLD, COLD]
    shares.auto_stake_destination_coldkeys[OLD, NET] = coldkeys
    for coldkey in coldkeys[1:]:
        shares.auto_stake_destination[coldkey, NET] = OLD
    swap(world, netuid)
    assert shares.auto_stake_destination_coldkeys[NEW, NET] == coldkeys
    assert (OLD, NET) not in shares.auto_stake_destination_coldkeys
    assert [shares.auto_stake_destination[coldkey, NET] for coldkey in coldkeys] == [NEW] * 3
    world.set_block(LATER)
    if netuid is not None:
        swap(world, netuid, old=NEW, new=OLD)
        assert shares.auto_stake_destination_coldkeys[OLD, NET] == coldkeys
        assert [shares.auto_stake_destination[coldkey, NET] for coldkey in coldkeys] == [OLD] * 3
        assert (NEW, NET) not in shares.auto_stake_destination_coldkeys


def test_the_list_of_the_new_hotkey_is_lost_but_not_what_they_chose(world: World) -> None:
    shares = world.pallet(StakeShares)
    for hotkey, coldkey in ((OLD, STAKER), (NEW, OTHER_COLD)):
        shares.auto_stake_destination[coldkey, NET] = hotkey
        shares.auto_stake_destination_coldkeys[hotkey, NET] = [coldkey]
    swap(world, NET)
    assert shares.auto_stake_destination_coldkeys[NEW, NET] == [STAKER]
    assert shares.auto_stake_destination[OTHER_COLD, NET] == NEW


def test_no_list_appears_where_there_was_none(world: World) -> None:
    swap(world)
    assert (NEW, NET) not in world.pallet(StakeShares).auto_stake_destination_coldkeys


# The owner's hotkey, and commits


@pytest.mark.parametrize("netuid", BOTH)
def test_the_owner_of_a_subnet_has_the_new_hotkey(world: World, netuid: int | None) -> None:
    owners = world.pallet(Subnets).subnet_owner_hotkey
    owners[NET], owners[OTHER] = OLD, THIRD
    swap(world, netuid)
    assert (owners[NET], owners[OTHER]) == (NEW, THIRD)
    assert world.events(SubnetOwnerHotkeySet) == [SubnetOwnerHotkeySet(NET, NEW)]
    if netuid is not None:
        world.set_block(LATER)
        swap(world, netuid, old=NEW, new=OLD)
        assert owners[NET] == OLD


@pytest.mark.parametrize("netuid", BOTH)
def test_locks_are_moved_while_the_old_hotkey_is_still_the_owners(
    world: World, netuid: int | None
) -> None:
    """So it is the owner's sum that goes on; one that is there besides is not the hotkey's."""
    world.pallet(Subnets).subnet_owner_hotkey[NET] = OLD
    locks, mass = world.pallet(StakeLocks), U64F64.from_num(1_000)
    locks.owner_lock[NET] = locks.hotkey_lock[NET, OLD] = LockState(1_000, mass, 1)
    swap(world, netuid)
    assert locks.owner_lock[NET] == LockState(1_000, mass, START)
    assert locks.hotkey_lock[NET, OLD] == LockState(1_000, mass, 1)
    assert (NET, NEW) not in locks.hotkey_lock


def test_no_owner_is_told_of_where_it_is_another_hotkey(world: World) -> None:
    owners = world.pallet(Subnets).subnet_owner_hotkey
    owners[OTHER] = THIRD
    swap(world)
    assert NET not in owners
    assert not world.events(SubnetOwnerHotkeySet)


def test_commits_move_in_all_mechanisms_that_there_are(world: World) -> None:
    commits = world.pallet(WeightTable).weight_commits
    world.pallet(Mechanisms).mechanism_count_current[NET] = 2
    commit = [(bytes(32), 1, 2, 3)]
    indices = [mechanism_index(NET, mechanism) for mechanism in range(3)]
    for index in indices:
        commits[index, OLD] = commit
    swap(world, NET)
    assert [commits[index, NEW] for index in indices] == [commit, commit, None]
    assert [commits[index, OLD] for index in indices] == [None, None, commit]


def test_a_subnet_of_ones_own_is_swapped_with_all_that_it_is(world: World) -> None:
    """As it is founded: the owner's hotkey has uid 0, and stake that was paid for it."""
    netuid = world.add_dynamic_network(THIRD, COLD)
    keys = world.pallet(KeyRing)
    assert keys.owner[THIRD] == COLD
    swap(world, netuid, old=THIRD)
    assert world.pallet(Subnets).subnet_owner_hotkey[netuid] == NEW
    assert world.pallet(Subnets).subnet_owner[netuid] == COLD
