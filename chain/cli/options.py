"""The options that several commands share, with their texts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Chain = Annotated[
    str, typer.Option("--chain", metavar="SPEC", help="A built-in chain (dev, localnet) or a file.")
]
BasePath = Annotated[
    Path | None,
    typer.Option("--base-path", metavar="DIR", help="Where blocks are kept.", file_okay=False),
]
Temporary = Annotated[
    bool, typer.Option("--tmp", help="Keep blocks in a directory that goes when the node ends.")
]
RpcPort = Annotated[
    int, typer.Option("--rpc-port", min=0, max=65535, help="Port of JSON-RPC, HTTP and WebSocket.")
]
RpcExternal = Annotated[
    bool,
    typer.Option("--rpc-external", help="Listen on all interfaces, without the unsafe methods."),
]
SealingOption = Annotated[
    str,
    typer.Option(
        "--sealing",
        metavar="interval[=MS]|instant|manual",
        help="When blocks are made: every so many milliseconds, for each extrinsic, or on request.",
    ),
]
BlockTime = Annotated[
    str | None,
    typer.Option(
        "--block-time",
        metavar="SECONDS|real",
        help="What a block's timestamp advances by (default: a slot), or the clock's time.",
    ),
]
RulesOption = Annotated[
    str | None,
    typer.Option(
        "--rules", metavar="fast|mainnet", help="Rule parameters (default: fast, or the chain's)."
    ),
]
LogLevel = Annotated[
    str, typer.Option("--log", metavar="LEVEL", help="error, warning, info or debug.")
]
