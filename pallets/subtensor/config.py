"""The parameters of SubtensorModule, which the reference fixes when it is compiled.

`MAINNET` is the live chain, `FAST` its variant `fast-runtime`, where days pass in minutes, and
`REFERENCE_TESTS` what the expected figures in the reference's own unit tests rest on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

# The well-known development accounts, which own the root network of a fast chain.
ALICE = bytes.fromhex("d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d")
ALICE_HOTKEY = bytes.fromhex("506c5a28f51e841b4df26ace64a23d69057fefda24bc9a53cb74197f901e7128")


@dataclass(frozen=True)
class SubtensorConfig:
    """The parameters, by the names that `Constants` explains; the defaults are the live chain's.

    What begins with `initial` is where storage begins: the chain's own value can change. What is
    not among the constants, and so not seen by clients, is explained here.
    """

    # Emission and TAO's part in stake
    initial_issuance: int = 0  # rao
    initial_emission_value: int = 0  # not used
    initial_tao_weight: int = 971_718_665_099_567_868  # fraction of 2^64 - 1
    initial_ema_price_halving_period: int = 201_600  # blocks: 4 weeks
    initial_subnet_owner_cut: int = 11_796  # 65535ths: 18 %

    # Staking
    initial_min_stake: int = 2_000_000  # rao

    # Tempo and epochs
    initial_tempo: int = 360  # blocks
    min_tempo: int = 360  # blocks
    max_tempo: int = 50_400  # blocks: 1 week
    initial_max_epochs_per_block: int = 2  # epochs
    min_activity_cutoff_factor_milli: int = 1_000  # thousandths of a tempo
    max_activity_cutoff_factor_milli: int = 50_000  # thousandths of a tempo
    initial_activity_cutoff: int = 5_000  # blocks

    # Consensus
    initial_rho: int = 10  # not used
    initial_alpha_sigmoid_steepness: int = 1_000
    initial_kappa: int = 32_767  # 65535ths: a half
    initial_bonds_moving_average: int = 900_000  # millionths
    initial_bonds_penalty: int = 65_535  # 65535ths: all
    initial_bonds_reset_on: bool = False
    alpha_high: int = 58_982  # 65535ths: 0.9
    alpha_low: int = 45_875  # 65535ths: 0.7
    liquid_alpha_on: bool = False
    yuma3_on: bool = False
    initial_validator_prune_len: int = 1  # not used
    initial_scaling_law_power: int = 50  # hundredths
    initial_pruning_score: int = 65_535

    # Weights
    initial_min_allowed_weights: int = 1_024  # weights
    initial_weights_version_key: int = 0
    initial_max_allowed_validators: int = 128  # neurons

    # Neurons
    initial_min_allowed_uids: int = 64  # neurons
    initial_max_allowed_uids: int = 256  # neurons
    initial_immunity_period: int = 4_096  # blocks
    max_immune_uids_percentage: int = 80  # hundredths
    initial_serving_rate_limit: int = 50  # blocks
    max_uids_trimming_rate_limit: int = 216_000  # blocks between two trimmings of a subnet: 30 days
    evm_key_associate_rate_limit: int = 7_200  # blocks between two EVM keys of a neuron: 1 day

    # Registration of neurons
    initial_burn: int = 100_000_000  # rao
    initial_min_burn: int = 500_000  # rao
    initial_max_burn: int = 100_000_000_000  # rao
    min_burn_upper_bound: int = 1_000_000_000  # rao
    max_burn_lower_bound: int = 100_000_000  # rao
    initial_rao_recycled_for_registration: int = 0  # rao
    initial_difficulty: int = 10_000_000
    initial_min_difficulty: int = 10_000_000
    initial_max_difficulty: int = 2**62 - 1
    initial_adjustment_interval: int = 100  # blocks
    initial_adjustment_alpha: int = 0  # fraction of 2^64 - 1
    initial_target_registrations_per_interval: int = 2  # neurons
    initial_max_registrations_per_block: int = 1  # neurons

    # Takes of delegates and child hotkeys
    initial_default_delegate_take: int = 11_796  # 65535ths: 18 %
    initial_min_delegate_take: int = 0  # 65535ths
    initial_tx_delegate_take_rate_limit: int = 216_000  # blocks: 30 days
    initial_default_child_key_take: int = 0  # 65535ths
    initial_min_child_key_take: int = 0  # 65535ths
    initial_max_child_key_take: int = 11_796  # 65535ths: 18 %
    initial_tx_child_key_take_rate_limit: int = 216_000  # blocks: 30 days
    pending_child_key_cooldown: int = 7_200  # blocks: 1 day, before children that were set count

    # Subnets
    initial_network_min_lock_cost: int = 1_000_000_000_000  # rao
    initial_network_lock_reduction_interval: int = 100_800  # blocks: 2 weeks
    initial_network_rate_limit: int = 7_200  # blocks: 1 day
    network_rate_limit: int = 7_200  # blocks; what holds until it is set
    initial_network_immunity_period: int = 1_296_000  # blocks: 180 days
    initial_start_call_delay: int = 0  # blocks
    initial_dissolve_network_schedule_duration: int = 36_000  # blocks: 5 days
    lease_dividends_distribution_interval: int = 100  # blocks
    mechanism_count_set_rate_limit: int = 7_200  # blocks between two changes of the number: 1 day
    mechanism_emission_rate_limit: int = 7_200  # blocks between two changes of the shares: 1 day
    root_network_owner: bytes = bytes(32)  # the coldkey, from genesis on
    root_network_owner_hotkey: bytes = bytes(32)

    # Swapping keys
    initial_tx_rate_limit: int = 1_000  # blocks
    key_swap_cost: int = 100_000_000  # rao
    key_swap_on_subnet_cost: int = 1_000_000  # rao
    hotkey_swap_on_subnet_interval: int = 7_200  # blocks: 1 day
    initial_coldkey_swap_announcement_delay: int = 36_000  # blocks: 5 days
    initial_coldkey_swap_reannouncement_delay: int = 7_200  # blocks: 1 day

    # Accounts of the pallet
    subtensor_pallet_id: bytes = b"subtensr"
    burn_account_id: bytes = b"burntnsr"


MAINNET = SubtensorConfig()

FAST = replace(
    MAINNET,
    initial_tempo=10,
    initial_max_epochs_per_block=32,
    initial_tx_child_key_take_rate_limit=5,
    pending_child_key_cooldown=15,
    max_uids_trimming_rate_limit=1,
    evm_key_associate_rate_limit=1,
    mechanism_count_set_rate_limit=1,
    mechanism_emission_rate_limit=1,
    root_network_owner=ALICE,
    root_network_owner_hotkey=ALICE_HOTKEY,
    hotkey_swap_on_subnet_interval=1,
    initial_coldkey_swap_announcement_delay=50,
    initial_coldkey_swap_reannouncement_delay=10,
)

REFERENCE_TESTS = replace(
    MAINNET,
    initial_tao_weight=0,
    initial_subnet_owner_cut=0,
    initial_max_epochs_per_block=32,
    initial_rho=30,
    initial_validator_prune_len=0,
    initial_min_allowed_weights=0,
    initial_max_allowed_validators=100,
    initial_min_allowed_uids=2,
    initial_immunity_period=2,
    initial_serving_rate_limit=0,
    evm_key_associate_rate_limit=10,
    initial_burn=0,
    initial_max_burn=1_000_000_000,
    initial_difficulty=10_000,
    initial_min_difficulty=1,
    initial_max_difficulty=2**64 - 1,
    initial_max_registrations_per_block=3,
    initial_min_delegate_take=5_898,
    initial_tx_delegate_take_rate_limit=1,
    initial_tx_child_key_take_rate_limit=1,
    initial_network_min_lock_cost=100_000_000_000,
    initial_network_lock_reduction_interval=2,
    initial_network_rate_limit=0,
    network_rate_limit=0,
    initial_tx_rate_limit=0,
    key_swap_cost=1_000_000_000,
    key_swap_on_subnet_cost=10_000_000,
    hotkey_swap_on_subnet_interval=15,
    initial_coldkey_swap_announcement_delay=50,
    initial_coldkey_swap_reannouncement_delay=10,
)
