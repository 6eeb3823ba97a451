"""A lock decays or not, as its coldkey chooses."""

from __future__ import annotations

import pytest

from pallets.subtensor.events import PerpetualLockUpdated
from pallets.subtensor.locks import Locks
from pallets.subtensor.locks.rules import (
    DECAYING,
    OWNERS_DECAYING,
    OWNERS_PERPETUAL,
    PERPETUAL,
    LockKind,
    rolled,
)
from pallets.subtensor.types import LockState
from tests.pallets.subtensor.locks.vault import (
    COLDKEY,
    HOTKEY,
    MATURED_IN_1000,
    OTHER_COLDKEY,
    RATE,
    RATES,
    Vault,
    a_lock,
)

set_perpetual = Locks.set_perpetual_lock


@pytest.fixture
def vault() -> Vault:
    return Vault()


@pytest.mark.parametrize(
    ("kinds", "owns"),
    [((PERPETUAL, DECAYING), False), ((OWNERS_PERPETUAL, OWNERS_DECAYING), True)],
)
def test_a_choice_moves_the_lock_to_the_other_sum(
    vault: Vault, kinds: tuple[LockKind, LockKind], owns: bool
) -> None:
    if owns:
        vault.own_subnet(COLDKEY, HOTKEY)
    vault.invest(OTHER_COLDKEY, HOTKEY)
    vault.lock(3_000, OTHER_COLDKEY)
    vault.lock(5_000)
    conviction = 1 if owns else 0
    assert vault.total(kinds[0]) == a_lock(8_000, 8_000 * conviction)
    vault.run(set_perpetual(vault.netuid, False), by=COLDKEY)
    assert (COLDKEY, vault.netuid) not in vault.locks.decaying_lock
    assert vault.total(kinds[0]) == a_lock(3_000, 3_000 * conviction)
    assert vault.total(kinds[1]) == a_lock(5_000, 5_000 * conviction)
    vault.run(set_perpetual(vault.netuid, True), by=COLDKEY)
    assert vault.locks.decaying_lock[COLDKEY, vault.netuid] is False
    assert vault.total(kinds[0]) == a_lock(8_000, 8_000 * conviction)
    assert vault.total(kinds[1]) is None
    assert vault.events(PerpetualLockUpdated) == [
        PerpetualLockUpdated(COLDKEY, vault.netuid, False),
        PerpetualLockUpdated(COLDKEY, vault.netuid, True),
    ]


@pytest.mark.parametrize("enabled", [True, False])
def test_a_choice_may_be_made_without_a_lock(vault: Vault, enabled: bool) -> None:
    vault.run(set_perpetual(88, enabled), by=OTHER_COLDKEY)
    assert vault.locks.decaying_lock[OTHER_COLDKEY, 88] is (False if enabled else None)
    assert vault.all_events()[-1] == PerpetualLockUpdated(OTHER_COLDKEY, 88, enabled)


@pytest.mark.parametrize("owns", [True, False])
def test_a_lock_decays_only_while_it_may(vault: Vault, owns: bool) -> None:
    if owns:
        vault.own_subnet(COLDKEY, HOTKEY)
    vault.lock(5_000)
    locks, tenth, amounts = vault.pallet(Locks), RATE // 10, []
    for enabled in (False, True, False):
        vault.run(set_perpetual(vault.netuid, enabled), by=COLDKEY)
        vault.wait(tenth)
        amounts.append(locks.locked(COLDKEY, vault.netuid))
    assert amounts == [4_524, 4_524, 4_093]


def test_the_same_choice_again_brings_the_lock_up_to_date(vault: Vault) -> None:
    vault.lock(5_000)
    vault.wait(1_000)
    vault.run(set_perpetual(vault.netuid, True), by=COLDKEY)
    expected = LockState(5_000, MATURED_IN_1000, 1_001)
    assert vault.stored_lock() == vault.total(PERPETUAL) == expected


def test_conviction_goes_along_to_the_other_sum(vault: Vault) -> None:
    vault.lock(5_000)
    vault.wait(1_000)
    vault.run(set_perpetual(vault.netuid, False), by=COLDKEY)
    expected = LockState(5_000, MATURED_IN_1000, 1_001)
    assert vault.stored_lock() == vault.total(DECAYING) == expected
    assert vault.total(PERPETUAL) is None


def test_a_lock_that_came_to_its_end_is_removed_by_a_choice(vault: Vault) -> None:
    vault.locks.decaying_lock[COLDKEY, vault.netuid] = None
    vault.lock(5_000)
    vault.wait(20 * RATE)
    vault.run(set_perpetual(vault.netuid, True), by=COLDKEY)
    assert vault.stored_lock() is vault.total(DECAYING) is vault.total(PERPETUAL) is None


def test_locks_of_both_kinds_on_one_hotkey_have_separate_sums(vault: Vault) -> None:
    vault.invest(OTHER_COLDKEY, HOTKEY, perpetual=False)
    vault.lock(10_000)
    vault.lock(10_000, OTHER_COLDKEY)
    vault.wait(1_000)
    locks = vault.pallet(Locks)
    for coldkey, kind in ((COLDKEY, PERPETUAL), (OTHER_COLDKEY, DECAYING)):
        expected = rolled(a_lock(10_000), 1_001, RATES, kind)
        total = vault.total(kind)
        assert total is not None
        assert locks.of_coldkey(coldkey, vault.netuid) == expected
        assert rolled(total, 1_001, RATES, kind) == expected
