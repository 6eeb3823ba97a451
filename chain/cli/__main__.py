"""`python -m chain.cli` is `pysubtensor`."""

from chain.cli.main import main

main()
