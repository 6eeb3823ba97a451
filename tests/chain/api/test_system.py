from __future__ import annotations

import logging

import pytest

from chain.blockchain import Blockchain
from tests.chain.api.client import Client, failure
from tests.chain.api.light import grow


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("system_name", "pysubtensor"),
        ("system_version", "1.2.3"),
        ("system_chain", "Light"),
        ("system_chainType", "Local"),
        ("system_properties", {"ss58Format": 42}),
        ("system_nodeRoles", ["Authority"]),
        ("system_peers", []),
        ("system_localListenAddresses", []),
        ("system_health", {"peers": 0, "isSyncing": False, "shouldHavePeers": False}),
    ],
)
def test_what_the_node_is(client: Client, name: str, expected: object) -> None:
    assert client.call(name) == expected


def test_the_state_of_syncing(light: Blockchain, client: Client) -> None:
    grow(light)
    assert client.call("system_syncState") == {
        "startingBlock": 0,
        "currentBlock": 1,
        "highestBlock": 1,
    }


def test_log_levels(client: Client) -> None:
    pool, trie = logging.getLogger("chain.pool"), logging.getLogger("chain.trie")
    root, before = logging.getLogger(), logging.getLogger().level
    pool.setLevel(logging.WARNING)
    try:
        assert client.call("system_addLogFilter", "chain.pool=debug, error") is None
        assert (pool.level, root.level) == (logging.DEBUG, logging.ERROR)
        client.call("system_addLogFilter", "chain.pool=OFF,chain.trie=trace")
        assert not pool.isEnabledFor(logging.CRITICAL)
        assert trie.level < logging.DEBUG
        assert client.call("system_resetLogFilter") is None
        assert (pool.level, trie.level, root.level) == (logging.WARNING, logging.NOTSET, before)
    finally:
        pool.setLevel(logging.NOTSET)


@pytest.mark.parametrize("directives", ["", "chain.pool", "chain.pool=loud", "info,,warn"])
def test_a_directive_that_is_none_changes_nothing(client: Client, directives: str) -> None:
    before = logging.getLogger().level
    failed = failure(client, "system_addLogFilter", directives)
    assert failed.code == -32602
    assert logging.getLogger().level == before


def test_keys_of_the_node(client: Client) -> None:
    assert client.call("author_hasKey", "0x" + "01" * 32, "aura") is True
    assert client.call("author_hasKey", "0x" + "01" * 32, "gran") is False
    assert client.call("author_hasKey", "0x" + "02" * 32, "aura") is False
    failed = failure(client, "author_hasKey", "0x" + "01" * 32, "aur")
    assert failed.error == {
        "code": 1040,
        "message": "Invalid key type ID format (should be of length four)",
    }
