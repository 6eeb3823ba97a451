"""The root network's validators become parents of the owners of new subnets, if they want to."""

from __future__ import annotations

from contextlib import suppress

from pallets.subtensor.children.setting import Children
from pallets.subtensor.errors import (
    Error,
    HotKeyNotRegisteredInSubNet,
    NonAssociatedColdKey,
    RegistrationNotPermittedOnRootSubnet,
    SubnetNotExists,
)
from pallets.subtensor.events import AutoParentDelegationEnabledSet, Event
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.state import Delegation, Neurons, Subnets
from pallets.subtensor.types import ROOT
from runtime.call import call
from runtime.dispatch_error import DispatchFailure
from runtime.fixed.integers import U64_MAX
from runtime.origin import Origin, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.scale import AccountId
from runtime.weights import weigh


class RootParents(Pallet, crate="pallet_subtensor"):
    """Root validators as parents of the owners' hotkeys."""

    event = Event
    error = Error
    subnets = Uses(Subnets)
    neurons = Uses(Neurons)
    delegation = Uses(Delegation)
    table = Uses(NeuronTable)
    ownership = Uses(Ownership)
    children = Uses(Children)

    @call(index=135, weight=weigh(28_023_000, 4364, reads=2, writes=1))
    def set_auto_parent_delegation_enabled(
        self, origin: Origin, hotkey: AccountId, enabled: bool
    ) -> None:
        """Say whether a root validator becomes a parent of the owners of new subnets.

        Fails with NonAssociatedColdKey, and with HotKeyNotRegisteredInSubNet if the hotkey is not
        on root.
        """
        coldkey = ensure_signed(origin)
        if not self.ownership.owns(coldkey, hotkey):
            raise NonAssociatedColdKey()
        if not self.table.is_registered(ROOT, hotkey):
            raise HotKeyNotRegisteredInSubNet()
        self.delegation.auto_parent_delegation_enabled[hotkey] = enabled
        self.deposit_event(AutoParentDelegationEnabledSet(hotkey, enabled))

    def delegate_to_owner(self, netuid: int) -> None:
        """Schedule the owner's hotkey as the one child of each root validator that did not opt out.

        Where a validator may not have it, or is it, nothing happens. Fails with
        RegistrationNotPermittedOnRootSubnet, and with SubnetNotExists if there is no subnet or no
        owner's hotkey.
        """
        if netuid == ROOT:
            raise RegistrationNotPermittedOnRootSubnet()
        owners_hotkey = self.subnets.owners_hotkey(netuid)
        if not self.subnets.exists(netuid) or owners_hotkey is None:
            raise SubnetNotExists()
        for validator in self.neurons.keys.values(ROOT):
            if not self.delegation.auto_parent_delegation_enabled[validator]:
                continue
            coldkey = self.ownership.owner_of(validator)
            with suppress(DispatchFailure):
                self.children.schedule(coldkey, validator, netuid, [(U64_MAX, owners_hotkey)])
