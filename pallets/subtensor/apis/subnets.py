"""Subnets at a glance: the old answers, in two forms, and the one with the pool.

As rpc_info/subnet_info.rs and rpc_info/dynamic_info.rs of the reference.
"""

from __future__ import annotations

from typing import Any, TypeVar

from pallets.subtensor.apis.facts import FACTS, SubnetView, filled
from pallets.subtensor.apis.types import (
    ACCOUNT_PARAMETER,
    Account,
    CompactAlpha,
    CompactTao,
    CompactU128,
    Connection,
    Text,
)
from pallets.subtensor.state import Schedule, Subnets
from pallets.subtensor.types import CompactNetUid, CompactU16, CompactU64, SubnetIdentityV3
from runtime.fixed import I96F32
from runtime.scale import Struct


class SubnetFacts(Struct):
    """What both old forms begin with. The modality is always 0, and nothing is connected."""

    netuid: CompactNetUid
    rho: CompactU16
    kappa: CompactU16
    difficulty: CompactU64
    immunity_period: CompactU16
    max_allowed_validators: CompactU16
    min_allowed_weights: CompactU16
    max_weights_limit: CompactU16
    scaling_law_power: CompactU16
    subnetwork_n: CompactU16
    max_allowed_uids: CompactU16
    blocks_since_last_step: CompactU64
    tempo: CompactU16
    network_modality: CompactU16
    network_connect: list[Connection]


class SubnetInfo(
    SubnetFacts,
    path="pallet_subtensor::rpc_info::subnet_info::SubnetInfo",
    params=ACCOUNT_PARAMETER,
):
    """The first form. The emission is always 0."""

    emission_values: CompactU64
    burn: CompactTao
    owner: Account


class SubnetInfov2(
    SubnetFacts,
    path="pallet_subtensor::rpc_info::subnet_info::SubnetInfov2",
    params=ACCOUNT_PARAMETER,
):
    """The second form, with the identity. The emission is always 0."""

    emission_value: CompactU64
    burn: CompactTao
    owner: Account
    identity: SubnetIdentityV3 | None


class DynamicInfo(
    Struct, path="pallet_subtensor::rpc_info::dynamic_info::DynamicInfo", params=ACCOUNT_PARAMETER
):
    """A subnet and its pool. The emission and the pending root emission are always 0.

    Here the blocks since the last step are counted from the last epoch that ran to its end.
    """

    netuid: CompactNetUid
    owner_hotkey: Account
    owner_coldkey: Account
    subnet_name: Text
    token_symbol: Text
    tempo: CompactU16
    last_step: CompactU64
    blocks_since_last_step: CompactU64
    emission: CompactU64
    alpha_in: CompactAlpha
    alpha_out: CompactAlpha
    tao_in: CompactTao
    alpha_out_emission: CompactAlpha
    alpha_in_emission: CompactAlpha
    tao_in_emission: CompactTao
    pending_alpha_emission: CompactAlpha
    pending_root_emission: CompactTao
    subnet_volume: CompactU128
    network_registered_at: CompactU64
    subnet_identity: SubnetIdentityV3 | None
    moving_price: I96F32


OldForm = TypeVar("OldForm", SubnetInfo, SubnetInfov2)


def old_form(kind: type[OldForm], view: SubnetView) -> OldForm:
    given: dict[str, Any] = {
        "max_allowed_validators": FACTS["max_validators"](view),
        "subnetwork_n": FACTS["num_uids"](view),
        "max_allowed_uids": FACTS["max_uids"](view),
        "blocks_since_last_step": view.of(Schedule).blocks_since_last_step[view.netuid],
        "network_modality": 0,
        "network_connect": [],
        "emission_values": 0,
        "emission_value": 0,
        "owner": view.of(Subnets).subnet_owner[view.netuid],
    }
    return filled(kind, view, **given)


def dynamic_info(view: SubnetView) -> DynamicInfo:
    return filled(
        DynamicInfo,
        view,
        subnet_name=FACTS["name"](view),
        token_symbol=FACTS["symbol"](view),
        emission=FACTS["subnet_emission"](view),
        subnet_identity=FACTS["identity"](view),
    )
