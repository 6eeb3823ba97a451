"""The parameters of SubtensorModule that clients read in the metadata."""

from __future__ import annotations

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.types import BlockNumber, Percent, TaoBalance
from runtime.accounts import PalletId
from runtime.pallet import Pallet, constant
from runtime.scale import I16, U8, U16, U32, U64


class Constants(Pallet, crate="pallet_subtensor"):
    """The parameters that are constants for clients; `config` has them all."""

    config: SubtensorConfig

    @constant
    def initial_issuance(self) -> TaoBalance:
        """The issuance before anything is emitted."""
        return self.config.initial_issuance

    @constant
    def initial_min_allowed_weights(self) -> U16:
        """How many weights a validator has to set at least."""
        return self.config.initial_min_allowed_weights

    @constant
    def initial_emission_value(self) -> U16:
        """The emission that a subnet begins with; not used."""
        return self.config.initial_emission_value

    @constant
    def initial_tempo(self) -> U16:
        """The blocks between the epochs of a new subnet."""
        return self.config.initial_tempo

    @constant
    def initial_difficulty(self) -> U64:
        """The difficulty of registration by work on a new subnet."""
        return self.config.initial_difficulty

    @constant
    def initial_max_difficulty(self) -> U64:
        """The greatest difficulty of registration by work."""
        return self.config.initial_max_difficulty

    @constant
    def initial_min_difficulty(self) -> U64:
        """The least difficulty of registration by work."""
        return self.config.initial_min_difficulty

    @constant(name="InitialRAORecycledForRegistration")
    def initial_rao_recycled_for_registration(self) -> TaoBalance:
        """The sum that registrations on a new subnet have recycled."""
        return self.config.initial_rao_recycled_for_registration

    @constant
    def initial_burn(self) -> TaoBalance:
        """The price of a registration on a new subnet."""
        return self.config.initial_burn

    @constant
    def initial_max_burn(self) -> TaoBalance:
        """The highest price of a registration."""
        return self.config.initial_max_burn

    @constant
    def initial_min_burn(self) -> TaoBalance:
        """The lowest price of a registration."""
        return self.config.initial_min_burn

    @constant
    def initial_min_stake(self) -> TaoBalance:
        """The least that can be staked or unstaked."""
        return self.config.initial_min_stake

    @constant
    def min_burn_upper_bound(self) -> TaoBalance:
        """A subnet's lowest price can be set up to this."""
        return self.config.min_burn_upper_bound

    @constant
    def max_burn_lower_bound(self) -> TaoBalance:
        """A subnet's highest price can be set down to this."""
        return self.config.max_burn_lower_bound

    @constant
    def min_tempo(self) -> U16:
        """The lowest tempo that a subnet's owner can set."""
        return self.config.min_tempo

    @constant
    def max_tempo(self) -> U16:
        """The highest tempo that a subnet's owner can set."""
        return self.config.max_tempo

    @constant
    def min_activity_cutoff_factor_milli(self) -> U32:
        """The lowest activity cutoff that can be set, in thousandths of the tempo."""
        return self.config.min_activity_cutoff_factor_milli

    @constant
    def max_activity_cutoff_factor_milli(self) -> U32:
        """The highest activity cutoff that can be set, in thousandths of the tempo."""
        return self.config.max_activity_cutoff_factor_milli

    @constant
    def initial_adjustment_interval(self) -> U16:
        """The blocks after which the cost of registration is adjusted."""
        return self.config.initial_adjustment_interval

    @constant
    def initial_bonds_moving_average(self) -> U64:
        """The weight of old bonds in their moving average, in millionths."""
        return self.config.initial_bonds_moving_average

    @constant
    def initial_bonds_penalty(self) -> U16:
        """How much weights out of consensus take from bonds, in 65535ths."""
        return self.config.initial_bonds_penalty

    @constant
    def initial_bonds_reset_on(self) -> bool:
        """Whether bonds are reset when a neuron asks for it."""
        return self.config.initial_bonds_reset_on

    @constant
    def initial_target_registrations_per_interval(self) -> U16:
        """The registrations that a subnet aims at between two adjustments."""
        return self.config.initial_target_registrations_per_interval

    @constant
    def initial_rho(self) -> U16:
        """The steepness of the trust curve; not used."""
        return self.config.initial_rho

    @constant
    def initial_alpha_sigmoid_steepness(self) -> I16:
        """The steepness of the sigmoid in liquid alpha."""
        return self.config.initial_alpha_sigmoid_steepness

    @constant
    def initial_kappa(self) -> U16:
        """The share of stake that makes a majority in consensus, in 65535ths."""
        return self.config.initial_kappa

    @constant
    def initial_min_allowed_uids(self) -> U16:
        """The least number of neurons that a subnet can be limited to."""
        return self.config.initial_min_allowed_uids

    @constant
    def initial_max_allowed_uids(self) -> U16:
        """How many neurons a subnet can have."""
        return self.config.initial_max_allowed_uids

    @constant
    def initial_validator_prune_len(self) -> U64:
        """The length of the pruning of validators; not used."""
        return self.config.initial_validator_prune_len

    @constant
    def initial_scaling_law_power(self) -> U16:
        """The power of the scaling law, in hundredths; not used."""
        return self.config.initial_scaling_law_power

    @constant
    def initial_immunity_period(self) -> U16:
        """The blocks for which a new neuron cannot be replaced."""
        return self.config.initial_immunity_period

    @constant
    def initial_activity_cutoff(self) -> U16:
        """The blocks after which a validator that sets no weights does not count."""
        return self.config.initial_activity_cutoff

    @constant
    def initial_max_registrations_per_block(self) -> U16:
        """How many neurons can be registered on a subnet in a block."""
        return self.config.initial_max_registrations_per_block

    @constant
    def initial_pruning_score(self) -> U16:
        """The pruning score of a new neuron."""
        return self.config.initial_pruning_score

    @constant
    def initial_max_allowed_validators(self) -> U16:
        """How many validators a subnet can have."""
        return self.config.initial_max_allowed_validators

    @constant
    def initial_default_delegate_take(self) -> U16:
        """The take of a new delegate, and the highest take, in 65535ths."""
        return self.config.initial_default_delegate_take

    @constant
    def initial_min_delegate_take(self) -> U16:
        """The lowest take of delegates, in 65535ths."""
        return self.config.initial_min_delegate_take

    @constant
    def initial_default_child_key_take(self) -> U16:
        """The take of a new child hotkey, in 65535ths."""
        return self.config.initial_default_child_key_take

    @constant
    def initial_min_child_key_take(self) -> U16:
        """The lowest take of child hotkeys, in 65535ths."""
        return self.config.initial_min_child_key_take

    @constant
    def initial_max_child_key_take(self) -> U16:
        """The highest take of child hotkeys, in 65535ths."""
        return self.config.initial_max_child_key_take

    @constant
    def initial_weights_version_key(self) -> U64:
        """The least version key of weights."""
        return self.config.initial_weights_version_key

    @constant
    def initial_serving_rate_limit(self) -> U64:
        """The blocks between two changes of a neuron's address."""
        return self.config.initial_serving_rate_limit

    @constant
    def initial_tx_rate_limit(self) -> U64:
        """The blocks between two swaps of a coldkey's hotkeys."""
        return self.config.initial_tx_rate_limit

    @constant
    def initial_tx_delegate_take_rate_limit(self) -> U64:
        """The blocks before a delegate's take can be increased once more."""
        return self.config.initial_tx_delegate_take_rate_limit

    @constant
    def initial_tx_child_key_take_rate_limit(self) -> U64:
        """The blocks before a child hotkey's take can be increased once more."""
        return self.config.initial_tx_child_key_take_rate_limit

    @constant
    def initial_adjustment_alpha(self) -> U64:
        """The weight of the old cost in such an adjustment, of 2^64 - 1."""
        return self.config.initial_adjustment_alpha

    @constant
    def initial_network_immunity_period(self) -> U64:
        """The blocks for which a new subnet cannot be removed."""
        return self.config.initial_network_immunity_period

    @constant
    def initial_network_min_lock_cost(self) -> TaoBalance:
        """The least cost of a new subnet."""
        return self.config.initial_network_min_lock_cost

    @constant
    def initial_subnet_owner_cut(self) -> U16:
        """The share of a subnet's emission that its owner gets, in 65535ths."""
        return self.config.initial_subnet_owner_cut

    @constant
    def initial_network_lock_reduction_interval(self) -> U64:
        """The blocks in which the cost of a new subnet falls."""
        return self.config.initial_network_lock_reduction_interval

    @constant
    def initial_network_rate_limit(self) -> U64:
        """The blocks between two registrations of subnets."""
        return self.config.initial_network_rate_limit

    @constant
    def key_swap_cost(self) -> TaoBalance:
        """What it costs to swap a coldkey, or a hotkey on all subnets."""
        return self.config.key_swap_cost

    @constant
    def alpha_high(self) -> U16:
        """The upper value of liquid alpha, in 65535ths."""
        return self.config.alpha_high

    @constant
    def alpha_low(self) -> U16:
        """The lower value of liquid alpha, in 65535ths."""
        return self.config.alpha_low

    @constant
    def liquid_alpha_on(self) -> bool:
        """Whether new subnets use liquid alpha."""
        return self.config.liquid_alpha_on

    @constant
    def yuma3_on(self) -> bool:
        """Whether new subnets use the third version of Yuma consensus."""
        return self.config.yuma3_on

    @constant
    def initial_coldkey_swap_announcement_delay(self) -> BlockNumber:
        """The blocks that an announced swap of a coldkey waits."""
        return self.config.initial_coldkey_swap_announcement_delay

    @constant
    def initial_coldkey_swap_reannouncement_delay(self) -> BlockNumber:
        """The blocks after that until another swap can be announced."""
        return self.config.initial_coldkey_swap_reannouncement_delay

    @constant
    def initial_dissolve_network_schedule_duration(self) -> BlockNumber:
        """The blocks that a scheduled removal of a subnet waits."""
        return self.config.initial_dissolve_network_schedule_duration

    @constant
    def initial_tao_weight(self) -> U64:
        """What TAO staked on root counts in subnets, as a fraction of 2^64 - 1."""
        return self.config.initial_tao_weight

    @constant
    def initial_ema_price_halving_period(self) -> U64:
        """After so many blocks a subnet's average price follows half as fast as in the end."""
        return self.config.initial_ema_price_halving_period

    @constant
    def initial_start_call_delay(self) -> U64:
        """The blocks between a subnet's registration and its start."""
        return self.config.initial_start_call_delay

    @constant
    def key_swap_on_subnet_cost(self) -> TaoBalance:
        """What it costs to swap a hotkey on one subnet."""
        return self.config.key_swap_on_subnet_cost

    @constant
    def hotkey_swap_on_subnet_interval(self) -> U64:
        """The blocks between two swaps of a coldkey's hotkeys on a subnet."""
        return self.config.hotkey_swap_on_subnet_interval

    @constant
    def lease_dividends_distribution_interval(self) -> BlockNumber:
        """The blocks between two distributions of a lease's dividends."""
        return self.config.lease_dividends_distribution_interval

    @constant
    def max_immune_uids_percentage(self) -> Percent:
        """The share of immune neurons that a subnet has to stay below when it is trimmed."""
        return self.config.max_immune_uids_percentage

    @constant
    def subtensor_pallet_id(self) -> PalletId:
        """The accounts of subnets are derived from this."""
        return self.config.subtensor_pallet_id

    @constant
    def burn_account_id(self) -> PalletId:
        """The account of what is burned is derived from this."""
        return self.config.burn_account_id

    @constant
    def initial_max_epochs_per_block(self) -> U8:
        """How many epochs a block can have; others are put off to the next block."""
        return self.config.initial_max_epochs_per_block
