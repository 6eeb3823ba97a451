"""How each subnet runs: what its owner or root set for consensus, weights and size."""

from __future__ import annotations

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.types import NetUid, RecycleOrBurnEnum
from runtime.hashers import Blake2_128Concat, Identity
from runtime.pallet import Pallet
from runtime.scale import I16, U16, U32, U64
from runtime.storage import StorageMap, from_config


class Hyperparameters(Pallet, crate="pallet_subtensor"):
    """How each subnet runs: what its owner or root set for consensus, weights and size."""

    config: SubtensorConfig

    rho = StorageMap[Identity[NetUid], U16](
        "The slope of the trust curve. Not used any more.",
        default=from_config(lambda config: config.initial_rho),
    )
    kappa = StorageMap[Identity[NetUid], U16](
        "The share of stake that decides the consensus weight, as a fraction of 65535.",
        default=from_config(lambda config: config.initial_kappa),
    )
    alpha_sigmoid_steepness = StorageMap[Identity[NetUid], I16](
        "How steep liquid alpha's sigmoid is.",
        default=from_config(lambda config: config.initial_alpha_sigmoid_steepness),
    )
    liquid_alpha_on = StorageMap[Blake2_128Concat[NetUid], bool](
        "Whether the bonds' moving average depends on how far weights are from the consensus."
    )
    alpha_values = StorageMap[Identity[NetUid], tuple[U16, U16]](
        "The lowest and the highest alpha of liquid alpha, as fractions of 65535.",
        default=(45_875, 58_982),
    )
    yuma3_on = StorageMap[Blake2_128Concat[NetUid], bool](
        "Whether the third version of Yuma consensus is used."
    )
    bonds_moving_average = StorageMap[Identity[NetUid], U64](
        "The moving average of bonds, as a fraction of 1,000,000.",
        default=from_config(lambda config: config.initial_bonds_moving_average),
    )
    bonds_penalty = StorageMap[Identity[NetUid], U16](
        "How much of a bond is lost by weights above the consensus, as a fraction of 65535.",
        default=from_config(lambda config: config.initial_bonds_penalty),
    )
    bonds_reset_on = StorageMap[Identity[NetUid], bool](
        "Whether a neuron may have the bonds on it reset.",
        default=from_config(lambda config: config.initial_bonds_reset_on),
    )
    serving_rate_limit = StorageMap[Identity[NetUid], U64](
        "At least so many blocks lie between two endpoints that a neuron serves.",
        default=from_config(lambda config: config.initial_serving_rate_limit),
    )
    immunity_period = StorageMap[Identity[NetUid], U16](
        "For so many blocks after its registration a neuron is not replaced.",
        default=from_config(lambda config: config.initial_immunity_period),
    )
    min_allowed_uids = StorageMap[Identity[NetUid], U16](
        "How few uids a subnet may be limited to.",
        default=from_config(lambda config: config.initial_min_allowed_uids),
    )
    max_allowed_uids = StorageMap[Identity[NetUid], U16](
        "How many uids a subnet has.",
        default=from_config(lambda config: config.initial_max_allowed_uids),
    )
    min_non_immune_uids = StorageMap[Identity[NetUid], U16](
        "So many neurons at least can be replaced.", default=10
    )
    immune_owner_uids_limit = StorageMap[Identity[NetUid], U16](
        "How many of the owner's neurons are never replaced.", default=1
    )
    activity_cutoff = StorageMap[Identity[NetUid], U16](
        "Blocks without new weights after which a validator is inactive. Replaced by the factor.",
        default=from_config(lambda config: config.initial_activity_cutoff),
    )
    activity_cutoff_factor_milli = StorageMap[Identity[NetUid], U32](
        "After so many thousandths of a tempo without new weights a validator is inactive.",
        default=13_889,
    )
    max_allowed_validators = StorageMap[Identity[NetUid], U16](
        "How many validators have a permit.",
        default=from_config(lambda config: config.initial_max_allowed_validators),
    )
    min_allowed_weights = StorageMap[Identity[NetUid], U16](
        "How many weights a validator sets at least.",
        default=from_config(lambda config: config.initial_min_allowed_weights),
    )
    max_weights_limit = StorageMap[Identity[NetUid], U16](
        "The largest weight that a validator may give, as a fraction of 65535. Not used any more.",
        default=65_535,
    )
    weights_version_key = StorageMap[Identity[NetUid], U64](
        "The lowest version of the validators' code that may set weights.",
        default=from_config(lambda config: config.initial_weights_version_key),
    )
    weights_set_rate_limit = StorageMap[Identity[NetUid], U64](
        "At least so many blocks lie between two times that a neuron sets weights.", default=100
    )
    validator_prune_len = StorageMap[Identity[NetUid], U64](
        "Not used any more.", default=from_config(lambda config: config.initial_validator_prune_len)
    )
    scaling_law_power = StorageMap[Identity[NetUid], U16](
        "Not used any more.", default=from_config(lambda config: config.initial_scaling_law_power)
    )
    owner_cut_enabled = StorageMap[Identity[NetUid], bool](
        "Whether the owner of a subnet gets the cut.", default=True
    )
    recycle_or_burn = StorageMap[Identity[NetUid], RecycleOrBurnEnum](
        "Whether alpha of the owner's miners is recycled or burned.", default=RecycleOrBurnEnum.Burn
    )
    min_childkey_take_per_subnet = StorageMap[Identity[NetUid], U16](
        "The lowest take of a child key in a subnet, as a fraction of 65535."
    )
