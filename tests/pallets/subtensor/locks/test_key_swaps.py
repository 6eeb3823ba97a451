"""Locks go along with keys that are swapped for others."""

from __future__ import annotations

import pytest

from pallets.subtensor.keys import ColdkeySwapping, HotkeySwapping
from pallets.subtensor.locks import (
    ColdkeyLockSwap,
    Conviction,
    HotkeyLockSwap,
    LockedAlphaFlags,
    Locks,
)
from pallets.subtensor.locks.rules import (
    DECAYING,
    OWNERS_DECAYING,
    OWNERS_PERPETUAL,
    PERPETUAL,
    rolled,
)
from pallets.subtensor.staking import RemoveStake
from pallets.subtensor.state import KeyRing
from pallets.subtensor.types import LockState
from runtime.fixed import U64F64
from runtime.weights import Weight, weigh
from tests.pallets.subtensor.locks.vault import (
    COLDKEY,
    HOTKEY,
    OTHER_COLDKEY,
    OTHER_HOTKEY,
    OWNER,
    OWNER_HOTKEY,
    RATE,
    RATES,
    STAKE,
    THIRD_HOTKEY,
    Vault,
    a_lock,
)
from tests.pallets.subtensor.world import account, fails

NEW = account(10)


@pytest.fixture
def vault() -> Vault:
    """The new coldkey takes locked stake."""
    vault = Vault()
    vault.pallet(LockedAlphaFlags).set_accepts(NEW, True)
    return vault


def swap_coldkey(vault: Vault) -> None:
    vault.pallet(ColdkeyLockSwap).swap(COLDKEY, NEW)


def refuses(vault: Vault, error: str) -> None:
    before = vault.stored()
    with fails(error):
        swap_coldkey(vault)
    assert vault.stored() == before


# Coldkeys


def test_a_lock_goes_to_the_new_coldkey_with_all_that_was_chosen(vault: Vault) -> None:
    vault.put(COLDKEY, HOTKEY, a_lock(5_000, 700), a_lock(6_000, 800))
    swap_coldkey(vault)
    assert vault.stored_lock() is None
    assert vault.stored_lock(NEW) == a_lock(5_000, 700)
    assert list(vault.locks.decaying_lock.items()) == [((NEW, vault.netuid), False)]
    listed = list(vault.locks.locking_coldkeys.keys(vault.netuid))
    assert listed == [(vault.netuid, HOTKEY, NEW)]
    assert vault.total(PERPETUAL) == a_lock(6_000, 800)
    assert vault.total(DECAYING) is None


def test_it_keeps_the_new_coldkeys_stake_too(vault: Vault) -> None:
    vault.lock(vault.staked())
    swap_coldkey(vault)
    vault.give_stake(HOTKEY, NEW, vault.netuid, vault.staked())
    with fails("StakeUnavailable"):
        vault.run(RemoveStake.remove_stake(HOTKEY, vault.netuid, 10**10), by=NEW)


def test_locks_of_all_subnets_go_as_they_are_now(vault: Vault) -> None:
    other = vault.open_subnet(account(2002), account(2001))
    vault.invest(COLDKEY, HOTKEY, other, perpetual=False)
    vault.lock(5_000)
    vault.run(Locks.lock_stake(account(2002), other, 10_000), by=COLDKEY)
    vault.wait(1_000)
    swap_coldkey(vault)
    first = rolled(a_lock(5_000), 1_001, RATES, PERPETUAL)
    assert vault.stored_lock(NEW) == vault.total(PERPETUAL) == first
    second = a_lock(9_989, 9_989, 1_001)
    assert vault.locks.lock[NEW, other, account(2002)] == second
    assert vault.locks.decaying_owner_lock[other] == second


def test_flags_go_too_and_those_of_the_new_coldkey_are_lost(vault: Vault) -> None:
    flags = vault.pallet(KeyRing).account_flags
    flags[COLDKEY] = 6
    swap_coldkey(vault)
    assert COLDKEY not in flags
    assert flags[NEW] == 6
    vault.pallet(ColdkeyLockSwap).swap(COLDKEY, NEW)
    assert NEW not in flags


