"""AdminUtils: how a subnet's consensus judges validators and miners."""

from __future__ import annotations

from pallets.admin_utils.errors import (
    BondsMovingAverageMaxReached,
    MaxValidatorsLargerThanMaxUIds,
    NegativeSigmoidSteepness,
)
from pallets.admin_utils.events import BondsResetToggled, Yuma3EnableToggled
from pallets.admin_utils.part import AdminPart
from pallets.subtensor.errors import ActivityCutoffTooLow
from pallets.subtensor.hyperparameters import ConsensusSettings
from pallets.subtensor.state import Hyperparameters, Schedule
from pallets.subtensor.types import Hyperparameter, NetUid
from runtime.call import call
from runtime.origin import Origin, ensure_root
from runtime.pallet import Uses
from runtime.scale import I16, U16, U64
from runtime.weights import weigh

MAX_BONDS_MOVING_AVERAGE = 975_000  # millionths, for the owner


class ConsensusAdmin(AdminPart):
    """Sets how a subnet's consensus judges validators and miners."""

    settings = Uses(ConsensusSettings)
    hyperparameters = Uses(Hyperparameters)
    schedule = Uses(Schedule)

    @call(index=16, weight=weigh(16_301_000, 4084, reads=1, writes=1))
    def sudo_set_kappa(self, origin: Origin, netuid: NetUid, kappa: U16) -> None:
        """Set the share of stake that makes a majority, in 65535ths. Root only."""
        ensure_root(origin)
        self.ensure_exists(netuid)
        self.settings.set_kappa(netuid, kappa)

    @call(index=17, weight=weigh(31_268_000, 4383, reads=5, writes=1))
    def sudo_set_rho(self, origin: Origin, netuid: NetUid, rho: U16) -> None:
        """Set the slope of the trust curve, which is not used any more. The owner, or root."""
        with self.changing(origin, netuid, Hyperparameter.Rho):
            self.hyperparameters.rho[netuid] = rho

    @call(index=18, weight=weigh(35_165_000, 4383, reads=6, writes=1))
    def sudo_set_activity_cutoff(
        self, origin: Origin, netuid: NetUid, activity_cutoff: U16
    ) -> None:
        """Set the older limit on the age of weights, without effect. The owner, or root."""
        with self.changing(origin, netuid, Hyperparameter.ActivityCutoff):
            if activity_cutoff < self.schedule.min_activity_cutoff.get():
                raise ActivityCutoffTooLow()
            self.settings.set_activity_cutoff(netuid, activity_cutoff)

    @call(index=25, weight=weigh(35_896_000, 4383, reads=6, writes=1))
    def sudo_set_max_allowed_validators(
        self, origin: Origin, netuid: NetUid, max_allowed_validators: U16
    ) -> None:
        """Set how many validators a subnet has, at most as many as uids. Root only."""
        self.ensure_root_may_change(origin, netuid)
        if max_allowed_validators > self.hyperparameters.max_allowed_uids[netuid]:
            raise MaxValidatorsLargerThanMaxUIds()
        self.settings.set_max_allowed_validators(netuid, max_allowed_validators)

    @call(index=26, weight=weigh(34_495_000, 4383, reads=5, writes=1))
    def sudo_set_bonds_moving_average(
        self, origin: Origin, netuid: NetUid, bonds_moving_average: U64
    ) -> None:
        """Set the weight of old bonds, in millionths. Root, or the owner up to 975000."""
        kind = Hyperparameter.BondsMovingAverage
        with self.permissions.owner_or_root(origin, netuid, kind) as owner:
            if owner is not None and bonds_moving_average > MAX_BONDS_MOVING_AVERAGE:
                raise BondsMovingAverageMaxReached()
            self.ensure_exists(netuid)
            self.settings.set_bonds_moving_average(netuid, bonds_moving_average)

    @call(index=50, weight=weigh(25_538_000, 4280, reads=4, writes=1))
    def sudo_set_liquid_alpha_enabled(self, origin: Origin, netuid: NetUid, enabled: bool) -> None:
        """Switch liquid alpha on or off. The owner, or root."""
        with self.permissions.owner_or_root(origin, netuid, Hyperparameter.LiquidAlphaEnabled):
            self.hyperparameters.liquid_alpha_on[netuid] = enabled

    @call(index=51, weight=weigh(34_224_000, 4427, reads=5, writes=1))
    def sudo_set_alpha_values(
        self, origin: Origin, netuid: NetUid, alpha_low: U16, alpha_high: U16
    ) -> None:
        """Set the lowest and the highest liquid alpha, in 65535ths. The owner, or root."""
        with self.permissions.owner_or_root(origin, netuid, Hyperparameter.AlphaValues):
            self.settings.set_alpha_values(netuid, alpha_low, alpha_high)

    @call(index=60, weight=weigh(34_354_000, 4383, reads=5, writes=1))
    def sudo_set_bonds_penalty(self, origin: Origin, netuid: NetUid, bonds_penalty: U16) -> None:
        """Set what weights out of consensus cost in bonds, in 65535ths. The owner, or root."""
        with self.changing(origin, netuid, Hyperparameter.BondsPenalty):
            self.settings.set_bonds_penalty(netuid, bonds_penalty)

    @call(index=68, weight=weigh(31_438_000, 4383, reads=5, writes=1))
    def sudo_set_alpha_sigmoid_steepness(
        self, origin: Origin, netuid: NetUid, steepness: I16
    ) -> None:
        """Set how steep liquid alpha's sigmoid is. The owner, or root, who may go below 0."""
        with self.changing(origin, netuid, Hyperparameter.AlphaSigmoidSteepness) as owner:
            if owner is not None and steepness < 0:
                raise NegativeSigmoidSteepness()
            self.hyperparameters.alpha_sigmoid_steepness[netuid] = steepness

    @call(index=69, weight=weigh(28_583_000, 4280, reads=4, writes=1))
    def sudo_set_yuma3_enabled(self, origin: Origin, netuid: NetUid, enabled: bool) -> None:
        """Switch the third version of Yuma consensus on or off. The owner, or root."""
        with self.permissions.owner_or_root(origin, netuid, Hyperparameter.Yuma3Enabled):
            self.hyperparameters.yuma3_on[netuid] = enabled
            self.deposit_event(Yuma3EnableToggled(netuid, enabled))

    @call(index=70, weight=weigh(30_507_000, 4280, reads=4, writes=1))
    def sudo_set_bonds_reset_enabled(self, origin: Origin, netuid: NetUid, enabled: bool) -> None:
        """Set whether a neuron may have the bonds on it reset. The owner, or root."""
        with self.permissions.owner_or_root(origin, netuid, Hyperparameter.BondsResetEnabled):
            self.settings.set_bonds_reset(netuid, enabled)
            self.deposit_event(BondsResetToggled(netuid, enabled))
