"""async-substrate-interface 2.2.1, its asyncio client, against a node."""

from __future__ import annotations

from tests.clients.environments import python_client
from tests.clients.suite import ClientSuite


class TestAsyncAsi(ClientSuite):
    checks = (
        "connect",
        "storage_in_parallel",
        "map_in_pages",
        "runtime_calls_in_one_frame",
        "fee_estimate_is_the_fee",
        "transfer_to_finalization",
        "transfer_in_a_block",
        "module_error",
        "transfers_in_a_row",
        "heads",
        "storage_subscription",
        "outdated_nonce",
        "register_a_neuron",
    )

    @staticmethod
    def command() -> list[str]:
        return python_client("asi", "asi_async.py")
