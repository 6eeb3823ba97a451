"""The parameters of the System pallet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from pallets.system.limits import (
    ROCKS_DB_WEIGHT,
    BlockLength,
    BlockWeights,
    RuntimeDbWeight,
    block_length,
    block_weights,
)
from runtime.accounts import SUBSTRATE_PREFIX
from runtime.version import RuntimeVersion

VersionOf = Callable[[bytes], RuntimeVersion | None]


def no_runtime(code: bytes) -> RuntimeVersion | None:
    """What is said of any code by a chain whose rules are Python: it is no runtime."""
    return None


@dataclass(frozen=True)
class SystemConfig:
    """Limits and numbers of a chain; those of the reference unless others are given.

    `version_of` reads the version out of a runtime's code, or says that it is no runtime.
    """

    block_weights: BlockWeights = field(default_factory=block_weights)
    block_length: BlockLength = field(default_factory=block_length)
    block_hash_count: int = 2400  # blocks whose hashes are kept
    db_weight: RuntimeDbWeight = ROCKS_DB_WEIGHT
    ss58_prefix: int = SUBSTRATE_PREFIX
    version_of: VersionOf = no_runtime
