"""The commands that do not run a node: specifications, checks, removal, version."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from chain.chains import composition_for, find_spec, stored_chain
from chain.cli import options
from chain.cli.failures import fail, told_to_users
from genesis.build import genesis_state
from genesis.rules import rules_named
from genesis.version import VERSION

if TYPE_CHECKING:
    from chain.blockchain import Blockchain
    from chain.replay import Replayed

PROGRESS_SECONDS = 1.0


def build_spec(
    chain: options.Chain = "dev",
    raw: Annotated[
        bool, typer.Option("--raw", help="List the keys and values of block 0.")
    ] = False,
    rules: options.RulesName = None,
) -> None:
    """Write a chain specification to standard output."""
    with told_to_users():
        spec = find_spec(chain, None if rules is None else rules_named(rules))
        if raw and spec.raw is None:
            state = genesis_state(composition_for(spec.rules), spec)
            spec = replace(spec, patch=None, raw=state)
    sys.stdout.write(spec.to_json())


def check_block(  # noqa: PLR0917
    first: Annotated[int, typer.Argument(metavar="FROM", help="The first block.", min=1)] = 1,
    last: Annotated[
        int | None, typer.Argument(metavar="TO", help="The last; default: head.", min=1)
    ] = None,
    chain: options.Chain = "dev",
    base_path: options.BasePath = None,
    rules: options.RulesName = None,
    consensus: options.Consensus = None,
) -> None:
    """Execute stored blocks again.

    Their hashes, states and seals are compared with what is in the database; the first difference
    ends the check with exit status 1.
    """
    from chain.replay import BlockDiffers

    with told_to_users():
        blockchain = stored_chain(chain, rules, base_path, consensus).open(create=False)
        try:
            print(_checked(blockchain, first, last))
        except BlockDiffers as error:
            fail(str(error))
        finally:
            blockchain.database.close()


def _checked(chain: Blockchain, first: int, last: int | None) -> str:
    """What has come out the same. Raises BlockDiffers."""
    from chain.replay import replay

    head = chain.head_number
    end = head if last is None else last
    if max(first, end) > head:
        fail(f"the head is block {head}: there is no block {max(first, end)}")
    blocks = extrinsics = 0
    for block in _with_progress(replay(chain, first, end), end):
        blocks, extrinsics = blocks + 1, extrinsics + block.extrinsics
    return f"{blocks} blocks with {extrinsics} extrinsics came out the same."


def _with_progress(blocks: Iterable[Replayed], end: int) -> Iterator[Replayed]:
    """Show on a terminal how far it is."""
    shown = time.monotonic()
    for block in blocks:
        if sys.stderr.isatty() and time.monotonic() - shown > PROGRESS_SECONDS:
            shown = time.monotonic()
            print(f"\r#{block.number} of #{end} ", end="", file=sys.stderr, flush=True)
        yield block


def purge_chain(
    chain: options.Chain = "dev",
    base_path: options.BasePath = None,
    rules: options.RulesName = None,
    consensus: options.Consensus = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Remove a chain's blocks."""
    from chain.database.leveldb import LevelDBBackend

    with told_to_users():
        directory = stored_chain(chain, rules, base_path, consensus).directory
        if not directory.exists():
            print(f"There is no chain in {directory}.")
            return
        if not (yes or typer.confirm(f"Remove all blocks in {directory}?")):
            raise typer.Exit(1)
        LevelDBBackend(directory, create=False).close()  # raises if it is in use or not ours
        shutil.rmtree(directory)
    print(f"Removed {directory}.")


def version() -> None:
    """Print the versions of program and runtime."""
    from importlib import metadata

    try:
        print(f"pysubtensor {metadata.version('pysubtensor')}")
    except metadata.PackageNotFoundError:
        print("pysubtensor, not installed: run from its source")
    print(f"{VERSION.spec_name} {VERSION.spec_version}")
