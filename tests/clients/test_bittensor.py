"""The bittensor SDK 11.3.0, unmodified, against a node."""

from __future__ import annotations

from tests.clients.environments import python_client
from tests.clients.suite import ClientSuite


class TestBittensor(ClientSuite):
    checks = (
        "connect",
        "chain_facts",
        "named_reads",
        "storage_at_head",
        "storage_at_old_block",
        "batch",
        "map_in_pages",
        "runtime_call",
        "fee_estimate_is_the_fee",
        "weight_estimate",
        "transfer_in_a_block",
        "transfer_to_finalization",
        "events_of_the_transfer",
        "block_of_the_transfer",
        "transfer_all",
        "failing_transfer",
        "module_error_undoes_the_batch",
        "sudo",
        "module_error_inside_sudo",
        "new_heads",
        "finalized_heads",
        "wait_for_block",
        "transfers_in_a_row",
        "signature_from_elsewhere",
        "metadata_hash",
        "wrong_metadata_hash",
        "ed25519_signer",
        "sender_without_money",
        "outdated_nonce",
        "bad_signature",
        "unknown_block",
        "async_client",
    )

    @staticmethod
    def command() -> list[str]:
        return python_client("bittensor", "bittensor_sdk.py")
