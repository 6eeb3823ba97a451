"""What the last epoch found about each neuron, by uid."""

from __future__ import annotations

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.types import AlphaBalance, MechanismIndex, NetUid
from runtime.hashers import Identity
from runtime.pallet import Pallet
from runtime.scale import U16, U64, AccountId
from runtime.storage import StorageMap


class Scores(Pallet, crate="pallet_subtensor"):
    """What the last epoch found about each neuron, by uid."""

    config: SubtensorConfig

    active = StorageMap[Identity[NetUid], list[bool]]("Whether a neuron set weights recently.")
    consensus = StorageMap[Identity[NetUid], list[U16]](
        "The weight that validators agree on, as a fraction of 65535."
    )
    incentive = StorageMap[Identity[MechanismIndex], list[U16]](
        "The share of the miners' emission, as a fraction of 65535; by subnet and mechanism."
    )
    dividends = StorageMap[Identity[NetUid], list[U16]](
        "The share of the validators' emission, as a fraction of 65535."
    )
    emission = StorageMap[Identity[NetUid], list[AlphaBalance]](
        "What a neuron got from the last epoch, in alpha rao."
    )
    validator_trust = StorageMap[Identity[NetUid], list[U16]](
        "How much of a validator's weights is within the consensus, as a fraction of 65535."
    )
    validator_permit = StorageMap[Identity[NetUid], list[bool]](
        "Whether a neuron may set weights on others."
    )
    stake_weight = StorageMap[Identity[NetUid], list[U16]](
        "The share of the stake, as a fraction of 65535."
    )
    loaded_emission = StorageMap[Identity[NetUid], list[tuple[AccountId, U64, U64]] | None](
        "Not used any more."
    )
