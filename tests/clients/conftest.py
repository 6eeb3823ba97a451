"""A node for the tests of one client."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.clients.node import NodeProcess


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
