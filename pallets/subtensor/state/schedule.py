"""When each subnet has its epochs."""

from __future__ import annotations

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.types import NetUid
from runtime.hashers import Identity
from runtime.pallet import Pallet
from runtime.scale import U8, U16, U64
from runtime.storage import StorageMap, StorageValue, from_config


class Schedule(Pallet, crate="pallet_subtensor"):
    """When each subnet has its epochs."""

    config: SubtensorConfig

    tempo = StorageMap[Identity[NetUid], U16](
        "Blocks between two epochs of a subnet; 0 for none.",
        default=from_config(lambda config: config.initial_tempo),
    )
    last_epoch_block = StorageMap[Identity[NetUid], U64]("The block of a subnet's last epoch.")
    pending_epoch_at = StorageMap[Identity[NetUid], U64](
        "The block at which an epoch that was asked for is due; 0 for none."
    )
    subnet_epoch_index = StorageMap[Identity[NetUid], U64]("How many epochs a subnet has had.")
    blocks_since_last_step = StorageMap[Identity[NetUid], U64](
        "Blocks since a subnet's last epoch."
    )
    last_mechansim_step_block = StorageMap[Identity[NetUid], U64](
        "The block in which a subnet's last epoch ran to its end."
    )
    max_epochs_per_block = StorageValue[U8](
        "How many subnets may have their epoch in one block; others wait.",
        default=from_config(lambda config: config.initial_max_epochs_per_block),
    )
    admin_freeze_window = StorageValue[U16](
        "So many blocks before an epoch its owner can not change a subnet.", default=10
    )
    owner_hyperparam_rate_limit = StorageValue[U16](
        "So many epochs lie between two changes of a parameter by the owner.", default=2
    )
    min_activity_cutoff = StorageValue[U16]("The lowest activity cutoff in blocks.", default=360)
