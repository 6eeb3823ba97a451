"""What SubtensorModule stores, by concept. Who writes it is said where the rules are."""

from __future__ import annotations

from pallets.subtensor.state.accounts import KeyRing
from pallets.subtensor.state.coldkey_swaps import ColdkeySwaps
from pallets.subtensor.state.delegation import Delegation
from pallets.subtensor.state.emission import Emissions
from pallets.subtensor.state.founding import Founding
from pallets.subtensor.state.hyperparameters import Hyperparameters
from pallets.subtensor.state.identities import Identities
from pallets.subtensor.state.issuance import Issuance
from pallets.subtensor.state.leases import Leases
from pallets.subtensor.state.locks import StakeLocks
from pallets.subtensor.state.mechanisms import Mechanisms
from pallets.subtensor.state.migrations import Migrations
from pallets.subtensor.state.neurons import Neurons
from pallets.subtensor.state.pools import PoolReserves
from pallets.subtensor.state.rate_limits import RateLimits
from pallets.subtensor.state.registration import RegistrationParameters
from pallets.subtensor.state.root_claims import RootClaims
from pallets.subtensor.state.schedule import Schedule
from pallets.subtensor.state.scores import Scores
from pallets.subtensor.state.serving import Endpoints
from pallets.subtensor.state.stake import StakeShares
from pallets.subtensor.state.subnets import Subnets
from pallets.subtensor.state.voting_power import VotingPowers
from pallets.subtensor.state.weights import WeightTable
from runtime.pallet import Pallet

PARTS: list[type[Pallet]] = [
    Subnets,
    Founding,
    RegistrationParameters,
    Hyperparameters,
    Schedule,
    Neurons,
    Scores,
    WeightTable,
    Mechanisms,
    Endpoints,
    Identities,
    KeyRing,
    Delegation,
    ColdkeySwaps,
    RateLimits,
    Issuance,
    PoolReserves,
    Emissions,
    StakeShares,
    StakeLocks,
    RootClaims,
    VotingPowers,
    Leases,
    Migrations,
]

__all__ = [
    "ColdkeySwaps",
    "Delegation",
    "Emissions",
    "Endpoints",
    "Founding",
    "Hyperparameters",
    "Identities",
    "Issuance",
    "KeyRing",
    "Leases",
    "Mechanisms",
    "Migrations",
    "Neurons",
    "PARTS",
    "PoolReserves",
    "RateLimits",
    "RegistrationParameters",
    "RootClaims",
    "Schedule",
    "Scores",
    "StakeLocks",
    "StakeShares",
    "Subnets",
    "VotingPowers",
    "WeightTable",
]
