"""The neurons of a subnet as lists by uid. As rpc_info/show_subnet.rs of the reference."""

from __future__ import annotations

from pallets.subtensor.apis.facts import SubnetView, filled
from pallets.subtensor.apis.types import ACCOUNT_PARAMETER, Account, CompactAlpha, CompactTao
from pallets.subtensor.state import Emissions, Subnets
from pallets.subtensor.types import CompactNetUid, CompactU16, CompactU64
from runtime.scale import Struct


class SubnetState(
    Struct, path="pallet_subtensor::rpc_info::show_subnet::SubnetState", params=ACCOUNT_PARAMETER
):
    """All neurons of a subnet. Pruning scores, trusts and ranks are no more: empty lists.

    `emission_history` is, for each subnet there is, what these hotkeys got there last.
    """

    netuid: CompactNetUid
    hotkeys: list[Account]
    coldkeys: list[Account]
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
    emission_history: list[list[CompactAlpha]]


def subnet_state(view: SubnetView) -> SubnetState:
    last = view.of(Emissions).last_hotkey_emission_on_netuid
    netuids = view.of(Subnets).netuids()
    history = [[last[hotkey, netuid] for hotkey in view.hotkeys] for netuid in netuids]
    return filled(SubnetState, view, emission_history=history)
