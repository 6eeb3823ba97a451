"""The hyperparameters of a subnet as clients read them, in three forms that have grown.

As rpc_info/subnet_info.rs of the reference.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pallets.subtensor.apis.facts import FACTS, SubnetView
from pallets.subtensor.apis.types import CompactTao, CompactU32, CompactU128
from pallets.subtensor.types import CompactU16, CompactU64
from runtime.fixed import I32F32, U64F64
from runtime.scale import Enumeration, Struct


class SubnetHyperparams(Struct, path="pallet_subtensor::rpc_info::subnet_info::SubnetHyperparams"):
    """The first form."""

    rho: CompactU16
    kappa: CompactU16
    immunity_period: CompactU16
    min_allowed_weights: CompactU16
    max_weights_limit: CompactU16
    tempo: CompactU16
    min_difficulty: CompactU64
    max_difficulty: CompactU64
    weights_version: CompactU64
    weights_rate_limit: CompactU64
    adjustment_interval: CompactU16
    activity_cutoff: CompactU64
    registration_allowed: bool
    target_regs_per_interval: CompactU16
    min_burn: CompactTao
    max_burn: CompactTao
    bonds_moving_avg: CompactU64
    max_regs_per_block: CompactU16
    serving_rate_limit: CompactU64
    max_validators: CompactU16
    adjustment_alpha: CompactU64
    difficulty: CompactU64
    commit_reveal_period: CompactU64
    commit_reveal_weights_enabled: bool
    alpha_high: CompactU16
    alpha_low: CompactU16
    liquid_alpha_enabled: bool


class SubnetHyperparamsV2(
    SubnetHyperparams, path="pallet_subtensor::rpc_info::subnet_info::SubnetHyperparamsV2"
):
    """The second form: the first one and more."""

    alpha_sigmoid_steepness: I32F32
    yuma_version: CompactU16
    subnet_is_active: bool
    transfers_enabled: bool
    bonds_reset_enabled: bool
    user_liquidity_enabled: bool


class HyperparamValue(Enumeration, path="pallet_subtensor::rpc_info::subnet_info::HyperparamValue"):
    """The value of a hyperparameter with its type."""


class BoolValue(HyperparamValue, index=0, name="Bool", unnamed=True):
    value: bool


class U16Value(HyperparamValue, index=1, name="U16", unnamed=True):
    value: CompactU16


class U32Value(HyperparamValue, index=2, name="U32", unnamed=True):
    value: CompactU32


class U64Value(HyperparamValue, index=3, name="U64", unnamed=True):
    value: CompactU64


class U128Value(HyperparamValue, index=4, name="U128", unnamed=True):
    value: CompactU128


class TaoValue(HyperparamValue, index=5, name="TaoBalance", unnamed=True):
    value: CompactTao


class I32F32Value(HyperparamValue, index=6, name="I32F32", unnamed=True):
    value: I32F32


class U64F64Value(HyperparamValue, index=7, name="U64F64", unnamed=True):
    value: U64F64


class HyperparamEntry(Struct, path="pallet_subtensor::rpc_info::subnet_info::HyperparamEntry"):
    """One hyperparameter of the third form: its name in ASCII, and its value."""

    name: bytes
    value: HyperparamValue


THIRD_FORM: dict[str, Callable[[Any], HyperparamValue]] = {
    "kappa": U16Value,
    "immunity_period": U16Value,
    "min_allowed_weights": U16Value,
    "max_weights_limit": U16Value,
    "tempo": U16Value,
    "weights_version": U64Value,
    "weights_rate_limit": U64Value,
    "activity_cutoff": U64Value,
    "activity_cutoff_factor": U32Value,
    "registration_allowed": BoolValue,
    "target_regs_per_interval": U16Value,
    "min_burn": TaoValue,
    "max_burn": TaoValue,
    "burn_half_life": U16Value,
    "burn_increase_mult": U64F64Value,
    "bonds_moving_avg": U64Value,
    "max_regs_per_block": U16Value,
    "serving_rate_limit": U64Value,
    "max_validators": U16Value,
    "commit_reveal_period": U64Value,
    "commit_reveal_weights_enabled": BoolValue,
    "alpha_high": U16Value,
    "alpha_low": U16Value,
    "liquid_alpha_enabled": BoolValue,
    "alpha_sigmoid_steepness": I32F32Value,
    "yuma_version": U16Value,
    "subnet_is_active": BoolValue,
    "transfers_enabled": BoolValue,
    "bonds_reset_enabled": BoolValue,
    "user_liquidity_enabled": BoolValue,
    "owner_cut_enabled": BoolValue,
    "owner_cut_auto_lock_enabled": BoolValue,
    "min_childkey_take": U16Value,
}
"""The hyperparameters of the third form, in its order, each with the type of its value."""


def third_form(view: SubnetView) -> list[HyperparamEntry]:
    return [
        HyperparamEntry(name.encode(), of(FACTS[name](view))) for name, of in THIRD_FORM.items()
    ]
