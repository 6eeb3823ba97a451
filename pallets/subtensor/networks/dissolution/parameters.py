"""The parameters and counters of a dissolved subnet: values by netuid alone."""

from __future__ import annotations

from typing import Any

from pallets.subtensor.networks.dissolution.step import CleanUpStep
from pallets.subtensor.state import (
    Emissions,
    Founding,
    Hyperparameters,
    PoolReserves,
    RegistrationParameters,
    Schedule,
    Scores,
    StakeLocks,
    Subnets,
    WeightTable,
)
from runtime.pallet import Uses
from runtime.storage import BoundMap

# Nineteen maps with netuids outlive a subnet in the reference, so that a later one under the same
# netuid finds what they hold. No step names them:
#   AdjustmentAlpha, AdjustmentInterval, AutoStakeDestination, AutoStakeDestinationColdkeys,
#   MaxWeightsLimit, MinAllowedUids, MinChildkeyTakePerSubnet, MinNonImmuneUids, OwnerCutEnabled,
#   RecycleOrBurn, RegisteredSubnetCounter, RootAlphaDividendsPerSubnet, RootClaimableThreshold,
#   RootProp, SubnetEmissionEnabled, and all four of voting power.


class ForgetParameters(CleanUpStep):
    """Forgets parameters and counters, which are the defaults then."""

    subnets = Uses(Subnets)
    founding = Uses(Founding)
    schedule = Uses(Schedule)
    parameters = Uses(Hyperparameters)
    registration = Uses(RegistrationParameters)
    reserves = Uses(PoolReserves)
    emissions = Uses(Emissions)
    scores = Uses(Scores)
    weight_table = Uses(WeightTable)
    locks = Uses(StakeLocks)

    def clean_up(self, netuid: int) -> None:
        for values in (
            *self._of_life(),
            *self._of_consensus(),
            *self._of_registration(),
            *self._of_the_pool(),
            *self._of_epochs(),
        ):
            del values[netuid]

    def _of_life(self) -> tuple[BoundMap[int, Any], ...]:
        subnets, founding = self.subnets, self.founding
        return (
            subnets.subnet_owner,
            subnets.network_registered_at,
            subnets.token_symbol,
            subnets.subnet_mechanism,
            subnets.subnet_owner_hotkey,
            subnets.transfer_toggle,
            subnets.first_emission_block_number,
            subnets.subtoken_enabled,
            founding.subnet_locked,
            founding.largest_locked,
            self.locks.owner_cut_auto_lock_enabled,
        )

    def _of_consensus(self) -> tuple[BoundMap[int, Any], ...]:
        parameters = self.parameters
        return (
            parameters.kappa,
            parameters.rho,
            parameters.alpha_sigmoid_steepness,
            parameters.liquid_alpha_on,
            parameters.yuma3_on,
            parameters.alpha_values,
            parameters.bonds_moving_average,
            parameters.bonds_penalty,
            parameters.bonds_reset_on,
            parameters.max_allowed_uids,
            parameters.max_allowed_validators,
            parameters.immune_owner_uids_limit,
            parameters.immunity_period,
            parameters.activity_cutoff,
            parameters.activity_cutoff_factor_milli,
            parameters.min_allowed_weights,
            parameters.weights_set_rate_limit,
            parameters.weights_version_key,
            parameters.serving_rate_limit,
            parameters.validator_prune_len,
            parameters.scaling_law_power,
            self.weight_table.commit_reveal_weights_enabled,
        )

    def _of_registration(self) -> tuple[BoundMap[int, Any], ...]:
        registration = self.registration
        return (
            registration.network_registration_allowed,
            registration.network_pow_registration_allowed,
            registration.burn,
            registration.min_burn,
            registration.max_burn,
            registration.burn_half_life,
            registration.burn_increase_mult,
            registration.difficulty,
            registration.min_difficulty,
            registration.max_difficulty,
            registration.target_registrations_per_interval,
            registration.max_registrations_per_block,
            registration.registrations_this_block,
            registration.registrations_this_interval,
            registration.pow_registrations_this_interval,
            registration.burn_registrations_this_interval,
            registration.rao_recycled_for_registration,
            registration.last_adjustment_block,
        )

    def _of_the_pool(self) -> tuple[BoundMap[int, Any], ...]:
        """What is left of it once the stakers were paid."""
        reserves, emissions = self.reserves, self.emissions
        return (
            reserves.subnet_volume,
            reserves.subnet_moving_price,
            reserves.ema_price_halving_blocks,
            reserves.subnet_tao_flow,
            reserves.subnet_ema_tao_flow,
            reserves.subnet_protocol_flow,
            reserves.subnet_ema_protocol_flow,
            emissions.subnet_alpha_in_emission,
            emissions.subnet_alpha_out_emission,
            emissions.subnet_tao_in_emission,
            emissions.subnet_excess_tao,
            emissions.subnet_root_sell_tao,
        )

    def _of_epochs(self) -> tuple[BoundMap[int, Any], ...]:
        schedule, emissions, scores = self.schedule, self.emissions, self.scores
        return (
            schedule.tempo,
            schedule.last_epoch_block,
            schedule.pending_epoch_at,
            schedule.subnet_epoch_index,
            schedule.blocks_since_last_step,
            schedule.last_mechansim_step_block,
            emissions.pending_server_emission,
            emissions.pending_validator_emission,
            emissions.pending_root_alpha_divs,
            emissions.pending_owner_cut,
            emissions.miner_burned,
            scores.active,
            scores.emission,
            scores.consensus,
            scores.dividends,
            scores.validator_trust,
            scores.validator_permit,
            scores.stake_weight,
            scores.loaded_emission,
        )
