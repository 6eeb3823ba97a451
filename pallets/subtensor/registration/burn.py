"""The price of a registration in each subnet, and what is counted until it is due again."""

from __future__ import annotations

from collections.abc import Iterable

from pallets.subtensor.registration.burn_price import bounded, decayed, raised
from pallets.subtensor.schedule import EpochSchedule
from pallets.subtensor.state import RegistrationParameters
from pallets.subtensor.types import ROOT
from runtime.pallet import Pallet, Uses


class BurnPrices(Pallet, crate="pallet_subtensor"):
    """Lets the prices fall in each block, and rise with each registration."""

    registration = Uses(RegistrationParameters)
    epochs = Uses(EpochSchedule)

    def step(self, netuids: Iterable[int]) -> None:
        """At the start of a block: let these subnets' prices fall, and count from zero.

        Root's registrations are counted by interval too. From the block of root's tempo on, an
        epoch of root is due in every block, since none ever runs: then an interval is one block.
        """
        block = self.runtime.system.block_number()
        registration = self.registration
        for netuid in netuids:
            self._decay(netuid, block)
            registration.registrations_this_block[netuid] = 0
            if netuid == ROOT and self.epochs.should_run_epoch(netuid, block):
                registration.registrations_this_interval[netuid] = 0

    def bump(self, netuid: int) -> None:
        """Let the price rise, after a registration. On root nothing happens."""
        if netuid == ROOT:
            return
        burn = self.registration.burn
        multiplier = self.registration.burn_increase_mult[netuid]
        burn[netuid] = self._bounded(netuid, raised(burn[netuid], multiplier))

    def _decay(self, netuid: int, block: int) -> None:
        """In the first block prices stay, but are brought within their bounds."""
        price = self.registration.burn[netuid]
        half_life = self.registration.burn_half_life[netuid] if block > 1 else 0
        fallen = self._bounded(netuid, decayed(price, half_life))
        if fallen != price:
            self.registration.burn[netuid] = fallen

    def _bounded(self, netuid: int, price: int) -> int:
        least, most = self.registration.min_burn[netuid], self.registration.max_burn[netuid]
        return bounded(price, least, most)
