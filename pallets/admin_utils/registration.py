"""AdminUtils: what the registration of a neuron costs, and how many there may be."""

from __future__ import annotations

from pallets.admin_utils.errors import (
    InvalidValue,
    POWRegistrationDisabled,
    ValueNotInBounds,
)
from pallets.admin_utils.events import BurnHalfLifeSet, BurnIncreaseMultSet
from pallets.admin_utils.part import AdminPart
from pallets.subtensor.constants import Constants
from pallets.subtensor.hyperparameters import RegistrationSettings, WorkSettings
from pallets.subtensor.state import RegistrationParameters
from pallets.subtensor.types import Hyperparameter, NetUid, TaoBalance
from runtime.call import call
from runtime.fixed import U64F64
from runtime.origin import Origin, ensure_root
from runtime.pallet import Uses
from runtime.scale import U16, U64
from runtime.weights import DispatchClass, weigh

MAX_BURN_HALF_LIFE = 36_100  # blocks
MIN_BURN_INCREASE = U64F64.from_num(1)
MAX_BURN_INCREASE = U64F64.from_num(3)

BURN_CURVE = weigh(25_000_000, reads=4, writes=1)


class RegistrationAdmin(AdminPart):
    """Sets what the registration of a neuron costs, and how many there may be."""

    settings = Uses(RegistrationSettings)
    limits = Uses(Constants)
    registration = Uses(RegistrationParameters)

    @call(index=19, weight=weigh(7_113_000, writes=1))
    def sudo_set_network_registration_allowed(
        self, origin: Origin, netuid: NetUid, registration_allowed: bool
    ) -> None:
        """Set whether neurons may register in a subnet. Root only."""
        ensure_root(origin)
        self.settings.set_network_registration_allowed(netuid, registration_allowed)

    @call(index=20, weight=weigh(14_000_000, writes=1))
    def sudo_set_network_pow_registration_allowed(
        self, origin: Origin, netuid: NetUid, registration_allowed: bool
    ) -> None:
        """Always fails with POWRegistrationDisabled, whoever calls it."""
        raise POWRegistrationDisabled()

    @call(index=21, weight=weigh(34_103_000, 4383, reads=5, writes=1))
    def sudo_set_target_registrations_per_interval(
        self, origin: Origin, netuid: NetUid, target_registrations_per_interval: U16
    ) -> None:
        """Set how many registrations an interval should have. Root only."""
        self.ensure_root_may_change(origin, netuid)
        self.settings.set_target_registrations_per_interval(
            netuid, target_registrations_per_interval
        )

    @call(index=22, weight=weigh(37_780_000, 4385, reads=6, writes=1))
    def sudo_set_min_burn(self, origin: Origin, netuid: NetUid, min_burn: TaoBalance) -> None:
        """Set the lowest price of a registration, below 1 TAO. The owner, or root."""
        with self.changing(origin, netuid, Hyperparameter.MinBurn):
            if min_burn >= self.limits.min_burn_upper_bound:
                raise ValueNotInBounds()
            if min_burn >= self.registration.max_burn[netuid]:
                raise ValueNotInBounds()
            self.settings.set_min_burn(netuid, min_burn)

    @call(index=23, weight=weigh(36_949_000, 4410, reads=6, writes=1))
    def sudo_set_max_burn(self, origin: Origin, netuid: NetUid, max_burn: TaoBalance) -> None:
        """Set the highest price of a registration, above 0.1 TAO. The owner, or root."""
        with self.changing(origin, netuid, Hyperparameter.MaxBurn):
            if max_burn <= self.limits.max_burn_lower_bound:
                raise ValueNotInBounds()
            if max_burn <= self.registration.min_burn[netuid]:
                raise ValueNotInBounds()
            self.settings.set_max_burn(netuid, max_burn)

    @call(index=27, weight=weigh(34_604_000, 4383, reads=5, writes=1))
    def sudo_set_max_registrations_per_block(
        self, origin: Origin, netuid: NetUid, max_registrations_per_block: U16
    ) -> None:
        """Set how many registrations a block may have. Root only."""
        self.ensure_root_may_change(origin, netuid)
        self.settings.set_max_registrations_per_block(netuid, max_registrations_per_block)

    @call(index=39, weight=weigh(16_541_000, 4084, reads=1, writes=1))
    def sudo_set_rao_recycled(
        self, origin: Origin, netuid: NetUid, rao_recycled: TaoBalance
    ) -> None:
        """Set what registrations in a subnet have cost together, in rao. Root only."""
        ensure_root(origin)
        self.ensure_exists(netuid)
        self.settings.set_rao_recycled(netuid, rao_recycled)

    @call(index=89, weight=BURN_CURVE, dispatch_class=DispatchClass.Operational)
    def sudo_set_burn_half_life(self, origin: Origin, netuid: NetUid, burn_half_life: U16) -> None:
        """Set the blocks in which the price halves, from 1 to 36100. The owner, or root."""
        with self.changing(origin, netuid, Hyperparameter.BurnHalfLife):
            self.ensure_not_root(netuid)
            if not 0 < burn_half_life <= MAX_BURN_HALF_LIFE:
                raise InvalidValue()
            self.registration.burn_half_life[netuid] = burn_half_life
            self.deposit_event(BurnHalfLifeSet(netuid, burn_half_life))

    @call(index=90, weight=BURN_CURVE, dispatch_class=DispatchClass.Operational)
    def sudo_set_burn_increase_mult(
        self, origin: Origin, netuid: NetUid, burn_increase_mult: U64F64
    ) -> None:
        """Set by what a registration multiplies the price, from 1 to 3. The owner, or root."""
        with self.changing(origin, netuid, Hyperparameter.BurnIncreaseMult):
            self.ensure_not_root(netuid)
            if not MIN_BURN_INCREASE <= burn_increase_mult <= MAX_BURN_INCREASE:
                raise InvalidValue()
            self.registration.burn_increase_mult[netuid] = burn_increase_mult
            self.deposit_event(BurnIncreaseMultSet(netuid, burn_increase_mult))


