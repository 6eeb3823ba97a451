"""The stake on the hotkey, and what it brings. It stays where it is if that is asked for."""

from __future__ import annotations

from typing import Any, TypeVar

from pallets.subtensor.claims import ClaimSwap
from pallets.subtensor.keys.hotkey_swap.step import SubnetStep, moved
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import Delegation, Emissions, KeyRing, RootClaims, StakeShares
from pallets.subtensor.voting_power import VotingPowerTracking
from runtime.fixed.integers import saturating_add
from runtime.pallet import Uses
from runtime.storage import BoundMap
from runtime.weights import Weight, weigh

K = TypeVar("K")

_SUM = weigh(0, reads=2, writes=2)


class MoveLastEpoch(SubnetStep):
    """The stake at the last epoch, and its dividends: a sum for the new hotkey, even of nothing."""

    shares = Uses(StakeShares)
    emissions = Uses(Emissions)

    def move(self, old: bytes, new: bytes, netuid: int) -> Weight:
        stakes = self.shares.total_hotkey_alpha_last_epoch
        dividends = self.emissions.alpha_dividends_per_subnet
        _add_up(stakes, (old, netuid), (new, netuid))
        _add_up(dividends, (netuid, old), (netuid, new))
        return _SUM + _SUM


class MoveVotingPower(SubnetStep):
    """The voting power."""

    tracking = Uses(VotingPowerTracking)

    def move(self, old: bytes, new: bytes, netuid: int) -> Weight:
        self.tracking.move(netuid, old, new)
        return _SUM


class MoveStake(SubnetStep):
    """The stake of all coldkeys."""

    shares = Uses(StakeShares)
    keys = Uses(KeyRing)
    stake = Uses(Stake)
    ownership = Uses(Ownership)

    def move(self, old: bytes, new: bytes, netuid: int) -> Weight:
        # In each subnet the reference goes through the stake in all of them.
        entries = _count(self.shares.alpha, old) + _count(self.shares.alpha_v2, old)
        weight = weigh(0, reads=entries, writes=entries)
        for coldkey, place, _ in list(self.stake.positions_on(old)):
            if place == netuid:
                weight += self._move(coldkey, old, new, netuid)
        return weight

    def _move(self, coldkey: bytes, old: bytes, new: bytes, netuid: int) -> Weight:
        alpha = self.stake.of(old, coldkey, netuid)
        self.stake.decrease(old, coldkey, netuid, alpha)
        self.stake.increase(new, coldkey, netuid, alpha)
        staking = self.keys.staking_hotkeys[coldkey]
        if old in staking and new not in staking:
            self.ownership.add_staking_hotkey(coldkey, new)
            return weigh(0, reads=3, writes=3)
        return weigh(0, reads=3, writes=2)


class MoveRootClaims(SubnetStep):
    """What root's stakers may claim through the hotkey, and have claimed. For root alone.

    In the other subnets there is only what was claimed of them: it goes along with root.
    """

    claims = Uses(RootClaims)
    swaps = Uses(ClaimSwap)

    def move(self, old: bytes, new: bytes, netuid: int) -> Weight:
        self.swaps.move_claimable(old, new)
        weight = _SUM + weigh(0, reads=1)
        for claimed_of in self.claims.root_claimable[new]:
            coldkeys = [coldkey for _, _, coldkey in self.claims.root_claimed.keys(claimed_of, old)]
            for coldkey in coldkeys:
                self.swaps.move_claimed(claimed_of, (old, coldkey), (new, coldkey))
                weight += weigh(0, reads=1) + _SUM
        return weight


class MoveAutoParentDelegation(SubnetStep):
    """Whether a root validator is a parent of new subnets' owners, if that was chosen."""

    delegation = Uses(Delegation)

    def move(self, old: bytes, new: bytes, netuid: int) -> Weight:
        return moved(self.delegation.auto_parent_delegation_enabled, old, new)


def _count(entries: BoundMap[tuple[bytes, bytes, int], Any], hotkey: bytes) -> int:
    return sum(1 for _ in entries.keys(hotkey))


def _add_up(amounts: BoundMap[K, int], source: K, dest: K) -> None:
    """Add what is at one place to what is at another."""
    amounts[dest] = saturating_add(amounts.take(source), amounts[dest])
