"""A light chain and a client of its node."""

from __future__ import annotations

import pytest

from chain.api import NodeInfo, build_registry
from chain.blockchain import Blockchain
from chain.pool import TransactionPool
from tests.chain.api.client import Client
from tests.chain.api.light import light_chain

VALUES = {b"one": b"1", b"pre/a": b"aa", b"pre/b": b"", b"pre/c": b"ccc", b"zoo": b"z" * 40}
INFO = NodeInfo(version="1.2.3", keys=frozenset({(b"aura", b"\x01" * 32)}))


@pytest.fixture
def light() -> Blockchain:
    return light_chain(VALUES)


@pytest.fixture
def client(light: Blockchain) -> Client:
    return Client(build_registry(light, TransactionPool(light), INFO))
