"""What the pool of each subnet holds, and the price that follows."""

from __future__ import annotations

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.types import AlphaBalance, NetUid, TaoBalance
from runtime.fixed import I64F64, I96F32, U64F64
from runtime.hashers import Identity
from runtime.pallet import Pallet
from runtime.scale import I64, U64, U128
from runtime.storage import StorageMap, StorageValue, from_config


class PoolReserves(Pallet, crate="pallet_subtensor"):
    """What the pool of each subnet holds, and the price that follows."""

    config: SubtensorConfig

    subnet_tao = StorageMap[Identity[NetUid], TaoBalance](
        "The TAO in the pool of a subnet, in rao.", name="SubnetTAO"
    )
    subnet_alpha_in = StorageMap[Identity[NetUid], AlphaBalance](
        "The alpha in the pool of a subnet, in alpha rao."
    )
    subnet_alpha_out = StorageMap[Identity[NetUid], AlphaBalance](
        "The alpha of a subnet outside of its pool, in alpha rao."
    )
    subnet_protocol_alpha = StorageMap[Identity[NetUid], AlphaBalance](
        "The alpha that the chain itself bought from the pool, in alpha rao."
    )
    subnet_volume = StorageMap[Identity[NetUid], U128](
        "The TAO that went through the pool of a subnet, in rao."
    )
    subnet_moving_price = StorageMap[Identity[NetUid], I96F32](
        "The moving average of the price, in TAO for one alpha."
    )
    subnet_moving_alpha = StorageValue[I96F32](
        "The weight of the newest price in the moving average, before the start's smoothing.",
        default=I96F32(12885),
    )
    ema_price_halving_blocks = StorageMap[Identity[NetUid], U64](
        "In so many blocks the moving average gets half the weight of a new price.",
        default=from_config(lambda config: config.initial_ema_price_halving_period),
        name="EMAPriceHalvingBlocks",
    )
    subnet_tao_flow = StorageMap[Identity[NetUid], I64](
        "TAO staked less TAO unstaked in a subnet since it was last looked at, in rao."
    )
    subnet_ema_tao_flow = StorageMap[Identity[NetUid], tuple[U64, I64F64] | None](
        "The moving average of the flow, with its block. Not used any more."
    )
    subnet_protocol_flow = StorageMap[Identity[NetUid], I64](
        "TAO that the chain itself put into the pool, in rao."
    )
    subnet_ema_protocol_flow = StorageMap[Identity[NetUid], tuple[U64, I64F64] | None](
        "The moving average of that flow, with its block. Not used any more."
    )
    net_tao_flow_enabled = StorageValue[bool](
        "Whether the chain's own flow counts. Not used any more.", default=True
    )
    tao_flow_cutoff = StorageValue[I64F64](
        "The flow below which a subnet has no emission. Not used any more.", default=I64F64(0)
    )
    flow_norm_exponent = StorageValue[U64F64](
        "The exponent that flows are weighted by. Not used any more.", default=U64F64(1 << 64)
    )
    flow_ema_smoothing_factor = StorageValue[U64](
        "The weight of the newest flow, of 2^63. Not used any more.", default=29_597_889_189_277
    )
