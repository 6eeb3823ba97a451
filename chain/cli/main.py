"""The commands."""

from __future__ import annotations

import typer

from chain.cli import explain, inspect, pulses, run

app = typer.Typer(
    name="pysubtensor",
    help="A Bittensor chain in Python. `pysubtensor dev` starts one for development.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("dev")(run.dev)
app.command("run")(run.run)
app.command("build-spec")(inspect.build_spec)
app.command("check-block")(inspect.check_block)
app.command("explain-epoch")(explain.explain_epoch)
app.command("submit-pulse")(pulses.submit_pulse)
app.command("purge-chain")(inspect.purge_chain)
app.command("version")(inspect.version)


def main() -> None:
    """The entry point of the `pysubtensor` command."""
    app()
