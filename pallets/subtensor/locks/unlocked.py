"""How much of a coldkey's stake is free to go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pallets.subtensor.errors import Error, StakeUnavailable
from pallets.subtensor.locks.locking import Locks
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import Subnets
from runtime.fixed.integers import saturating_sub
from runtime.pallet import Pallet, Uses


class FreeStake(NamedTuple):
    """A coldkey's stake in a subnet, in rao of alpha."""

    total: int
    locked: int
    available: int


class UnlockedStake(Pallet, crate="pallet_subtensor"):
    """What coldkeys may unstake, on all hotkeys together."""

    error = Error
    subnets = Uses(Subnets)
    stake = Uses(Stake)
    locks = Uses(Locks)

    def of(self, coldkey: bytes, netuid: int) -> FreeStake:
        """What a coldkey has in a subnet, what of that is locked, and what is not."""
        total = self.stake.of_coldkey(coldkey, netuid)
        locked = self.locks.locked(coldkey, netuid)
        return FreeStake(total, locked, saturating_sub(total, locked))

    def ensure_available(self, coldkey: bytes, netuid: int, alpha: int) -> None:
        """Fails with StakeUnavailable if less than this is staked and not locked."""
        if self.of(coldkey, netuid).available < alpha:
            raise StakeUnavailable()

    def for_coldkeys(
        self, coldkeys: Iterable[bytes], netuids: Iterable[int] | None = None
    ) -> dict[bytes, dict[int, FreeStake]]:
        """By coldkey and subnet, where there is stake or a lock; in all subnets if not said.

        A request for no subnet, or for more than there are, gives no subnets at all.
        """
        asked = self.subnets.netuids() if netuids is None else self._existing(netuids)
        return {
            coldkey: {
                netuid: free
                for netuid in sorted(asked)
                if (free := self.of(coldkey, netuid)).total or free.locked
            }
            for coldkey in sorted(coldkeys)
        }

    def _existing(self, netuids: Iterable[int]) -> list[int]:
        asked = sorted(dict.fromkeys(netuids))
        if len(asked) > len(self.subnets.netuids()):
            return []
        return [netuid for netuid in asked if self.subnets.exists(netuid)]
