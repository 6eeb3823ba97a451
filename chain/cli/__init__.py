"""The command line, `pysubtensor`."""

from chain.cli.main import main

__all__ = ["main"]
