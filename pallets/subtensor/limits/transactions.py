"""What is limited in how often it can be done."""

from __future__ import annotations

from enum import Enum

from pallets.subtensor.types import Hyperparameter


class TransactionType(Enum):
    """A kind of transaction, by its number in the keys of `TransactionKeyLastBlock`.

    6 stands for a change of a parameter by a subnet's owner, which is told from another by its
    `Hyperparameter`, and has keys of its own; 2 and 10 are not used.
    """

    SetChildren = 0
    SetChildkeyTake = 1
    RegisterNetwork = 3
    SetWeightsVersionKey = 4
    SetSNOwnerHotkey = 5
    MechanismCountUpdate = 7
    MechanismEmission = 8
    MaxUidsTrimming = 9
    TempoUpdate = 11


Limited = TransactionType | Hyperparameter
"""Either: a parameter stands for its change by the owner of a subnet."""
