"""What SubtensorModule needs of modules above it: given by the runtime that is put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pallets.subtensor.consensus import ConsensusRules
from runtime.runtime import Runtime


def _nothing(runtime: Runtime, netuid: int) -> None:
    """What happens where there is no such module."""


def _nobody(runtime: Runtime) -> None:
    """Who makes the block, where that is not known."""


def _yuma() -> ConsensusRules:
    """The rules of production. They need numpy, which nothing else does."""
    from pallets.subtensor.consensus.yuma import YumaRules

    return YumaRules()


@dataclass(frozen=True)
class Seams:
    """Functions of other modules, on the runtime of the block that is executed."""

    purge_commitments: Callable[[Runtime, int], None] = _nothing
    """Forget all commitments of a subnet, which is dissolved."""

    block_author: Callable[[Runtime], bytes | None] = _nobody
    """The account of whoever makes the block: the fees of trades are its."""

    consensus: Callable[[], ConsensusRules] = _yuma
    """The rules that divide a subnet's emission; asked for when an epoch has neurons."""
