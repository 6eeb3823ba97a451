"""The moving average of each validator's stake."""

from __future__ import annotations

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.types import NetUid
from runtime.hashers import Blake2_128Concat, Identity
from runtime.pallet import Pallet
from runtime.scale import U64, AccountId
from runtime.storage import StorageDoubleMap, StorageMap


class VotingPowers(Pallet, crate="pallet_subtensor"):
    """The moving average of each validator's stake."""

    config: SubtensorConfig

    voting_power = StorageDoubleMap[Identity[NetUid], Blake2_128Concat[AccountId], U64](
        "The voting power of a hotkey in a subnet."
    )
    voting_power_tracking_enabled = StorageMap[Identity[NetUid], bool](
        "Whether voting power is tracked in a subnet."
    )
    voting_power_disable_at_block = StorageMap[Identity[NetUid], U64](
        "The block at which the tracking ends; 0 for never."
    )
    voting_power_ema_alpha = StorageMap[Identity[NetUid], U64](
        "The weight of the newest stake, of 10^18.", default=3_570_000_000_000_000
    )
