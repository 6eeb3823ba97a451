"""`pysubtensor explain-epoch`: the stages of an epoch, and what became of a neuron in it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from chain.chains import stored_chain
from chain.cli import options
from chain.cli.asking import ask
from chain.cli.failures import fail, told_to_users
from chain.database import DatabaseInUse

ROWS = 20
WIDTH, NARROWEST = 100, 60
NODE = "http://127.0.0.1:9944"
TOO_BIG = -32_008  # JSON-RPC's code

Which = tuple[int, int, int | Literal["next"] | None, int | None]
"""Subnet, mechanism, block, and neuron."""


def explain_epoch(
    *,
    netuid: Annotated[
        int, typer.Option("--netuid", metavar="N", min=0, max=65535, help="The subnet.")
    ],
    mechanism: Annotated[
        int, typer.Option("--mech", metavar="M", min=0, max=255, help="Its mechanism.")
    ] = 0,
    block: Annotated[
        str | None,
        typer.Option(
            "--block",
            metavar="B|next",
            help="The block of the epoch (default: the last one), or next: as it would be now.",
        ),
    ] = None,
    uid: Annotated[
        int | None,
        typer.Option("--uid", metavar="U", min=0, max=65535, help="Tell of one neuron only."),
    ] = None,
    every_row: Annotated[
        bool, typer.Option("--all", help=f"Show all rows of each table, not {ROWS}.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Write JSON, with exact figures.")] = False,
    url: Annotated[
        str | None,
        typer.Option("--url", metavar="URL", help="Ask a running node, by its JSON-RPC."),
    ] = None,
    chain: options.Chain = "dev",
    base_path: options.BasePath = None,
    rules: options.RulesName = None,
    consensus: options.Consensus = None,
) -> None:
    """Explain an epoch of a subnet.

    The block of the epoch begins once more, on the state before it; the stages of the consensus
    are shown as tables, and for one neuron also in words.
    """
    from chain.explain import EpochNotExplained

    which = (netuid, mechanism, _block_of(block), uid)
    try:
        if url is not None:
            if (base_path, rules, consensus) != (None, None, None):
                raise typer.BadParameter(
                    "a node has its own chain: leave out --base-path, --rules and --consensus",
                    param_hint="--url",
                )
            found = _asked(url, which)
        else:
            with told_to_users():
                found = _stored(chain, base_path, rules, consensus, which)
    except EpochNotExplained as error:
        fail(str(error))
    if json:
        import orjson

        print(orjson.dumps(found).decode())
    else:
        print(_told(found, url, None if every_row else ROWS))


def _block_of(text: str | None) -> int | Literal["next"] | None:
    """What --block says. Raises typer.BadParameter."""
    if text is None or text == "next":
        return text  # type: ignore[return-value]
    if text.isdecimal() and len(text) <= 10:
        return int(text)
    raise typer.BadParameter(f"{text!r}: use a number, or next", param_hint="--block")


def _stored(
    chain: str, base_path: Path | None, rules: str | None, consensus: str | None, which: Which
) -> dict[str, Any]:
    """From the chain's database, as `as_plain` has it. Raises EpochNotExplained."""
    from chain.explain import as_plain, explain_block

    try:
        blockchain = stored_chain(chain, rules, base_path, consensus).open(create=False)
    except DatabaseInUse as error:
        fail(f"{error}: ask the node that runs there with --url, such as {NODE}")
    netuid, mechanism, block, uid = which
    try:
        return as_plain(explain_block(blockchain, netuid, mechanism, block), uid)
    finally:
        blockchain.database.close()


def _asked(url: str, which: Which) -> Any:
    """From a running node; of the same form."""
    answer = ask(url, "dev_explainEpoch", *which)
    if "error" in answer:
        error = answer["error"]
        if error.get("code") == TOO_BIG:
            fail(f"{url}: the answer is too big for JSON-RPC: ask for one neuron, with --uid")
        fail(str(error.get("data") or error.get("message")))
    return answer["result"]


def _told(found: Any, url: str | None, most: int | None) -> str:
    """As text, as wide as the terminal."""
    from chain.explain import EpochExplanation, as_text

    try:
        explanation, account = EpochExplanation.from_plain(found), found.get("account")
    except (AttributeError, KeyError, TypeError) as error:
        fail(f"{url} has another version: {error!r}")
    width = shutil.get_terminal_size((WIDTH, 0)).columns
    return as_text(explanation, most, max(width, NARROWEST), account)
