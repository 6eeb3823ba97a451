"""A node and a client's report on it; each test module says which client with `command`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.clients.node import NodeProcess
from tests.clients.reports import Report, run_client


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NodeProcess]:
    """A node that has made its first block; it must have ended well after the tests."""
    running = NodeProcess(tmp_path_factory.mktemp("node") / "log")
    try:
        running.wait_until_ready()
        yield running
        assert running.interrupt() == 0, running.output
    finally:
        running.kill()
    assert "Traceback" not in running.output


@pytest.fixture(scope="module")
def report(
    command: list[str], node: NodeProcess, tmp_path_factory: pytest.TempPathFactory
) -> Report:
    """What the client says about the node, all of its checks run once."""
    return run_client(command, node, tmp_path_factory.mktemp("home"))
