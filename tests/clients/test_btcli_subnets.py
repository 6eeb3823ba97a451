"""btcli, the command line of the bittensor SDK 11.3.0, founds and governs a subnet."""

from __future__ import annotations

from tests.clients.environments import python_client
from tests.clients.suite import SubnetSuite


class TestBtcliSubnets(SubnetSuite):
    """What needs nothing that came after this version of the chain."""

    checks = (
        "found_a_subnet",
        "start_it",
        "name_it",
        "show_the_subnet",
        "hyperparameters",
    )

    @staticmethod
    def command() -> list[str]:
        return python_client("bittensor", "btcli_subnets.py")
