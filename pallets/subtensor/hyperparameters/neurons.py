"""How many neurons a subnet has, and which of them are safe."""

from __future__ import annotations

from pallets.subtensor.errors import Error, InvalidValue
from pallets.subtensor.events import (
    Event,
    ImmunityPeriodSet,
    MaxAllowedUidsSet,
    MinAllowedUidsSet,
    MinNonImmuneUidsSet,
    ServingRateLimitSet,
)
from pallets.subtensor.state import Hyperparameters
from runtime.pallet import Pallet, Uses

MIN_IMMUNE_OWNER_UIDS = 1
MAX_IMMUNE_OWNER_UIDS = 10


class NeuronSettings(Pallet, crate="pallet_subtensor"):
    """Sets how many neurons a subnet has, and which of them are safe."""

    event = Event
    error = Error
    hyperparameters = Uses(Hyperparameters)

    def set_immunity_period(self, netuid: int, blocks: int) -> None:
        """For so many blocks after its registration a neuron is not replaced."""
        self.hyperparameters.immunity_period[netuid] = blocks
        self.deposit_event(ImmunityPeriodSet(netuid, blocks))

    def set_min_allowed_uids(self, netuid: int, limit: int) -> None:
        """How few uids a subnet may be limited to."""
        self.hyperparameters.min_allowed_uids[netuid] = limit
        self.deposit_event(MinAllowedUidsSet(netuid, limit))

    def set_max_allowed_uids(self, netuid: int, limit: int) -> None:
        """How many uids a subnet has."""
        self.hyperparameters.max_allowed_uids[netuid] = limit
        self.deposit_event(MaxAllowedUidsSet(netuid, limit))

    def set_min_non_immune_uids(self, netuid: int, minimum: int) -> None:
        """So many neurons at least can be replaced."""
        self.hyperparameters.min_non_immune_uids[netuid] = minimum
        self.deposit_event(MinNonImmuneUidsSet(netuid, minimum))

    def set_owner_immune_neuron_limit(self, netuid: int, limit: int) -> None:
        """How many of the owner's neurons are never replaced, from 1 to 10. There is no event.

        Fails with InvalidValue.
        """
        if not MIN_IMMUNE_OWNER_UIDS <= limit <= MAX_IMMUNE_OWNER_UIDS:
            raise InvalidValue()
        self.hyperparameters.immune_owner_uids_limit[netuid] = limit

    def set_serving_rate_limit(self, netuid: int, blocks: int) -> None:
        """So many blocks lie between two endpoints that a neuron serves."""
        self.hyperparameters.serving_rate_limit[netuid] = blocks
        self.deposit_event(ServingRateLimitSet(netuid, blocks))
