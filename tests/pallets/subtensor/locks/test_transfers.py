"""A lock goes with the stake that goes to another coldkey."""

from __future__ import annotations

import pytest

from pallets.subtensor.locks import LockedAlphaFlags, LockTransfers
from pallets.subtensor.locks.rules import (
    DECAYING,
    OWNERS_DECAYING,
    OWNERS_PERPETUAL,
    PERPETUAL,
    rolled,
)
from pallets.subtensor.staking import MoveStake
from pallets.subtensor.types import LockState
from runtime.fixed import U64F64
from tests.pallets.subtensor.locks.vault import (
    COLDKEY,
    HOTKEY,
    OTHER_COLDKEY,
    OTHER_HOTKEY,
    OWNER_HOTKEY,
    RATES,
    Vault,
    a_lock,
)
from tests.pallets.subtensor.world import fails


@pytest.fixture
def vault() -> Vault:
    """Coldkey 5 takes locked stake, and its lock would be perpetual; half of 1's is locked."""
    vault = Vault()
    vault.locks.decaying_lock[OTHER_COLDKEY, vault.netuid] = False
    vault.pallet(LockedAlphaFlags).set_accepts(OTHER_COLDKEY, True)
    vault.lock(half(vault))
    return vault


def half(vault: Vault) -> int:
    return vault.staked() // 2


def send(vault: Vault, alpha: int) -> None:
    """Give stake to coldkey 5, by a call."""
    netuid = vault.netuid
    call = MoveStake.transfer_stake(OTHER_COLDKEY, HOTKEY, netuid, netuid, alpha)
    vault.run(call, by=COLDKEY)


def refuses(vault: Vault, alpha: int, error: str) -> None:
    before = vault.stored()
    with fails(error):
        send(vault, alpha)
    assert vault.stored() == before


def test_all_of_it_goes_with_all_stake(vault: Vault) -> None:
    locked, staked = half(vault), vault.staked()
    vault.wait(1)
    send(vault, staked)
    expected = rolled(a_lock(locked), 2, RATES, PERPETUAL)
    assert expected.conviction.to_num() == 534_565
    assert vault.stored_lock() is None
    assert vault.stored_lock(OTHER_COLDKEY) == vault.total(PERPETUAL) == expected
    listed = list(vault.locks.locking_coldkeys.keys(vault.netuid))
    assert listed == [(vault.netuid, HOTKEY, OTHER_COLDKEY)]


