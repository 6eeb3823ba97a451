"""Which hotkey belongs to which coldkey, and where a coldkey has stake."""

from __future__ import annotations

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.types import H160, NetUid
from runtime.hashers import Blake2_128Concat, Twox64Concat
from runtime.pallet import Pallet
from runtime.scale import U16, U64, U128, AccountId
from runtime.storage import StorageDoubleMap, StorageMap


class KeyRing(Pallet, crate="pallet_subtensor"):
    """Which hotkey belongs to which coldkey, and where a coldkey has stake."""

    config: SubtensorConfig

    owner = StorageMap[Blake2_128Concat[AccountId], AccountId](
        "The coldkey that a hotkey belongs to."
    )
    owned_hotkeys = StorageMap[Blake2_128Concat[AccountId], list[AccountId]](
        "The hotkeys of a coldkey."
    )
    staking_hotkeys = StorageMap[Blake2_128Concat[AccountId], list[AccountId]](
        "The hotkeys that a coldkey has, or had, stake on."
    )
    associated_evm_address = StorageDoubleMap[
        Twox64Concat[NetUid], Twox64Concat[U16], tuple[H160, U64] | None
    ]("The EVM address of a neuron, and the block in which it proved that.")
    account_flags = StorageMap[Blake2_128Concat[AccountId], U128](
        "What an account allows, as bits."
    )
