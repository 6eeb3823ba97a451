"""polkadot-api 2.2.2 in its mode for nodes without `chainHead`, unmodified, against a node."""

from __future__ import annotations

from tests.clients.environments import javascript_client
from tests.clients.suite import ClientSuite


class TestPolkadotApi(ClientSuite):
    checks = (
        "connect",
        "storage_at_head",
        "map",
        "runtime_call",
        "fee_estimate_is_the_fee",
        "transfer_to_finalization",
        "failing_transfer",
        "module_error",
        "outdated_nonce",
        "blocks",
        "storage_subscription",
        "register_a_neuron",
        "subtensor_runtime_apis",
        "stake",
    )

    @staticmethod
    def command() -> list[str]:
        return javascript_client("polkadot-api", "polkadot_api.mjs")
