"""async-substrate-interface 2.2.1, its asyncio client, against a node."""

from __future__ import annotations

import pytest

from tests.clients.environments import python_client
from tests.clients.reports import Report

CHECKS = (
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
)


@pytest.fixture(scope="module")
def command() -> list[str]:
    return python_client("asi", "asi_async.py")


@pytest.mark.parametrize("check", CHECKS)
def test_check(report: Report, check: str) -> None:
    report.expect(check)


def test_these_are_all_checks(report: Report) -> None:
    assert sorted(report.outcomes) == sorted(CHECKS), report.noise
    assert report.ended, report.noise
