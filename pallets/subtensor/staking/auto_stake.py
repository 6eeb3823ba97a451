"""Which hotkey a coldkey's miners' emission is staked on."""

from __future__ import annotations

from pallets.subtensor.errors import (
    Error,
    HotKeyNotRegisteredInSubNet,
    SameAutoStakeHotkeyAlreadySet,
    SubnetNotExists,
)
from pallets.subtensor.events import AutoStakeDestinationSet, Event
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.state import StakeShares, Subnets
from pallets.subtensor.types import NetUid
from runtime.call import call
from runtime.origin import Origin, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.scale import AccountId
from runtime.weights import weigh


class AutoStake(Pallet, crate="pallet_subtensor"):
    """The choice of the hotkey, and for each hotkey the list of those who chose it."""

    event = Event
    error = Error
    subnets = Uses(Subnets)
    neurons = Uses(NeuronTable)
    shares = Uses(StakeShares)

    @call(index=114, weight=weigh(33_853_000, 4274, reads=4, writes=2))
    def set_coldkey_auto_stake_hotkey(
        self, origin: Origin, netuid: NetUid, hotkey: AccountId
    ) -> None:
        """Choose any neuron's hotkey for what the signer's miners in a subnet get.

        Fails with SubnetNotExists, HotKeyNotRegisteredInSubNet, SameAutoStakeHotkeyAlreadySet.
        """
        coldkey = ensure_signed(origin)
        if not self.subnets.exists(netuid):
            raise SubnetNotExists()
        if not self.neurons.is_registered(netuid, hotkey):
            raise HotKeyNotRegisteredInSubNet()
        destination = self.shares.auto_stake_destination
        coldkeys = self.shares.auto_stake_destination_coldkeys
        before = destination[coldkey, netuid]
        if before == hotkey:
            raise SameAutoStakeHotkeyAlreadySet()
        if before is not None:
            others = [each for each in coldkeys[before, netuid] if each != coldkey]
            coldkeys[before, netuid] = others
        destination[coldkey, netuid] = hotkey
        chosen_by = coldkeys[hotkey, netuid]
        if coldkey not in chosen_by:
            chosen_by = [*chosen_by, coldkey]
        coldkeys[hotkey, netuid] = chosen_by
        self.deposit_event(AutoStakeDestinationSet(coldkey, netuid, hotkey))
