"""The calls by which stake is locked, and what becomes of a lock afterwards."""

from __future__ import annotations

import pytest

from pallets.subtensor.events import StakeLocked
from pallets.subtensor.locks import LockRecords, Locks
from pallets.subtensor.locks.rules import (
    DECAYING,
    OWNERS_DECAYING,
    OWNERS_PERPETUAL,
    PERPETUAL,
    rolled,
)
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.stake import Stake
from pallets.subtensor.types import LockState
from runtime.call import Call
from runtime.fixed import U64F64
from runtime.fixed.integers import U64_MAX
from runtime.origin import NOBODY, ROOT
from tests.pallets.subtensor.locks.vault import (
    COLDKEY,
    HOTKEY,
    MATURED_IN_1000,
    OTHER_COLDKEY,
    OTHER_HOTKEY,
    OWNER_HOTKEY,
    RATE,
    RATES,
    THIRD_HOTKEY,
    Vault,
    a_lock,
    fixed,
)
from tests.pallets.subtensor.world import account, fails

lock_stake, move_lock = Locks.lock_stake, Locks.move_lock
set_perpetual = Locks.set_perpetual_lock


@pytest.fixture
def vault() -> Vault:
    return Vault()


# Locking


def test_half_of_the_stake_is_locked(vault: Vault) -> None:
    half = vault.staked() // 2
    vault.run(lock_stake(HOTKEY, vault.netuid, half), by=COLDKEY)
    assert vault.stored_lock() == vault.total(PERPETUAL) == a_lock(half)
    assert vault.all_events()[-1] == StakeLocked(COLDKEY, HOTKEY, vault.netuid, half)
    assert vault.total(DECAYING) is None


def test_a_lock_decays_if_nothing_was_said(vault: Vault) -> None:
    vault.locks.decaying_lock[COLDKEY, vault.netuid] = None
    vault.lock(5_000)
    assert vault.total(PERPETUAL) is None
    assert vault.total(DECAYING) == a_lock(5_000)


def test_all_stake_may_be_locked_and_not_a_rao_more(vault: Vault) -> None:
    all_of_it = vault.staked()
    vault.refuses(lock_stake(HOTKEY, vault.netuid, all_of_it + 1), "InsufficientStakeForLock")
    vault.lock(all_of_it)
    assert vault.stored_lock() == a_lock(all_of_it)
    vault.refuses(lock_stake(HOTKEY, vault.netuid, 1), "InsufficientStakeForLock")


def test_stake_on_any_hotkey_is_locked_for_one(vault: Vault) -> None:
    vault.invest(COLDKEY, OTHER_HOTKEY)
    vault.associate(COLDKEY, THIRD_HOTKEY)
    vault.lock(vault.staked(), hotkey=THIRD_HOTKEY)
    assert vault.stored_lock(hotkey=THIRD_HOTKEY) == a_lock(vault.staked())


def test_a_lock_is_of_one_subnet(vault: Vault) -> None:
    other = vault.open_subnet(account(2002), account(2001))
    vault.invest(COLDKEY, OTHER_HOTKEY, other)
    vault.lock(1_000)
    vault.run(lock_stake(OTHER_HOTKEY, other, 2_000), by=COLDKEY)
    records = vault.pallet(LockRecords)
    assert records.find(COLDKEY, vault.netuid) == (HOTKEY, a_lock(1_000))
    assert records.find(COLDKEY, other) == (OTHER_HOTKEY, a_lock(2_000))
    assert records.total(vault.netuid, HOTKEY, PERPETUAL) == a_lock(1_000)
    assert records.total(other, OTHER_HOTKEY, PERPETUAL) == a_lock(2_000)


def test_a_coldkey_is_listed_once_with_the_hotkey(vault: Vault) -> None:
    vault.lock(100)
    vault.lock(50)
    listed = list(vault.locks.locking_coldkeys.keys(vault.netuid, HOTKEY))
    assert listed == [(vault.netuid, HOTKEY, COLDKEY)]


