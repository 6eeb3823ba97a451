"""The options that several commands share, with their texts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from chain.authoring.sealing import InvalidSealing, Sealing, parse_sealing
from chain.cli.logs import LEVELS

MAX_BLOCK_TIME = 10**9  # seconds

Chain = Annotated[
    str, typer.Option("--chain", metavar="SPEC", help="A built-in chain (dev, localnet) or a file.")
]
BasePath = Annotated[
    Path | None,
    typer.Option("--base-path", metavar="DIR", help="Where blocks are kept.", file_okay=False),
]
RequiredBasePath = Annotated[
    Path,
    typer.Option("--base-path", metavar="DIR", help="Where blocks are kept.", file_okay=False),
]
Temporary = Annotated[
    bool, typer.Option("--tmp", help="Keep blocks in a directory that goes when the node ends.")
]
RpcPort = Annotated[
    int,
    typer.Option(
        "--rpc-port",
        metavar="N",
        min=0,
        max=65535,
        help="Port of JSON-RPC, HTTP and WebSocket; 0 takes a free one.",
    ),
]
RpcExternal = Annotated[
    bool,
    typer.Option("--rpc-external", help="Listen on all interfaces, without the unsafe methods."),
]
SealingText = Annotated[
    str,
    typer.Option(
        "--sealing",
        metavar="interval[=MS]|instant|manual",
        help="When blocks are made: every so many milliseconds, for each extrinsic, or on request.",
    ),
]
BlockTimeText = Annotated[
    str | None,
    typer.Option(
        "--block-time",
        metavar="SECONDS|real",
        help="What a block's timestamp advances by (default: a slot), or the clock's time.",
    ),
]
RulesName = Annotated[
    str | None,
    typer.Option(
        "--rules", metavar="fast|mainnet", help="Rule parameters (default: fast, or the chain's)."
    ),
]
Consensus = Annotated[
    str | None,
    typer.Option(
        "--consensus",
        metavar="MODULE:CLASS",
        help="Rules of consensus in place of production's, from the working directory.",
    ),
]
DrandUrls = Annotated[
    list[str] | None,
    typer.Option(
        "--drand-url",
        metavar="URL",
        help="Bring pulses of drand's quicknet from this relay to the chain; may be repeated.",
    ),
]
LogLevel = Annotated[
    str, typer.Option("--log", metavar="LEVEL", help=f"One of {', '.join(LEVELS)}.")
]


def sealing_of(text: str) -> Sealing:
    """What --sealing says. Raises typer.BadParameter."""
    try:
        return parse_sealing(text)
    except InvalidSealing as error:
        raise typer.BadParameter(str(error), param_hint="--sealing") from error


def block_time_of(text: str | None) -> int | Literal["real"] | None:
    """What --block-time says, in milliseconds. Raises typer.BadParameter."""
    if text is None:
        return None
    if text == "real":
        return "real"
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0.001 <= seconds <= MAX_BLOCK_TIME:
        raise typer.BadParameter(
            f"{text!r}: use a number of seconds, such as 12 or 0.25, or real",
            param_hint="--block-time",
        )
    return round(seconds * 1000)


def drand_urls_of(urls: list[str] | None) -> list[str]:
    """What --drand-url says. Raises typer.BadParameter."""
    for url in urls or []:
        if not url.startswith(("http://", "https://")):
            raise typer.BadParameter(
                f"{url!r}: use a URL such as https://api.drand.sh", param_hint="--drand-url"
            )
    return urls or []


def log_level_of(text: str) -> str:
    """What --log says. Raises typer.BadParameter."""
    if text not in LEVELS:
        raise typer.BadParameter(f"{text!r}: use {', '.join(LEVELS)}", param_hint="--log")
    return text
