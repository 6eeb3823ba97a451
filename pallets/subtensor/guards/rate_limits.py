"""What may not be done too often. guards/check_rate_limits.rs."""

from __future__ import annotations

from typing import Any

from pallets.subtensor.errors import (
    CommittingWeightsTooFast,
    NetworkTxRateLimitExceeded,
    SettingWeightsTooFast,
)
from pallets.subtensor.guards.base import CallGuard, Rule
from pallets.subtensor.limits import RateLimiting, TransactionType
from pallets.subtensor.networks import NetworkRegistration
from pallets.subtensor.state import Neurons, WeightTable
from pallets.subtensor.types import MAIN_MECHANISM, mechanism_index
from pallets.subtensor.weights import WeightCommits, WeightPermission, WeightSetting
from runtime.call import Call, CallDeclaration
from runtime.runtime import Runtime
from runtime.weights import weigh

COST = weigh(35_376_000, 4484, reads=7)


def _commit(runtime: Runtime, hotkey: bytes, call: Call) -> None:
    if not _may_update(runtime, hotkey, call.args[0], MAIN_MECHANISM):
        raise CommittingWeightsTooFast()


def _mechanism_commit(runtime: Runtime, hotkey: bytes, call: Call) -> None:
    if not _may_update(runtime, hotkey, call.args[0], call.args[1]):
        raise CommittingWeightsTooFast()


def _set(runtime: Runtime, hotkey: bytes, call: Call) -> None:
    _ensure_set(runtime, hotkey, call.args[0], MAIN_MECHANISM)


def _mechanism_set(runtime: Runtime, hotkey: bytes, call: Call) -> None:
    _ensure_set(runtime, hotkey, call.args[0], call.args[1])


def _register_network(runtime: Runtime, coldkey: bytes, call: Call) -> None:
    if not runtime.pallet(RateLimiting).passes(TransactionType.RegisterNetwork, coldkey):
        raise NetworkTxRateLimitExceeded()


def _ensure_set(runtime: Runtime, hotkey: bytes, netuid: int, mechanism: int) -> None:
    if runtime.pallet(WeightTable).commit_reveal_weights_enabled[netuid]:
        return  # refused for another reason, by the call
    if not _may_update(runtime, hotkey, netuid, mechanism):
        raise SettingWeightsTooFast()


def _may_update(runtime: Runtime, hotkey: bytes, netuid: int, mechanism: int) -> bool:
    """Whether the hotkey's last weights are long enough ago; no neuron has none."""
    uid = runtime.pallet(Neurons).uids[netuid, hotkey]
    if uid is None:
        return True
    index, block = mechanism_index(netuid, mechanism), runtime.system.block_number()
    return runtime.pallet(WeightPermission).is_not_too_soon(index, uid, block)


RULES: dict[CallDeclaration[Any, Any], Rule] = {
    WeightCommits.commit_weights: _commit,
    WeightCommits.commit_mechanism_weights: _mechanism_commit,
    WeightSetting.set_weights: _set,
    WeightSetting.set_mechanism_weights: _mechanism_set,
    NetworkRegistration.register_network: _register_network,
}


class CheckRateLimits(CallGuard):
    """Weights and networks do not come too often."""

    def __init__(self) -> None:
        super().__init__(COST, RULES)
