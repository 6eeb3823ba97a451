"""Locks on the stake of a dissolved subnet. As destroy_lock_maps in staking/lock.rs."""

from __future__ import annotations

from pallets.subtensor.networks.dissolution.step import CleanUpStep
from pallets.subtensor.state import StakeLocks
from runtime.pallet import Uses


class ForgetLocks(CleanUpStep):
    """Forgets the locks of coldkeys, and their sums by hotkey and for the owner."""

    locks = Uses(StakeLocks)

    def clean_up(self, netuid: int) -> None:
        locks = self.locks
        # Only locks that this list knows, as in the reference, and the list then.
        for _, hotkey, coldkey in locks.locking_coldkeys.keys(netuid):
            del locks.lock[coldkey, netuid, hotkey]
        locks.locking_coldkeys.clear(netuid)
        locks.hotkey_lock.clear(netuid)
        locks.decaying_hotkey_lock.clear(netuid)
        del locks.owner_lock[netuid]
        del locks.decaying_owner_lock[netuid]
        for coldkey, at in list(locks.decaying_lock.keys()):
            if at == netuid:
                del locks.decaying_lock[coldkey, at]
