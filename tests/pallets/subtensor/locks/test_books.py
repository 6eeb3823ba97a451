"""Whatever is done with locks: no more is locked than is staked, and lists and sums agree."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pallets.subtensor.locks import LockedAlphaFlags, LockRecords, Locks
from pallets.subtensor.locks.rules import (
    DECAYING,
    OWNERS_DECAYING,
    OWNERS_PERPETUAL,
    PERPETUAL,
    is_dust,
)
from pallets.subtensor.staking import AddStake, MoveStake, RemoveStake
from runtime.call import Call
from runtime.dispatch_error import DispatchFailure
from tests.pallets.subtensor.locks.vault import (
    COLDKEY,
    HOTKEY,
    OTHER_COLDKEY,
    OTHER_HOTKEY,
    OWNER,
    OWNER_HOTKEY,
    RATE,
    Vault,
)
from tests.pallets.subtensor.world import TAO

COLDKEYS, HOTKEYS = (COLDKEY, OTHER_COLDKEY, OWNER), (HOTKEY, OTHER_HOTKEY, OWNER_HOTKEY)
ALPHA = st.integers(0, 1_200 * TAO) | st.integers(0, 300)


def a_call(data: Any, netuid: int) -> Call:
    hotkey, other = (data.draw(st.sampled_from(HOTKEYS)) for _ in range(2))
    coldkey, alpha = data.draw(st.sampled_from(COLDKEYS)), data.draw(ALPHA)
    calls = [
        Locks.lock_stake(hotkey, netuid, alpha),
        Locks.lock_stake(hotkey, netuid, alpha),
        Locks.move_lock(hotkey, netuid),
        Locks.set_perpetual_lock(netuid, data.draw(st.booleans())),
        RemoveStake.remove_stake(hotkey, netuid, alpha),
        AddStake.add_stake(hotkey, netuid, alpha // 100),
        MoveStake.move_stake(hotkey, other, netuid, netuid, alpha),
        MoveStake.transfer_stake(coldkey, hotkey, netuid, netuid, alpha),
    ]
    return data.draw(st.sampled_from(calls))


@given(st.data())
@settings(max_examples=20, deadline=None)
def test_no_more_is_locked_than_is_staked_and_all_is_listed(data: Any) -> None:
    vault = Vault()
    vault.invest(OTHER_COLDKEY, OTHER_HOTKEY, perpetual=False)
    vault.invest(OWNER, OWNER_HOTKEY, perpetual=False)
    for coldkey in COLDKEYS:
        vault.pallet(LockedAlphaFlags).set_accepts(coldkey, True)
        vault.endow(coldkey, 100 * TAO)
    for _ in range(12):
        vault.wait(data.draw(st.sampled_from([0, 1, 1_000, RATE])))
        try:
            vault.run(a_call(data, vault.netuid), by=data.draw(st.sampled_from(COLDKEYS)))
        except DispatchFailure:
            continue
        check(vault)


def check(vault: Vault) -> None:
    locks, netuid = vault.locks, vault.netuid
    for coldkey in COLDKEYS:
        assert vault.pallet(Locks).locked(coldkey, netuid) <= vault.staked(coldkey)
        assert len(list(locks.lock.keys(coldkey, netuid))) <= 1
    owned = {(netuid, hotkey, coldkey) for (coldkey, _, hotkey), _ in locks.lock.items()}
    assert owned == set(locks.locking_coldkeys.keys())
    assert not any(is_dust(lock) for lock in locks.lock.values() if lock is not None)
    records = vault.pallet(LockRecords)
    for hotkey in HOTKEYS:
        for kind in (PERPETUAL, DECAYING, OWNERS_PERPETUAL, OWNERS_DECAYING):
            total = records.total(netuid, hotkey, kind)
            assert total is None or total.locked_mass or total.conviction.bits
            if total is not None:
                assert total.last_update <= vault.block
