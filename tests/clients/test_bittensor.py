"""The bittensor SDK 11.3.0, unmodified, against a node."""

from __future__ import annotations

import pytest

from tests.clients.environments import python_client
from tests.clients.reports import Report

CHECKS = (
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


@pytest.fixture(scope="module")
def command() -> list[str]:
    return python_client("bittensor", "bittensor_sdk.py")


@pytest.mark.parametrize("check", CHECKS)
def test_check(report: Report, check: str) -> None:
    report.expect(check)


def test_these_are_all_checks(report: Report) -> None:
    assert sorted(report.outcomes) == sorted(CHECKS), report.noise
    assert report.ended, report.noise
