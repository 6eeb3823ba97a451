"""Stake that its owners lock, and conviction: who has most of it in a subnet may get the subnet.

decay       how fast locks decay and conviction grows, as functions of numbers
rules       what may happen to a lock, as functions of locks
records     where locks and the sums of them are stored
flags       who takes stake that comes locked
locking     the calls: locking, moving a lock, letting it decay or not
unlocked    how much stake is free to go
conviction  of hotkeys, and who has most
owner_change
            a subnet goes to whom has most
transfers, key_swaps
            locks go along with stake and with keys
"""

from __future__ import annotations

from pallets.subtensor.locks.conviction import Conviction
from pallets.subtensor.locks.flags import LockedAlphaFlags
from pallets.subtensor.locks.key_swaps import ColdkeyLockSwap, HotkeyLockSwap
from pallets.subtensor.locks.locking import Locks
from pallets.subtensor.locks.owner_change import OwnerByConviction
from pallets.subtensor.locks.records import LockRecords
from pallets.subtensor.locks.transfers import LockTransfers
from pallets.subtensor.locks.unlocked import FreeStake, UnlockedStake
from runtime.pallet import Pallet

PARTS: list[type[Pallet]] = [
    LockRecords,
    LockedAlphaFlags,
    Locks,
    UnlockedStake,
    Conviction,
    OwnerByConviction,
    LockTransfers,
    ColdkeyLockSwap,
    HotkeyLockSwap,
]

__all__ = [
    "PARTS",
    "ColdkeyLockSwap",
    "Conviction",
    "FreeStake",
    "HotkeyLockSwap",
    "LockRecords",
    "LockTransfers",
    "LockedAlphaFlags",
    "Locks",
    "OwnerByConviction",
    "UnlockedStake",
]
