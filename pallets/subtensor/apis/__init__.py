"""The runtime APIs by which clients read SubtensorModule.

facts           what is known of a subnet, by name
delegates       DelegateInfoRuntimeApi
neurons         NeuronInfoRuntimeApi
subnet_info     SubnetInfoRuntimeApi; its answers are in subnets, hyperparameters,
                subnet_state and metagraph
stakes          StakeInfoRuntimeApi
registration    SubnetRegistrationRuntimeApi
"""

from __future__ import annotations

from pallets.subtensor.apis.delegates import DelegateInfoRuntimeApi
from pallets.subtensor.apis.neurons import NeuronInfoRuntimeApi
from pallets.subtensor.apis.registration import SubnetRegistrationRuntimeApi
from pallets.subtensor.apis.stakes import StakeInfoRuntimeApi
from pallets.subtensor.apis.subnet_info import SubnetInfoRuntimeApi

__all__ = [
    "DelegateInfoRuntimeApi",
    "NeuronInfoRuntimeApi",
    "StakeInfoRuntimeApi",
    "SubnetInfoRuntimeApi",
    "SubnetRegistrationRuntimeApi",
]
