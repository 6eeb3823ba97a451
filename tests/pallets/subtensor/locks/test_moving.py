"""A lock is moved from one hotkey to another."""

from __future__ import annotations

import pytest

from pallets.subtensor.events import LockMoved
from pallets.subtensor.locks import Locks
from pallets.subtensor.locks.rules import (
    DECAYING,
    OWNERS_PERPETUAL,
    PERPETUAL,
)
from pallets.subtensor.types import LockState
from runtime.fixed import U64F64
from tests.pallets.subtensor.locks.vault import (
    COLDKEY,
    HOTKEY,
    OTHER_COLDKEY,
    OTHER_HOTKEY,
    OWNER_HOTKEY,
    Vault,
    a_lock,
)

move_lock = Locks.move_lock


@pytest.fixture
def vault() -> Vault:
    return Vault()


def test_between_hotkeys_of_one_coldkey_conviction_goes_along(vault: Vault) -> None:
    vault.associate(COLDKEY, OTHER_HOTKEY)
    vault.put(COLDKEY, HOTKEY, a_lock(5_000, 1_234), a_lock(5_000, 1_234))
    vault.run(move_lock(OTHER_HOTKEY, vault.netuid), by=COLDKEY)
    assert vault.stored_lock() is vault.total(PERPETUAL) is None
    expected = a_lock(5_000, 1_234)
    assert vault.stored_lock(hotkey=OTHER_HOTKEY) == expected
    assert vault.total(PERPETUAL, OTHER_HOTKEY) == expected
    listed = list(vault.locks.locking_coldkeys.keys(vault.netuid))
    assert listed == [(vault.netuid, OTHER_HOTKEY, COLDKEY)]
    moved = LockMoved(COLDKEY, HOTKEY, OTHER_HOTKEY, vault.netuid)
    assert vault.all_events()[-1] == moved


@pytest.mark.parametrize(("new_owner", "conviction"), [(OTHER_COLDKEY, 0), (COLDKEY, 1_000)])
def test_other_locks_on_the_hotkey_stay(vault: Vault, new_owner: bytes, conviction: int) -> None:
    vault.associate(new_owner, OTHER_HOTKEY)
    vault.invest(OTHER_COLDKEY, HOTKEY)
    lock, both = a_lock(5_000, 1_000), a_lock(10_000, 2_000)
    vault.put(OTHER_COLDKEY, HOTKEY, lock, both)
    vault.put(COLDKEY, HOTKEY, lock, both)
    vault.run(move_lock(OTHER_HOTKEY, vault.netuid), by=COLDKEY)
    moved = a_lock(5_000, conviction)
    assert vault.stored_lock(hotkey=OTHER_HOTKEY) == moved
    assert vault.total(PERPETUAL, OTHER_HOTKEY) == moved
    assert vault.stored_lock(OTHER_COLDKEY) == vault.total(PERPETUAL) == lock


def test_on_the_owners_hotkey_a_moved_lock_has_its_conviction_at_once(vault: Vault) -> None:
    vault.lock(5_000)
    vault.run(move_lock(OWNER_HOTKEY, vault.netuid), by=COLDKEY)
    expected = a_lock(5_000, 5_000)
    assert vault.stored_lock(hotkey=OWNER_HOTKEY) == vault.total(OWNERS_PERPETUAL) == expected
    assert vault.total(PERPETUAL, OWNER_HOTKEY) is None


def test_it_loses_it_when_it_is_moved_away(vault: Vault) -> None:
    vault.lock(5_000, hotkey=OWNER_HOTKEY)
    vault.run(move_lock(HOTKEY, vault.netuid), by=COLDKEY)
    assert vault.stored_lock() == vault.total(PERPETUAL) == a_lock(5_000)
    assert vault.total(OWNERS_PERPETUAL) is None


def test_a_lock_is_moved_as_it_is_now(vault: Vault) -> None:
    vault.associate(COLDKEY, OTHER_HOTKEY)
    vault.locks.decaying_lock[COLDKEY, vault.netuid] = None
    vault.lock(10_000)
    vault.wait(1_000)
    vault.run(move_lock(OTHER_HOTKEY, vault.netuid), by=COLDKEY)
    expected = LockState(9_989, U64F64(197_108_704_962_744_510_000), 1_001)
    assert vault.stored_lock(hotkey=OTHER_HOTKEY) == expected
    assert vault.total(DECAYING, OTHER_HOTKEY) == expected
    assert vault.total(DECAYING) is None


def test_a_lock_may_be_moved_to_where_it_is(vault: Vault) -> None:
    vault.put(COLDKEY, HOTKEY, a_lock(5_000, 1_234), a_lock(6_000, 2_000))
    vault.run(move_lock(HOTKEY, vault.netuid), by=COLDKEY)
    assert vault.stored_lock() == a_lock(5_000, 1_234)
    assert vault.total(PERPETUAL) == a_lock(6_000, 2_000)


def test_reasons_not_to_move_in_their_order(vault: Vault) -> None:
    vault.refuses(move_lock(OTHER_HOTKEY, vault.netuid), "HotKeyAccountNotExists")
    vault.refuses(move_lock(HOTKEY, vault.netuid), "NoExistingLock")
