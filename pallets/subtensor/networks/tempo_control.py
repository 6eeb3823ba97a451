"""The owner of a subnet changes its tempo, or asks for an epoch.

As coinbase/tempo_control.rs of the reference. The bounds are the same under fast rules.
"""

from __future__ import annotations

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.errors import (
    ActivityCutoffFactorMilliOutOfBounds,
    AutoEpochAlreadyImminent,
    DynamicTempoBlockedByCommitReveal,
    EpochTriggerAlreadyPending,
    Error,
    TempoOutOfBounds,
)
from pallets.subtensor.events import EpochTriggered, Event
from pallets.subtensor.hyperparameters import ConsensusSettings
from pallets.subtensor.limits import Permissions, TransactionType
from pallets.subtensor.schedule import EpochSchedule
from pallets.subtensor.state import Schedule, WeightTable
from pallets.subtensor.types import Hyperparameter, NetUid
from runtime.call import call
from runtime.fixed.integers import saturating_add
from runtime.origin import Origin
from runtime.pallet import Pallet, Uses
from runtime.scale import U16, U32
from runtime.weights import weigh


class TempoControl(Pallet, crate="pallet_subtensor"):
    """What the owner of a subnet can do about its epochs."""

    config: SubtensorConfig
    event = Event
    error = Error
    schedule = Uses(Schedule)
    weight_table = Uses(WeightTable)
    epochs = Uses(EpochSchedule)
    permissions = Uses(Permissions)
    settings = Uses(ConsensusSettings)

    @call(index=139, weight=weigh(46_407_000, 4440, reads=6, writes=3))
    def set_tempo(self, origin: Origin, netuid: NetUid, tempo: U16) -> None:
        """Set the blocks between a subnet's epochs, which are counted from now. For its owner.

        Fails with BadOrigin, TempoOutOfBounds, AdminActionProhibitedDuringWeightsWindow and
        TxRateLimitExceeded.
        """
        owner = self.permissions.ensure_subnet_owner(origin, netuid)
        if not self.config.min_tempo <= tempo <= self.config.max_tempo:
            raise TempoOutOfBounds()
        self.permissions.ensure_admin_window_open(netuid)
        self.permissions.ensure_within_limits(owner, netuid, TransactionType.TempoUpdate)
        self.epochs.apply_tempo_with_cycle_reset(netuid, tempo)
        self.permissions.record(owner, netuid, TransactionType.TempoUpdate)

    @call(index=140, weight=weigh(39_193_000, 4364, reads=7, writes=2))
    def set_activity_cutoff_factor(self, origin: Origin, netuid: NetUid, factor_milli: U32) -> None:
        """Set after how many thousandths of a tempo without weights a validator is inactive.

        For the subnet's owner, and for root, whom neither window nor rate limit hold up.
        Fails with BadOrigin, ActivityCutoffFactorMilliOutOfBounds,
        AdminActionProhibitedDuringWeightsWindow and TxRateLimitExceeded.
        """
        owner = self.permissions.ensure_subnet_owner_or_root(origin, netuid)
        lowest = self.config.min_activity_cutoff_factor_milli
        if not lowest <= factor_milli <= self.config.max_activity_cutoff_factor_milli:
            raise ActivityCutoffFactorMilliOutOfBounds()
        kind = Hyperparameter.ActivityCutoffFactorMilli
        if owner is not None:
            self.permissions.ensure_admin_window_open(netuid)
            self.permissions.ensure_within_limits(owner, netuid, kind)
        self.settings.set_activity_cutoff_factor_milli(netuid, factor_milli)
        self.permissions.record(owner, netuid, kind)

    @call(index=141, weight=weigh(42_539_000, 4447, reads=8, writes=2))
    def trigger_epoch(self, origin: Origin, netuid: NetUid) -> None:
        """Ask for an epoch, after the blocks of the freeze window. For the subnet's owner.

        Until then the subnet is frozen. Commit-reveal has to be off, since reveals are timed by
        the tempo. Fails with BadOrigin, DynamicTempoBlockedByCommitReveal,
        EpochTriggerAlreadyPending, AutoEpochAlreadyImminent and TxRateLimitExceeded.
        """
        owner = self.permissions.ensure_subnet_owner(origin, netuid)
        if self.weight_table.commit_reveal_weights_enabled[netuid]:
            raise DynamicTempoBlockedByCommitReveal()
        if self.schedule.pending_epoch_at[netuid]:
            raise EpochTriggerAlreadyPending()
        block = self.runtime.system.block_number()
        window = self.schedule.admin_freeze_window.get()
        tempo = self.schedule.tempo[netuid]
        if self.epochs.blocks_until_next_auto_epoch(netuid, tempo, block) < window:
            raise AutoEpochAlreadyImminent()
        kind = Hyperparameter.TriggerEpoch
        self.permissions.ensure_within_limits(owner, netuid, kind)
        fires_at = saturating_add(block, window)
        self.schedule.pending_epoch_at[netuid] = fires_at
        self.permissions.record(owner, netuid, kind)
        self.deposit_event(EpochTriggered(netuid, owner, fires_at))
