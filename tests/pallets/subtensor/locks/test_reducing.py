"""What locks lose by force, and what an owner's gains by itself."""

from __future__ import annotations

import pytest

from pallets.subtensor.locks import Locks
from pallets.subtensor.locks.rules import (
    DECAYING,
    OWNERS_DECAYING,
    PERPETUAL,
)
from pallets.subtensor.state import Emissions, Schedule
from pallets.subtensor.types import LockState
from runtime.fixed import U64F64
from tests.pallets.subtensor.locks.vault import (
    COLDKEY,
    HOTKEY,
    OTHER_COLDKEY,
    OWNER,
    OWNER_HOTKEY,
    RATE,
    Vault,
    a_lock,
)
from tests.pallets.subtensor.world import TAO


@pytest.fixture
def vault() -> Vault:
    return Vault()


# Unlocking by force


def test_a_lock_is_reduced_in_proportion(vault: Vault) -> None:
    lock = a_lock(1_000, 1_000)
    vault.put(COLDKEY, HOTKEY, lock, lock)
    vault.pallet(Locks).force_reduce(COLDKEY, vault.netuid, 400)
    # 600 and what is lost when 0.4 is floored.
    expected = LockState(600, U64F64((600 << 64) + 400), 1)
    assert vault.stored_lock() == vault.total(PERPETUAL) == expected


def test_no_more_is_taken_from_the_sum_than_was_locked(vault: Vault) -> None:
    total = a_lock(6_000, 3_000)
    vault.put(OTHER_COLDKEY, HOTKEY, a_lock(5_000, 2_000), total)
    vault.put(COLDKEY, HOTKEY, a_lock(1_000, 1_000), a_lock(6_000, 3_000))
    vault.locks.decaying_lock[OTHER_COLDKEY, vault.netuid] = False
    vault.pallet(Locks).force_reduce(COLDKEY, vault.netuid, 2_000)
    assert vault.stored_lock() is None
    assert vault.stored_lock(OTHER_COLDKEY) == a_lock(5_000, 2_000)
    assert vault.total(PERPETUAL) == a_lock(5_000, 2_000)


def test_a_lock_with_conviction_alone_is_reduced_too(vault: Vault) -> None:
    """As with 50 rao locked on each of two locks that had conviction before."""
    vault.invest(OTHER_COLDKEY, HOTKEY)
    for coldkey in (COLDKEY, OTHER_COLDKEY):
        vault.put(coldkey, HOTKEY, a_lock(0, 1_234), a_lock(0, 2_468))
    for coldkey in (COLDKEY, OTHER_COLDKEY):
        vault.lock(50, coldkey)
    vault.pallet(Locks).force_reduce(COLDKEY, vault.netuid, 50)
    assert vault.stored_lock() is None
    assert vault.stored_lock(OTHER_COLDKEY) == vault.total(PERPETUAL) == a_lock(50, 1_234)


def test_a_lock_that_is_reduced_to_nothing_is_forgotten(vault: Vault) -> None:
    vault.lock(100)
    vault.pallet(Locks).force_reduce(COLDKEY, vault.netuid, 100)
    assert vault.stored_lock() is vault.total(PERPETUAL) is None
    assert not list(vault.locks.locking_coldkeys.keys(vault.netuid))


def test_dust_that_is_left_in_a_sum_stays(vault: Vault) -> None:
    vault.put(COLDKEY, HOTKEY, a_lock(100), a_lock(150))
    vault.pallet(Locks).force_reduce(COLDKEY, vault.netuid, 100)
    assert vault.total(PERPETUAL) == a_lock(50)


def test_until_the_sum_goes_on_without_it(vault: Vault) -> None:
    """The lock is dust after a block, and then so is what is left of the sum."""
    vault.locks.decaying_lock[COLDKEY, vault.netuid] = None
    vault.put(COLDKEY, HOTKEY, a_lock(100), a_lock(150))
    vault.wait(1)
    vault.pallet(Locks).force_reduce(COLDKEY, vault.netuid, 0)
    assert vault.stored_lock() is vault.total(DECAYING) is None
    vault.put(COLDKEY, HOTKEY, a_lock(100), a_lock(150))
    vault.lock(500)
    assert vault.stored_lock() == vault.total(DECAYING) == a_lock(500, 0, 2)


