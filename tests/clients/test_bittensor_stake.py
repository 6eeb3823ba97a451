"""The bittensor SDK 11.3.0 stakes, and is paid."""

from __future__ import annotations

from tests.clients.environments import python_client
from tests.clients.suite import InstantSuite


class TestEpoch(InstantSuite):
    """An epoch with three validators and five miners, to the rao."""

    checks = (
        "the_table_is_reckoned_by_hand",
        "stake_to_three_validators",
        "an_epoch_gives_them_permits",
        "weights_from_three_validators",
        "start_the_subnet",
        "an_epoch",
        "scores",
        "stake_grows",
        "metagraph",
        "explained",
    )

    @staticmethod
    def command() -> list[str]:
        return python_client("bittensor", "bittensor_epoch.py")


class TestStaking(InstantSuite):
    """Stake is added, moved and taken, within limits, and read."""

    checks = (
        "quotes",
        "add_stake",
        "slippage_is_refused_by_name",
        "fill_up_to_a_limit",
        "amounts_that_are_refused",
        "remove_stake",
        "move_stake_to_another_validator",
        "move_stake_to_another_subnet",
        "swap_stake",
        "transfer_stake",
        "fees_in_alpha",
        "burn_and_recycle_alpha",
        "positions",
        "subnets_with_their_pools",
        "unstake_all",
        "stake_on_root",
    )

    @staticmethod
    def command() -> list[str]:
        return python_client("bittensor", "bittensor_staking.py")


class TestRewards(InstantSuite):
    """What stake earns, what is locked of it, and where it goes when keys are swapped."""

    checks = (
        "rewards_are_staked_where_the_coldkey_wants",
        "a_child_earns_for_its_parent",
        "root_dividends_are_kept",
        "root_dividends_are_sold",
        "claims_that_are_refused",
        "locks",
        "swap_a_hotkey",
        "swap_a_coldkey",
    )

    @staticmethod
    def command() -> list[str]:
        return python_client("bittensor", "bittensor_rewards.py")
