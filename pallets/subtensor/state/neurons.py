"""The neurons of each subnet: uids 0 to n - 1, one hotkey each."""

from __future__ import annotations

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.types import NetUid
from runtime.hashers import Blake2_128Concat, Identity
from runtime.pallet import Pallet
from runtime.scale import U16, U64, AccountId
from runtime.storage import StorageDoubleMap, StorageMap


class Neurons(Pallet, crate="pallet_subtensor"):
    """The neurons of each subnet: uids 0 to n - 1, one hotkey each."""

    config: SubtensorConfig

    subnetwork_n = StorageMap[Identity[NetUid], U16]("How many neurons a subnet has.")
    uids = StorageDoubleMap[Identity[NetUid], Blake2_128Concat[AccountId], U16 | None](
        "The uid of a hotkey in a subnet."
    )
    keys = StorageDoubleMap[Identity[NetUid], Identity[U16], AccountId](
        "The hotkey of a uid in a subnet."
    )
    is_network_member = StorageDoubleMap[Blake2_128Concat[AccountId], Identity[NetUid], bool](
        "Whether a hotkey is registered in a subnet."
    )
    block_at_registration = StorageDoubleMap[Identity[NetUid], Identity[U16], U64](
        "The block in which the neuron of a uid was registered."
    )
