"""All that is moved from one hotkey to another, in its order: in a subnet, or in all of them.

As perform_hotkey_swap_on_one_subnet and ..._on_all_subnets in swap/swap_hotkey.rs.
"""

from __future__ import annotations

from pallets.subtensor.keys.hotkey_swap.account import HotkeyAccounts
from pallets.subtensor.keys.hotkey_swap.family import (
    MoveChildkeyTake,
    MoveFamily,
    RenamePendingChild,
)
from pallets.subtensor.keys.hotkey_swap.neuron import (
    MoveEndpoints,
    MoveLoadedEmission,
    MoveMembership,
    MoveUid,
    MoveWeightCommits,
)
from pallets.subtensor.keys.hotkey_swap.stake import (
    MoveAutoParentDelegation,
    MoveLastEpoch,
    MoveRootClaims,
    MoveStake,
    MoveVotingPower,
)
from pallets.subtensor.keys.hotkey_swap.step import SubnetStep
from pallets.subtensor.keys.hotkey_swap.subnet import MoveAutoStake, MoveOwnersHotkey
from pallets.subtensor.locks import HotkeyLockSwap
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import Subnets
from pallets.subtensor.types import ROOT
from runtime.pallet import Pallet, Uses
from runtime.weights import Weight, weigh

Steps = tuple[type[SubnetStep], ...]

NEURON_STEPS: Steps = (
    MoveMembership,
    MoveUid,
    MoveEndpoints,
    MoveWeightCommits,
    MoveLoadedEmission,
    MoveChildkeyTake,
    MoveFamily,
    RenamePendingChild,
    MoveAutoStake,
    MoveOwnersHotkey,
)
"""What is moved in any case."""

STAKE_STEPS: Steps = (MoveLastEpoch, MoveVotingPower, MoveStake)
"""What stays with the stake, if that is to stay."""

ROOT_STEPS: Steps = (MoveRootClaims, MoveAutoParentDelegation)
"""What goes along with the stake on root."""

ALL_STEPS: Steps = (*NEURON_STEPS, *STAKE_STEPS, *ROOT_STEPS)


def steps_in(netuid: int, keep_stake: bool) -> Steps:
    """What is to be done in a subnet, in order."""
    if keep_stake:
        return NEURON_STEPS
    return ALL_STEPS if netuid == ROOT else (*NEURON_STEPS, *STAKE_STEPS)


class HotkeyMoving(Pallet, crate="pallet_subtensor"):
    """Moves all there is from one hotkey to another. The results are weights.

    Fails as the steps and `HotkeyAccounts` do.
    """

    subnets = Uses(Subnets)
    stake = Uses(Stake)
    accounts = Uses(HotkeyAccounts)
    locks = Uses(HotkeyLockSwap)

    def move_in(self, coldkey: bytes, old: bytes, new: bytes, netuid: int, keep: bool) -> Weight:
        """Move what is in a subnet; the coldkey owns both hotkeys then. `keep` the stake, or not.

        It is not asked whether there is such a subnet.
        """
        weight = self.accounts.add_owned(coldkey, new)
        weight += self.locks.swap(old, new, [netuid])
        return weight + self._step_through(old, new, netuid, keep)

    def move_all(self, coldkey: bytes, old: bytes, new: bytes, keep: bool) -> Weight:
        """Move what is in all subnets, and all else; nobody owns the old hotkey then."""
        positions = list(self.stake.positions_on(old))
        weight = weigh(0, reads=len(positions))
        weight += self.locks.swap(old, new)
        weight += self.accounts.replace_owned(coldkey, old, new)
        for netuid in self.subnets.netuids():
            weight += self._step_through(old, new, netuid, keep)
        weight += self.accounts.forget_limits(old)
        weight += self.accounts.move_delegate_take(old, new)
        if not keep:
            weight += self.accounts.replace_staked(positions, old, new)
        return weight

    def _step_through(self, old: bytes, new: bytes, netuid: int, keep: bool) -> Weight:
        weight = weigh(0)
        for step in steps_in(netuid, keep):
            weight += self.runtime.pallet(step).move(old, new, netuid)
        return weight