def test_conviction_alone_is_no_lock_that_hinders(vault: Vault) -> None:
    vault.put(COLDKEY, HOTKEY, a_lock(0, 777), a_lock(0, 888))
    vault.put(NEW, THIRD_HOTKEY, a_lock(0, 111), a_lock(0, 111))
    vault.pallet(LockedAlphaFlags).set_accepts(NEW, False)
    swap_coldkey(vault)
    assert vault.stored_lock() is None
    assert vault.stored_lock(NEW) == a_lock(0, 777)
    assert vault.stored_lock(NEW, THIRD_HOTKEY) == a_lock(0, 111)
    assert vault.total(PERPETUAL) == a_lock(0, 888)


def test_neither_does_a_lock_that_came_to_its_end(vault: Vault) -> None:
    vault.put(NEW, THIRD_HOTKEY, a_lock(999), a_lock(999))
    vault.lock(5_000)
    vault.wait(5 * RATE)
    swap_coldkey(vault)
    assert vault.stored_lock(NEW) == rolled(a_lock(5_000), 1 + 5 * RATE, RATES, PERPETUAL)


def test_without_locks_nothing_hinders(vault: Vault) -> None:
    vault.pallet(LockedAlphaFlags).set_accepts(NEW, False)
    swap_coldkey(vault)
    assert not list(vault.locks.lock.keys())


def test_reasons_to_refuse_in_their_order(vault: Vault) -> None:
    vault.put(COLDKEY, HOTKEY, a_lock(7_000, 77), a_lock(7_000, 77))
    vault.put(NEW, THIRD_HOTKEY, a_lock(999, 11), a_lock(999, 11))
    vault.pallet(LockedAlphaFlags).set_accepts(NEW, False)
    refuses(vault, "ActiveLockExists")
    vault.locks.lock.clear(NEW)
    refuses(vault, "AccountRejectsLockedAlpha")


# Hotkeys


def swap_hotkey(vault: Vault, *netuids: int) -> Weight:
    """The result is what it weighs."""
    return vault.pallet(HotkeyLockSwap).swap(HOTKEY, OTHER_HOTKEY, netuids or None)


def test_locks_on_a_hotkey_are_on_the_new_one_with_conviction(vault: Vault) -> None:
    vault.put(COLDKEY, HOTKEY, a_lock(5_000, 1_234), a_lock(8_000, 2_000))
    vault.invest(OTHER_COLDKEY, HOTKEY, perpetual=False)
    decaying = a_lock(3_000, 300)
    vault.put(OTHER_COLDKEY, HOTKEY, decaying, decaying)
    assert swap_hotkey(vault) == weigh(0, reads=5 + 2, writes=2 * 2 + 6)
    assert vault.stored_lock() is vault.stored_lock(OTHER_COLDKEY) is None
    assert vault.stored_lock(COLDKEY, OTHER_HOTKEY) == a_lock(5_000, 1_234)
    assert vault.stored_lock(OTHER_COLDKEY, OTHER_HOTKEY) == decaying
    assert vault.total(PERPETUAL) is vault.total(DECAYING) is None
    assert vault.total(PERPETUAL, OTHER_HOTKEY) == a_lock(8_000, 2_000)
    assert vault.total(DECAYING, OTHER_HOTKEY) == decaying
    listed = {key[1:] for key in vault.locks.locking_coldkeys.keys(vault.netuid)}
    assert listed == {(OTHER_HOTKEY, COLDKEY), (OTHER_HOTKEY, OTHER_COLDKEY)}


def test_they_go_as_they_are_now(vault: Vault) -> None:
    vault.lock(5_000)
    vault.wait(1_000)
    swap_hotkey(vault)
    expected = LockState(5_000, U64F64(98_607_081_697_194_735_000), 1_001)
    assert vault.stored_lock(hotkey=OTHER_HOTKEY) == expected
    assert vault.total(PERPETUAL, OTHER_HOTKEY) == expected


