"""How much of a coldkey's stake is free to go, and that no more of it goes."""

from __future__ import annotations

import pytest

from pallets.subtensor.locks import FreeStake, Locks, UnlockedStake
from pallets.subtensor.locks.rules import DECAYING, PERPETUAL, rolled
from pallets.subtensor.networks import Dissolution
from pallets.subtensor.stake import Stake
from pallets.subtensor.staking import (
    AddStake,
    BurnStake,
    MoveStake,
    Position,
    RemoveStake,
    SmallNominations,
)
from pallets.subtensor.state import StakeShares
from pallets.subtensor.types import LockState
from runtime.fixed import U64F64
from runtime.fixed.integers import U64_MAX
from tests.pallets.subtensor.locks.vault import (
    COLDKEY,
    HOTKEY,
    OTHER_COLDKEY,
    OTHER_HOTKEY,
    RATE,
    RATES,
    THIRD_COLDKEY,
    Vault,
    a_lock,
)
from tests.pallets.subtensor.world import TAO, World, account, fails

NOWHERE = 99


@pytest.fixture
def vault() -> Vault:
    return Vault()


def free(vault: World, coldkey: bytes, netuid: int) -> FreeStake:
    return vault.pallet(UnlockedStake).of(coldkey, netuid)


# Looking


@pytest.mark.parametrize("locked", [0, 10**11, 999_495_453_288])
def test_what_is_not_locked_is_free(vault: Vault, locked: int) -> None:
    total = vault.staked()
    assert total == 999_495_453_288
    if locked:
        vault.lock(locked)
    assert free(vault, COLDKEY, vault.netuid) == FreeStake(total, locked, total - locked)


def test_dividends_on_a_full_lock_are_free(vault: Vault) -> None:
    total = vault.staked()
    vault.lock(total)
    vault.pallet(Stake).increase_hotkey(HOTKEY, vault.netuid, 10_000_000)
    expected = FreeStake(total + 10_000_000, total, 10_000_000)
    assert free(vault, COLDKEY, vault.netuid) == expected


