"""Dividends of root's stakers that they have not claimed yet."""

from __future__ import annotations

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.types import NetUid, RootClaimTypeEnum, Swap
from runtime.fixed import I96F32
from runtime.hashers import Blake2_128Concat, Identity
from runtime.pallet import Pallet
from runtime.scale import U64, U128, AccountId
from runtime.storage import StorageMap, StorageNMap, StorageValue


class RootClaims(Pallet, crate="pallet_subtensor"):
    """Dividends of root's stakers that they have not claimed yet."""

    config: SubtensorConfig

    root_claimable_threshold = StorageMap[Blake2_128Concat[NetUid], I96F32](
        "Less than this is not claimed, in alpha rao.", default=I96F32(500_000 << 32)
    )
    root_claimable = StorageMap[Blake2_128Concat[AccountId], dict[NetUid, I96F32]](
        "What each root stake of a hotkey may claim by subnet, in alpha for one."
    )
    root_claimed = StorageNMap[
        tuple[Identity[NetUid], Blake2_128Concat[AccountId], Blake2_128Concat[AccountId]], U128
    ]("What a coldkey has claimed, in alpha rao.")
    root_claim_type = StorageMap[Blake2_128Concat[AccountId], RootClaimTypeEnum](
        "Whether a coldkey's claims are swapped to TAO or kept.", default=Swap()
    )
    num_root_claim = StorageValue[U64](
        "How many coldkeys claim by themselves in each block.", default=5
    )
