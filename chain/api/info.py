"""What a node says of itself, apart from its chain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Self

from chain.blockchain import Blockchain

NodeKey = tuple[bytes, bytes]
"""A key type such as b"aura", and a public key."""

DISTRIBUTION = "pysubtensor"
NOT_INSTALLED = "0.0.0"


@dataclass(frozen=True, slots=True)
class NodeInfo:
    """Facts that the node's owner or build decides.

    `version` is that of the software. `listen_addresses` are multiaddresses at which other nodes
    reach it; it has none as long as it talks to clients only. `keys` are those it can sign with.
    """

    version: str
    name: str = DISTRIBUTION
    roles: tuple[str, ...] = ("Authority",)
    listen_addresses: tuple[str, ...] = ()
    keys: frozenset[NodeKey] = frozenset()

    @classmethod
    def of(cls, chain: Blockchain, keys: Iterable[NodeKey] = ()) -> Self:
        """What this software is on this chain: its version also names that of the runtime."""
        spec_version = chain.composition.version.spec_version
        return cls(f"{_installed_version()}+spec.{spec_version}", keys=frozenset(keys))


def _installed_version() -> str:
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:  # run from the source alone
        return NOT_INSTALLED
