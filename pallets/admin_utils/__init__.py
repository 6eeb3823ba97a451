"""The AdminUtils pallet: parameters of the chain and of subnets, set by root or by owners.

    part          what the calls have in common: who, when, on which subnet
    consensus, weights, neurons, registration, subnets
                  parameters of a subnet
    chain, takes, emission
                  parameters of the chain
    node          authorities, the EVM

Each is a Python pallet with calls; together they form the module. What the parameters mean is said
where they are stored, in `pallets.subtensor.state`; setting them tells of it by events of
SubtensorModule mostly.
"""

from __future__ import annotations

from pallets.admin_utils.chain import ChainAdmin, FoundingAdmin
from pallets.admin_utils.config import AdminUtilsConfig
from pallets.admin_utils.consensus import ConsensusAdmin
from pallets.admin_utils.emission import EmissionAdmin
from pallets.admin_utils.neurons import NeuronsAdmin
from pallets.admin_utils.node import NodeAdmin
from pallets.admin_utils.registration import RegistrationAdmin, WorkAdmin
from pallets.admin_utils.subnets import SubnetsAdmin
from pallets.admin_utils.takes import TakesAdmin
from pallets.admin_utils.types import PrecompileEnum
from pallets.admin_utils.weights import WeightsAdmin
from runtime.composition import Configured, configured
from runtime.pallet import Pallet


def admin_utils(config: AdminUtilsConfig | None = None) -> list[type[Pallet] | Configured]:
    """The parts of the module, with what other modules bring."""
    given = config or AdminUtilsConfig()
    return [
        ConsensusAdmin,
        WeightsAdmin,
        NeuronsAdmin,
        RegistrationAdmin,
        WorkAdmin,
        SubnetsAdmin,
        FoundingAdmin,
        ChainAdmin,
        TakesAdmin,
        EmissionAdmin,
        configured(NodeAdmin, given),
    ]


__all__ = [
    "AdminUtilsConfig",
    "ChainAdmin",
    "ConsensusAdmin",
    "EmissionAdmin",
    "FoundingAdmin",
    "NeuronsAdmin",
    "NodeAdmin",
    "PrecompileEnum",
    "RegistrationAdmin",
    "SubnetsAdmin",
    "TakesAdmin",
    "WeightsAdmin",
    "WorkAdmin",
    "admin_utils",
]
