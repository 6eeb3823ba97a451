"""polkadot-api 2.2.2 in its mode for nodes without `chainHead`, unmodified, against a node."""

from __future__ import annotations

import pytest

from tests.clients.environments import javascript_client
from tests.clients.reports import Report

CHECKS = (
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
)


@pytest.fixture(scope="module")
def command() -> list[str]:
    return javascript_client("polkadot-api", "polkadot_api.mjs")


@pytest.mark.parametrize("check", CHECKS)
def test_check(report: Report, check: str) -> None:
    report.expect(check)


def test_these_are_all_checks(report: Report) -> None:
    assert sorted(report.outcomes) == sorted(CHECKS), report.noise
    assert report.ended, report.noise
