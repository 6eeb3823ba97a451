"""What is asked of the association of an EVM key. guards/check_evm_key_association.rs."""

from __future__ import annotations

from typing import Any

from pallets.subtensor.guards.base import CallGuard, Rule
from pallets.subtensor.keys import EvmKeys
from runtime.call import Call, CallDeclaration
from runtime.runtime import Runtime
from runtime.weights import weigh

COST = weigh(15_448_000, 4117, reads=2)


def _associate(runtime: Runtime, hotkey: bytes, call: Call) -> None:
    runtime.pallet(EvmKeys).ensure_can_associate(hotkey, call.args[0])


RULES: dict[CallDeclaration[Any, Any], Rule] = {EvmKeys.associate_evm_key: _associate}


class CheckEvmKeyAssociation(CallGuard):
    """EVM keys are of neurons, and are not changed too often."""

    def __init__(self) -> None:
        super().__init__(COST, RULES)
