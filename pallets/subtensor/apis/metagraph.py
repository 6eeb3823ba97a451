"""Everything about a subnet and its neurons, whole or in parts.

As rpc_info/metagraph.rs of the reference.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pallets.subtensor.apis.facts import FACTS, SubnetView, filled
from pallets.subtensor.apis.types import (
    ACCOUNT_PARAMETER,
    Account,
    CompactAlpha,
    CompactTao,
    CompactU128,
    Identity,
    Text,
)
from pallets.subtensor.types import (
    ROOT,
    AxonInfo,
    CompactNetUid,
    CompactU16,
    CompactU64,
    SubnetIdentityV3,
)
from runtime.fixed import I96F32
from runtime.scale import Some, Struct


class Metagraph(
    Struct, path="pallet_subtensor::rpc_info::metagraph::Metagraph", params=ACCOUNT_PARAMETER
):
    """A subnet and its neurons, by uid.

    The netuid of a mechanism's metagraph is the index of the mechanism. The emission of the
    subnet, what is pending for root and TAO dividends are always 0; pruning scores, trusts and
    ranks are empty lists.
    """

    netuid: CompactNetUid
    name: Text
    symbol: Text
    identity: SubnetIdentityV3 | None
    network_registered_at: CompactU64
    owner_hotkey: Account
    owner_coldkey: Account
    block: CompactU64
    tempo: CompactU16
    last_step: CompactU64
    blocks_since_last_step: CompactU64
    subnet_emission: CompactU64
    alpha_in: CompactAlpha
    alpha_out: CompactAlpha
    tao_in: CompactTao
    alpha_out_emission: CompactAlpha
    alpha_in_emission: CompactAlpha
    tao_in_emission: CompactTao
    pending_alpha_emission: CompactAlpha
    pending_root_emission: CompactTao
    subnet_volume: CompactU128
    moving_price: I96F32
    rho: CompactU16
    kappa: CompactU16
    min_allowed_weights: CompactU16
    max_weights_limit: CompactU16
    weights_version: CompactU64
    weights_rate_limit: CompactU64
    activity_cutoff: CompactU64
    max_validators: CompactU16
    num_uids: CompactU16
    max_uids: CompactU16
    burn: CompactTao
    difficulty: CompactU64
    registration_allowed: bool
    pow_registration_allowed: bool
    immunity_period: CompactU16
    min_difficulty: CompactU64
    max_difficulty: CompactU64
    min_burn: CompactTao
    max_burn: CompactTao
    adjustment_alpha: CompactU64
    adjustment_interval: CompactU16
    target_regs_per_interval: CompactU16
    max_regs_per_block: CompactU16
    serving_rate_limit: CompactU64
    commit_reveal_weights_enabled: bool
    commit_reveal_period: CompactU64
    liquid_alpha_enabled: bool
    alpha_high: CompactU16
    alpha_low: CompactU16
    bonds_moving_avg: CompactU64
    hotkeys: list[Account]
    coldkeys: list[Account]
    identities: list[Identity | None]
    axons: list[AxonInfo]
    active: list[bool]
    validator_permit: list[bool]
    pruning_score: list[CompactU16]
    last_update: list[CompactU64]
    emission: list[CompactAlpha]
    dividends: list[CompactU16]
    incentives: list[CompactU16]
    consensus: list[CompactU16]
    trust: list[CompactU16]
    rank: list[CompactU16]
    block_at_registration: list[CompactU64]
    alpha_stake: list[CompactAlpha]
    tao_stake: list[CompactTao]
    total_stake: list[CompactTao]
    tao_dividends_per_hotkey: list[tuple[Account, CompactTao]]
    alpha_dividends_per_hotkey: list[tuple[Account, CompactAlpha]]


class SelectiveMetagraph(
    Struct,
    path="pallet_subtensor::rpc_info::metagraph::SelectiveMetagraph",
    params=ACCOUNT_PARAMETER,
):
    """What was asked for of a metagraph; the number of a field is its place here, from 0."""

    netuid: CompactNetUid = ROOT
    name: Text | None = None
    symbol: Text | None = None
    identity: Some[SubnetIdentityV3 | None] | None = None
    network_registered_at: CompactU64 | None = None
    owner_hotkey: Account | None = None
    owner_coldkey: Account | None = None
    block: CompactU64 | None = None
    tempo: CompactU16 | None = None
    last_step: CompactU64 | None = None
    blocks_since_last_step: CompactU64 | None = None
    subnet_emission: CompactU64 | None = None
    alpha_in: CompactAlpha | None = None
    alpha_out: CompactAlpha | None = None
    tao_in: CompactTao | None = None
    alpha_out_emission: CompactAlpha | None = None
    alpha_in_emission: CompactAlpha | None = None
    tao_in_emission: CompactTao | None = None
    pending_alpha_emission: CompactAlpha | None = None
    pending_root_emission: CompactTao | None = None
    subnet_volume: CompactU128 | None = None
    moving_price: I96F32 | None = None
    rho: CompactU16 | None = None
    kappa: CompactU16 | None = None
    min_allowed_weights: CompactU16 | None = None
    max_weights_limit: CompactU16 | None = None
    weights_version: CompactU64 | None = None
    weights_rate_limit: CompactU64 | None = None
    activity_cutoff: CompactU64 | None = None
    max_validators: CompactU16 | None = None
    num_uids: CompactU16 | None = None
    max_uids: CompactU16 | None = None
    burn: CompactTao | None = None
    difficulty: CompactU64 | None = None
    registration_allowed: bool | None = None
    pow_registration_allowed: bool | None = None
    immunity_period: CompactU16 | None = None
    min_difficulty: CompactU64 | None = None
    max_difficulty: CompactU64 | None = None
    min_burn: CompactTao | None = None
    max_burn: CompactTao | None = None
    adjustment_alpha: CompactU64 | None = None
    adjustment_interval: CompactU16 | None = None
    target_regs_per_interval: CompactU16 | None = None
    max_regs_per_block: CompactU16 | None = None
    serving_rate_limit: CompactU64 | None = None
    commit_reveal_weights_enabled: bool | None = None
    commit_reveal_period: CompactU64 | None = None
    liquid_alpha_enabled: bool | None = None
    alpha_high: CompactU16 | None = None
    alpha_low: CompactU16 | None = None
    bonds_moving_avg: CompactU64 | None = None
    hotkeys: list[Account] | None = None
    coldkeys: list[Account] | None = None
    identities: list[Identity | None] | None = None
    axons: list[AxonInfo] | None = None
    active: list[bool] | None = None
    validator_permit: list[bool] | None = None
    pruning_score: list[CompactU16] | None = None
    last_update: list[CompactU64] | None = None
    emission: list[CompactAlpha] | None = None
    dividends: list[CompactU16] | None = None
    incentives: list[CompactU16] | None = None
    consensus: list[CompactU16] | None = None
    trust: list[CompactU16] | None = None
    rank: list[CompactU16] | None = None
    block_at_registration: list[CompactU64] | None = None
    alpha_stake: list[CompactAlpha] | None = None
    tao_stake: list[CompactTao] | None = None
    total_stake: list[CompactTao] | None = None
    tao_dividends_per_hotkey: list[tuple[Account, CompactTao]] | None = None
    alpha_dividends_per_hotkey: list[tuple[Account, CompactAlpha]] | None = None
    validators: list[CompactU16] | None = None
    commitments: list[tuple[Account, Text]] | None = None


def metagraph(view: SubnetView) -> Metagraph:
    return filled(Metagraph, view)


def selected(view: SubnetView, indexes: Iterable[int]) -> SelectiveMetagraph:
    """The fields of these numbers; others are passed over. The netuid is 0 unless asked for."""
    names = SelectiveMetagraph.field_names
    chosen = {names[index]: FACTS[names[index]](view) for index in indexes if index < len(names)}
    if "identity" in chosen:
        chosen["identity"] = Some(chosen["identity"])
    return replace(SelectiveMetagraph(), **chosen)
