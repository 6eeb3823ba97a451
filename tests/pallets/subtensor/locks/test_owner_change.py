"""A subnet goes to the coldkey whose hotkey has most conviction."""

from __future__ import annotations

import pytest

from pallets.subtensor.events import SubnetOwnerChanged
from pallets.subtensor.locks import Conviction, OwnerByConviction
from pallets.subtensor.locks.owner_change import ONE_YEAR, suffices
from pallets.subtensor.locks.rules import (
    DECAYING,
    OWNERS_DECAYING,
    OWNERS_PERPETUAL,
    PERPETUAL,
)
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.state import Hyperparameters, KeyRing, PoolReserves, Schedule, Subnets
from runtime.fixed import U64F64
from runtime.fixed.integers import U64_MAX
from tests.pallets.subtensor.emission.scenes import run_coinbase
from tests.pallets.subtensor.locks.vault import (
    COLDKEY,
    HOTKEY,
    OTHER_COLDKEY,
    RATE,
    RATES,
    THIRD_COLDKEY,
    Vault,
    a_lock,
    fixed,
)
from tests.pallets.subtensor.world import account

KING, KING_HOTKEY = account(8), account(6)
NOW = ONE_YEAR + 1


@pytest.fixture
def vault() -> Vault:
    """In block 2,629,801 a subnet of block 1, of coldkey 1, has 10,000 rao of alpha outside.

    Coldkey 8's hotkey has a tenth of that as conviction, and is no neuron.
    """
    vault = Vault()
    vault.own_subnet(COLDKEY, HOTKEY)
    vault.associate(KING, KING_HOTKEY)
    vault.set_block(NOW)
    vault.pallet(Subnets).network_registered_at[vault.netuid] = 1
    vault.pallet(PoolReserves).subnet_alpha_out[vault.netuid] = 10_000
    vault.locks.decaying_lock[KING, vault.netuid] = False
    vault.put(KING, KING_HOTKEY, a_lock(1_000, 1_000, NOW), a_lock(1_000, 1_000, NOW))
    vault.forget_events()
    return vault


def owner(vault: Vault) -> tuple[bytes, bytes]:
    subnets = vault.pallet(Subnets)
    return subnets.subnet_owner[vault.netuid], subnets.subnet_owner_hotkey[vault.netuid]


def change(vault: Vault) -> None:
    vault.pallet(OwnerByConviction).change_if_needed(vault.netuid)


def stays(vault: Vault) -> None:
    before = vault.stored()
    change(vault)
    assert vault.stored() == before


def test_the_strongest_hotkeys_coldkey_gets_the_subnet(vault: Vault) -> None:
    change(vault)
    assert owner(vault) == (KING, KING_HOTKEY)
    assert vault.all_events() == [SubnetOwnerChanged(vault.netuid, COLDKEY, KING)]
    assert vault.stored_lock(KING, KING_HOTKEY) == a_lock(1_000, 1_000, NOW)
    assert vault.total(OWNERS_PERPETUAL) == a_lock(1_000, 1_000, NOW)
    assert vault.total(PERPETUAL, KING_HOTKEY) is None
    stays(vault)


def test_its_hotkey_becomes_a_neuron(vault: Vault) -> None:
    table = vault.pallet(NeuronTable)
    assert not table.is_registered(vault.netuid, KING_HOTKEY)
    change(vault)
    assert table.uid_of(vault.netuid, KING_HOTKEY) == 1


def test_a_neuron_stays_what_it_is(vault: Vault) -> None:
    vault.register_ok_neuron(vault.netuid, KING_HOTKEY, KING)
    vault.pallet(PoolReserves).subnet_alpha_out[vault.netuid] = 10_000
    change(vault)
    assert owner(vault) == (KING, KING_HOTKEY)
    assert vault.pallet(NeuronTable).uid_of(vault.netuid, KING_HOTKEY) == 1


def test_where_it_can_not_become_one_nothing_changes(vault: Vault) -> None:
    """There is one place, and the neuron in it is the owner's."""
    vault.pallet(Hyperparameters).max_allowed_uids[vault.netuid] = 1
    vault.own_subnet(COLDKEY, vault.pallet(NeuronTable).hotkey_of(vault.netuid, 0))
    stays(vault)


def test_it_is_asked_for_when_an_epoch_begins(vault: Vault) -> None:
    schedule, netuid = vault.pallet(Schedule), vault.netuid
    schedule.tempo[netuid], schedule.last_epoch_block[netuid] = 1, NOW
    run_coinbase(vault, 0)
    assert owner(vault) == (COLDKEY, HOTKEY)
    schedule.last_epoch_block[netuid] = NOW - 1
    run_coinbase(vault, 0)
    assert owner(vault) == (KING, KING_HOTKEY)
    assert schedule.last_epoch_block[netuid] == NOW


# Conditions


def test_a_tenth_of_the_alpha_outside_is_enough() -> None:
    assert suffices(fixed(1_000), 10_000)
    assert not suffices(fixed(1_000), 10_001)
    assert suffices(U64F64(100 << 64), 1_000)
    assert not suffices(U64F64((100 << 64) - 1), 1_000)
    assert suffices(U64F64.MAX, U64_MAX)


