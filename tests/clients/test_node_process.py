"""The node as a process: it answers, and Ctrl-C ends it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.clients.node import NodeProcess


@pytest.fixture
def running(tmp_path: Path):
    process = NodeProcess(tmp_path / "log")
    yield process
    process.kill()


def test_ctrl_c_stops_a_node_with_exit_code_0(running: NodeProcess) -> None:
    running.wait_until_ready()
    assert running.request("system_health") == {
        "peers": 0,
        "isSyncing": False,
        "shouldHavePeers": False,
    }
    assert running.interrupt() == 0, running.output
    assert "Traceback" not in running.output
