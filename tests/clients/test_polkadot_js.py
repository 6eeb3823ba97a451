"""@polkadot/api 16.5.6, unmodified, against a node."""

from __future__ import annotations

from tests.clients.environments import javascript_client
from tests.clients.suite import ClientSuite


class TestPolkadotJs(ClientSuite):
    checks = (
        "connect",
        "chain_facts",
        "storage_at_head",
        "storage_at_old_block",
        "map_in_pages",
        "runtime_call",
        "absent_method",
        "fee_estimate_is_the_fee",
        "fee_details",
        "transfer_in_a_block",
        "transfer_to_finalization",
        "events_of_the_transfer",
        "failing_transfer",
        "module_error_undoes_the_batch",
        "batch",
        "interrupted_batch",
        "sudo",
        "module_error_inside_sudo",
        "new_heads",
        "finalized_heads",
        "all_heads",
        "storage_subscription",
        "storage_subscription_of_many_keys",
        "transfers_in_a_row",
        "tip",
        "ed25519_signer",
        "ecdsa_signer",
        "wrong_metadata_hash",
        "outdated_nonce",
        "sender_without_money",
        "same_nonce_again",
        "register_a_neuron",
        "subtensor_runtime_apis",
        "stake",
        "fee_in_alpha",
        "announced_swap_blocks_transfers",
    )

    @staticmethod
    def command() -> list[str]:
        return javascript_client("@polkadot/api", "polkadot_js.mjs")
