"""When somebody last did what may not be done too often, and how often it may."""

from __future__ import annotations

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.types import NetUid, RateLimitKey
from runtime.hashers import Blake2_128Concat, Identity, Twox64Concat
from runtime.pallet import Pallet
from runtime.scale import U16, U64, AccountId
from runtime.storage import StorageDoubleMap, StorageMap, StorageNMap, StorageValue, from_config


class RateLimits(Pallet, crate="pallet_subtensor"):
    """When somebody last did what may not be done too often, and how often it may."""

    config: SubtensorConfig

    tx_rate_limit = StorageValue[U64](
        "Blocks between two swaps of a coldkey's hotkeys.",
        default=from_config(lambda config: config.initial_tx_rate_limit),
    )
    tx_delegate_take_rate_limit = StorageValue[U64](
        "Blocks between two increases of a take.",
        default=from_config(lambda config: config.initial_tx_delegate_take_rate_limit),
    )
    tx_childkey_take_rate_limit = StorageValue[U64](
        "Blocks between two increases of a child key's take.",
        default=from_config(lambda config: config.initial_tx_child_key_take_rate_limit),
    )
    weights_version_key_rate_limit = StorageValue[U64](
        "Tempos between two changes of the version key by the owner.", default=5
    )
    last_rate_limited_block = StorageMap[Identity[RateLimitKey], U64](
        "The block of the last action of a kind."
    )
    transaction_key_last_block = StorageNMap[
        tuple[Blake2_128Concat[AccountId], Identity[NetUid], Identity[U16]], U64
    ]("The block of the last transaction of a kind, by key and subnet.")
    last_tx_block = StorageMap[Identity[AccountId], U64](
        "The block of a coldkey's last swap. Moved to `LastRateLimitedBlock`."
    )
    last_tx_block_child_key_take = StorageMap[Identity[AccountId], U64](
        "Moved to `LastRateLimitedBlock`."
    )
    last_tx_block_delegate_take = StorageMap[Identity[AccountId], U64](
        "Moved to `LastRateLimitedBlock`."
    )
    last_coldkey_hotkey_stake_block = StorageDoubleMap[
        Twox64Concat[AccountId], Twox64Concat[AccountId], U64 | None
    ]("Not used any more.")
