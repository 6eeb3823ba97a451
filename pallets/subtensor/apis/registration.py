"""What founding a subnet costs."""

from __future__ import annotations

from pallets.subtensor.networks import LockCost
from pallets.subtensor.types import TaoBalance
from runtime.api import RuntimeApi


class SubnetRegistrationRuntimeApi(RuntimeApi, version=1):
    """The price of a new subnet."""

    def get_network_registration_cost(self) -> TaoBalance:
        """What a subnet costs now, in rao."""
        return self.runtime.pallet(LockCost).current()
