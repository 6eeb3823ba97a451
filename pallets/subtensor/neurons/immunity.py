"""Which neurons of a subnet are safe from being replaced, and which one is replaced next."""

from __future__ import annotations

from pallets.subtensor.neurons.ranking import Candidate, is_immune, to_replace
from pallets.subtensor.state import Hyperparameters, KeyRing, Neurons, Scores, Subnets
from runtime.pallet import Pallet, Uses


class Immunity(Pallet, crate="pallet_subtensor"):
    """New neurons are safe for a time, some of the subnet owner's for ever."""

    subnets = Uses(Subnets)
    hyperparameters = Uses(Hyperparameters)
    neurons = Uses(Neurons)
    scores = Uses(Scores)
    key_ring = Uses(KeyRing)

    def is_immune(self, netuid: int, uid: int) -> bool:
        """Whether the neuron's registration is too recent for it to be replaced."""
        return is_immune(
            self.neurons.block_at_registration[netuid, uid],
            self.runtime.system.block_number(),
            self.hyperparameters.immunity_period[netuid],
        )

    def owner_neurons(self, netuid: int) -> list[tuple[int, bytes]]:
        """The owner's neurons that are never replaced: uid and hotkey, at most as many as may be.

        These are the oldest ones of the owner's coldkey. The owner's hotkey comes before them,
        if it is not among them.
        """
        neurons = self.neurons
        owned: list[tuple[int, int, bytes]] = []
        for hotkey in self.key_ring.owned_hotkeys[self.subnets.subnet_owner[netuid]]:
            uid = neurons.uids[netuid, hotkey]
            if uid is not None:
                owned.append((neurons.block_at_registration[netuid, uid], uid, hotkey))
        owned.sort(key=lambda neuron: neuron[:2])
        limit = self.hyperparameters.immune_owner_uids_limit[netuid]
        safe = [(uid, hotkey) for _, uid, hotkey in owned[:limit]]
        chosen = self.subnets.owners_hotkey(netuid)
        if chosen is not None:
            uid = neurons.uids[netuid, chosen]
            if uid is not None and (uid, chosen) not in safe:
                safe.insert(0, (uid, chosen))
        return safe[:limit]

    def uid_to_replace(self, netuid: int) -> int | None:
        """The neuron that makes room for another one in a full subnet; None if none may.

        The one with the lowest emission goes, of equals the one registered first, then that with
        the lowest uid.
        """
        neurons = self.neurons
        safe = {hotkey for _, hotkey in self.owner_neurons(netuid)}
        emissions = self.scores.emission[netuid]
        block = self.runtime.system.block_number()
        period = self.hyperparameters.immunity_period[netuid]
        exposed: list[Candidate] = []
        immune: list[Candidate] = []
        for uid in range(neurons.subnetwork_n[netuid]):
            if (netuid, uid) not in neurons.keys or neurons.keys[netuid, uid] in safe:
                continue
            registered_at = neurons.block_at_registration[netuid, uid]
            emission = emissions[uid] if uid < len(emissions) else 0
            group = immune if is_immune(registered_at, block, period) else exposed
            group.append(Candidate(emission, registered_at, uid))
        return to_replace(exposed, immune, self.hyperparameters.min_non_immune_uids[netuid])
