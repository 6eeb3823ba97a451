"""Who else points to the hotkey in a subnet: stakers' choices, and the subnet for its owner."""

from __future__ import annotations

from pallets.subtensor.hyperparameters import SubnetSettings
from pallets.subtensor.keys.hotkey_swap.step import SubnetStep
from pallets.subtensor.state import StakeShares, Subnets
from runtime.pallet import Uses
from runtime.weights import ZERO_WEIGHT, Weight, weigh


class MoveAutoStake(SubnetStep):
    """The coldkeys whose miners' emission is staked on the hotkey.

    The list of the new hotkey is lost, though not the choice of those on it.
    """

    shares = Uses(StakeShares)

    def move(self, old: bytes, new: bytes, netuid: int) -> Weight:
        coldkeys = self.shares.auto_stake_destination_coldkeys
        if (old, netuid) in coldkeys:
            chosen_by = coldkeys.take((old, netuid))
            for coldkey in chosen_by:
                self.shares.auto_stake_destination[coldkey, netuid] = new
            coldkeys[new, netuid] = chosen_by
        return ZERO_WEIGHT


class MoveOwnersHotkey(SubnetStep):
    """The subnet's owner has the new hotkey, if it had the old one. With an event.

    Fails with CannotUseSystemAccount.
    """

    subnets = Uses(Subnets)
    settings = Uses(SubnetSettings)

    def move(self, old: bytes, new: bytes, netuid: int) -> Weight:
        owners = self.subnets.subnet_owner_hotkey
        if netuid not in owners:
            return ZERO_WEIGHT
        if owners[netuid] != old:
            return weigh(0, reads=1)
        self.settings.set_subnet_owner_hotkey(netuid, new)
        return weigh(0, reads=1, writes=1)
