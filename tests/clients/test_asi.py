"""async-substrate-interface 2.2.1, its blocking client, against a node."""

from __future__ import annotations

from tests.clients.environments import python_client
from tests.clients.suite import ClientSuite


class TestAsi(ClientSuite):
    checks = (
        "connect",
        "constants",
        "storage_at_head",
        "storage_at_old_block",
        "map_in_pages",
        "runtime_call",
        "runtime_calls_in_one_frame",
        "absent_runtime_api",
        "absent_method",
        "fee_estimate_is_the_fee",
        "transfer_in_a_block",
        "transfer_to_finalization",
        "events_of_the_transfer",
        "block_of_the_transfer",
        "failing_transfer",
        "module_error_undoes_the_batch",
        "batch",
        "interrupted_batch",
        "new_heads",
        "finalized_heads",
        "transfers_in_a_row",
        "future_nonce_waits",
        "outdated_nonce",
        "bad_signature",
        "sender_without_money",
        "same_extrinsic_again",
        "same_nonce_again",
        "pending_extrinsics",
        "every_error_has_docs",
    )

    @staticmethod
    def command() -> list[str]:
        return python_client("asi", "asi.py")