@pytest.mark.parametrize(
    ("alpha_out", "registered_at", "owners", "changes"),
    [
        (15_000, 1, 500, True),
        (15_001, 1, 500, False),
        (30_000, 1, 500, False),
        (20_000, ONE_YEAR, 500, False),
        (15_000, 10, 500, True),
        (15_000, 11, 500, False),
        (20_000, 1, 2_000, False),
        (0, 1, 500, False),
        (1, U64_MAX, 500, False),
    ],
)
def test_conditions(
    vault: Vault, alpha_out: int, registered_at: int, owners: int, changes: bool
) -> None:
    """There has to be enough conviction, the subnet a year old, and the owner's hotkey weaker."""
    vault.set_block(ONE_YEAR + 10)
    vault.pallet(Subnets).network_registered_at[vault.netuid] = registered_at
    vault.pallet(PoolReserves).subnet_alpha_out[vault.netuid] = alpha_out
    locks, netuid, now = vault.locks, vault.netuid, vault.block
    locks.hotkey_lock[netuid, HOTKEY] = a_lock(1_000, owners, now)
    locks.hotkey_lock[netuid, KING_HOTKEY] = a_lock(1_000, 1_000, now)
    if not changes:
        stays(vault)
    else:
        change(vault)
    assert owner(vault) == ((KING, KING_HOTKEY) if changes else (COLDKEY, HOTKEY))


def test_without_locks_the_owner_stays(vault: Vault) -> None:
    vault.locks.hotkey_lock.clear()
    stays(vault)


def test_another_hotkey_of_the_owners_changes_nothing(vault: Vault) -> None:
    vault.own_subnet(KING, HOTKEY)
    stays(vault)


def test_a_hotkey_of_nobody_gets_nothing(vault: Vault) -> None:
    del vault.pallet(KeyRing).owner[KING_HOTKEY]
    stays(vault)


# Sums of locks


def test_locks_on_both_hotkeys_are_of_other_kinds_then(vault: Vault) -> None:
    netuid, locks = vault.netuid, vault.locks
    locks.decaying_lock[OTHER_COLDKEY, netuid] = False
    vault.put(OTHER_COLDKEY, HOTKEY, a_lock(400, 400, NOW), a_lock(400, 400, NOW))
    vault.put(THIRD_COLDKEY, HOTKEY, a_lock(300, 300, NOW), a_lock(300, 300, NOW))
    assert (vault.total(OWNERS_PERPETUAL), vault.total(OWNERS_DECAYING)) == (
        a_lock(400, 400, NOW),
        a_lock(300, 300, NOW),
    )
    locks.decaying_hotkey_lock[netuid, KING_HOTKEY] = a_lock(200, 50, NOW)
    change(vault)
    assert owner(vault) == (KING, KING_HOTKEY)
    assert vault.total(PERPETUAL) == a_lock(400, 400, NOW)
    assert vault.total(DECAYING) == a_lock(300, 300, NOW)
    assert vault.total(OWNERS_PERPETUAL) == a_lock(1_000, 1_000, NOW)
    # It need not mature any more.
    assert vault.total(OWNERS_DECAYING) == a_lock(200, 200, NOW)
    assert vault.total(PERPETUAL, KING_HOTKEY) is vault.total(DECAYING, KING_HOTKEY) is None


def test_they_come_to_those_that_the_hotkeys_have_already(vault: Vault) -> None:
    netuid, locks = vault.netuid, vault.locks
    locks.owner_lock[netuid] = a_lock(400, 400, NOW)
    locks.hotkey_lock[netuid, HOTKEY] = a_lock(50, 60, NOW - 1)
    change(vault)
    # Dust of an earlier block is nothing.
    assert vault.total(PERPETUAL) == a_lock(400, 400, NOW)
    locks.hotkey_lock[netuid, HOTKEY] = a_lock(5_000, 6_000, NOW)
    vault.pallet(Subnets).subnet_owner[netuid] = KING
    change(vault)
    assert owner(vault) == (COLDKEY, HOTKEY)
    assert vault.total(PERPETUAL, KING_HOTKEY) == a_lock(1_000, 1_000, NOW)
    assert vault.total(OWNERS_PERPETUAL) == a_lock(5_000, 5_000, NOW)


def test_locks_are_looked_at_as_they_are_now(vault: Vault) -> None:
    netuid, locks = vault.netuid, vault.locks
    locks.hotkey_lock.clear()
    locks.decaying_hotkey_lock[netuid, KING_HOTKEY] = a_lock(3_000, 0, NOW)
    locks.decaying_owner_lock[netuid] = a_lock(1_000, 1_000, NOW)
    vault.set_block(NOW + RATE)
    # 1,103 of 3,000, both locked and matured, and 367 of the owner's 1,000.
    assert vault.pallet(Conviction).total(netuid).to_num() == 1_470
    vault.pallet(PoolReserves).subnet_alpha_out[netuid] = 14_707
    stays(vault)
    vault.pallet(PoolReserves).subnet_alpha_out[netuid] = 14_706
    change(vault)
    assert vault.total(OWNERS_DECAYING) == a_lock(1_103, 1_103, NOW + RATE)
    assert vault.total(DECAYING) == a_lock(367, 367, NOW + RATE)
    assert vault.locks.maturity_rate.get() == RATES.maturity
