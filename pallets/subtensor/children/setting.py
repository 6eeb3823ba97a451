"""Hotkeys choose their children. As staking/set_children.rs of the reference.

    set_children -> PendingChildKeys -> the cooldown -> the next epoch -> ChildKeys, ParentKeys

As long as the subnet has not been started, the choice is true at once.
"""

from __future__ import annotations

from pallets.subtensor.children.graph import ChildGraph
from pallets.subtensor.children.relations import LinkList, ensure_no_duplicates
from pallets.subtensor.errors import (
    Error,
    NonAssociatedColdKey,
    NotEnoughStakeToSetChildkeys,
    RegistrationNotPermittedOnRootSubnet,
    SubnetNotExists,
    TxRateLimitExceeded,
)
from pallets.subtensor.events import Event, SetChildren, SetChildrenScheduled
from pallets.subtensor.limits import RateLimiting, TransactionType
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.stake import StakeValues
from pallets.subtensor.state import Delegation, Subnets, WeightTable
from pallets.subtensor.types import ROOT, NetUid
from runtime.call import call
from runtime.dispatch_error import DispatchFailure
from runtime.fixed.integers import saturating_add
from runtime.origin import Origin, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.scale import U64, AccountId
from runtime.weights import weigh


class Children(Pallet, crate="pallet_subtensor"):
    """The choice of children, and what makes it true."""

    event = Event
    error = Error
    subnets = Uses(Subnets)
    delegation = Uses(Delegation)
    weight_table = Uses(WeightTable)
    graph = Uses(ChildGraph)
    ownership = Uses(Ownership)
    values = Uses(StakeValues)
    rate_limiting = Uses(RateLimiting)

    @call(index=67, weight=weigh(119_000_000, reads=6, writes=31))
    def set_children(
        self,
        origin: Origin,
        hotkey: AccountId,
        netuid: NetUid,
        children: list[tuple[U64, AccountId]],
    ) -> None:
        """Choose the children of one of the signer's hotkeys on a subnet; an empty list for none.

        Each gets a part of the hotkey's stake, as a fraction of 2^64 - 1. Fails as `schedule`.
        """
        self.schedule(ensure_signed(origin), hotkey, netuid, children)

    def schedule(self, coldkey: bytes, hotkey: bytes, netuid: int, children: LinkList) -> None:
        """Let the hotkey have these children after the cooldown, in place of those that it has.

        Fails, in this order, with TxRateLimitExceeded, RegistrationNotPermittedOnRootSubnet,
        SubnetNotExists, NonAssociatedColdKey, DuplicateChild, as `Relations.ensure_allows`, and
        with NotEnoughStakeToSetChildkeys. If it fails, it has written nothing.
        """
        if not self.rate_limiting.passes(TransactionType.SetChildren, hotkey, netuid):
            raise TxRateLimitExceeded()
        if netuid == ROOT:
            raise RegistrationNotPermittedOnRootSubnet()
        if not self.subnets.exists(netuid):
            raise SubnetNotExists()
        if not self.ownership.owns(coldkey, hotkey):
            raise NonAssociatedColdKey()
        ensure_no_duplicates(children)
        self.graph.relations(hotkey, netuid).ensure_allows(children)
        if children and not self._may_have_children(hotkey, netuid):
            raise NotEnoughStakeToSetChildkeys()
        block = self.runtime.system.block_number()
        self.rate_limiting.set_last_block(TransactionType.SetChildren, hotkey, netuid, block)
        if self.subnets.subtoken_enabled[netuid]:
            self._wait(hotkey, netuid, children, block)
        else:
            self._apply(hotkey, netuid, children)

    def apply_pending(self, netuid: int) -> None:
        """Make true what was chosen long enough ago; all of it if the subnet is not started.

        What does not fit any more is forgotten without a word.
        """
        pending, block = self.delegation.pending_child_keys, self.runtime.system.block_number()
        started = self.subnets.subtoken_enabled[netuid]
        for (_, hotkey), (children, cooled_down) in pending.items(netuid):
            if cooled_down < block or not started:
                self._apply(hotkey, netuid, children)
                del pending[netuid, hotkey]

    def _may_have_children(self, hotkey: bytes, netuid: int) -> bool:
        """Its stake in all subnets is worth the threshold, in rao; or it is the owner's hotkey."""
        if self.values.total_for_hotkey(hotkey) >= self.weight_table.stake_threshold.get():
            return True
        return self.subnets.owners_hotkey(netuid) == hotkey

    def _wait(self, hotkey: bytes, netuid: int, children: LinkList, block: int) -> None:
        cooled_down = saturating_add(block, self.delegation.pending_child_key_cooldown.get())
        self.delegation.pending_child_keys[netuid, hotkey] = (children, cooled_down)
        self.deposit_event(SetChildrenScheduled(hotkey, netuid, cooled_down, children))

    def _apply(self, hotkey: bytes, netuid: int, children: LinkList) -> None:
        """Let the hotkey have these children, unless its parents have come to be among them."""
        try:
            relations = self.graph.relations_with(hotkey, netuid, children)
        except DispatchFailure:
            return
        self.graph.store(relations, netuid)
        self.deposit_event(SetChildren(hotkey, netuid, children))
