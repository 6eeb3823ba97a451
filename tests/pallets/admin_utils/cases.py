"""A table of all calls of AdminUtils."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pallets.admin_utils import (
    ChainAdmin,
    ConsensusAdmin,
    EmissionAdmin,
    FoundingAdmin,
    NeuronsAdmin,
    NodeAdmin,
    RegistrationAdmin,
    SubnetsAdmin,
    TakesAdmin,
    WeightsAdmin,
    WorkAdmin,
)
from pallets.admin_utils import events as own
from pallets.subtensor import events as e
from pallets.subtensor.limits import Limited, TransactionType
from pallets.subtensor.state import (
    ColdkeySwaps,
    Delegation,
    Emissions,
    Founding,
    Hyperparameters,
    Mechanisms,
    PoolReserves,
    RateLimits,
    RegistrationParameters,
    Schedule,
    StakeLocks,
    StakeShares,
    Subnets,
    WeightTable,
)
from pallets.subtensor.types import Hyperparameter as H
from pallets.subtensor.types import RecycleOrBurnEnum
from runtime.call import Call, CallDeclaration
from runtime.fixed import I64F64, I96F32, U64F64
from runtime.pallet import Pallet
from runtime.scale import Enumeration
from tests.pallets.admin_utils.admin import HOTKEY, NETUID, AdminWorld


@dataclass(frozen=True)
class Case:
    """A call of AdminUtils with arguments that are fine, and all that there is to know of it.

    `owner` says that the owner of the subnet may make it; `limit` what it then counts as; `window`
    that nobody may before an epoch; `missing` the error where there is no such subnet.
    """

    declaration: CallDeclaration[Any, Any]
    args: tuple[Any, ...]
    where: tuple[type[Pallet], str]
    value: Any
    events: tuple[Enumeration, ...] = ()
    owner: bool = False
    limit: Limited | None = None
    window: bool = False
    missing: str | None = None

    @property
    def of_subnet(self) -> bool:
        return self.declaration.parameter_names[0] == "netuid"

    def call(self, netuid: int = NETUID) -> Call:
        return self.declaration(*((netuid, *self.args) if self.of_subnet else self.args))

    def stored(self, world: AdminWorld) -> Any:
        return world.read(self.where, NETUID if self.of_subnet else None)


def by_root(
    declaration: Any, value: Any, where: tuple[type[Pallet], str], *events: Any, **more: Any
) -> Case:
    """For root only; the events are classes, made of the netuid, if there is one, and the value."""
    of_subnet = declaration.parameter_names[0] == "netuid"
    made = tuple(kind(*((NETUID, value) if of_subnet else (value,))) for kind in events)
    return Case(declaration, (value,), where, value, made, **more)


def by_both(declaration: Any, value: Any, where: Any, *events: Any, **more: Any) -> Case:
    """For the owner and root, not before an epoch, and where there is such a subnet."""
    given = {"owner": True, "window": True, "missing": "SubnetDoesNotExist"} | more
    return by_root(declaration, value, where, *events, **given)


NO_SUBNET: dict[str, Any] = {"missing": "SubnetDoesNotExist"}
ROOT_WINDOW: dict[str, Any] = {"missing": "SubnetDoesNotExist", "window": True}
ANY_NETUID: dict[str, Any] = {"missing": None}

CONSENSUS = [
    by_root(
        ConsensusAdmin.sudo_set_kappa, 10, (Hyperparameters, "kappa"), e.KappaSet, **NO_SUBNET
    ),
    by_both(ConsensusAdmin.sudo_set_rho, 10, (Hyperparameters, "rho"), limit=H.Rho),
    by_both(
        ConsensusAdmin.sudo_set_activity_cutoff, 361, (Hyperparameters, "activity_cutoff"),
        e.ActivityCutoffSet, limit=H.ActivityCutoff,
    ),
    by_root(
        ConsensusAdmin.sudo_set_max_allowed_validators, 10,
        (Hyperparameters, "max_allowed_validators"), e.MaxAllowedValidatorsSet, **ROOT_WINDOW,
    ),
    by_both(
        ConsensusAdmin.sudo_set_bonds_moving_average, 10,
        (Hyperparameters, "bonds_moving_average"), e.BondsMovingAverageSet,
        limit=H.BondsMovingAverage,
    ),
    by_both(
        ConsensusAdmin.sudo_set_bonds_penalty, 10, (Hyperparameters, "bonds_penalty"),
        e.BondsPenaltySet, limit=H.BondsPenalty,
    ),
    by_both(
        ConsensusAdmin.sudo_set_liquid_alpha_enabled, False, (Hyperparameters, "liquid_alpha_on"),
        limit=H.LiquidAlphaEnabled, **ANY_NETUID,
    ),
    Case(
        ConsensusAdmin.sudo_set_alpha_values, (1_638, 65_525), (Hyperparameters, "alpha_values"),
        (1_638, 65_525), owner=True, window=True, limit=H.AlphaValues,
        missing="LiquidAlphaDisabled",
    ),
    by_both(
        ConsensusAdmin.sudo_set_alpha_sigmoid_steepness, 5_000,
        (Hyperparameters, "alpha_sigmoid_steepness"), limit=H.AlphaSigmoidSteepness,
    ),
    by_both(
        ConsensusAdmin.sudo_set_yuma3_enabled, True, (Hyperparameters, "yuma3_on"),
        own.Yuma3EnableToggled, limit=H.Yuma3Enabled, **ANY_NETUID,
    ),
    by_both(
        ConsensusAdmin.sudo_set_bonds_reset_enabled, True, (Hyperparameters, "bonds_reset_on"),
        e.BondsResetOnSet, own.BondsResetToggled, limit=H.BondsResetEnabled, **ANY_NETUID,
    ),
]  # fmt: skip

WEIGHTS = [
    by_both(
        WeightsAdmin.sudo_set_weights_version_key, 10, (Hyperparameters, "weights_version_key"),
        e.WeightsVersionKeySet, limit=TransactionType.SetWeightsVersionKey,
    ),
    by_root(
        WeightsAdmin.sudo_set_weights_set_rate_limit, 10,
        (Hyperparameters, "weights_set_rate_limit"), e.WeightsSetRateLimitSet, **NO_SUBNET,
    ),
    by_both(
        WeightsAdmin.sudo_set_min_allowed_weights, 10, (Hyperparameters, "min_allowed_weights"),
        e.MinAllowedWeightSet, limit=H.MinAllowedWeights,
    ),
    by_root(
        WeightsAdmin.sudo_set_stake_threshold, 10, (WeightTable, "stake_threshold"),
        e.StakeThresholdSet,
    ),
    by_both(
        WeightsAdmin.sudo_set_commit_reveal_weights_enabled, False,
        (WeightTable, "commit_reveal_weights_enabled"), e.CommitRevealEnabled,
        limit=H.CommitRevealEnabled,
    ),
    by_both(
        WeightsAdmin.sudo_set_commit_reveal_weights_interval, 55,
        (WeightTable, "reveal_period_epochs"), e.CommitRevealPeriodsSet,
        limit=H.WeightCommitInterval,
    ),
    by_root(
        WeightsAdmin.sudo_set_commit_reveal_version, 5,
        (WeightTable, "commit_reveal_weights_version"), e.CommitRevealVersionSet,
    ),
]  # fmt: skip

NEURONS = [
    by_both(
        NeuronsAdmin.sudo_set_serving_rate_limit, 10, (Hyperparameters, "serving_rate_limit"),
        e.ServingRateLimitSet, limit=H.ServingRateLimit, **ANY_NETUID,
    ),
    by_both(
        NeuronsAdmin.sudo_set_immunity_period, 10, (Hyperparameters, "immunity_period"),
        e.ImmunityPeriodSet, limit=H.ImmunityPeriod,
    ),
    by_both(
        NeuronsAdmin.sudo_set_max_allowed_uids, 12, (Hyperparameters, "max_allowed_uids"),
        e.MaxAllowedUidsSet, limit=H.MaxAllowedUids,
    ),
    by_both(
        NeuronsAdmin.sudo_set_owner_immune_neuron_limit, 10,
        (Hyperparameters, "immune_owner_uids_limit"), limit=H.ImmuneNeuronLimit, **ANY_NETUID,
    ),
    by_both(
        NeuronsAdmin.sudo_trim_to_max_allowed_uids, 100, (Hyperparameters, "max_allowed_uids"),
        limit=TransactionType.MaxUidsTrimming, missing="SubnetNotExists",
    ),
    by_root(
        NeuronsAdmin.sudo_set_min_allowed_uids, 1, (Hyperparameters, "min_allowed_uids"),
        e.MinAllowedUidsSet, **ROOT_WINDOW,
    ),
    by_root(
        NeuronsAdmin.sudo_set_min_non_immune_uids, 12, (Hyperparameters, "min_non_immune_uids"),
        e.MinNonImmuneUidsSet,
    ),
]  # fmt: skip

REGISTRATION = [
    by_root(
        RegistrationAdmin.sudo_set_network_registration_allowed, False,
        (RegistrationParameters, "network_registration_allowed"), e.RegistrationAllowed,
    ),
    by_root(
        RegistrationAdmin.sudo_set_target_registrations_per_interval, 10,
        (RegistrationParameters, "target_registrations_per_interval"),
        e.RegistrationPerIntervalSet, **ROOT_WINDOW,
    ),
    by_both(
        RegistrationAdmin.sudo_set_min_burn, 1_000_000, (RegistrationParameters, "min_burn"),
        e.MinBurnSet, limit=H.MinBurn,
    ),
    by_both(
        RegistrationAdmin.sudo_set_max_burn, 100_000_001, (RegistrationParameters, "max_burn"),
        e.MaxBurnSet, limit=H.MaxBurn,
    ),
    by_root(
        RegistrationAdmin.sudo_set_max_registrations_per_block, 10,
        (RegistrationParameters, "max_registrations_per_block"), e.MaxRegistrationsPerBlockSet,
        **ROOT_WINDOW,
    ),
    by_root(
        RegistrationAdmin.sudo_set_rao_recycled, 10,
        (RegistrationParameters, "rao_recycled_for_registration"),
        e.RAORecycledForRegistrationSet, **NO_SUBNET,
    ),
    by_both(
        RegistrationAdmin.sudo_set_burn_half_life, 36_100,
        (RegistrationParameters, "burn_half_life"), own.BurnHalfLifeSet, limit=H.BurnHalfLife,
    ),
    by_both(
        RegistrationAdmin.sudo_set_burn_increase_mult, U64F64.from_num(3),
        (RegistrationParameters, "burn_increase_mult"), own.BurnIncreaseMultSet,
        limit=H.BurnIncreaseMult,
    ),
    by_root(
        WorkAdmin.sudo_set_min_difficulty, 10, (RegistrationParameters, "min_difficulty"),
        e.MinDifficultySet, **ROOT_WINDOW,
    ),
    by_both(
        WorkAdmin.sudo_set_max_difficulty, 10, (RegistrationParameters, "max_difficulty"),
        e.MaxDifficultySet, limit=H.MaxDifficulty,
    ),
    by_root(
        WorkAdmin.sudo_set_difficulty, 10, (RegistrationParameters, "difficulty"),
        e.DifficultySet, **ROOT_WINDOW,
    ),
    by_root(
        WorkAdmin.sudo_set_adjustment_interval, 10,
        (RegistrationParameters, "adjustment_interval"), e.AdjustmentIntervalSet, **NO_SUBNET,
    ),
    by_both(
        WorkAdmin.sudo_set_adjustment_alpha, 10, (RegistrationParameters, "adjustment_alpha"),
        e.AdjustmentAlphaSet, limit=H.AdjustmentAlpha,
    ),
]  # fmt: skip

OWNER_HOTKEY: dict[str, Any] = {
    "window": False,
    "limit": TransactionType.SetSNOwnerHotkey,
    "missing": "SubnetNotExists",
}

SUBNETS = [
    by_root(
        SubnetsAdmin.sudo_set_tempo, 10, (Schedule, "tempo"), e.TempoSet, **ROOT_WINDOW,
    ),
    by_both(
        SubnetsAdmin.sudo_set_toggle_transfer, False, (Subnets, "transfer_toggle"),
        e.TransferToggle, limit=H.TransferEnabled, **ANY_NETUID,
    ),
    by_both(
        SubnetsAdmin.sudo_set_subnet_owner_hotkey, HOTKEY, (Subnets, "subnet_owner_hotkey"),
        e.SubnetOwnerHotkeySet, **OWNER_HOTKEY,
    ),
    by_both(
        SubnetsAdmin.sudo_set_sn_owner_hotkey, HOTKEY, (Subnets, "subnet_owner_hotkey"),
        e.SubnetOwnerHotkeySet, **OWNER_HOTKEY,
    ),
    by_root(
        SubnetsAdmin.sudo_set_ema_price_halving_period, 10,
        (PoolReserves, "ema_price_halving_blocks"),
    ),
    by_root(
        SubnetsAdmin.sudo_set_subtoken_enabled, True, (Subnets, "subtoken_enabled"), window=True,
    ),
    by_both(
        SubnetsAdmin.sudo_set_mechanism_count, 2, (Mechanisms, "mechanism_count_current"),
        limit=TransactionType.MechanismCountUpdate, missing="MechanismDoesNotExist",
    ),
    by_both(
        SubnetsAdmin.sudo_set_mechanism_emission_split, [65_535],
        (Mechanisms, "mechanism_emission_split"), limit=TransactionType.MechanismEmission,
        missing="MechanismDoesNotExist",
    ),
    by_both(
        SubnetsAdmin.sudo_set_recycle_or_burn, RecycleOrBurnEnum.Recycle,
        (Hyperparameters, "recycle_or_burn"), limit=H.RecycleOrBurn, **ANY_NETUID,
    ),
    by_both(
        SubnetsAdmin.sudo_set_owner_cut_enabled, False, (Hyperparameters, "owner_cut_enabled"),
    ),
    by_both(
        SubnetsAdmin.sudo_set_owner_cut_auto_lock_enabled, True,
        (StakeLocks, "owner_cut_auto_lock_enabled"),
    ),
    by_root(
        SubnetsAdmin.sudo_set_subnet_emission_enabled, False,
        (Subnets, "subnet_emission_enabled"), own.SubnetEmissionEnabledSet, **NO_SUBNET,
    ),
]  # fmt: skip

CHAIN = [
    by_root(
        FoundingAdmin.sudo_set_subnet_owner_cut, 10, (Emissions, "subnet_owner_cut"),
        e.SubnetOwnerCutSet,
    ),
    by_root(
        FoundingAdmin.sudo_set_network_rate_limit, 10, (Founding, "network_rate_limit"),
        e.NetworkRateLimitSet,
    ),
    by_root(
        FoundingAdmin.sudo_set_network_immunity_period, 10,
        (Founding, "network_immunity_period"), e.NetworkImmunityPeriodSet,
    ),
    by_root(
        FoundingAdmin.sudo_set_network_min_lock_cost, 10, (Founding, "network_min_lock_cost"),
        e.NetworkMinLockCostSet,
    ),
    by_root(
        FoundingAdmin.sudo_set_subnet_limit, 10, (Founding, "subnet_limit"), e.SubnetLimitSet,
    ),
    by_root(
        FoundingAdmin.sudo_set_lock_reduction_interval, 7_200,
        (Founding, "network_lock_reduction_interval"), e.NetworkLockCostReductionIntervalSet,
    ),
    by_root(
        FoundingAdmin.sudo_set_dissolve_network_schedule_duration, 200,
        (Founding, "dissolve_network_schedule_duration"), e.DissolveNetworkScheduleDurationSet,
    ),
    by_root(
        FoundingAdmin.sudo_set_start_call_delay, 10, (Founding, "start_call_delay"),
        e.StartCallDelaySet,
    ),
    by_root(
        FoundingAdmin.sudo_set_max_mechanism_count, 10, (Mechanisms, "max_mechanism_count"),
    ),
    by_root(
        ChainAdmin.sudo_set_tx_rate_limit, 10, (RateLimits, "tx_rate_limit"), e.TxRateLimitSet,
    ),
    by_root(
        ChainAdmin.sudo_set_admin_freeze_window, 7, (Schedule, "admin_freeze_window"),
        e.AdminFreezeWindowSet,
    ),
    by_root(
        ChainAdmin.sudo_set_owner_hparam_rate_limit, 5,
        (Schedule, "owner_hyperparam_rate_limit"), e.OwnerHyperparamRateLimitSet,
    ),
    by_root(
        ChainAdmin.sudo_set_coldkey_swap_announcement_delay, 100,
        (ColdkeySwaps, "coldkey_swap_announcement_delay"), e.ColdkeySwapAnnouncementDelaySet,
    ),
    by_root(
        ChainAdmin.sudo_set_coldkey_swap_reannouncement_delay, 100,
        (ColdkeySwaps, "coldkey_swap_reannouncement_delay"), e.ColdkeySwapReannouncementDelaySet,
    ),
    by_root(
        ChainAdmin.sudo_set_max_epochs_per_block, 1, (Schedule, "max_epochs_per_block"),
        e.MaxEpochsPerBlockSet,
    ),
]  # fmt: skip

TAKES = [
    by_root(
        TakesAdmin.sudo_set_default_take, 10, (Delegation, "max_delegate_take"),
        e.MaxDelegateTakeSet,
    ),
    by_root(
        TakesAdmin.sudo_set_nominator_min_required_stake, 10,
        (StakeShares, "nominator_min_required_stake"),
    ),
    by_root(
        TakesAdmin.sudo_set_tx_delegate_take_rate_limit, 10,
        (RateLimits, "tx_delegate_take_rate_limit"), e.TxDelegateTakeRateLimitSet,
    ),
    by_root(
        TakesAdmin.sudo_set_min_delegate_take, 655, (Delegation, "min_delegate_take"),
        e.MinDelegateTakeSet,
    ),
    by_root(TakesAdmin.sudo_set_ck_burn, 10, (Delegation, "ck_burn")),
    by_both(
        TakesAdmin.sudo_set_min_childkey_take_per_subnet, 5_898,
        (Hyperparameters, "min_childkey_take_per_subnet"), e.MinChildKeyTakePerSubnetSet,
        limit=H.MinChildkeyTake,
    ),
]  # fmt: skip

EMISSION = [
    by_root(
        EmissionAdmin.sudo_set_subnet_moving_alpha, I96F32(1 << 31),
        (PoolReserves, "subnet_moving_alpha"),
    ),
    by_root(
        EmissionAdmin.sudo_set_tao_flow_cutoff, I64F64.from_num(-3),
        (PoolReserves, "tao_flow_cutoff"),
    ),
    by_root(
        EmissionAdmin.sudo_set_tao_flow_normalization_exponent, U64F64.from_num(2),
        (PoolReserves, "flow_norm_exponent"),
    ),
    by_root(
        EmissionAdmin.sudo_set_tao_flow_smoothing_factor, 10,
        (PoolReserves, "flow_ema_smoothing_factor"),
    ),
    by_root(
        EmissionAdmin.sudo_set_net_tao_flow_enabled, False, (PoolReserves, "net_tao_flow_enabled"),
    ),
]  # fmt: skip

CASES = [*CONSENSUS, *WEIGHTS, *NEURONS, *REGISTRATION, *SUBNETS, *CHAIN, *TAKES, *EMISSION]
"""All calls that set a parameter."""

NODE: list[CallDeclaration[Any, Any]] = [
    NodeAdmin.swap_authorities,
    NodeAdmin.sudo_set_evm_chain_id,
    NodeAdmin.schedule_grandpa_change,
    NodeAdmin.sudo_toggle_evm_precompile,
]
"""Those that do something else."""

REFUSED: list[CallDeclaration[Any, Any]] = [
    RegistrationAdmin.sudo_set_network_pow_registration_allowed,
    EmissionAdmin.sudo_set_total_issuance,
]
"""Those that always fail."""
