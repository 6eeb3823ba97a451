"""What is refused before a call runs: at every dispatch of an account, nested ones too.

    base            what guards are
    coldkey_swap, weights, rate_limits, delegate_take, serving, evm_key
                    the guards, in the order in which they are asked
    codes           the codes that clients get when the pool refuses for one of these reasons

`pallets.subtensor.extensions` asks the same guards before an extrinsic is in a block.
"""

from __future__ import annotations

from pallets.subtensor.guards.base import SubtensorGuard
from pallets.subtensor.guards.coldkey_swap import CheckColdkeySwap
from pallets.subtensor.guards.delegate_take import CheckDelegateTake
from pallets.subtensor.guards.evm_key import CheckEvmKeyAssociation
from pallets.subtensor.guards.rate_limits import CheckRateLimits
from pallets.subtensor.guards.serving import CheckServingEndpoints
from pallets.subtensor.guards.weights import CheckWeights

GUARDS: tuple[SubtensorGuard, ...] = (
    CheckColdkeySwap(),
    CheckWeights(),
    CheckRateLimits(),
    CheckDelegateTake(),
    CheckServingEndpoints(),
    CheckEvmKeyAssociation(),
)
