"""What block authors and light tools read of the consensus pallets."""

from __future__ import annotations

from pallets.aura import Aura
from pallets.timestamp import Timestamp
from runtime.runtime import Runtime


class SubtensorConsensus:
    """Aura's authorities and the chain's time."""

    def authorities(self, runtime: Runtime) -> list[bytes]:
        """The public keys, in the order of their turns."""
        return runtime.pallet(Aura).authorities.get()

    def timestamp(self, runtime: Runtime) -> int:
        """The time of the head in milliseconds, 0 at genesis."""
        return runtime.pallet(Timestamp).now.get()
