"""Types of AdminUtils' calls."""

from __future__ import annotations

from runtime.scale import UnitEnum


class PrecompileEnum(UnitEnum, path="pallet_admin_utils::pallet::PrecompileEnum"):
    """Contracts that the chain brings into the EVM, each of which can be switched off."""

    BalanceTransfer = 0
    Staking = 1
    Subnet = 2
    Metagraph = 3
    Neuron = 4
    UidLookup = 5
    Alpha = 6
    Crowdloan = 7
    Proxy = 8
    Leasing = 9
    AddressMapping = 10
    VotingPower = 11
