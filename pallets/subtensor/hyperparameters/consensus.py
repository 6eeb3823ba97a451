"""How a subnet's consensus judges validators and miners."""

from __future__ import annotations

from pallets.subtensor.errors import (
    AlphaHighTooLow,
    AlphaLowOutOfRange,
    Error,
    LiquidAlphaDisabled,
)
from pallets.subtensor.events import (
    ActivityCutoffFactorMilliSet,
    ActivityCutoffSet,
    BondsMovingAverageSet,
    BondsPenaltySet,
    BondsResetOnSet,
    Event,
    KappaSet,
    MaxAllowedValidatorsSet,
)
from pallets.subtensor.state import Hyperparameters
from runtime.pallet import Pallet, Uses

MIN_ALPHA = 65_535 // 40


class ConsensusSettings(Pallet, crate="pallet_subtensor"):
    """Sets how a subnet's consensus judges validators and miners."""

    event = Event
    error = Error
    hyperparameters = Uses(Hyperparameters)

    def set_kappa(self, netuid: int, kappa: int) -> None:
        """The stake that makes a majority, in 65535ths."""
        self.hyperparameters.kappa[netuid] = kappa
        self.deposit_event(KappaSet(netuid, kappa))

    def set_bonds_moving_average(self, netuid: int, weight: int) -> None:
        """The weight of old bonds in their moving average, in millionths."""
        self.hyperparameters.bonds_moving_average[netuid] = weight
        self.deposit_event(BondsMovingAverageSet(netuid, weight))

    def set_bonds_penalty(self, netuid: int, penalty: int) -> None:
        """The part of bonds that is lost by weights out of consensus, in 65535ths."""
        self.hyperparameters.bonds_penalty[netuid] = penalty
        self.deposit_event(BondsPenaltySet(netuid, penalty))

    def set_bonds_reset(self, netuid: int, enabled: bool) -> None:
        """Whether a neuron may have the bonds on it reset."""
        self.hyperparameters.bonds_reset_on[netuid] = enabled
        self.deposit_event(BondsResetOnSet(netuid, enabled))

    def set_max_allowed_validators(self, netuid: int, limit: int) -> None:
        """How many validators have a permit."""
        self.hyperparameters.max_allowed_validators[netuid] = limit
        self.deposit_event(MaxAllowedValidatorsSet(netuid, limit))

    def set_activity_cutoff(self, netuid: int, blocks: int) -> None:
        """The older limit on the age of weights, in blocks, which is stored and not used."""
        self.hyperparameters.activity_cutoff[netuid] = blocks
        self.deposit_event(ActivityCutoffSet(netuid, blocks))

    def set_activity_cutoff_factor_milli(self, netuid: int, factor_milli: int) -> None:
        """The age of weights, in thousandths of a tempo, by which a validator is inactive."""
        self.hyperparameters.activity_cutoff_factor_milli[netuid] = factor_milli
        self.deposit_event(ActivityCutoffFactorMilliSet(netuid, factor_milli))

    def set_alpha_values(self, netuid: int, low: int, high: int) -> None:
        """The lowest and the highest alpha of liquid alpha, in 65535ths. There is no event.

        Both are one fortieth at least. Fails with LiquidAlphaDisabled, AlphaHighTooLow and
        AlphaLowOutOfRange. epoch/run_epoch.rs.
        """
        if not self.hyperparameters.liquid_alpha_on[netuid]:
            raise LiquidAlphaDisabled()
        if high < MIN_ALPHA:
            raise AlphaHighTooLow()
        if not MIN_ALPHA <= low <= high:
            raise AlphaLowOutOfRange()
        self.hyperparameters.alpha_values[netuid] = (low, high)
