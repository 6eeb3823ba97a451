"""`pysubtensor submit-pulse`: pulses of the beacon from files, for machines without a network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chain.chains import composition_for, find_spec
from chain.cli import options
from chain.cli.asking import ask
from chain.cli.failures import fail, told_to_users
from genesis.keys import Keypair

if TYPE_CHECKING:
    from pallets.drand import Pulse


def submit_pulse(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", exists=True, dir_okay=False, help="JSON of pulses."),
    ],
    url: Annotated[
        str, typer.Option("--url", metavar="URL", help="The JSON-RPC of a running node.")
    ] = "http://127.0.0.1:9944",
    chain: options.Chain = "dev",
) -> None:
    """Give recorded pulses of drand's quicknet to a running node.

    A file has a pulse as the beacon's HTTP API gives it, {"round": ..., "randomness": ...,
    "signature": ...}, or an array of pulses. They go in the order of their rounds.
    """
    from chain.authoring.pulses import pulse_extrinsic

    pulses = sorted(
        (pulse for file in files for pulse in _pulses_in(file)), key=lambda pulse: pulse.round
    )
    with told_to_users():
        composition = composition_for(find_spec(chain).rules)
    key = Keypair.from_uri("//Alice")
    for pulse in pulses:
        extrinsic = pulse_extrinsic(composition, pulse, key)
        answer = ask(url, "author_submitExtrinsic", "0x" + extrinsic.hex())
        if "error" in answer:
            error = answer["error"]
            fail(f"round {pulse.round}: {error.get('data') or error.get('message')}")
        print(f"Round {pulse.round}: {answer['result']}")


def _pulses_in(file: Path) -> list[Pulse]:
    from chain.authoring.pulses import NotAPulse, parse_pulses

    try:
        return parse_pulses(file.read_bytes())
    except (OSError, NotAPulse) as error:
        fail(f"{file}: {error}")
