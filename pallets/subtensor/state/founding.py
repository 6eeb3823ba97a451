"""What it takes to found a subnet: limits, the lock's cost, and the first time's safety."""

from __future__ import annotations

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.types import NetUid, TaoBalance
from runtime.hashers import Identity
from runtime.pallet import Pallet
from runtime.scale import U16, U32, U64
from runtime.storage import StorageMap, StorageValue, from_config


class Founding(Pallet, crate="pallet_subtensor"):
    """What it takes to found a subnet: limits, the lock's cost, and the first time's safety."""

    config: SubtensorConfig

    subnet_limit = StorageValue[U16](
        "How many subnets there may be, root not counted.", default=128
    )
    network_immunity_period = StorageValue[U64](
        "For so many blocks after its registration a subnet is not pruned.",
        default=from_config(lambda config: config.initial_network_immunity_period),
    )
    start_call_delay = StorageValue[U64](
        "So many blocks have to pass between a subnet's registration and its start.",
        default=from_config(lambda config: config.initial_start_call_delay),
    )
    network_min_lock_cost = StorageValue[TaoBalance](
        "The lowest cost of a subnet in rao.",
        default=from_config(lambda config: config.initial_network_min_lock_cost),
    )
    network_last_lock_cost = StorageValue[TaoBalance](
        "What the last subnet cost in rao.",
        default=from_config(lambda config: config.initial_network_min_lock_cost),
    )
    network_lock_reduction_interval = StorageValue[U64](
        "In how many blocks the cost of a subnet falls to the lowest.",
        default=from_config(lambda config: config.initial_network_lock_reduction_interval),
    )
    network_rate_limit = StorageValue[U64](
        "At least so many blocks lie between two registrations of subnets.",
        default=from_config(lambda config: config.network_rate_limit),
    )
    network_registration_start_block = StorageValue[U64](
        "No subnet is registered before this block."
    )
    subnet_locked = StorageMap[Identity[NetUid], TaoBalance](
        "What a subnet's owner paid for it, in rao."
    )
    largest_locked = StorageMap[Identity[NetUid], U64](
        "The largest lock that a subnet ever had, in rao. Not used any more."
    )
    dissolve_network_schedule_duration = StorageValue[U32](
        "Blocks between the scheduling of a dissolution and the dissolution. Not used any more.",
        default=from_config(lambda config: config.initial_dissolve_network_schedule_duration),
    )
