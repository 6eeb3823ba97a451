"""What users are told when a command cannot do its work: one line, and exit status 1."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from chain.authoring.clock import BlockTimeTooShort
from chain.authoring.sealing import InvalidSealing
from chain.chains import RulesMismatch
from chain.database import DatabaseError
from chain.rpc.sockets import PortUnavailable
from genesis.presets import InvalidWallet, UnknownPreset
from genesis.rules import UnknownRules
from genesis.spec import InvalidChainSpec

EXPECTED = (
    BlockTimeTooShort,
    DatabaseError,
    InvalidChainSpec,
    InvalidSealing,
    InvalidWallet,
    PortUnavailable,
    RulesMismatch,
    UnknownPreset,
    UnknownRules,
)


def fail(message: object) -> NoReturn:
    print(f"pysubtensor: {message}", file=sys.stderr)
    raise SystemExit(1)


@contextmanager
def told_to_users() -> Iterator[None]:
    """Errors that users can do something about become a line on standard error."""
    try:
        yield
    except* EXPECTED as group:
        fail(group.exceptions[0])
