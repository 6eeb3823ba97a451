"""`pysubtensor dev` and `pysubtensor run`."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import typer

from chain.chains import StoredChain, stored_chain
from chain.cli import logs, options
from chain.cli.banner import banner
from chain.cli.failures import told_to_users
from chain.node import Node, NodeOptions

log = logging.getLogger(__name__)


def dev(
    *,
    tmp: options.Temporary = False,
    base_path: options.BasePath = None,
    chain: options.Chain = "dev",
    rpc_port: options.RpcPort = 9944,
    rpc_external: options.RpcExternal = False,
    sealing: options.SealingText = "interval",
    block_time: options.BlockTimeText = None,
    rules: options.RulesName = None,
    consensus: options.Consensus = None,
    drand_url: options.DrandUrls = None,
    log_level: options.LogLevel = "info",
) -> None:
    """Start a chain for development.

    It has funded accounts, sudo, and a block every 250 ms. Blocks stay in the base path, and the
    next start goes on from there; with --tmp nothing stays.
    """
    if tmp and base_path is not None:
        raise typer.BadParameter("--tmp and --base-path exclude each other", param_hint="--tmp")
    logs.configure(options.log_level_of(log_level))
    node_options = _node_options(rpc_port, rpc_external, sealing, block_time, drand_url)
    with told_to_users():
        stored = stored_chain(chain, rules, base_path, consensus)
        _start(stored, node_options, temporary=tmp)


def run(
    *,
    chain: options.Chain,
    base_path: options.RequiredBasePath,
    rpc_port: options.RpcPort = 9944,
    rpc_external: options.RpcExternal = False,
    sealing: options.SealingText = "interval",
    block_time: options.BlockTimeText = None,
    rules: options.RulesName = None,
    consensus: options.Consensus = None,
    drand_url: options.DrandUrls = None,
    log_level: options.LogLevel = "info",
) -> None:
    """Run the chain of a specification.

    Its blocks are in the base path; the node makes new ones if it holds the authorities' keys,
    which are those of //One, //Two and //Three.
    """
    logs.configure(options.log_level_of(log_level))
    node_options = _node_options(rpc_port, rpc_external, sealing, block_time, drand_url)
    with told_to_users():
        _start(stored_chain(chain, rules, base_path, consensus), node_options)


def _node_options(
    rpc_port: int,
    rpc_external: bool,
    sealing: str,
    block_time: str | None,
    drand_urls: list[str] | None,
) -> NodeOptions:
    return NodeOptions(
        rpc_port=rpc_port,
        rpc_external=rpc_external,
        sealing=options.sealing_of(sealing),
        block_time=options.block_time_of(block_time),
        drand_urls=options.drand_urls_of(drand_urls),
    )


def _start(stored: StoredChain, node_options: NodeOptions, temporary: bool = False) -> None:
    """Run a node until the process is asked to end."""
    # Refuses a wrong time before anything is made.
    node_options.clock(stored.spec.rules.slot_duration)
    if not temporary:
        _keep_running(stored, node_options)
        return
    with TemporaryDirectory(prefix="pysubtensor-", ignore_cleanup_errors=True) as directory:
        _keep_running(replace(stored, directory=Path(directory, "db")), node_options, True)


def _keep_running(stored: StoredChain, node_options: NodeOptions, temporary: bool = False) -> None:
    chain = stored.open()
    try:
        node = Node(chain, node_options)
        _keep_collections_short()
        asyncio.run(_until_stopped(node, stored.directory, temporary))
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


async def _until_stopped(node: Node, directory: Path, temporary: bool) -> None:
    """Run the node until the process is asked to end."""

    def greet(port: int) -> None:
        print(banner(node, port, directory, temporary), flush=True)

    task = asyncio.create_task(node.run(greet))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        log.info("Stopping at block #%d", node.chain.head_number)