def test_dust_of_long_ago_is_swept(vault: Vault) -> None:
    vault.locks.decaying_lock[COLDKEY, vault.netuid] = None
    vault.lock(50_000)
    vault.wait(50 * RATE)
    vault.pallet(Locks).force_reduce(COLDKEY, vault.netuid, 50)
    assert vault.stored_lock() is vault.total(DECAYING) is None


def test_without_a_lock_nothing_is_reduced(vault: Vault) -> None:
    before = vault.stored()
    vault.pallet(Locks).force_reduce(COLDKEY, vault.netuid, 100)
    vault.pallet(Locks).roll_forward(COLDKEY, vault.netuid)
    assert vault.stored() == before


# The owner's cut


def test_the_owners_cut_is_locked_if_the_subnet_is_set_to_do_so(vault: Vault) -> None:
    vault.invest(OWNER, OWNER_HOTKEY, perpetual=False)
    locks = vault.pallet(Locks)
    locks.lock_owner_cut(vault.netuid, 10_000_000)
    assert vault.stored_lock(OWNER, OWNER_HOTKEY) is None
    vault.locks.owner_cut_auto_lock_enabled[vault.netuid] = True
    locks.lock_owner_cut(vault.netuid, 10_000_000)
    expected = a_lock(10_000_000, 10_000_000)
    assert vault.stored_lock(OWNER, OWNER_HOTKEY) == vault.total(OWNERS_DECAYING) == expected


def test_it_is_locked_for_the_hotkey_that_the_owner_has_a_lock_on(vault: Vault) -> None:
    vault.invest(OWNER, OWNER_HOTKEY)
    vault.lock(1_000, OWNER, HOTKEY)
    vault.locks.owner_cut_auto_lock_enabled[vault.netuid] = True
    vault.pallet(Locks).lock_owner_cut(vault.netuid, 500)
    assert vault.stored_lock(OWNER, HOTKEY) == vault.total(PERPETUAL) == a_lock(1_500)
    assert vault.stored_lock(OWNER, OWNER_HOTKEY) is None


@pytest.mark.parametrize("alpha", [0, 10**18])
def test_what_can_not_be_locked_is_not(vault: Vault, alpha: int) -> None:
    vault.invest(OWNER, OWNER_HOTKEY)
    vault.locks.owner_cut_auto_lock_enabled[vault.netuid] = True
    before = vault.stored()
    vault.pallet(Locks).lock_owner_cut(vault.netuid, alpha)
    assert vault.stored() == before


def test_an_epoch_locks_the_cut_that_it_pays(vault: Vault) -> None:
    netuid = vault.netuid
    vault.setup_reserves(netuid, 1_000_000 * TAO, 1_000_000 * TAO)
    vault.pallet(Schedule).tempo[netuid] = 10
    vault.pallet(Emissions).subnet_owner_cut.set(6_553)
    vault.locks.owner_cut_auto_lock_enabled[netuid] = True
    cut = 99_992_370  # of a block, whose alpha is 10^9 rao
    vault.step_epochs(1, netuid)
    assert vault.block == 10
    assert vault.staked(OWNER) == 9 * cut
    assert vault.stored_lock(OWNER, OWNER_HOTKEY) == a_lock(9 * cut, 9 * cut, 10)
    vault.step_epochs(1, netuid)
    assert vault.block == 20
    # What was locked first has decayed a little; dividends are not locked.
    locked = 19 * cut - 9_627
    assert vault.stored_lock(OWNER, OWNER_HOTKEY) == a_lock(locked, locked, 20)
    assert vault.total(OWNERS_DECAYING) == a_lock(locked, locked, 20)
