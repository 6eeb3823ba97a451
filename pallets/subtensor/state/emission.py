"""What subnets got in the last block, and what waits for their next epoch."""

from __future__ import annotations

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.types import AlphaBalance, NetUid, TaoBalance
from runtime.fixed import U96F32
from runtime.hashers import Blake2_128Concat, Identity
from runtime.pallet import Pallet
from runtime.scale import U16, U64, AccountId
from runtime.storage import StorageDoubleMap, StorageMap, StorageValue, from_config


class Emissions(Pallet, crate="pallet_subtensor"):
    """What subnets got in the last block, and what waits for their next epoch."""

    config: SubtensorConfig

    subnet_alpha_in_emission = StorageMap[Identity[NetUid], AlphaBalance](
        "Alpha that the last block put into the pool, in alpha rao."
    )
    subnet_alpha_out_emission = StorageMap[Identity[NetUid], AlphaBalance](
        "Alpha that the last block gave to the subnet's neurons and owner, in alpha rao."
    )
    subnet_tao_in_emission = StorageMap[Identity[NetUid], TaoBalance](
        "TAO that the last block put into the pool, in rao."
    )
    subnet_excess_tao = StorageMap[Identity[NetUid], TaoBalance](
        "TAO of the last block that bought alpha, in rao."
    )
    subnet_root_sell_tao = StorageMap[Identity[NetUid], TaoBalance](
        "TAO that the sale of root's dividends brought in the last block, in rao."
    )
    pending_server_emission = StorageMap[Identity[NetUid], AlphaBalance](
        "Alpha that waits for the miners, in alpha rao."
    )
    pending_validator_emission = StorageMap[Identity[NetUid], AlphaBalance](
        "Alpha that waits for the validators, in alpha rao."
    )
    pending_root_alpha_divs = StorageMap[Identity[NetUid], AlphaBalance](
        "Alpha that waits for root's stakers, in alpha rao."
    )
    pending_owner_cut = StorageMap[Identity[NetUid], AlphaBalance](
        "Alpha that waits for the owner, in alpha rao."
    )
    subnet_owner_cut = StorageValue[U16](
        "The owner's part of a subnet's alpha, as a fraction of 65535.",
        default=from_config(lambda config: config.initial_subnet_owner_cut),
    )
    root_prop = StorageMap[Identity[NetUid], U96F32]("Root's part of the validators' alpha.")
    miner_burned = StorageMap[Identity[NetUid], U96F32](
        "The part of the last miners' emission that was burned."
    )
    alpha_dividends_per_subnet = StorageDoubleMap[
        Identity[NetUid], Blake2_128Concat[AccountId], AlphaBalance
    ]("The alpha dividends of a hotkey in the last epoch, in alpha rao.")
    root_alpha_dividends_per_subnet = StorageDoubleMap[
        Identity[NetUid], Blake2_128Concat[AccountId], AlphaBalance
    ]("The dividends to root's stakers by a hotkey in the last epoch, in alpha rao.")
    last_hotkey_emission_on_netuid = StorageDoubleMap[
        Blake2_128Concat[AccountId], Identity[NetUid], AlphaBalance
    ]("The last emission of a hotkey in a subnet, in alpha rao.")
    tao_in_refund_deployment_block = StorageValue[U64](
        "The block from which TAO that a pool could not take is given back."
    )
