"""Reads of the state with arguments at their limits."""

from __future__ import annotations

from typing import Any

import pytest

from chain.api import build_registry
from chain.api.info import NodeInfo
from chain.api.log_filter import MAX_LOGGERS, LogFilter
from chain.pool import TransactionPool
from tests.chain.api.client import Client, failure
from tests.chain.api.light import light_chain
from tests.hostile.node import HostileNode

EVENTS = "0x26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7"
LONG = "0x" + "ff" * 1_000_000
ZEROS = "0x" + "00" * 1_000_000


def test_long_keys(node: HostileNode) -> None:
    requests: list[tuple[str, list[Any]]] = [
        *((f"state_getStorage{what}", [LONG]) for what in ("", "Hash", "Size")),
        *(("state_getKeysPaged", [prefix, 1000, "0x"]) for prefix in ("0x00", ZEROS, LONG)),
        *(("state_getKeysPaged", ["0x", 1000, start]) for start in (ZEROS, LONG)),
        ("state_getKeys", [LONG]),
        ("state_getPairs", [ZEROS]),
        ("state_getReadProof", [[LONG, ZEROS, "0x"]]),
        ("state_queryStorageAt", [[LONG, ZEROS, "0x"]]),
    ]
    for method, params in requests:
        assert "result" in node.answer(method, *params)


@pytest.mark.parametrize(
    ("count", "code"), [(0, None), (1000, None), (1001, 4002), (2**32, -32602)]
)
def test_pages(shared_node: HostileNode, count: int, code: int | None) -> None:
    answer = shared_node.answer("state_getKeysPaged", "0x", count)
    assert answer.get("error", {}).get("code") == code


def test_many_keys(node: HostileNode) -> None:
    keys = [f"0x{index:06x}" for index in range(50_000)]
    assert len(node.answer("state_queryStorageAt", keys)["result"][0]["changes"]) == 50_000
    assert len(node.answer("state_queryStorageAt", [EVENTS] * 50_000)["result"][0]["changes"]) == 1
    assert "result" in node.answer("state_getReadProof", keys)
    numbers = list(range(2**32 - 100_000, 2**32))
    assert set(node.answer("chain_getBlockHash", numbers)["result"]) == {None}


def test_all_of_the_state_many_times(node: HostileNode) -> None:
    assert all("result" in each for each in node.answers([("state_getKeys", ["0x"])] * 30))


def test_very_many_loggers() -> None:
    """Python never forgets a logger, so a client must not make it name any number of them."""
    log_filter = LogFilter()
    names = [f"tests.hostile.{index}=debug" for index in range(MAX_LOGGERS)]
    log_filter.add(",".join(names))
    with pytest.raises(ValueError, match="at most"):
        log_filter.add("tests.hostile.another=debug")
    log_filter.add(names[0])
    log_filter.reset()
    log_filter.add("tests.hostile.another=debug")
    log_filter.reset()


def test_a_subscription_to_the_same_value_very_often() -> None:
    chain = light_chain({b"big": bytes(1_000_000)})
    client = Client(build_registry(chain, TransactionPool(chain), NodeInfo(version="1")))
    error = failure(client, "state_subscribeStorage", ["0x" + b"big".hex()] * 100)
    assert error.code == -32008
    assert client.session.subscriptions == 0
