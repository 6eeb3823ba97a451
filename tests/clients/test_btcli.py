"""btcli, the command line of the bittensor SDK 11.3.0, against a node."""

from __future__ import annotations

import pytest

from tests.clients.environments import python_client
from tests.clients.reports import Report

CHECKS = (
    "balance",
    "transfer",
    "failing_transfer",
)


@pytest.fixture(scope="module")
def command() -> list[str]:
    return python_client("bittensor", "btcli.py")


@pytest.mark.parametrize("check", CHECKS)
def test_check(report: Report, check: str) -> None:
    report.expect(check)


def test_these_are_all_checks(report: Report) -> None:
    assert sorted(report.outcomes) == sorted(CHECKS), report.noise
    assert report.ended, report.noise
