"""Tracking voting power. As utils/voting_power.rs."""

from __future__ import annotations

from collections.abc import Mapping

from pallets.subtensor.errors import Error, VotingPowerTrackingNotEnabled
from pallets.subtensor.events import (
    Event,
    VotingPowerTrackingDisabled,
    VotingPowerTrackingDisableScheduled,
    VotingPowerTrackingEnabled,
)
from pallets.subtensor.limits import Permissions
from pallets.subtensor.state import Neurons, VotingPowers, WeightTable
from pallets.subtensor.types import NetUid
from pallets.subtensor.voting_power.average import is_lost, moved_average
from runtime.call import call
from runtime.fixed.integers import saturating_add
from runtime.origin import Origin
from runtime.pallet import Pallet, Uses
from runtime.weights import weigh

GRACE_BLOCKS = 100_800
"""How long a subnet goes on after its owner has ended the tracking: 14 days of 12 s blocks."""


class VotingPowerTracking(Pallet, crate="pallet_subtensor"):
    """Voting power, of the subnets that want it."""

    event = Event
    error = Error
    permissions = Uses(Permissions)
    powers = Uses(VotingPowers)
    neurons = Uses(Neurons)
    table = Uses(WeightTable)

    @call(index=129, weight=weigh(10_000, reads=2, writes=2))
    def enable_voting_power_tracking(self, origin: Origin, netuid: NetUid) -> None:
        """Track voting power in a subnet, and do not end that. The owner, or root."""
        self.permissions.ensure_subnet_owner_or_root(origin, netuid)
        self.powers.voting_power_tracking_enabled[netuid] = True
        del self.powers.voting_power_disable_at_block[netuid]
        self.deposit_event(VotingPowerTrackingEnabled(netuid))

    @call(index=130, weight=weigh(10_000, reads=2, writes=1))
    def disable_voting_power_tracking(self, origin: Origin, netuid: NetUid) -> None:
        """End the tracking in 14 days; then what was tracked is gone. The owner, or root.

        To say so again starts the 14 days anew. Fails with VotingPowerTrackingNotEnabled.
        """
        self.permissions.ensure_subnet_owner_or_root(origin, netuid)
        if not self.powers.voting_power_tracking_enabled[netuid]:
            raise VotingPowerTrackingNotEnabled()
        end = saturating_add(self.runtime.system.block_number(), GRACE_BLOCKS)
        self.powers.voting_power_disable_at_block[netuid] = end
        self.deposit_event(VotingPowerTrackingDisableScheduled(netuid, end))

    def update(self, netuid: int, stakes: Mapping[bytes, int | None]) -> None:
        """Let an epoch count, if the subnet tracks voting power, or end the tracking if it is time.

        `stakes` are the stake weights (rao) of neurons that may validate; None for all others.
        """
        if not self.powers.voting_power_tracking_enabled[netuid]:
            return
        end = self.powers.voting_power_disable_at_block[netuid]
        if 0 < end <= self.runtime.system.block_number():
            self._end(netuid)
            return
        weight = self.powers.voting_power_ema_alpha[netuid]
        least = self.table.stake_threshold.get()
        for hotkey, stake in stakes.items():
            if stake is None:
                del self.powers.voting_power[netuid, hotkey]
            else:
                self._follow(netuid, hotkey, stake, weight, least)
        self._forget_deregistered(netuid)

    def move(self, netuid: int, old: bytes, new: bytes) -> None:
        """Add the voting power of a hotkey to that of the one it is swapped for."""
        power = self.powers.voting_power
        moved = power.take((netuid, old))
        if moved:
            power[netuid, new] = saturating_add(moved, power[netuid, new])

    def _follow(self, netuid: int, hotkey: bytes, stake: int, weight: int, least: int) -> None:
        """Move a validator's average; a first one that is rounded to zero is not stored."""
        power = self.powers.voting_power
        before = power[netuid, hotkey]
        now = moved_average(before, stake, weight)
        if is_lost(before, now, least):
            del power[netuid, hotkey]
        elif now:
            power[netuid, hotkey] = now

    def _forget_deregistered(self, netuid: int) -> None:
        members = self.neurons.is_network_member
        for place in list(self.powers.voting_power.keys(netuid)):
            _, hotkey = place
            if not members[hotkey, netuid]:
                del self.powers.voting_power[place]

    def _end(self, netuid: int) -> None:
        self.powers.voting_power.clear(netuid)
        self.powers.voting_power_tracking_enabled[netuid] = False
        del self.powers.voting_power_disable_at_block[netuid]
        self.deposit_event(VotingPowerTrackingDisabled(netuid))
