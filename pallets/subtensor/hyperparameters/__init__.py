"""Setting the parameters of subnets and of the chain.

    consensus     kappa, bonds, liquid alpha, activity
    weights       what validators have to respect, commit-reveal
    neurons       how many, and which are safe
    registration  prices and limits
    networks      the founding of subnets, and the owner's hotkey
    takes         of delegates and child hotkeys
    nominations   the least stake of nominators
    dividends     root's claims, voting power
    chain         limits of the chain as a whole

A setter writes and tells of it; who may call it, and when, is the caller's business, which mostly
is AdminUtils. What there is no event for is written to the storage where it is wanted.
"""

from __future__ import annotations

from pallets.subtensor.hyperparameters.chain import ChainSettings
from pallets.subtensor.hyperparameters.consensus import ConsensusSettings
from pallets.subtensor.hyperparameters.dividends import DividendSettings
from pallets.subtensor.hyperparameters.networks import FoundingSettings, SubnetSettings
from pallets.subtensor.hyperparameters.neurons import NeuronSettings
from pallets.subtensor.hyperparameters.nominations import NominationSettings
from pallets.subtensor.hyperparameters.registration import RegistrationSettings, WorkSettings
from pallets.subtensor.hyperparameters.takes import TakeSettings
from pallets.subtensor.hyperparameters.weights import WeightSettings
from runtime.pallet import Pallet

PARTS: list[type[Pallet]] = [
    ConsensusSettings,
    WeightSettings,
    NeuronSettings,
    RegistrationSettings,
    WorkSettings,
    FoundingSettings,
    SubnetSettings,
    TakeSettings,
    NominationSettings,
    DividendSettings,
    ChainSettings,
]

__all__ = [
    "ChainSettings",
    "ConsensusSettings",
    "DividendSettings",
    "FoundingSettings",
    "NeuronSettings",
    "NominationSettings",
    "PARTS",
    "RegistrationSettings",
    "SubnetSettings",
    "TakeSettings",
    "WeightSettings",
    "WorkSettings",
]
