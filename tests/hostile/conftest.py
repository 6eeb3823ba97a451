"""One node for all tests of this folder. After each of them it has to be as well as before."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.hostile.node import HostileNode

MEMORY_GROWTH = 200  # mebibytes that one test may leave behind: what Python keeps for later use


@pytest.fixture(scope="session")
def shared_node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostileNode]:
    node = HostileNode(tmp_path_factory.mktemp("hostile"))
    try:
        node.wait_until_ready()
        yield node
        head = node.head
        assert node.interrupt() == 0
        checked = re.match(r"(\d+) blocks", node.check_blocks())
        assert checked is not None
        assert int(checked[1]) >= head
    finally:
        node.kill()


@pytest.fixture
def node(shared_node: HostileNode) -> Iterator[HostileNode]:
    """The node, which must go on: alive, making blocks, no bug in its log, no bloat."""
    memory, told, head = shared_node.memory, len(shared_node.output), shared_node.head
    yield shared_node
    assert shared_node.is_alive
    shared_node.wait_for_block(max(head, shared_node.head) + 1)
    said = shared_node.output[told:]
    assert "Traceback" not in said, said
    assert "BUG" not in said, said
    assert shared_node.memory - memory < MEMORY_GROWTH
