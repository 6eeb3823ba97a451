"""What users are told when a command cannot do its work: one line, and exit status 1."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from chain.authoring.clock import BlockTimeTooShort
from chain.chains import RulesMismatch
from chain.database import DatabaseError, WrongChain
from chain.rpc.sockets import PortUnavailable
from genesis.consensus import InvalidConsensus
from genesis.presets import InvalidWallet, UnknownPreset
from genesis.rules import UnknownRules
from genesis.spec import InvalidChainSpec

EXPECTED = (
    BlockTimeTooShort,
    DatabaseError,
    InvalidChainSpec,
    InvalidConsensus,
    InvalidWallet,
    PortUnavailable,
    RulesMismatch,
    UnknownPreset,
    UnknownRules,
)


def fail(message: str) -> NoReturn:
    print(f"pysubtensor: {message}", file=sys.stderr)
    raise SystemExit(1)


@contextmanager
def told_to_users() -> Iterator[None]:
    """Errors that users can do something about become a line on standard error."""
    try:
        yield
    except EXPECTED as error:
        fail(_with_advice(error))


def _with_advice(error: Exception) -> str:
    """What went wrong, and what can be done about it if that is not plain."""
    match error:
        case PortUnavailable():
            return f"{error.strerror}: choose another port with --rpc-port, 0 takes a free one"
        case WrongChain():
            return f"{error}: use another --base-path, or remove the chain with purge-chain"
        case BlockTimeTooShort():
            return f"{error} (how often blocks are made is --sealing interval=MS)"
    return str(error)
