"""`pysubtensor dev` and `pysubtensor run`."""

from __future__ import annotations

import asyncio
import gc
import logging
import shutil
import signal
import sys
import tempfile
from pathlib import Path

import typer

from chain.authoring.sealing import parse_sealing
from chain.chains import database_directory, default_base_path, find_spec, open_chain
from chain.cli import logs, options
from chain.cli.banner import banner
from chain.cli.failures import fail, told_to_users
from chain.node import Node, NodeOptions
from genesis.rules import rules_named
from genesis.spec import ChainSpec

log = logging.getLogger(__name__)


def dev(
    tmp: options.Temporary = False,
    base_path: options.BasePath = None,
    chain: options.Chain = "dev",
    rpc_port: options.RpcPort = 9944,
    rpc_external: options.RpcExternal = False,
    sealing: options.SealingOption = "interval",
    block_time: options.BlockTime = None,
    rules: options.RulesOption = None,
    log_level: options.LogLevel = "info",
) -> None:
    """Start a chain for development: funded accounts, sudo, a block every 250 ms.

    Blocks stay in the base path, and the next start goes on from there; with --tmp nothing stays.
    """
    if tmp and base_path is not None:
        raise typer.BadParameter("--tmp and --base-path exclude each other")
    node_options = _node_options(rpc_port, rpc_external, sealing, block_time)
    with told_to_users():
        spec = find_spec(chain, None if rules is None else rules_named(rules))
        if not tmp:
            base = base_path or default_base_path()
            _start(
                spec, database_directory(base, spec, _chain_name(chain)), node_options, log_level
            )
            return
        directory = Path(tempfile.mkdtemp(prefix="pysubtensor-"))
        try:
            _start(spec, directory / "db", node_options, log_level)
        finally:
            shutil.rmtree(directory, ignore_errors=True)


def run(
    chain: options.Chain,
    base_path: options.BasePath,
    rpc_port: options.RpcPort = 9944,
    rpc_external: options.RpcExternal = False,
    sealing: options.SealingOption = "interval",
    block_time: options.BlockTime = None,
    rules: options.RulesOption = None,
    log_level: options.LogLevel = "info",
) -> None:
    """Run the chain of a specification, with its blocks in a directory of your choice."""
    if base_path is None:
        raise typer.BadParameter("--base-path is needed")
    node_options = _node_options(rpc_port, rpc_external, sealing, block_time)
    with told_to_users():
        spec = find_spec(chain, None if rules is None else rules_named(rules))
        _start(
            spec, database_directory(base_path, spec, _chain_name(chain)), node_options, log_level
        )


def _node_options(
    rpc_port: int, rpc_external: bool, sealing: str, block_time: str | None
) -> NodeOptions:
    with told_to_users():
        return NodeOptions(
            rpc_port=rpc_port,
            rpc_external=rpc_external,
            sealing=parse_sealing(sealing),
            block_time=None if block_time in (None, "real") else _milliseconds(block_time),
            real_time=block_time == "real",
        )


def _milliseconds(text: str | None) -> int:
    try:
        seconds = float(text or "")
    except ValueError:
        seconds = -1
    if not 0 < seconds <= 10**9:
        fail(f"--block-time {text}: use a number of seconds, or real")
    return round(seconds * 1000)


def _chain_name(chain: str) -> str:
    return Path(chain).stem


def _start(spec: ChainSpec, directory: Path, node_options: NodeOptions, level: str) -> None:
    logs.configure(level)
    chain = open_chain(spec, directory)
    try:
        node = Node(chain, node_options)
        print(banner(node, directory), flush=True)
        _keep_collections_short()
        asyncio.run(_until_stopped(node))
    finally:
        chain.database.close()
    print("Stopped.", file=sys.stderr)


def _keep_collections_short() -> None:
    """Have the garbage collector leave alone what lives as long as the process.

    A full collection stops everything for as long as it walks over all objects, which readers would
    feel; little here is garbage in cycles.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 100)


async def _until_stopped(node: Node) -> None:
    """Run the node until the process is asked to end."""
    task = asyncio.create_task(node.run())
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        log.info("Stopping at block #%d", node.chain.head_number)