def test_in_other_subnets_they_stay(vault: Vault) -> None:
    other = vault.open_subnet(account(2002), account(2001))
    vault.invest(COLDKEY, HOTKEY, other)
    vault.lock(5_000)
    vault.run(Locks.lock_stake(HOTKEY, other, 5_000), by=COLDKEY)
    assert swap_hotkey(vault, vault.netuid) == weigh(0, reads=5 + 1, writes=2 + 6)
    assert vault.stored_lock(hotkey=OTHER_HOTKEY) == a_lock(5_000)
    assert vault.locks.lock[COLDKEY, other, HOTKEY] == a_lock(5_000)
    assert vault.locks.hotkey_lock[other, HOTKEY] == a_lock(5_000)
    assert vault.locks.lock[COLDKEY, other, OTHER_HOTKEY] is None


def test_without_locks_there_is_little_to_do(vault: Vault) -> None:
    before = vault.stored()
    assert swap_hotkey(vault) == weigh(0, reads=5)
    assert vault.stored() == before


def test_locks_on_the_owners_hotkey_are_still_the_owners(vault: Vault) -> None:
    vault.own_subnet(COLDKEY, HOTKEY)
    vault.put(OTHER_COLDKEY, HOTKEY, a_lock(500, 500), a_lock(500, 500))
    vault.lock(900)
    swap_hotkey(vault)
    assert vault.stored_lock(OTHER_COLDKEY, OTHER_HOTKEY) == a_lock(500, 500)
    assert vault.stored_lock(COLDKEY, OTHER_HOTKEY) == a_lock(900, 900)
    assert vault.total(OWNERS_PERPETUAL) == a_lock(900, 900)
    assert vault.total(OWNERS_DECAYING) == a_lock(500, 500)
    assert vault.total(PERPETUAL, OTHER_HOTKEY) is vault.total(DECAYING, OTHER_HOTKEY) is None


def test_locks_that_come_to_the_owners_hotkey_need_not_mature(vault: Vault) -> None:
    """And what was the sum there, is overwritten, as in the reference."""
    vault.own_subnet(OWNER, OTHER_HOTKEY)
    vault.lock(900)
    vault.locks.owner_lock[vault.netuid] = a_lock(300, 300)
    swap_hotkey(vault)
    assert vault.stored_lock(hotkey=OTHER_HOTKEY) == a_lock(900, 900)
    assert vault.total(OWNERS_PERPETUAL) == a_lock(900, 900)
    assert vault.total(PERPETUAL) is None


def test_the_sum_on_the_new_hotkey_is_overwritten(vault: Vault) -> None:
    vault.lock(900)
    vault.locks.hotkey_lock[vault.netuid, OTHER_HOTKEY] = a_lock(300, 300)
    vault.locks.decaying_hotkey_lock[vault.netuid, OTHER_HOTKEY] = a_lock(200, 200)
    swap_hotkey(vault)
    assert vault.total(PERPETUAL, OTHER_HOTKEY) == a_lock(900)
    assert vault.total(DECAYING, OTHER_HOTKEY) == a_lock(200, 200)


def test_a_coldkey_that_is_listed_without_a_lock_is_forgotten(vault: Vault) -> None:
    vault.lock(5_000)
    listed = vault.locks.locking_coldkeys
    listed[vault.netuid, HOTKEY, OTHER_COLDKEY] = ()
    assert swap_hotkey(vault) == weigh(0, reads=5 + 2, writes=1 + 2 + 6)
    assert list(listed.keys()) == [(vault.netuid, OTHER_HOTKEY, COLDKEY)]


def test_a_lock_that_is_on_no_sum_is_left_behind(vault: Vault) -> None:
    vault.put(COLDKEY, HOTKEY, a_lock(5_000), a_lock(0))
    assert swap_hotkey(vault) == weigh(0, reads=5)
    assert vault.stored_lock() == a_lock(5_000)


