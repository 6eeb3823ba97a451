"""What the owner of a subnet gets. As distribute_dividends_and_incentives in run_coinbase.rs."""

from __future__ import annotations

from pallets.subtensor.locks import Locks
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import KeyRing, Neurons, Subnets
from runtime.pallet import Pallet, Uses


class OwnerPayments(Pallet, crate="pallet_subtensor"):
    """The owner's cut, and which hotkeys are the owner's."""

    subnets = Uses(Subnets)
    neurons = Uses(Neurons)
    keys = Uses(KeyRing)
    stake = Uses(Stake)
    locks = Uses(Locks)

    def pay_cut(self, netuid: int, alpha: int) -> None:
        """Stake the cut (rao) on the owner's hotkey, and lock it if the owner wants that.

        A subnet without an owner has none.
        """
        owners, hotkey = self.subnets.subnet_owner, self.subnets.owners_hotkey(netuid)
        if netuid in owners and hotkey is not None:
            self.stake.increase(hotkey, owners[netuid], netuid, alpha)
            self.locks.lock_owner_cut(netuid, alpha)

    def hotkeys(self, netuid: int) -> list[bytes]:
        """The hotkeys with a neuron that the owner has; these mine for nothing."""
        owned = self.keys.owned_hotkeys[self.subnets.subnet_owner[netuid]]
        chosen = self.subnets.owners_hotkey(netuid)
        candidates = owned if chosen is None else [*owned, chosen]
        return [hotkey for hotkey in candidates if (netuid, hotkey) in self.neurons.uids]