def test_what_has_decayed_is_free(vault: Vault) -> None:
    vault.locks.decaying_lock[COLDKEY, vault.netuid] = None
    total = vault.staked()
    vault.lock(total // 2)
    vault.wait(1_000)
    locked = rolled(a_lock(total // 2), 1_001, RATES, DECAYING).locked_mass
    assert locked == 499_213_446_288
    expected = FreeStake(total, locked, total - locked)
    assert free(vault, COLDKEY, vault.netuid) == expected
    table = vault.pallet(UnlockedStake).for_coldkeys([COLDKEY], [vault.netuid])
    assert table == {COLDKEY: {vault.netuid: expected}}


def test_less_stake_than_is_locked_leaves_nothing_free(vault: Vault) -> None:
    vault.put(COLDKEY, HOTKEY, a_lock(10**13), a_lock(10**13))
    assert free(vault, COLDKEY, vault.netuid).available == 0


# For many coldkeys


@pytest.fixture
def two() -> tuple[Vault, int, int]:
    """Coldkey 1 has stake in both subnets, coldkey 5 in the second only."""
    vault = Vault()
    second = vault.open_subnet(account(2002), account(2001))
    vault.invest(COLDKEY, OTHER_HOTKEY, second)
    vault.invest(OTHER_COLDKEY, OTHER_HOTKEY, second)
    return vault, vault.netuid, second


def test_each_coldkey_has_the_subnets_with_stake_or_a_lock(two: tuple[Vault, int, int]) -> None:
    vault, first, second = two
    unlocked = vault.pallet(UnlockedStake)
    vault.locks.lock[COLDKEY, NOWHERE, HOTKEY] = a_lock(500)
    both, one = [COLDKEY, OTHER_COLDKEY], [COLDKEY]
    in_first, in_second = (free(vault, COLDKEY, netuid) for netuid in (first, second))
    others = free(vault, OTHER_COLDKEY, second)
    everything = {COLDKEY: {first: in_first, second: in_second}, OTHER_COLDKEY: {second: others}}
    assert in_first.locked == in_second.locked == others.locked == 0
    assert unlocked.for_coldkeys(both) == everything
    assert unlocked.for_coldkeys(both, [second, first]) == everything
    assert unlocked.for_coldkeys(one, [second]) == {COLDKEY: {second: in_second}}
    assert unlocked.for_coldkeys(one, [first, first]) == {COLDKEY: {first: in_first}}
    assert unlocked.for_coldkeys(one, [first] * 9) == {COLDKEY: {first: in_first}}
    assert unlocked.for_coldkeys(one, [first, NOWHERE]) == {COLDKEY: {first: in_first}}
    assert unlocked.for_coldkeys(one, [NOWHERE]) == {COLDKEY: {}}
    assert unlocked.for_coldkeys([OTHER_COLDKEY], [first]) == {OTHER_COLDKEY: {}}


def test_a_lock_without_stake_is_a_row_too(two: tuple[Vault, int, int]) -> None:
    vault, first, _ = two
    vault.put(OTHER_COLDKEY, HOTKEY, a_lock(500), a_lock(500))
    table = vault.pallet(UnlockedStake).for_coldkeys([OTHER_COLDKEY], [first])
    assert table == {OTHER_COLDKEY: {first: FreeStake(0, 500, 0)}}


def test_bad_requests_give_no_subnets(two: tuple[Vault, int, int]) -> None:
    vault, first, second = two
    unlocked = vault.pallet(UnlockedStake)
    assert unlocked.for_coldkeys([]) == unlocked.for_coldkeys([], [first]) == {}
    assert unlocked.for_coldkeys([COLDKEY], []) == {COLDKEY: {}}
    assert unlocked.for_coldkeys([COLDKEY], [first, second, NOWHERE]) == {COLDKEY: {}}


# Staking


def test_only_what_is_free_is_unstaked(vault: Vault) -> None:
    total = vault.staked()
    vault.lock(total // 2)
    remove = RemoveStake.remove_stake
    rest = total - total // 2
    with fails("StakeUnavailable"):
        vault.run(remove(HOTKEY, vault.netuid, rest + 1), by=COLDKEY)
    vault.run(remove(HOTKEY, vault.netuid, rest), by=COLDKEY)
    assert vault.staked() == total // 2
    with fails("StakeUnavailable"):
        vault.run(remove(HOTKEY, vault.netuid, total // 2), by=COLDKEY)


def test_without_a_lock_all_is_unstaked(vault: Vault) -> None:
    vault.run(RemoveStake.remove_stake(HOTKEY, vault.netuid, vault.staked()), by=COLDKEY)
    assert vault.staked() == 0


def test_a_lock_is_brought_up_to_date_when_stake_is_sold(vault: Vault) -> None:
    vault.locks.decaying_lock[COLDKEY, vault.netuid] = None
    vault.lock(TAO)
    vault.wait(100)
    vault.run(RemoveStake.remove_stake(HOTKEY, vault.netuid, TAO), by=COLDKEY)
    expected = rolled(a_lock(TAO), 101, RATES, DECAYING)
    assert vault.stored_lock() == expected
    assert expected.locked_mass == 999_893_038
    # The sum loses what the lock lost; its conviction does not grow then, as in the reference.
    assert vault.total(DECAYING) == LockState(999_893_038, a_lock(0).conviction, 101)


def test_and_when_stake_is_bought(vault: Vault) -> None:
    vault.locks.decaying_lock[COLDKEY, vault.netuid] = None
    vault.lock(TAO)
    vault.wait(100)
    vault.endow(COLDKEY, TAO)
    vault.run(AddStake.add_stake(HOTKEY, vault.netuid, TAO // 2), by=COLDKEY)
    assert vault.stored_lock() == rolled(a_lock(TAO), 101, RATES, DECAYING)


def test_dust_leaves_the_sum_with_the_lock_it_was_part_of(vault: Vault) -> None:
    """A hundred rao have decayed to 99, which are none any more."""
    for coldkey in (COLDKEY, OTHER_COLDKEY):
        vault.invest(coldkey, HOTKEY, perpetual=False)
        vault.locks.decaying_lock[coldkey, vault.netuid] = None
    vault.associate(COLDKEY, OTHER_HOTKEY)
    vault.lock(TAO, COLDKEY, OTHER_HOTKEY)
    vault.lock(100, OTHER_COLDKEY, OTHER_HOTKEY)
    vault.wait(100)
    remove = RemoveStake.remove_stake(HOTKEY, vault.netuid, TAO)
    masses = []
    for coldkey in (COLDKEY, OTHER_COLDKEY):
        vault.run(remove, by=coldkey)
        total = vault.total(DECAYING, OTHER_HOTKEY)
        assert total is not None
        masses.append(total.locked_mass)
    assert masses == [999_893_038 + 100, 999_893_038]
    lock = vault.stored_lock(COLDKEY, OTHER_HOTKEY)
    assert lock == rolled(a_lock(TAO), 101, RATES, DECAYING)
    assert vault.stored_lock(OTHER_COLDKEY, OTHER_HOTKEY) is None


def test_what_is_locked_stays_in_the_subnet(two: tuple[Vault, int, int]) -> None:
    vault, first, second = two
    total = vault.staked()
    vault.lock(total)
    with fails("StakeUnavailable"):
        vault.run(MoveStake.move_stake(HOTKEY, HOTKEY, first, second, total), by=COLDKEY)
    # From hotkey to hotkey it may go.
    vault.run(MoveStake.move_stake(HOTKEY, OTHER_HOTKEY, first, first, total // 2), by=COLDKEY)
    assert vault.staked() == total
    assert vault.stored_lock() == a_lock(total)


def test_unstaking_elsewhere_does_not_touch_a_lock(two: tuple[Vault, int, int]) -> None:
    vault, _, second = two
    vault.lock(5_000)
    vault.wait(1)
    staked = vault.staked(COLDKEY, second)
    vault.run(RemoveStake.remove_stake(OTHER_HOTKEY, second, staked), by=COLDKEY)
    assert vault.staked(COLDKEY, second) == 0
    assert vault.stored_lock() == vault.total(PERPETUAL) == a_lock(5_000)


@pytest.mark.parametrize("call", [BurnStake.recycle_alpha, BurnStake.burn_alpha])
def test_what_is_locked_is_not_destroyed(vault: Vault, call: object) -> None:
    total = vault.staked()
    vault.lock(total)
    with fails("StakeUnavailable"):
        vault.run(call(HOTKEY, total // 2, vault.netuid), by=COLDKEY)  # type: ignore[operator]
    assert vault.staked() == total == vault.pallet(Locks).locked(COLDKEY, vault.netuid)


def test_a_lock_whose_time_is_over_keeps_nothing(vault: Vault) -> None:
    vault.locks.decaying_lock[COLDKEY, vault.netuid] = None
    total = vault.staked()
    vault.lock(total)
    vault.wait(40 * RATE)
    vault.run(RemoveStake.remove_stake(HOTKEY, vault.netuid, total), by=COLDKEY)
    assert vault.stored_lock() is vault.total(DECAYING) is None


# Small nominations, which locks do not keep


def test_a_small_nomination_goes_with_its_lock(vault: Vault) -> None:
    vault.invest(OTHER_COLDKEY, HOTKEY)
    vault.lock(vault.staked(OTHER_COLDKEY), OTHER_COLDKEY)
    vault.pallet(StakeShares).nominator_min_required_stake.set(U64_MAX)
    place = Position(OTHER_COLDKEY, HOTKEY, vault.netuid)
    vault.pallet(SmallNominations).clear_if_small(place)
    assert vault.staked(OTHER_COLDKEY) == 0
    assert vault.stored_lock(OTHER_COLDKEY) is vault.total(PERPETUAL) is None


def test_only_as_much_is_unlocked_as_was_cleared(vault: Vault) -> None:
    vault.associate(THIRD_COLDKEY, OTHER_HOTKEY)
    vault.invest(OTHER_COLDKEY, HOTKEY)
    large = vault.staked(OTHER_COLDKEY)
    small = vault.invest(OTHER_COLDKEY, OTHER_HOTKEY, tao=1_000_000)
    assert (large, small) == (999_493_455_307, 9_994_931)
    lock = a_lock(large + small, small + 2_000)
    vault.put(OTHER_COLDKEY, HOTKEY, lock, lock)
    vault.pallet(StakeShares).nominator_min_required_stake.set(U64_MAX)
    place = Position(OTHER_COLDKEY, OTHER_HOTKEY, vault.netuid)
    vault.pallet(SmallNominations).clear_if_small(place)
    assert vault.staked(OTHER_COLDKEY) == large
    # 9,996,831.03: of 9,996,931 one part in 100,000 is gone.
    expected = LockState(large, U64F64(184_408_983_590_352_948_111_017_760), 1)
    assert vault.stored_lock(OTHER_COLDKEY) == vault.total(PERPETUAL) == expected


# Dissolution


def test_no_lock_outlives_its_subnet(vault: Vault) -> None:
    vault.lock(5_000)
    vault.invest(OTHER_COLDKEY, HOTKEY, perpetual=False)
    vault.lock(5_000, OTHER_COLDKEY)
    vault.run(Dissolution.root_dissolve_network(vault.netuid))
    assert vault.staked() == 0
    assert vault.stored_lock() is vault.stored_lock(OTHER_COLDKEY) is None
    assert vault.total(PERPETUAL) is vault.total(DECAYING) is None
    assert not list(vault.locks.locking_coldkeys.keys())
    assert not list(vault.locks.decaying_lock.keys())
