"""The takes of hotkeys, and their parents and children."""

from __future__ import annotations

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.types import NetUid
from runtime.hashers import Blake2_128Concat, Identity
from runtime.pallet import Pallet
from runtime.scale import U16, U64, AccountId
from runtime.storage import StorageDoubleMap, StorageMap, StorageValue, from_config


class Delegation(Pallet, crate="pallet_subtensor"):
    """The takes of hotkeys, and their parents and children."""

    config: SubtensorConfig

    max_delegate_take = StorageValue[U16](
        "The highest take of a delegate, as a fraction of 65535.",
        default=from_config(lambda config: config.initial_default_delegate_take),
    )
    min_delegate_take = StorageValue[U16](
        "The lowest take of a delegate, as a fraction of 65535.",
        default=from_config(lambda config: config.initial_min_delegate_take),
    )
    max_childkey_take = StorageValue[U16](
        "The highest take of a child key, as a fraction of 65535.",
        default=from_config(lambda config: config.initial_max_child_key_take),
    )
    min_childkey_take = StorageValue[U16](
        "The lowest take of a child key, as a fraction of 65535.",
        default=from_config(lambda config: config.initial_min_child_key_take),
    )
    delegates = StorageMap[Blake2_128Concat[AccountId], U16](
        "The take of a hotkey from its nominators' dividends, as a fraction of 65535.",
        default=from_config(lambda config: config.initial_default_delegate_take),
    )
    childkey_take = StorageDoubleMap[Blake2_128Concat[AccountId], Identity[NetUid], U16](
        "The take of a child key from its parents' dividends, as a fraction of 65535."
    )
    child_keys = StorageDoubleMap[
        Blake2_128Concat[AccountId], Identity[NetUid], list[tuple[U64, AccountId]]
    ](
        "The children of a hotkey in a subnet, each with its share of the stake, of 2^64 - 1.",
    )
    parent_keys = StorageDoubleMap[
        Blake2_128Concat[AccountId], Identity[NetUid], list[tuple[U64, AccountId]]
    ](
        "The parents of a hotkey in a subnet, each with the share that it gives, of 2^64 - 1.",
    )
    pending_child_keys = StorageDoubleMap[
        Identity[NetUid], Blake2_128Concat[AccountId], tuple[list[tuple[U64, AccountId]], U64]
    ]("Children that a hotkey will have, and the block from which.")
    pending_child_key_cooldown = StorageValue[U64](
        "Blocks between the choice of children and the epoch that makes it true.",
        default=from_config(lambda config: config.pending_child_key_cooldown),
    )
    auto_parent_delegation_enabled = StorageMap[Blake2_128Concat[AccountId], bool](
        "Whether a root validator's stake goes to the owner of each new subnet.", default=True
    )
    ck_burn = StorageValue[U64](
        "The part of a child key's dividends that is burned, of 2^64 - 1. Not used any more.",
        name="CKBurn",
    )
