"""A node and a client's report on it, for each `ClientSuite`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.clients.node import NodeProcess
from tests.clients.reports import Report, run_client


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make one test of each check that a suite names."""
    if "check" in metafunc.fixturenames:
        metafunc.parametrize("check", metafunc.cls.checks)


@pytest.fixture(scope="class")
def node(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[NodeProcess]:
    """A node that is ready; it must have ended well after the tests."""
    running = NodeProcess(tmp_path_factory.mktemp("node") / "log", *request.cls.node_arguments)
    try:
        running.wait_until_ready(request.cls.first_block)
        yield running
        assert running.interrupt() == 0, running.output
    finally:
        running.kill()
    assert "Traceback" not in running.output


@pytest.fixture(scope="class")
def command(request: pytest.FixtureRequest) -> list[str]:
    """What starts the suite's script; no node is started when the client is missing."""
    found: list[str] = request.cls.command()
    return found


@pytest.fixture(scope="class")
def report(
    command: list[str], node: NodeProcess, tmp_path_factory: pytest.TempPathFactory
) -> Report:
    """What the client says about the node, all of its checks run once."""
    return run_client(command, node, tmp_path_factory.mktemp("home"))
