"""What the Commitments pallet needs of the modules around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from runtime.runtime import Runtime


def _nobody(runtime: Runtime, netuid: int, who: bytes) -> bool:
    return False


def _nothing(runtime: Runtime, netuid: int, who: bytes) -> None:
    pass


def _always_first(runtime: Runtime, netuid: int, block: int) -> int:
    return 0


@dataclass(frozen=True)
class CommitmentsConfig:
    """Functions on the runtime of the block that is executed, and deposits in rao."""

    can_commit: Callable[[Runtime, int, bytes], bool] = _nobody
    """Whether an account may commit on a subnet: on the chain, if it is a hotkey there."""

    on_reset_bonds: Callable[[Runtime, int, bytes], None] = _nothing
    """What happens when a commitment on a subnet has a ResetBondsFlag."""

    epoch_index: Callable[[Runtime, int, int], int] = _always_first
    """The number of a subnet's epoch in a block: space is counted by epochs."""

    initial_deposit: int = 0
    field_deposit: int = 0
