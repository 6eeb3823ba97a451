"""A client script as tests: each check that it reports is one."""

from __future__ import annotations

from typing import ClassVar

from tests.clients.reports import Report


class ClientSuite:
    """Runs a client script once, on a node of its own; `conftest.py` has the fixtures."""

    checks: ClassVar[tuple[str, ...]]
    node_arguments: ClassVar[tuple[str, ...]] = ()
    first_block: ClassVar[int] = 1
    """The block that a node has when the client comes."""

    @staticmethod
    def command() -> list[str]:
        """What starts the script, without the node's address."""
        raise NotImplementedError

    def test_check(self, report: Report, check: str) -> None:
        report.expect(check)

    def test_these_are_all_checks(self, report: Report) -> None:
        assert sorted(report.outcomes) == sorted(self.checks), report.noise
        assert report.ended, report.noise


class SubnetSuite(ClientSuite):
    """Blocks come faster than a slot, as these scripts wait for many epochs of ten blocks."""

    node_arguments = ("--sealing", "interval=100")


class InstantSuite(ClientSuite):
    """Each extrinsic makes a block, so that it is known which blocks there are."""

    node_arguments = ("--sealing", "instant")
    first_block = 0
