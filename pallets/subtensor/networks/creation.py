"""A subnet comes into being, with nobody in it. As subnets/subnet.rs of the reference."""

from __future__ import annotations

from itertools import count

from pallets.subtensor.hyperparameters import (
    ConsensusSettings,
    NeuronSettings,
    RegistrationSettings,
    WeightSettings,
)
from pallets.subtensor.schedule import EpochSchedule
from pallets.subtensor.state import Hyperparameters, Neurons, RegistrationParameters, Subnets
from runtime.fixed.integers import U16_MAX, saturating_add
from runtime.pallet import Pallet, Uses

MAX_UIDS = 256
MAX_VALIDATORS = 64
MIN_WEIGHTS = 1
IMMUNITY_PERIOD = 5_000  # blocks
BURN = 1_000_000_000  # rao


class Networks(Pallet, crate="pallet_subtensor"):
    """New subnets and their first parameters."""

    subnets = Uses(Subnets)
    neurons = Uses(Neurons)
    registration = Uses(RegistrationParameters)
    hyperparameters = Uses(Hyperparameters)
    epochs = Uses(EpochSchedule)
    registration_settings = Uses(RegistrationSettings)
    consensus_settings = Uses(ConsensusSettings)
    neuron_settings = Uses(NeuronSettings)
    weight_settings = Uses(WeightSettings)

    def next_netuid(self) -> int:
        """The lowest netuid that is free, from 1."""
        taken = set(self.subnets.netuids())
        return next(netuid for netuid in count(1) if netuid not in taken)

    def init_new_network(self, netuid: int, tempo: int) -> None:
        """Create a subnet without neurons and owner, with the first values of its parameters."""
        self.neurons.subnetwork_n[netuid] = 0
        self.subnets.networks_added[netuid] = True
        self.epochs.begin(netuid, tempo)
        total = self.subnets.total_networks
        total.set(saturating_add(total.get(), 1, U16_MAX))
        self._set_parameters(netuid)
        self._make_defaults_explicit(netuid)

    def _set_parameters(self, netuid: int) -> None:
        self.registration_settings.set_network_registration_allowed(netuid, True)
        self.neuron_settings.set_max_allowed_uids(netuid, MAX_UIDS)
        self.consensus_settings.set_max_allowed_validators(netuid, MAX_VALIDATORS)
        self.weight_settings.set_min_allowed_weights(netuid, MIN_WEIGHTS)
        self.neuron_settings.set_immunity_period(netuid, IMMUNITY_PERIOD)
        self.hyperparameters.yuma3_on[netuid] = True
        self.registration.burn[netuid] = BURN
        # It outlives subnets: the one before may have left it false.
        self.subnets.subnet_emission_enabled[netuid] = True

    def _make_defaults_explicit(self, netuid: int) -> None:
        """Store the defaults of parameters that are not stored, lest other defaults change them."""
        for parameter in (
            self.hyperparameters.kappa,
            self.hyperparameters.activity_cutoff,
            self.registration.registrations_this_interval,
        ):
            if netuid not in parameter:
                parameter[netuid] = parameter[netuid]