def test_less_than_a_hundred_rao_are_not_kept_but_clients_are_told(vault: Vault) -> None:
    vault.lock(99)
    assert vault.stored_lock() is vault.total(PERPETUAL) is None
    assert vault.all_events()[-1] == StakeLocked(COLDKEY, HOTKEY, vault.netuid, 99)


def test_they_count_in_a_sum_that_is_larger(vault: Vault) -> None:
    """There they stay, though nobody has them locked."""
    vault.invest(OTHER_COLDKEY, HOTKEY)
    vault.lock(1_000, OTHER_COLDKEY)
    vault.lock(99)
    assert vault.stored_lock() is None
    assert vault.total(PERPETUAL) == a_lock(1_099)


# Locking more


@pytest.mark.parametrize(("blocks", "conviction"), [(0, 0), (100, 1_973_091_064_450_875_000)])
def test_more_is_added_to_what_there_is_by_then(vault: Vault, blocks: int, conviction: int) -> None:
    vault.lock(1_000)
    vault.wait(blocks)
    vault.lock(500)
    expected = LockState(1_500, U64F64(conviction), 1 + blocks)
    assert vault.stored_lock() == vault.total(PERPETUAL) == expected


def test_more_is_added_again_and_again(vault: Vault) -> None:
    for _ in range(3):
        vault.lock(500)
        vault.wait(50)
    expected = LockState(1_500, U64F64(1_479_831_489_340_019_744), 101)
    assert vault.stored_lock() == vault.total(PERPETUAL) == expected


