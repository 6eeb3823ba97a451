"""Alpha that its owner has locked, and the conviction it brings."""

from __future__ import annotations

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.types import LockState, NetUid
from runtime.hashers import Blake2_128Concat, Identity
from runtime.pallet import Pallet
from runtime.scale import U64, AccountId
from runtime.storage import StorageDoubleMap, StorageMap, StorageNMap, StorageValue


class StakeLocks(Pallet, crate="pallet_subtensor"):
    """Alpha that its owner has locked, and the conviction it brings."""

    config: SubtensorConfig

    lock = StorageNMap[
        tuple[Blake2_128Concat[AccountId], Identity[NetUid], Blake2_128Concat[AccountId]],
        LockState | None,
    ]("The lock of a coldkey on a hotkey in a subnet.")
    locking_coldkeys = StorageNMap[
        tuple[Identity[NetUid], Blake2_128Concat[AccountId], Blake2_128Concat[AccountId]],
        tuple[()] | None,
    ]("The coldkeys that have a lock on a hotkey.")
    hotkey_lock = StorageDoubleMap[Identity[NetUid], Blake2_128Concat[AccountId], LockState | None](
        "The locks on a hotkey together, of those that do not decay."
    )
    decaying_hotkey_lock = StorageDoubleMap[
        Identity[NetUid], Blake2_128Concat[AccountId], LockState | None
    ]("The locks on a hotkey together, of those that decay.")
    owner_lock = StorageMap[Identity[NetUid], LockState | None](
        "The lock of a subnet's owner that does not decay."
    )
    decaying_owner_lock = StorageMap[Identity[NetUid], LockState | None](
        "The lock of a subnet's owner that decays."
    )
    decaying_lock = StorageDoubleMap[Blake2_128Concat[AccountId], Identity[NetUid], bool | None](
        "Whether the locks of a coldkey in a subnet decay."
    )
    owner_cut_auto_lock_enabled = StorageMap[Identity[NetUid], bool](
        "Whether the owner's cut is locked."
    )
    maturity_rate = StorageValue[U64](
        "In so many blocks a lock's conviction matures.", default=934_866
    )
    unlock_rate = StorageValue[U64]("In so many blocks a lock decays.", default=934_866)