class WorkAdmin(AdminPart):
    """Sets what registration by proof of work depended on, which is not used any more."""

    settings = Uses(WorkSettings)

    @call(index=4, weight=weigh(34_554_000, 4383, reads=5, writes=1))
    def sudo_set_min_difficulty(self, origin: Origin, netuid: NetUid, min_difficulty: U64) -> None:
        """Set the lowest difficulty of proof of work, without effect. Root only."""
        self.ensure_root_may_change(origin, netuid)
        self.settings.set_min_difficulty(netuid, min_difficulty)

    @call(index=5, weight=weigh(34_704_000, 4383, reads=5, writes=1))
    def sudo_set_max_difficulty(self, origin: Origin, netuid: NetUid, max_difficulty: U64) -> None:
        """Set the highest difficulty of proof of work, without effect. The owner, or root."""
        with self.changing(origin, netuid, Hyperparameter.MaxDifficulty):
            self.settings.set_max_difficulty(netuid, max_difficulty)

    @call(index=8, weight=weigh(16_320_000, 4084, reads=1, writes=1))
    def sudo_set_adjustment_interval(
        self, origin: Origin, netuid: NetUid, adjustment_interval: U16
    ) -> None:
        """Set the blocks between two adjustments of the cost, without effect. Root only."""
        ensure_root(origin)
        self.ensure_exists(netuid)
        self.settings.set_adjustment_interval(netuid, adjustment_interval)

    @call(index=9, weight=weigh(14_000_000, reads=1, writes=1))
    def sudo_set_adjustment_alpha(
        self, origin: Origin, netuid: NetUid, adjustment_alpha: U64
    ) -> None:
        """Set how slowly the cost was adjusted, without effect. The owner, or root."""
        with self.changing(origin, netuid, Hyperparameter.AdjustmentAlpha):
            self.settings.set_adjustment_alpha(netuid, adjustment_alpha)

    @call(index=24, weight=weigh(34_434_000, 4383, reads=5, writes=1))
    def sudo_set_difficulty(self, origin: Origin, netuid: NetUid, difficulty: U64) -> None:
        """Set the difficulty of proof of work, without effect. Root only."""
        self.ensure_root_may_change(origin, netuid)
        self.settings.set_difficulty(netuid, difficulty)
