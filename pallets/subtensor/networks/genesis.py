"""The two networks that a chain begins with: root, and subnet 1. As macros/genesis.rs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.networks.symbols import symbol_of
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.shares import SafeFloat
from pallets.subtensor.state import (
    Founding,
    Hyperparameters,
    Issuance,
    KeyRing,
    Neurons,
    PoolReserves,
    RegistrationParameters,
    Schedule,
    StakeShares,
    Subnets,
)
from pallets.subtensor.types import ROOT
from pallets.swap import DYNAMIC
from runtime.fixed.integers import U16_MAX, saturating_add
from runtime.pallet import Pallet, Uses

FIRST = 1
NOBODY = bytes(32)
"""The coldkey that owns subnet 1, and the hotkey that is its only neuron."""

TEMPO = 100
ROOT_MEMBERS = 64
POOL = 10_000_000_000  # rao, of TAO and of alpha
STAKE = 1_000_000_000  # rao of alpha, Nobody's


class SubtensorGenesis(Pallet, crate="pallet_subtensor"):
    """Root and subnet 1.

    The chain specification has `balancesIssuance` (rao; 0 if absent, whatever there is in
    accounts) and `startCallDelay` (blocks). Neither the TAO in the pool of subnet 1 is in any
    account, nor is it counted as issued.
    """

    config: SubtensorConfig
    storage_version = 7

    subnets = Uses(Subnets)
    founding = Uses(Founding)
    schedule = Uses(Schedule)
    hyperparameters = Uses(Hyperparameters)
    registration = Uses(RegistrationParameters)
    neurons = Uses(Neurons)
    table = Uses(NeuronTable)
    key_ring = Uses(KeyRing)
    issuance = Uses(Issuance)
    reserves = Uses(PoolReserves)
    shares = Uses(StakeShares)

    def build_genesis(self, genesis: Mapping[str, Any]) -> None:
        """Raises ValueError for `stakes`, which the reference knows, and passes over."""
        if genesis.get("stakes"):
            raise ValueError("there is no stake at genesis: leave `stakes` empty")
        self.issuance.total_issuance.set(genesis.get("balancesIssuance", 0))
        delay = genesis.get("startCallDelay")
        if delay is not None:
            self.founding.start_call_delay.set(delay)
        self._add(ROOT, ROOT_MEMBERS, validators=64)
        self.registration.target_registrations_per_interval[ROOT] = 1
        self.subnets.subnet_owner[ROOT] = self.config.root_network_owner
        self.subnets.subnet_owner_hotkey[ROOT] = self.config.root_network_owner_hotkey
        self._add(FIRST, max_uids=256, validators=64)
        self._own_first()
        self._stake_on_first()

    def _add(self, netuid: int, max_uids: int, validators: int) -> None:
        """A network without neurons."""
        total = self.subnets.total_networks
        self.subnets.networks_added[netuid] = True
        total.set(saturating_add(total.get(), 1, U16_MAX))
        self.subnets.token_symbol[netuid] = symbol_of(netuid)
        self.neurons.subnetwork_n[netuid] = 0
        self.schedule.tempo[netuid] = TEMPO
        self.hyperparameters.max_allowed_uids[netuid] = max_uids
        self.hyperparameters.max_allowed_validators[netuid] = validators
        self.hyperparameters.min_allowed_weights[netuid] = 0
        self.registration.network_registration_allowed[netuid] = True

    def _own_first(self) -> None:
        """Subnet 1 has a pool and one neuron, all of it Nobody's."""
        self.subnets.subnet_mechanism[FIRST] = DYNAMIC
        self.subnets.subnet_owner[FIRST] = NOBODY
        self.founding.subnet_locked[FIRST] = 1
        self.founding.largest_locked[FIRST] = 1
        self.key_ring.owner[NOBODY] = NOBODY
        self.table.append(FIRST, NOBODY, self.runtime.system.block_number())

    def _stake_on_first(self) -> None:
        self.reserves.subnet_tao[FIRST] = POOL
        self.reserves.subnet_alpha_in[FIRST] = POOL
        self.reserves.subnet_alpha_out[FIRST] = STAKE
        self.shares.total_hotkey_alpha[NOBODY, FIRST] = STAKE
        self.shares.total_hotkey_shares_v2[NOBODY, FIRST] = SafeFloat.from_u64(STAKE)
        self.shares.alpha_v2[NOBODY, NOBODY, FIRST] = SafeFloat.from_u64(STAKE)
        self.key_ring.staking_hotkeys[NOBODY] = [NOBODY]
