"""The dissolution of subnets. As do_dissolve_network in coinbase/root.rs of the reference."""

from __future__ import annotations

from pallets.subtensor.errors import Error, SubnetNotExists
from pallets.subtensor.events import Event, NetworkRemoved
from pallets.subtensor.networks.dissolution.by_key import ForgetKeys
from pallets.subtensor.networks.dissolution.claims import ForgetRootClaims
from pallets.subtensor.networks.dissolution.locks import ForgetLocks
from pallets.subtensor.networks.dissolution.mechanisms import ForgetMechanisms
from pallets.subtensor.networks.dissolution.outside import ClearPool, PurgeCommitments
from pallets.subtensor.networks.dissolution.parameters import ForgetParameters
from pallets.subtensor.networks.dissolution.stakers import PayOutStakers
from pallets.subtensor.networks.dissolution.step import CleanUpStep
from pallets.subtensor.networks.dissolution.subnet import (
    DropRootWeights,
    EndLease,
    RemoveIdentity,
    RemoveNeurons,
    RemoveSubnet,
)
from pallets.subtensor.state import Subnets
from pallets.subtensor.types import ROOT, NetUid
from runtime.call import call
from runtime.origin import Origin, ensure_root
from runtime.pallet import Pallet, Uses
from runtime.scale import AccountId
from runtime.weights import weigh

# First the stakers get their money: for that the subnet and all about it still have to be there.
STEPS: tuple[type[CleanUpStep], ...] = (
    ForgetRootClaims,
    PayOutStakers,
    ClearPool,
    PurgeCommitments,
    RemoveSubnet,
    RemoveNeurons,
    DropRootWeights,
    ForgetParameters,
    ForgetKeys,
    ForgetMechanisms,
    RemoveIdentity,
    EndLease,
    ForgetLocks,
)
"""What a dissolution does, in order. What else knows of subnets adds a step of its own."""

WEIGHT = weigh(119_000_000, reads=6, writes=31)


class Dissolution(Pallet, crate="pallet_subtensor"):
    """The dissolution of subnets: by root, or because another comes and there is no room."""

    event = Event
    error = Error
    subnets = Uses(Subnets)

    @call(index=61, weight=WEIGHT)
    def dissolve_network(self, origin: Origin, coldkey: AccountId, netuid: NetUid) -> None:
        """Dissolve a subnet. Only root can, and whose the coldkey is does not matter.

        Fails with BadOrigin and SubnetNotExists.
        """
        ensure_root(origin)
        self.dissolve(netuid)

    @call(index=120, weight=WEIGHT)
    def root_dissolve_network(self, origin: Origin, netuid: NetUid) -> None:
        """Dissolve a subnet. Only root can. Fails with BadOrigin and SubnetNotExists."""
        ensure_root(origin)
        self.dissolve(netuid)

    def dissolve(self, netuid: int) -> None:
        """Pay out a subnet's stakers, and forget it. Fails with SubnetNotExists, for root too."""
        if netuid == ROOT or not self.subnets.exists(netuid):
            raise SubnetNotExists()
        for step in STEPS:
            self.runtime.pallet(step).clean_up(netuid)
        self.deposit_event(NetworkRemoved(netuid))
