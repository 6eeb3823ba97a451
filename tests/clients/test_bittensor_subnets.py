"""The bittensor SDK 11.3.0 founds, governs and uses subnets."""

from __future__ import annotations

from tests.clients.environments import python_client
from tests.clients.suite import SubnetSuite


class TestSubnets(SubnetSuite):
    """Subnets, their prices, hyperparameters and epochs."""

    checks = (
        "subnets_of_genesis",
        "price_of_a_subnet",
        "found_a_subnet",
        "the_next_one_costs_twice_as_much",
        "a_pauper_founds_nothing",
        "read_the_subnet_back",
        "price_of_alpha",
        "hyperparameters_v3",
        "hyperparameters_v1_and_v2",
        "epochs",
        "strangers_do_not_start_it",
        "start_it",
        "freeze_window",
        "hyperparameters_by_the_owner",
        "owner_rate_limit",
        "hyperparameters_out_of_bounds",
        "strangers_set_nothing",
        "some_are_for_root_alone",
        "hyperparameters_by_root",
        "an_error_within_sudo",
        "identity_symbol_and_mechanisms",
        "async_client",
    )

    @staticmethod
    def command() -> list[str]:
        return python_client("bittensor", "bittensor_subnets.py")


class TestNeurons(SubnetSuite):
    """Neurons, their endpoints and commitments."""

    checks = (
        "price_of_a_neuron",
        "register_a_neuron",
        "the_price_rises_with_each",
        "register_with_a_limit",
        "register_the_others",
        "registrations_that_fail",
        "read_the_neurons_back",
        "neurons_lite",
        "neurons_with_weights_and_bonds",
        "serve_axons",
        "serve_over_ip_6_with_a_certificate",
        "serve_prometheus",
        "axons_that_the_pool_refuses",
        "commit_and_read",
        "commitments_that_fail",
        "sealed_commitment",
        "commitment_that_a_pulse_opens",
    )

    @staticmethod
    def command() -> list[str]:
        return python_client("bittensor", "bittensor_neurons.py")


class TestKeys(SubnetSuite):
    """Children, takes, identities and swaps of coldkeys."""

    checks = (
        "children_at_once",
        "children_after_a_cooldown",
        "children_that_are_refused",
        "childkey_take",
        "delegate_take",
        "identity",
        "associate_a_hotkey",
        "root_registration",
        "announce_a_swap",
        "an_announced_swap_blocks_transfers",
        "others_may_still_pay_the_account",
        "dispute_the_swap",
        "root_resets_the_swap",
        "clear_an_announcement",
    )

    @staticmethod
    def command() -> list[str]:
        return python_client("bittensor", "bittensor_keys.py")


class TestWeights(SubnetSuite):
    """Weights in the open, by commit and reveal, and with a timelock."""

    checks = (
        "the_sdk_asks_for_what_came_later",
        "open_weights_need_commit_reveal_off",
        "open_weights",
        "neurons_tell_the_weights",
        "values_are_scaled_to_the_largest",
        "a_miner_may_weigh_itself_alone",
        "weights_that_are_refused",
        "weights_that_the_pool_refuses",
        "weights_of_two_mechanisms",
        "weights_of_several_subnets",
        "commit_and_reveal",
        "a_commit_expires",
        "a_pulse_opens_weights",
        "a_round_that_is_over_is_refused",
        "weights_as_the_sdk_seals_them",
    )

    @staticmethod
    def command() -> list[str]:
        return python_client("bittensor", "bittensor_weights.py")
