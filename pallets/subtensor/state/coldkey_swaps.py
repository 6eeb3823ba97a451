"""Coldkeys that are about to be replaced."""

from __future__ import annotations

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.types import NetUid
from runtime.hashers import Blake2_128Concat, Identity, Twox64Concat
from runtime.pallet import Pallet
from runtime.scale import H256, U32, U64, AccountId
from runtime.storage import StorageDoubleMap, StorageMap, StorageValue, from_config


class ColdkeySwaps(Pallet, crate="pallet_subtensor"):
    """Coldkeys that are about to be replaced."""

    config: SubtensorConfig

    coldkey_swap_announcements = StorageMap[Twox64Concat[AccountId], tuple[U32, H256] | None](
        "From which block on a coldkey may be swapped, and the hash of the new one."
    )
    coldkey_swap_disputes = StorageMap[Twox64Concat[AccountId], U32 | None](
        "The block in which the swap of a coldkey was disputed: its account stands still."
    )
    coldkey_swap_announcement_delay = StorageValue[U32](
        "Blocks between the announcement of a swap and the swap.",
        default=from_config(lambda config: config.initial_coldkey_swap_announcement_delay),
    )
    coldkey_swap_reannouncement_delay = StorageValue[U32](
        "Blocks after that until another swap may be announced.",
        default=from_config(lambda config: config.initial_coldkey_swap_reannouncement_delay),
    )
    last_hotkey_swap_on_netuid = StorageDoubleMap[
        Identity[NetUid], Blake2_128Concat[AccountId], U64
    ]("The block in which a coldkey last swapped a hotkey in a subnet.")
