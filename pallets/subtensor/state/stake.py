"""Who has how much alpha where: the alpha of a hotkey, and shares in it."""

from __future__ import annotations

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.shares import SafeFloat
from pallets.subtensor.types import AlphaBalance, NetUid
from runtime.fixed import U64F64
from runtime.hashers import Blake2_128Concat, Identity
from runtime.pallet import Pallet
from runtime.scale import U64, AccountId, Option
from runtime.storage import StorageDoubleMap, StorageMap, StorageNMap, StorageValue, from_config


class StakeShares(Pallet, crate="pallet_subtensor"):
    """Who has how much alpha where: the alpha of a hotkey, and shares in it."""

    config: SubtensorConfig

    tao_weight = StorageValue[U64](
        "What one TAO on root counts in a subnet, of 2^64 - 1.",
        default=from_config(lambda config: config.initial_tao_weight),
    )
    total_hotkey_alpha = StorageDoubleMap[
        Blake2_128Concat[AccountId], Identity[NetUid], AlphaBalance
    ]("The alpha on a hotkey in a subnet, in alpha rao.")
    total_hotkey_alpha_last_epoch = StorageDoubleMap[
        Blake2_128Concat[AccountId], Identity[NetUid], AlphaBalance
    ]("The alpha on a hotkey at the subnet's last epoch, in alpha rao.")
    total_hotkey_shares = StorageDoubleMap[Blake2_128Concat[AccountId], Identity[NetUid], U64F64](
        "The shares in a hotkey's alpha, in their first form."
    )
    total_hotkey_shares_v2 = StorageDoubleMap[
        Blake2_128Concat[AccountId], Identity[NetUid], SafeFloat
    ]("The shares in a hotkey's alpha.")
    alpha = StorageNMap[
        tuple[Blake2_128Concat[AccountId], Blake2_128Concat[AccountId], Identity[NetUid]], U64F64
    ]("A coldkey's shares in a hotkey's alpha, in their first form.")
    alpha_v2 = StorageNMap[
        tuple[Blake2_128Concat[AccountId], Blake2_128Concat[AccountId], Identity[NetUid]], SafeFloat
    ]("A coldkey's shares in a hotkey's alpha.")
    alpha_map_last_key = StorageValue[Option[bytes]](
        "Where the walk through the first form of the shares stands."
    )
    alpha_v2_map_last_key = StorageValue[Option[bytes]]("Where the walk through the shares stands.")
    nominator_min_required_stake = StorageValue[U64](
        "The least stake of a nominator, as a fraction of 1,000,000 of the least stake."
    )
    auto_stake_destination = StorageDoubleMap[
        Blake2_128Concat[AccountId], Identity[NetUid], AccountId | None
    ]("The hotkey that a coldkey's miners' emission is staked on.")
    auto_stake_destination_coldkeys = StorageDoubleMap[
        Blake2_128Concat[AccountId], Identity[NetUid], list[AccountId]
    ]("The coldkeys whose miners' emission is staked on a hotkey.")
    staking_coldkeys = StorageMap[Identity[AccountId], U64 | None](
        "The number of a coldkey among all that have stake."
    )
    staking_coldkeys_by_index = StorageMap[Identity[U64], AccountId | None](
        "The coldkey of a number."
    )
    num_staking_coldkeys = StorageValue[U64]("How many coldkeys have, or had, stake.")
    next_stake_job_id = StorageValue[U64]("Not used any more.")
