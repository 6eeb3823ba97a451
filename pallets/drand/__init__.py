"""Public randomness from drand's quicknet, which opens timelocked secrets. As pallet-drand.

The beacon signs the number of each round, every three seconds. Whoever has such a pulse may bring
it in with an unsigned extrinsic: it is stored if the beacon's key has signed it.
"""

from pallets.drand.pallet import Drand
from pallets.drand.priority import DrandPriority
from pallets.drand.types import (
    QUICKNET,
    BeaconConfiguration,
    BeaconConfigurationPayload,
    Pulse,
    PulsesPayload,
    Sr25519Key,
)

__all__ = [
    "QUICKNET",
    "BeaconConfiguration",
    "BeaconConfigurationPayload",
    "Drand",
    "DrandPriority",
    "Pulse",
    "PulsesPayload",
    "Sr25519Key",
]
