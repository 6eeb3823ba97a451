"""What the registration of a neuron costs, and how many there may be."""

from __future__ import annotations

from pallets.subtensor.events import (
    AdjustmentAlphaSet,
    AdjustmentIntervalSet,
    DifficultySet,
    Event,
    MaxBurnSet,
    MaxDifficultySet,
    MaxRegistrationsPerBlockSet,
    MinBurnSet,
    MinDifficultySet,
    RAORecycledForRegistrationSet,
    RegistrationAllowed,
    RegistrationPerIntervalSet,
)
from pallets.subtensor.state import RegistrationParameters
from runtime.pallet import Pallet, Uses


class RegistrationSettings(Pallet, crate="pallet_subtensor"):
    """Sets what the registration of a neuron costs, and how many there may be."""

    event = Event
    registration = Uses(RegistrationParameters)

    def set_network_registration_allowed(self, netuid: int, allowed: bool) -> None:
        """Whether neurons may register in a subnet."""
        self.registration.network_registration_allowed[netuid] = allowed
        self.deposit_event(RegistrationAllowed(netuid, allowed))

    def set_min_burn(self, netuid: int, price: int) -> None:
        """The lowest price of a registration, in rao."""
        self.registration.min_burn[netuid] = price
        self.deposit_event(MinBurnSet(netuid, price))

    def set_max_burn(self, netuid: int, price: int) -> None:
        """The highest price of a registration, in rao."""
        self.registration.max_burn[netuid] = price
        self.deposit_event(MaxBurnSet(netuid, price))

    def set_rao_recycled(self, netuid: int, amount: int) -> None:
        """What registrations in a subnet have cost together, in rao."""
        self.registration.rao_recycled_for_registration[netuid] = amount
        self.deposit_event(RAORecycledForRegistrationSet(netuid, amount))

    def set_target_registrations_per_interval(self, netuid: int, target: int) -> None:
        """How many registrations an interval should have; three times as many is root's limit."""
        self.registration.target_registrations_per_interval[netuid] = target
        self.deposit_event(RegistrationPerIntervalSet(netuid, target))

    def set_max_registrations_per_block(self, netuid: int, limit: int) -> None:
        """How many registrations a block may have, on root."""
        self.registration.max_registrations_per_block[netuid] = limit
        self.deposit_event(MaxRegistrationsPerBlockSet(netuid, limit))


class WorkSettings(Pallet, crate="pallet_subtensor"):
    """Sets what registration by proof of work depended on: it is stored, and not used any more."""

    event = Event
    registration = Uses(RegistrationParameters)

    def set_difficulty(self, netuid: int, difficulty: int) -> None:
        self.registration.difficulty[netuid] = difficulty
        self.deposit_event(DifficultySet(netuid, difficulty))

    def set_min_difficulty(self, netuid: int, difficulty: int) -> None:
        self.registration.min_difficulty[netuid] = difficulty
        self.deposit_event(MinDifficultySet(netuid, difficulty))

    def set_max_difficulty(self, netuid: int, difficulty: int) -> None:
        self.registration.max_difficulty[netuid] = difficulty
        self.deposit_event(MaxDifficultySet(netuid, difficulty))

    def set_adjustment_interval(self, netuid: int, blocks: int) -> None:
        """The blocks between two adjustments of the cost."""
        self.registration.adjustment_interval[netuid] = blocks
        self.deposit_event(AdjustmentIntervalSet(netuid, blocks))

    def set_adjustment_alpha(self, netuid: int, alpha: int) -> None:
        """How slowly the cost was adjusted, of 2^64 - 1."""
        self.registration.adjustment_alpha[netuid] = alpha
        self.deposit_event(AdjustmentAlphaSet(netuid, alpha))
