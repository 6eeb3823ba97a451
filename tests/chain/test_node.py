"""A running node, in this process: its server and its blocks on one event loop."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from chain.authoring.clock import BlockClock, BlockTimeTooShort
from chain.authoring.sealing import Interval, Manual
from chain.blockchain import Blockchain
from chain.chains import composition_for, open_chain
from chain.database import ChainDatabase
from chain.kit import DevChain, key
from chain.node import Node, NodeOptions
from chain.rpc.sockets import PortUnavailable
from chain.signing import sign_call
from genesis.presets import preset
from pallets.aura import Aura
from pallets.sudo import Sudo
from pallets.system.system import System
from runtime.extension import SigningOptions
from runtime.hashing import twox_128
from tests.chain.authoring.making import FullDisk
from tests.chain.pool.watching import PAY

Call = Callable[..., Awaitable[Any]]
EVERY_MS = NodeOptions(rpc_port=0, sealing=Interval(1))


def with_node(
    chain: Blockchain, options: NodeOptions, work: Callable[[Call], Awaitable[None]]
) -> None:
    """Run a node, and meanwhile the work, which gets a function to call methods with."""

    async def go() -> None:
        started: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(Node(chain, options).run(started.set_result))
        await asyncio.wait([task, started], return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task.result()
        url = f"http://127.0.0.1:{await started}"

        async def call(method: str, *params: Any) -> Any:
            request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
            async with session.post(url, json=request) as reply:
                answer = await reply.json()
                return answer.get("result", answer)

        async with aiohttp.ClientSession() as session, asyncio.timeout(20):
            await work(call)
        task.cancel()
        await asyncio.wait([task])
        assert task.cancelled()

    asyncio.run(go())


async def until(done: Callable[[], bool]) -> None:
    while not done():
        await asyncio.sleep(0.002)


def test_a_node_makes_blocks_and_answers() -> None:
    chain = open_chain(preset("dev"), None)

    async def work(call: Call) -> None:
        await until(lambda: chain.head_number >= 3)
        header = await call("chain_getHeader")
        assert int(header["number"], 16) in range(3, chain.head_number + 1)
        extrinsic = sign_call(DevChain.on(chain).signing(), PAY, key("//Alice"), SigningOptions(0))
        await call("author_submitExtrinsic", "0x" + extrinsic.hex())
        while await call("system_accountNextIndex", key("//Alice").address) == 0:
            await asyncio.sleep(0.002)

    with_node(chain, EVERY_MS, work)


def test_a_node_has_the_keys_of_the_localnets_authorities() -> None:
    chain = open_chain(preset("localnet"), None)

    async def work(call: Call) -> None:
        for authority in chain.head_runtime().pallet(Aura).authorities.get():
            assert await call("author_hasKey", "0x" + authority.hex(), "aura") is True
        grandpa = "0x16f97016bbea8f7b45ae6757b49efc1080accc175d8f018f9ba719b60b0815e4"
        assert await call("author_hasKey", grandpa, "gran") is True
        assert chain.head_number == 0

    with_node(chain, NodeOptions(rpc_port=0, sealing=Manual()), work)


def test_the_informant_says_where_the_chain_is(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chain.node.INFORMANT_SECONDS", 0.01)
    caplog.set_level(logging.INFO)
    chain = open_chain(preset("dev"), None)
    head = chain.head_hash.hex()

    async def work(call: Call) -> None:
        await until(lambda: "Idle" in caplog.text)

    with_node(chain, NodeOptions(rpc_port=0, sealing=Manual()), work)
    short = f"0x{head[:4]}…{head[-4:]}"
    text = f"💤 Idle (0 peers), best: #0 ({short}), finalized #0 ({short}), ⬇ 0 ⬆ 0"
    assert text in caplog.text


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        node = Node(open_chain(preset("dev"), None), NodeOptions(rpc_port=port))
        with pytest.raises(PortUnavailable, match=f"127.0.0.1:{port}"):
            asyncio.run(node.run(lambda _: pytest.fail("nobody can come")))


# What ends production, and nothing else


def test_on_a_full_disk_reading_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    disk, spec = FullDisk(), preset("dev")
    chain = Blockchain.start(composition_for(spec.rules), spec, ChainDatabase(disk))

    async def work(call: Call) -> None:
        await until(lambda: chain.head_number >= 2)
        disk.full = True
        await until(lambda: "production stopped" in caplog.text)
        head = chain.head_number
        assert int((await call("chain_getHeader"))["number"], 16) == head
        assert len(await call("chain_getBlockHash", list(range(head + 1)))) == head + 1

    with_node(chain, EVERY_MS, work)
    [record] = [each for each in caplog.records if each.levelno >= logging.ERROR]
    assert record.exc_info is None and record.message == (
        "Block production stopped: cannot write: no space left on device. "
        f"#{chain.head_number} stands, reading goes on"
    )


def test_when_the_rules_allow_no_block(caplog: pytest.LogCaptureFixture) -> None:
    chain = open_chain(preset("dev"), None)
    slot = twox_128(b"Aura") + twox_128(b"CurrentSlot")
    DevChain.on(chain).submit(Sudo.sudo(System.set_storage([(slot, b"\xff" * 8)]))).require()

    async def work(call: Call) -> None:
        await until(lambda: "production stopped" in caplog.text)
        assert (await call("chain_getHeader"))["number"] == "0x1"

    with_node(chain, EVERY_MS, work)
    assert "Block production stopped: Slot must increase. #1 stands" in caplog.text


def test_a_bug_that_is_in_no_extrinsic(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Aura, "on_initialize", lambda *_: 1 // 0)
    chain = open_chain(preset("dev"), None)

    async def work(call: Call) -> None:
        await until(lambda: "production stopped" in caplog.text)
        assert (await call("chain_getHeader"))["number"] == "0x0"

    with_node(chain, EVERY_MS, work)
    assert "stopped by a bug" in caplog.text and "ZeroDivisionError" in caplog.text


# Options


def test_the_clock_of_the_options() -> None:
    assert NodeOptions().clock(250) == BlockClock(250, 250)
    assert NodeOptions(block_time="real").clock(12_000) == BlockClock(12_000, None)
    assert NodeOptions(block_time=500).clock(250) == BlockClock(250, 500)
    for wrong in (0, 249):
        with pytest.raises(BlockTimeTooShort):
            NodeOptions(block_time=wrong).clock(250)


def test_a_node_on_a_directory_goes_on(tmp_path: Path) -> None:
    async def work(call: Call) -> None:
        at_start = chain.head_number
        await until(lambda: chain.head_number > at_start + 2)

    before = 0
    for _ in range(2):
        chain = open_chain(preset("dev"), tmp_path / "db")
        assert chain.head_number >= before
        with_node(chain, EVERY_MS, work)
        before = chain.head_number
        chain.database.close()
