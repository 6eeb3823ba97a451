"""Blocks on request."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from chain.api.engine import BLOCK_NOT_FOUND, EMPTY_POOL, Engine
from chain.rpc import RpcError
from tests.chain.authoring.making import Making


@pytest.fixture
def making() -> Making:
    return Making()


def create(making: Making, *arguments: Any) -> dict[str, Any]:
    return asyncio.run(Engine(making.chain, making.producer).create_block(*arguments))


def test_an_empty_block_if_that_is_asked_for(making: Making) -> None:
    assert create(making, True, True)["hash"] == making.chain.head_hash
    assert making.sizes() == [0]


def test_no_empty_block_otherwise(making: Making) -> None:
    with pytest.raises(RpcError) as refused:
        create(making, False, True)
    assert refused.value.code == EMPTY_POOL and making.chain.head_number == 0


def test_what_is_ready_goes_into_the_block(making: Making) -> None:
    watcher = making.submit()
    create(making, False, False, making.chain.head_hash)
    assert watcher.ended and making.sizes() == [1]


def test_a_block_is_made_on_the_head_only(making: Making) -> None:
    with pytest.raises(RpcError) as refused:
        create(making, True, True, bytes(32))
    assert refused.value.code == BLOCK_NOT_FOUND and making.chain.head_number == 0


def test_every_block_is_final(making: Making) -> None:
    engine = Engine(making.chain, making.producer)
    assert engine.finalize_block(making.chain.head_hash) is True
    with pytest.raises(RpcError) as refused:
        engine.finalize_block(bytes(32))
    assert refused.value.code == BLOCK_NOT_FOUND
