"""btcli, the command line of the bittensor SDK 11.3.0, against a node."""

from __future__ import annotations

from tests.clients.environments import python_client
from tests.clients.suite import ClientSuite


class TestBtcli(ClientSuite):
    checks = (
        "balance",
        "transfer",
        "failing_transfer",
    )

    @staticmethod
    def command() -> list[str]:
        return python_client("bittensor", "btcli.py")
