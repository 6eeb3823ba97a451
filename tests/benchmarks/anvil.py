"""anvil, as a peer: started like our node, driven over the same kind of connections."""

from __future__ import annotations

import asyncio
import json
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmarks.nodes import free_port, rpc, wait_for
from tests.benchmarks.pipeline import Message, send_all

PACKAGES = Path(".venvs/anvil/node_modules/@foundry-rs")
CHAIN_ID = 31_337
GAS_LIMIT = 10**9  # of a block: the usual one would end it at 1,428 transfers
FUNDS = 10**21
POLL = 0.005
LONGEST = 20.0  # seconds until the last transfer has to be in a block


class Stalled(Exception):
    """Transfers that were taken did not come into a block in time."""


def program() -> Path | None:
    """The program for this platform, None where it is not installed."""
    return next(PACKAGES.glob("anvil-*/bin/anvil"), None)


def rate(
    anvil: Path, addresses: Sequence[str], transactions: Sequence[str], *options: str
) -> float:
    """Transfers a second, from the first that is sent to the last that is in a block.

    Raises Stalled.
    """
    port = free_port()
    with TemporaryDirectory(prefix="pysubtensor-bench-") as directory:
        genesis = Path(directory, "genesis.json")
        genesis.write_text(json.dumps(_genesis(addresses)))
        settings = ["--port", str(port), "--init", str(genesis), "--gas-limit", str(GAS_LIMIT)]
        command = [str(anvil), "--silent", *settings, *options]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            wait_for(port, "eth_blockNumber", process)
            start = time.perf_counter()
            method = "eth_sendRawTransaction"
            asyncio.run(send_all(port, method, transactions, _is_answer, LONGEST))
            _wait_until_in_blocks(port, len(transactions), start + LONGEST)
            return len(transactions) / (time.perf_counter() - start)
        except TimeoutError as error:
            raise Stalled(f"not even all of {len(transactions):,} taken") from error
        finally:
            process.kill()  # once stalled it does not heed more polite requests
            process.wait()


def _is_answer(message: Message) -> bool:
    return "id" in message


def _wait_until_in_blocks(port: int, count: int, deadline: float) -> None:
    seen = block = 0
    while seen < count:
        if int(rpc(port, "eth_blockNumber"), 16) > block:
            block += 1
            seen += int(rpc(port, "eth_getBlockTransactionCountByNumber", hex(block)), 16)
        elif time.perf_counter() > deadline:
            raise Stalled(f"{seen:,} of {count:,} in blocks")
        else:
            time.sleep(POLL)


def _genesis(addresses: Sequence[str]) -> dict[str, Any]:
    return {
        "config": {"chainId": CHAIN_ID},
        "nonce": "0x0",
        "timestamp": "0x0",
        "extraData": "0x",
        "gasLimit": hex(GAS_LIMIT),
        "difficulty": "0x0",
        "mixHash": "0x" + "00" * 32,
        "coinbase": "0x" + "00" * 20,
        "alloc": {address: {"balance": hex(FUNDS)} for address in addresses},
    }
