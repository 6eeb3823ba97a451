"""How much TAO there is, how much is staked, and how much a block mints."""

from __future__ import annotations

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.types import TaoBalance
from runtime.pallet import Pallet
from runtime.scale import U64
from runtime.storage import StorageValue, from_config


class Issuance(Pallet, crate="pallet_subtensor"):
    """How much TAO there is, how much is staked, and how much a block mints."""

    config: SubtensorConfig

    total_issuance = StorageValue[TaoBalance](
        "The TAO that there is, in rao, by this pallet's count.",
        default=from_config(lambda config: config.initial_issuance),
    )
    total_stake = StorageValue[TaoBalance]("The TAO in all pools, in rao.")
    block_emission = StorageValue[U64]("What a block mints, in rao.", default=1_000_000_000)
