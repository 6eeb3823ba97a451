"""async-substrate-interface 2.2.1 stakes."""

from __future__ import annotations

from tests.clients.environments import python_client
from tests.clients.suite import InstantSuite


class TestAsiStake(InstantSuite):
    """Calls, maps and runtime APIs of stake."""

    checks = (
        "add_stake",
        "limits",
        "move_and_transfer",
        "fees_in_alpha",
        "maps_of_stake",
        "runtime_calls",
    )

    @staticmethod
    def command() -> list[str]:
        return python_client("asi", "asi_stake.py")