def test_what_is_not_locked_goes_first(vault: Vault) -> None:
    vault.wait(1)
    vault.pallet(LockedAlphaFlags).set_accepts(OTHER_COLDKEY, False)
    locked, free = half(vault), vault.staked() - half(vault)
    send(vault, free // 2)
    send(vault, free - free // 2)
    assert vault.staked(OTHER_COLDKEY) == free
    assert vault.stored_lock() == rolled(a_lock(locked), 2, RATES, PERPETUAL)
    assert vault.stored_lock(OTHER_COLDKEY) is None
    assert vault.total(PERPETUAL) == a_lock(locked)


def test_a_part_of_it_takes_its_part_of_the_conviction(vault: Vault) -> None:
    locked, free = half(vault), vault.staked() - half(vault)
    vault.put(COLDKEY, HOTKEY, a_lock(locked, 1_000), a_lock(locked + 50, 1_300))
    send(vault, free + locked // 5)
    fifth = U64F64(1_000 * (((locked // 5) << 64) // locked))
    kept = LockState(locked - locked // 5, U64F64((1_000 << 64) - fifth.bits), 1)
    assert vault.stored_lock() == kept
    assert vault.stored_lock(OTHER_COLDKEY) == LockState(locked // 5, fifth, 1)
    assert fifth.to_num() == 199
    assert vault.total(PERPETUAL) == a_lock(locked + 50, 1_300)


def test_it_comes_to_the_lock_that_the_other_has(vault: Vault) -> None:
    vault.invest(OTHER_COLDKEY, HOTKEY)
    vault.lock(5_000, OTHER_COLDKEY)
    locked = half(vault)
    send(vault, vault.staked())
    assert vault.stored_lock(OTHER_COLDKEY) == vault.total(PERPETUAL) == a_lock(locked + 5_000)


def test_it_is_of_the_others_kind_then(vault: Vault) -> None:
    vault.locks.decaying_lock[OTHER_COLDKEY, vault.netuid] = None
    locked = half(vault)
    send(vault, vault.staked())
    assert vault.total(PERPETUAL) is None
    assert vault.total(DECAYING) == vault.stored_lock(OTHER_COLDKEY) == a_lock(locked)


def test_on_the_owners_hotkey_it_has_its_conviction_there_too() -> None:
    vault = Vault()
    vault.pallet(LockedAlphaFlags).set_accepts(OTHER_COLDKEY, True)
    vault.lock(5_000, hotkey=OWNER_HOTKEY)
    send(vault, vault.staked() - 3_000)
    assert vault.stored_lock(hotkey=OWNER_HOTKEY) == a_lock(3_000, 3_000)
    assert vault.stored_lock(OTHER_COLDKEY, OWNER_HOTKEY) == a_lock(2_000, 2_000)
    # What was taken from the sum is two fifths, floored.
    left = LockState(3_000, U64F64((3_000 << 64) + 2_000), 1)
    assert vault.total(OWNERS_PERPETUAL) == left
    assert vault.total(OWNERS_DECAYING) == a_lock(2_000, 2_000)


def test_both_locks_are_brought_up_to_date(vault: Vault) -> None:
    """The sums are not, if nothing that is locked goes."""
    vault.invest(OTHER_COLDKEY, OTHER_HOTKEY)
    vault.lock(5_000, OTHER_COLDKEY, OTHER_HOTKEY)
    vault.wait(1_000)
    locked = half(vault)
    send(vault, 10**9)
    assert vault.stored_lock() == rolled(a_lock(locked), 1_001, RATES, PERPETUAL)
    others = rolled(a_lock(5_000), 1_001, RATES, PERPETUAL)
    assert vault.stored_lock(OTHER_COLDKEY, OTHER_HOTKEY) == others
    assert vault.total(PERPETUAL) == a_lock(locked)
    assert vault.total(PERPETUAL, OTHER_HOTKEY) == a_lock(5_000)


def test_a_lock_that_came_to_dust_is_forgotten_on_the_way(vault: Vault) -> None:
    vault.put(COLDKEY, HOTKEY, a_lock(99, 100), a_lock(99, 100))
    vault.locks.decaying_lock[COLDKEY, vault.netuid] = None
    vault.wait(10_000)
    send(vault, 10**9)
    assert vault.stored_lock() is None


def test_without_a_lock_nothing_happens_to_the_others(vault: Vault) -> None:
    vault.locks.lock.clear()
    vault.invest(OTHER_COLDKEY, OTHER_HOTKEY)
    vault.lock(5_000, OTHER_COLDKEY, OTHER_HOTKEY)
    vault.wait(1_000)
    send(vault, vault.staked())
    assert vault.stored_lock(OTHER_COLDKEY, OTHER_HOTKEY) == a_lock(5_000)


@pytest.mark.parametrize(("dest", "alpha"), [(COLDKEY, 10**12), (OTHER_COLDKEY, 0)])
def test_what_goes_nowhere_takes_nothing(vault: Vault, dest: bytes, alpha: int) -> None:
    vault.wait(1_000)
    before = vault.stored()
    vault.pallet(LockTransfers).follow(COLDKEY, dest, vault.netuid, alpha)
    assert vault.stored() == before


def test_reasons_to_refuse_in_their_order(vault: Vault) -> None:
    vault.invest(OTHER_COLDKEY, OTHER_HOTKEY)
    vault.lock(5_000, OTHER_COLDKEY, OTHER_HOTKEY)
    free = vault.staked() - half(vault)
    vault.pallet(LockedAlphaFlags).set_accepts(OTHER_COLDKEY, False)
    refuses(vault, free + 1, "LockHotkeyMismatch")
    vault.locks.lock.clear(OTHER_COLDKEY)
    refuses(vault, free + 1, "AccountRejectsLockedAlpha")
    send(vault, free)


def test_more_than_is_staked_takes_no_more_than_is_locked(vault: Vault) -> None:
    locked = half(vault)
    vault.pallet(LockTransfers).follow(COLDKEY, OTHER_COLDKEY, vault.netuid, 10**18)
    assert vault.stored_lock() is None
    assert vault.stored_lock(OTHER_COLDKEY) == vault.total(PERPETUAL) == a_lock(locked)
