"""What AdminUtils needs of modules that a runtime may have or lack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from runtime.runtime import Runtime


@dataclass(frozen=True)
class AdminUtilsConfig:
    """Functions of other modules, on the runtime of the block that is executed."""

    set_evm_chain_id: Callable[[Runtime, int], None] | None = None
    """Give the EVM another chain id; None if there is no EVM."""
