"""dev_*: explanations of epochs for clients."""

from __future__ import annotations

import json

import pytest

from chain.api import NodeInfo, build_registry
from chain.api.dev import EPOCH_NOT_EXPLAINED
from chain.explain import as_plain
from chain.kit import DevChain
from chain.pool import TransactionPool
from tests.chain.api.client import Client, failure
from tests.chain.explain.scene import NETUID, subnet_of


@pytest.fixture(scope="module")
def chain() -> DevChain:
    chain = subnet_of(DevChain())
    chain.advance(31 - chain.number)
    return chain


@pytest.fixture
def client(chain: DevChain) -> Client:
    made = chain.blockchain
    return Client(build_registry(made, TransactionPool(made), NodeInfo.of(made)))


def test_the_last_epoch(client: Client, chain: DevChain) -> None:
    told = client.call("dev_explainEpoch", NETUID)
    assert told == json.loads(json.dumps(as_plain(chain.explain_epoch(NETUID))))
    assert told["block"] == 30 and told["tables"]["stake"]["columns"]["uid"] == list(range(6))


@pytest.mark.parametrize(("block", "number"), [(20, 20), ("0x14", 20), ("next", 32), (None, 30)])
def test_a_block_by_number_or_the_next(client: Client, block: object, number: int) -> None:
    assert client.call("dev_explainEpoch", NETUID, None, block)["block"] == number


def test_one_neuron(client: Client) -> None:
    told = client.call("dev_explainEpoch", NETUID, 0, None, 3)
    assert told["tables"]["stake"]["columns"]["uid"] == [3]
    assert told["account"][1].startswith("uid 3, hotkey ")


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ([9], "there was no subnet 9 before block 32; known: 1, 2"),
        ([NETUID, 1], "subnet 2 has no mechanism 1: use 0"),
        ([NETUID, 0, None, 77], "subnet 2 had no uid 77 then: use 0 to 5"),
    ],
)
def test_what_there_is_not(client: Client, params: list[object], message: str) -> None:
    failed = failure(client, "dev_explainEpoch", *params)
    assert (failed.code, failed.message) == (EPOCH_NOT_EXPLAINED, message)


@pytest.mark.parametrize(
    "params", [[], ["2"], [70_000], [2, -1], [2, 0, "soon"], [2, 0, None, "x"]]
)
def test_wrong_parameters(client: Client, params: list[object]) -> None:
    assert failure(client, "dev_explainEpoch", *params).message == "Invalid params"
