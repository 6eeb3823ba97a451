"""The coldkeys with stake on root, numbered without gaps: some of them claim in each block."""

from __future__ import annotations

from pallets.subtensor.state import StakeShares
from runtime.fixed.integers import saturating_add, saturating_sub
from runtime.pallet import Pallet, Uses


class StakingIndex(Pallet, crate="pallet_subtensor"):
    """The numbers of coldkeys with stake on root."""

    shares = Uses(StakeShares)

    def add(self, coldkey: bytes) -> None:
        """Give the coldkey the next number, if it has none."""
        shares = self.shares
        if coldkey in shares.staking_coldkeys:
            return
        count = shares.num_staking_coldkeys.get()
        shares.staking_coldkeys_by_index[count] = coldkey
        shares.staking_coldkeys[coldkey] = count
        shares.num_staking_coldkeys.set(saturating_add(count, 1))

    def remove(self, coldkey: bytes) -> None:
        """Take the coldkey's number, if it has one, and give it to the coldkey with the last."""
        shares = self.shares
        index = shares.staking_coldkeys.take(coldkey)
        if index is None:
            return
        last = saturating_sub(shares.num_staking_coldkeys.get(), 1)
        moved = shares.staking_coldkeys_by_index.take(last) if index != last else None
        if moved is not None:
            shares.staking_coldkeys_by_index[index] = moved
            shares.staking_coldkeys[moved] = index
        else:
            del shares.staking_coldkeys_by_index[index]
        shares.num_staking_coldkeys.set(last)