def test_more_than_there_is_can_not_be_added(vault: Vault) -> None:
    staked = vault.staked()
    vault.lock(staked * 8 // 10)
    more = staked * 3 // 10
    vault.refuses(lock_stake(HOTKEY, vault.netuid, more), "InsufficientStakeForLock")


def test_what_has_decayed_may_be_locked_again(vault: Vault) -> None:
    vault.locks.decaying_lock[COLDKEY, vault.netuid] = None
    staked = vault.staked()
    vault.lock(staked)
    vault.wait(RATE)
    left = rolled(a_lock(staked), 1 + RATE, RATES, DECAYING)
    vault.lock(staked - left.locked_mass)
    assert vault.stored_lock() == LockState(staked, left.conviction, 1 + RATE)
    # The sum has lost what the lock lost, and did not mature meanwhile, as in the reference.
    assert vault.total(DECAYING) == a_lock(staked, 0, 1 + RATE)


# What is refused, and which of two reasons decides


@pytest.mark.parametrize("origin", [NOBODY, ROOT])
@pytest.mark.parametrize(
    "call",
    [lock_stake(HOTKEY, 1, 1), move_lock(HOTKEY, 1), set_perpetual(1, True)],
    ids=["lock", "move", "perpetual"],
)
def test_only_a_coldkey_locks(vault: Vault, call: Call, origin: object) -> None:
    with fails("BadOrigin"):
        vault.run(call, by=origin)  # type: ignore[arg-type]


def test_reasons_not_to_lock_in_their_order(vault: Vault) -> None:
    netuid, too_much = vault.netuid, vault.staked() + 1
    vault.lock(1_000)
    vault.refuses(lock_stake(OTHER_HOTKEY, netuid, 0), "AmountTooLow")
    vault.refuses(lock_stake(OTHER_HOTKEY, netuid, too_much), "HotKeyAccountNotExists")
    vault.associate(OTHER_COLDKEY, OTHER_HOTKEY)
    vault.refuses(lock_stake(OTHER_HOTKEY, netuid, too_much), "LockHotkeyMismatch")
    for alpha in (too_much - 1, U64_MAX):
        vault.refuses(lock_stake(HOTKEY, netuid, alpha), "InsufficientStakeForLock")


@pytest.mark.parametrize("netuid", [0, 77])
def test_without_stake_nothing_is_locked_be_there_a_subnet_or_not(
    vault: Vault, netuid: int
) -> None:
    vault.refuses(lock_stake(HOTKEY, netuid, 1), "InsufficientStakeForLock")


# Locks on the hotkey of the subnet's owner


@pytest.mark.parametrize("coldkey_owns", [True, False])
def test_a_lock_on_the_owners_hotkey_has_its_conviction_at_once(
    vault: Vault, coldkey_owns: bool
) -> None:
    if coldkey_owns:
        vault.own_subnet(COLDKEY, HOTKEY)
    hotkey = HOTKEY if coldkey_owns else OWNER_HOTKEY
    vault.lock(5_000, hotkey=hotkey)
    expected = a_lock(5_000, 5_000)
    assert vault.stored_lock(hotkey=hotkey) == vault.total(OWNERS_PERPETUAL) == expected
    assert vault.total(PERPETUAL, hotkey) is None
    vault.lock(7_000, hotkey=hotkey)
    expected = a_lock(12_000, 12_000)
    assert vault.stored_lock(hotkey=hotkey) == vault.total(OWNERS_PERPETUAL) == expected


def test_on_another_hotkey_the_owners_own_lock_matures_as_any(vault: Vault) -> None:
    vault.associate(COLDKEY, OTHER_HOTKEY)
    vault.own_subnet(COLDKEY, OTHER_HOTKEY)
    vault.lock(5_000)
    assert vault.stored_lock() == vault.total(PERPETUAL) == a_lock(5_000)
    assert vault.total(OWNERS_PERPETUAL) is None


def test_on_the_owners_hotkey_too_a_lock_may_decay(vault: Vault) -> None:
    vault.run(set_perpetual(vault.netuid, False), by=COLDKEY)
    vault.lock(5_000, hotkey=OWNER_HOTKEY)
    vault.wait(1_000)
    locks = vault.pallet(Locks)
    assert locks.of_coldkey(COLDKEY, vault.netuid) == a_lock(4_994, 4_994, 1_001)
    assert vault.total(OWNERS_PERPETUAL) is None
    assert vault.total(OWNERS_DECAYING) == a_lock(5_000, 5_000)


# Looking


def test_without_a_lock_nothing_is_locked(vault: Vault) -> None:
    locks = vault.pallet(Locks)
    assert locks.of_coldkey(COLDKEY, vault.netuid) is None
    assert locks.locked(COLDKEY, vault.netuid) == 0
    assert locks.conviction(COLDKEY, vault.netuid) == fixed(0)


def test_a_lock_is_seen_as_it_is_now(vault: Vault) -> None:
    vault.lock(5_000)
    locks = vault.pallet(Locks)
    assert locks.of_coldkey(COLDKEY, vault.netuid) == a_lock(5_000)
    vault.wait(1_000)
    now = LockState(5_000, MATURED_IN_1000, 1_001)
    assert locks.of_coldkey(COLDKEY, vault.netuid) == now
    assert locks.locked(COLDKEY, vault.netuid) == 5_000
    assert locks.conviction(COLDKEY, vault.netuid) == MATURED_IN_1000
    assert vault.stored_lock() == a_lock(5_000)


def test_a_lock_that_came_to_its_end_is_an_empty_one(vault: Vault) -> None:
    vault.locks.decaying_lock[COLDKEY, vault.netuid] = None
    vault.lock(5_000)
    vault.wait(20 * RATE)
    assert vault.pallet(Locks).of_coldkey(COLDKEY, vault.netuid) == a_lock(0, 0, 1 + 20 * RATE)


def test_dividends_are_not_locked(vault: Vault) -> None:
    staked = vault.staked()
    vault.lock(staked)
    vault.pallet(Stake).increase_hotkey(HOTKEY, vault.netuid, 10_000_000)
    assert vault.staked() == staked + 10_000_000
    assert vault.pallet(Locks).locked(COLDKEY, vault.netuid) == staked


def test_a_neuron_that_is_replaced_keeps_the_locks_on_it(vault: Vault) -> None:
    vault.register_ok_neuron(vault.netuid, HOTKEY, COLDKEY)
    vault.run(set_perpetual(vault.netuid, False), by=COLDKEY)
    vault.lock(5_000)
    table, staked = vault.pallet(NeuronTable), vault.staked()
    table.replace(vault.netuid, table.uid_of(vault.netuid, HOTKEY), account(99), vault.block)
    assert not table.is_registered(vault.netuid, HOTKEY)
    assert vault.staked() == staked
    assert vault.stored_lock() == vault.total(DECAYING) == a_lock(5_000)
