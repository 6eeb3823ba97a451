"""What time a block's timestamp says, which need not be what a clock says."""

from __future__ import annotations

import time
from dataclasses import dataclass


class BlockTimeTooShort(ValueError):
    """Blocks would follow each other faster than the slots of the rules."""


@dataclass(frozen=True)
class BlockClock:
    """Timestamps in milliseconds, in slots that are never the same.

    With a `step`, each block is that much later than its parent; without, it has the clock's time,
    but is at least a slot later than its parent. `start` is the time of the first block, else now.
    """

    slot_duration: int
    step: int | None
    start: int | None = None

    def __post_init__(self) -> None:
        if self.step is not None and self.step < self.slot_duration:
            raise BlockTimeTooShort(
                f"a block time of {self.step} ms is shorter than a slot, which has "
                f"{self.slot_duration} ms under these rules"
            )

    def next(self, parent: int) -> int:
        """The timestamp of a block whose parent has timestamp `parent` (0 for genesis)."""
        if self.step is not None and parent:
            return parent + self.step
        now = self.start if self.start is not None else time.time_ns() // 1_000_000
        aligned = now // self.slot_duration * self.slot_duration if self.step else now
        return max(aligned, parent + self.slot_duration)