def test_unless_it_comes_to_the_owners_hotkey(vault: Vault) -> None:
    vault.own_subnet(OWNER, OTHER_HOTKEY)
    vault.put(COLDKEY, HOTKEY, a_lock(5_000), a_lock(0))
    assert swap_hotkey(vault) == weigh(0, reads=5 + 1, writes=2 + 6)
    assert vault.stored_lock(hotkey=OTHER_HOTKEY) == a_lock(5_000, 5_000)


def test_more_can_be_locked_for_the_new_hotkey_only(vault: Vault) -> None:
    vault.associate(COLDKEY, OTHER_HOTKEY)
    vault.lock(5_000)
    swap_hotkey(vault)
    vault.lock(100, hotkey=OTHER_HOTKEY)
    assert vault.stored_lock(hotkey=OTHER_HOTKEY) == a_lock(5_100)
    with fails("LockHotkeyMismatch"):
        vault.lock(100, hotkey=OWNER_HOTKEY)
    del vault.pallet(KeyRing).owner[HOTKEY]
    with fails("HotKeyAccountNotExists"):
        vault.lock(100)


# By calls


def test_a_swapped_coldkey_can_not_unstake_what_was_locked(vault: Vault) -> None:
    alpha = vault.staked()
    vault.lock(alpha)
    vault.run(ColdkeySwapping.swap_coldkey(COLDKEY, NEW, 0))
    assert vault.stored_lock() is None
    assert vault.stored_lock(NEW) == vault.total(PERPETUAL) == a_lock(alpha)
    assert vault.staked(NEW) == alpha
    with fails("StakeUnavailable"):
        vault.run(RemoveStake.remove_stake(HOTKEY, vault.netuid, alpha), by=NEW)


def test_a_swap_that_locks_hinder_changes_nothing(vault: Vault) -> None:
    """Though stake has gone to the new coldkey by then."""
    vault.put(NEW, THIRD_HOTKEY, a_lock(1_000), a_lock(1_000))
    before = vault.stored()
    with fails("ActiveLockExists"):
        vault.run(ColdkeySwapping.swap_coldkey(COLDKEY, NEW, 0))
    assert vault.stored() == before


@pytest.mark.parametrize("everywhere", [True, False])
def test_a_swapped_hotkey_takes_its_locks_along(vault: Vault, everywhere: bool) -> None:
    vault.set_block(100)
    other = vault.open_subnet(account(2002), account(2001))
    vault.invest(COLDKEY, HOTKEY, other)
    vault.endow(COLDKEY, 10 * STAKE)
    lock, locks = a_lock(5_000, 1_000, 100), vault.locks
    for netuid in (vault.netuid, other):
        locks.lock[COLDKEY, netuid, HOTKEY] = locks.hotkey_lock[netuid, HOTKEY] = lock
        locks.locking_coldkeys[netuid, HOTKEY, COLDKEY] = ()
    netuid = None if everywhere else vault.netuid
    call = HotkeySwapping.swap_hotkey_v2(HOTKEY, OTHER_HOTKEY, netuid, False)
    vault.run(call, by=COLDKEY)
    assert vault.stored_lock() is vault.total(PERPETUAL) is None
    assert vault.stored_lock(hotkey=OTHER_HOTKEY) == lock
    assert vault.total(PERPETUAL, OTHER_HOTKEY) == lock
    conviction = vault.pallet(Conviction)
    assert conviction.of_hotkey(OTHER_HOTKEY, vault.netuid) == lock.conviction
    stays, moved = (HOTKEY, OTHER_HOTKEY) if not everywhere else (OTHER_HOTKEY, HOTKEY)
    assert locks.lock[COLDKEY, other, stays] == locks.hotkey_lock[other, stays] == lock
    assert locks.lock[COLDKEY, other, moved] is locks.hotkey_lock[other, moved] is None
