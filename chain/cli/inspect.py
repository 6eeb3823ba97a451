"""The commands that do not run a node: specifications, checks, removal, version."""

from __future__ import annotations

import shutil
import sys
import time
from importlib import metadata
from typing import Annotated

import typer

from chain.chains import (
    composition_for,
    database_directory,
    default_base_path,
    find_spec,
    open_chain,
)
from chain.cli import options
from chain.cli.failures import fail, told_to_users
from genesis.build import genesis_state
from genesis.rules import rules_named
from runtime.executive import BlockInvalid

PROGRESS_SECONDS = 1.0


def build_spec(
    chain: options.Chain = "dev",
    raw: Annotated[
        bool, typer.Option("--raw", help="List the keys and values of block 0.")
    ] = False,
    rules: options.RulesOption = None,
) -> None:
    """Write a chain specification to standard output."""
    from dataclasses import replace

    with told_to_users():
        spec = find_spec(chain, None if rules is None else rules_named(rules))
        if raw and spec.raw is None:
            state = genesis_state(composition_for(spec.rules), spec)
            spec = replace(spec, patch=None, raw=state)
        sys.stdout.write(spec.to_json())


def check_block(
    first: Annotated[int, typer.Argument(metavar="FROM", help="The first block.", min=1)] = 1,
    last: Annotated[
        int | None, typer.Argument(metavar="TO", help="The last; default: head.")
    ] = None,
    chain: options.Chain = "dev",
    base_path: options.BasePath = None,
    rules: options.RulesOption = None,
) -> None:
    """Execute stored blocks again and compare their hashes."""
    from chain.replay import BlockDiffers, replay

    with told_to_users():
        spec = find_spec(chain, None if rules is None else rules_named(rules))
        base = base_path or default_base_path()
        name = chain.rpartition("/")[2].removesuffix(".json")
        blockchain = open_chain(spec, database_directory(base, spec, name), create=False)
    head = blockchain.head_number
    end = head if last is None else last
    if end > head:
        fail(f"the head is block {head}: there is no block {end}")
    shown, done, extrinsics = time.monotonic(), 0, 0
    try:
        for block in replay(blockchain, first, end):
            done, extrinsics = done + 1, extrinsics + block.extrinsics
            if time.monotonic() - shown > PROGRESS_SECONDS:
                shown = time.monotonic()
                print(f"\r#{block.number} of #{end}", end="", file=sys.stderr, flush=True)
    except (BlockDiffers, BlockInvalid) as error:
        fail(error)
    finally:
        blockchain.database.close()
    print(f"{done} blocks with {extrinsics} extrinsics came out the same.")


def purge_chain(
    chain: options.Chain = "dev",
    base_path: options.BasePath = None,
    rules: options.RulesOption = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Remove a chain's blocks."""
    from chain.database import ChainDatabase

    with told_to_users():
        spec = find_spec(chain, None if rules is None else rules_named(rules))
        name = chain.rpartition("/")[2].removesuffix(".json")
        directory = database_directory(base_path or default_base_path(), spec, name)
        if not directory.exists():
            print(f"There is no chain in {directory}.")
            return
        if not (yes or typer.confirm(f"Remove all blocks in {directory}?")):
            raise typer.Exit(1)
        ChainDatabase.open(directory, create=False).close()  # only ours, and not one in use
        shutil.rmtree(directory)
    print(f"Removed {directory}.")


def version() -> None:
    """Print the versions of this program and of the runtime that it has."""
    with told_to_users():
        runtime = composition_for(rules_named("fast")).version
    print(f"pysubtensor {metadata.version('pysubtensor')}")
    print(f"{runtime.spec_name} {runtime.spec_version}")
