"""All that is moved from one coldkey to another. As do_swap_coldkey in swap/swap_coldkey.rs.

What the coldkey chose for its claims of root, and when it last swapped a hotkey, stays behind.
"""

from __future__ import annotations

from pallets.subtensor.claims import ClaimSwap
from pallets.subtensor.errors import ColdKeyAlreadyAssociated, Error, NewColdKeyIsHotkey
from pallets.subtensor.events import ColdkeySwapped, Event
from pallets.subtensor.locks import ColdkeyLockSwap, LockedAlphaFlags
from pallets.subtensor.money import Tao
from pallets.subtensor.ownership import Ownership, StakingIndex
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import Identities, KeyRing, RateLimits, StakeShares, Subnets
from pallets.subtensor.types import ROOT, LastTxBlock
from runtime.pallet import Pallet, Uses


class ColdkeyMoving(Pallet, crate="pallet_subtensor"):
    """Moves all there is from one coldkey to another."""

    event = Event
    error = Error
    subnets = Uses(Subnets)
    identities = Uses(Identities)
    keys = Uses(KeyRing)
    shares = Uses(StakeShares)
    rate_limits = Uses(RateLimits)
    tao = Uses(Tao)
    ownership = Uses(Ownership)
    staking_index = Uses(StakingIndex)
    stake = Uses(Stake)
    claims = Uses(ClaimSwap)
    flags = Uses(LockedAlphaFlags)
    locks = Uses(ColdkeyLockSwap)

    def move(self, old: bytes, new: bytes) -> None:
        """Let the new coldkey have all that the old one has, its TAO included.

        Fails with ColdKeyAlreadyAssociated if the new one has hotkeys that it stakes on, with
        NewColdKeyIsHotkey, and as `Ownership.set_owner`, `ColdkeyLockSwap` and `Tao.transfer_all`.
        """
        if self.keys.staking_hotkeys[new]:
            raise ColdKeyAlreadyAssociated()
        if self.ownership.hotkey_exists(new):
            raise NewColdKeyIsHotkey()
        self._move_identity(old, new)
        # Its flags are replaced by those of the old coldkey together with the locks.
        self.flags.set_accepts(new, True)
        for netuid in self.subnets.netuids():
            self._move_subnet(old, new, netuid)
            self._move_auto_stake(old, new, netuid)
            self._move_stake(old, new, netuid)
        self._move_staking_hotkeys(old, new)
        self._move_owned_hotkeys(old, new)
        self.locks.swap(old, new)
        self.tao.transfer_all(old, new)
        block = self.runtime.system.block_number()
        self.rate_limits.last_rate_limited_block[LastTxBlock(new)] = block
        self.deposit_event(ColdkeySwapped(old, new))

    def _move_identity(self, old: bytes, new: bytes) -> None:
        """Unless the new coldkey has an identity of its own."""
        identities = self.identities.identities_v2
        if new not in identities and old in identities:
            identities[new] = identities.take(old)

    # In a subnet

    def _move_subnet(self, old: bytes, new: bytes, netuid: int) -> None:
        if self.subnets.subnet_owner[netuid] == old:
            self.subnets.subnet_owner[netuid] = new

    def _move_auto_stake(self, old: bytes, new: bytes, netuid: int) -> None:
        """The choice of the hotkey that miners' emission is staked on, and the list for it."""
        chosen = self.shares.auto_stake_destination
        hotkey = chosen.take((old, netuid))
        if hotkey is None:
            return
        chosen[new, netuid] = hotkey
        coldkeys = self.shares.auto_stake_destination_coldkeys
        others = [each for each in coldkeys[hotkey, netuid] if each not in (old, new)]
        coldkeys[hotkey, netuid] = [*others, new]

    def _move_stake(self, old: bytes, new: bytes, netuid: int) -> None:
        """The stake on all hotkeys, and what has been claimed with it; on root also the turn."""
        for hotkey in self.keys.staking_hotkeys[old]:
            alpha = self.stake.of(hotkey, old, netuid)
            self.stake.decrease(hotkey, old, netuid, alpha)
            self.stake.increase(hotkey, new, netuid, alpha)
            if not self.stake.of(hotkey, new, netuid):
                continue
            self.claims.move_claimed(netuid, (hotkey, old), (hotkey, new))
            if netuid == ROOT:
                self.staking_index.add(new)
        if netuid == ROOT:
            self.staking_index.remove(old)

    # Beside subnets

    def _move_staking_hotkeys(self, old: bytes, new: bytes) -> None:
        lists = self.keys.staking_hotkeys
        lists[new] = _united(lists[new], lists.take(old))

    def _move_owned_hotkeys(self, old: bytes, new: bytes) -> None:
        lists = self.keys.owned_hotkeys
        owned, moved = lists[new], lists.take(old)
        for hotkey in moved:
            self.ownership.set_owner(new, hotkey)
        lists[new] = _united(owned, moved)


def _united(first: list[bytes], second: list[bytes]) -> list[bytes]:
    """Both lists, the second after the first, without what is there already."""
    return list(dict.fromkeys([*first, *second]))
