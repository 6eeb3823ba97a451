"""The hyperparameters of a subnet by the names that clients know them by."""

from __future__ import annotations

from pallets.subtensor.apis.facts.view import Fact, SubnetView
from pallets.subtensor.schedule import EpochSchedule
from pallets.subtensor.state import (
    Delegation,
    Hyperparameters,
    RegistrationParameters,
    Schedule,
    StakeLocks,
    Subnets,
    WeightTable,
)
from runtime.fixed import I32F32
from runtime.fixed.integers import U16_MAX


def _min_childkey_take(it: SubnetView) -> int:
    own = it.of(Hyperparameters).min_childkey_take_per_subnet[it.netuid]
    return max(it.of(Delegation).min_childkey_take.get(), own)


def _steepness(it: SubnetView) -> I32F32:
    return I32F32.from_num(it.of(Hyperparameters).alpha_sigmoid_steepness[it.netuid])


CONSENSUS: dict[str, Fact] = {
    "rho": lambda it: it.of(Hyperparameters).rho[it.netuid],
    "kappa": lambda it: it.of(Hyperparameters).kappa[it.netuid],
    "tempo": lambda it: it.of(Schedule).tempo[it.netuid],
    "activity_cutoff": lambda it: it.of(EpochSchedule).activity_cutoff_blocks(it.netuid),
    "activity_cutoff_factor": lambda it: it.of(Hyperparameters).activity_cutoff_factor_milli[
        it.netuid
    ],
    "max_validators": lambda it: it.of(Hyperparameters).max_allowed_validators[it.netuid],
    "bonds_moving_avg": lambda it: it.of(Hyperparameters).bonds_moving_average[it.netuid],
    "bonds_reset_enabled": lambda it: it.of(Hyperparameters).bonds_reset_on[it.netuid],
    "alpha_low": lambda it: it.of(Hyperparameters).alpha_values[it.netuid][0],
    "alpha_high": lambda it: it.of(Hyperparameters).alpha_values[it.netuid][1],
    "liquid_alpha_enabled": lambda it: it.of(Hyperparameters).liquid_alpha_on[it.netuid],
    "alpha_sigmoid_steepness": _steepness,
    "yuma_version": lambda it: 3 if it.of(Hyperparameters).yuma3_on[it.netuid] else 2,
}

WEIGHTS: dict[str, Fact] = {
    "min_allowed_weights": lambda it: it.of(Hyperparameters).min_allowed_weights[it.netuid],
    "max_weights_limit": lambda it: U16_MAX,  # whatever is stored
    "weights_version": lambda it: it.of(Hyperparameters).weights_version_key[it.netuid],
    "weights_rate_limit": lambda it: it.of(Hyperparameters).weights_set_rate_limit[it.netuid],
    "commit_reveal_period": lambda it: it.of(WeightTable).reveal_period_epochs[it.netuid],
    "commit_reveal_weights_enabled": lambda it: it.of(WeightTable).commit_reveal_weights_enabled[
        it.netuid
    ],
}

REGISTRATION: dict[str, Fact] = {
    "immunity_period": lambda it: it.of(Hyperparameters).immunity_period[it.netuid],
    "max_uids": lambda it: it.of(Hyperparameters).max_allowed_uids[it.netuid],
    "registration_allowed": lambda it: it.of(RegistrationParameters).network_registration_allowed[
        it.netuid
    ],
    "pow_registration_allowed": lambda it: it.of(
        RegistrationParameters
    ).network_pow_registration_allowed[it.netuid],
    "target_regs_per_interval": lambda it: it.of(
        RegistrationParameters
    ).target_registrations_per_interval[it.netuid],
    "max_regs_per_block": lambda it: it.of(RegistrationParameters).max_registrations_per_block[
        it.netuid
    ],
    "burn": lambda it: it.of(RegistrationParameters).burn[it.netuid],
    "min_burn": lambda it: it.of(RegistrationParameters).min_burn[it.netuid],
    "max_burn": lambda it: it.of(RegistrationParameters).max_burn[it.netuid],
    "burn_half_life": lambda it: it.of(RegistrationParameters).burn_half_life[it.netuid],
    "burn_increase_mult": lambda it: it.of(RegistrationParameters).burn_increase_mult[it.netuid],
    "difficulty": lambda it: it.of(RegistrationParameters).difficulty[it.netuid],
    "min_difficulty": lambda it: it.of(RegistrationParameters).min_difficulty[it.netuid],
    "max_difficulty": lambda it: it.of(RegistrationParameters).max_difficulty[it.netuid],
    "adjustment_interval": lambda it: it.of(RegistrationParameters).adjustment_interval[it.netuid],
    "adjustment_alpha": lambda it: it.of(RegistrationParameters).adjustment_alpha[it.netuid],
}

OTHERS: dict[str, Fact] = {
    "serving_rate_limit": lambda it: it.of(Hyperparameters).serving_rate_limit[it.netuid],
    "subnet_is_active": lambda it: it.of(Subnets).subtoken_enabled[it.netuid],
    "transfers_enabled": lambda it: it.of(Subnets).transfer_toggle[it.netuid],
    "user_liquidity_enabled": lambda it: False,  # pools of users are no more
    "owner_cut_enabled": lambda it: it.of(Hyperparameters).owner_cut_enabled[it.netuid],
    "owner_cut_auto_lock_enabled": lambda it: it.of(StakeLocks).owner_cut_auto_lock_enabled[
        it.netuid
    ],
    "min_childkey_take": _min_childkey_take,
}

HYPERPARAMETERS: dict[str, Fact] = {**CONSENSUS, **WEIGHTS, **REGISTRATION, **OTHERS}
