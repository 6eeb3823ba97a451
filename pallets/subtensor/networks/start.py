"""A subnet is started: from then on it has emission, and its alpha can be traded."""

from __future__ import annotations

from pallets.subtensor.errors import (
    Error,
    FirstEmissionBlockNumberAlreadySet,
    NeedWaitingMoreBlocksToStarCall,
    SubnetNotExists,
)
from pallets.subtensor.events import Event, FirstEmissionBlockNumberSet
from pallets.subtensor.limits import Permissions
from pallets.subtensor.state import Founding, Subnets
from pallets.subtensor.types import NetUid
from runtime.call import call
from runtime.fixed.integers import saturating_add
from runtime.origin import Origin
from runtime.pallet import Pallet, Uses
from runtime.weights import weigh


class SubnetStart(Pallet, crate="pallet_subtensor"):
    """The start of subnets, by their owners."""

    event = Event
    error = Error
    subnets = Uses(Subnets)
    founding = Uses(Founding)
    permissions = Uses(Permissions)

    @call(index=92, weight=weigh(39_454_000, 4583, reads=5, writes=2))
    def start_call(self, origin: Origin, netuid: NetUid) -> None:
        """Start a subnet, some blocks after its registration: emission begins with the next block.

        For its owner. Fails with SubnetNotExists, BadOrigin, FirstEmissionBlockNumberAlreadySet
        and NeedWaitingMoreBlocksToStarCall.
        """
        subnets = self.subnets
        if not subnets.exists(netuid):
            raise SubnetNotExists()
        self.permissions.ensure_subnet_owner(origin, netuid)
        if subnets.first_emission_block_number[netuid] is not None:
            raise FirstEmissionBlockNumberAlreadySet()
        block = self.runtime.system.block_number()
        delay = self.founding.start_call_delay.get()
        if block < saturating_add(subnets.network_registered_at[netuid], delay):
            raise NeedWaitingMoreBlocksToStarCall()
        first = saturating_add(block, 1)
        subnets.first_emission_block_number[netuid] = first
        subnets.subtoken_enabled[netuid] = True
        self.deposit_event(FirstEmissionBlockNumberSet(netuid, first))
