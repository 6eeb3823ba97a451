"""What neurons publish about themselves on a subnet, at once or sealed until a beacon's round.

As pallet-commitments. A sealed field is opened at the start of the first block after the pulse of
its round is there, and moves to the revealed ones.
"""

from pallets.commitments.config import CommitmentsConfig
from pallets.commitments.data import (
    BigRaw,
    BlakeTwo256,
    Data,
    DataField,
    Empty,
    Keccak256,
    Raw,
    ResetBondsFlag,
    Sha256,
    ShaThree256,
    TimelockEncrypted,
)
from pallets.commitments.pallet import Commitments
from pallets.commitments.types import CommitmentInfo, Registration, UsageTracker

__all__ = [
    "BigRaw",
    "BlakeTwo256",
    "CommitmentInfo",
    "Commitments",
    "CommitmentsConfig",
    "Data",
    "DataField",
    "Empty",
    "Keccak256",
    "Raw",
    "Registration",
    "ResetBondsFlag",
    "Sha256",
    "ShaThree256",
    "TimelockEncrypted",
    "UsageTracker",
]
