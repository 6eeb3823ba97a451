"""btcli, the command line of the bittensor SDK 11.3.0, stakes."""

from __future__ import annotations

from tests.clients.environments import python_client
from tests.clients.suite import InstantSuite


class TestBtcliStake(InstantSuite):
    """What needs nothing that came after this version of the chain."""

    checks = (
        "add",
        "too_much_slippage",
        "move",
        "remove",
        "the_subnet_with_its_stake",
    )

    @staticmethod
    def command() -> list[str]:
        return python_client("bittensor", "btcli_stake.py")
