"""Children and parents of the hotkey: those that it has, and those that are chosen already."""

from __future__ import annotations

from dataclasses import replace

from pallets.subtensor.children.graph import ChildGraph
from pallets.subtensor.children.relations import LinkList, Relations, without_link
from pallets.subtensor.errors import Error, InvalidChild
from pallets.subtensor.keys.hotkey_swap.step import SubnetStep, moved
from pallets.subtensor.state import Delegation
from runtime.pallet import Uses
from runtime.weights import ZERO_WEIGHT, Weight, weigh


class MoveChildkeyTake(SubnetStep):
    """The take as a child, if one was chosen."""

    delegation = Uses(Delegation)

    def move(self, old: bytes, new: bytes, netuid: int) -> Weight:
        return moved(self.delegation.childkey_take, (old, netuid), (new, netuid))


class MoveFamily(SubnetStep):
    """Children and parents, and the choice of children that is not true yet.

    As parent_child_swap_hotkey in staking/set_children.rs. What the new hotkey has of these is
    lost. Fails with InvalidChild if it is among the children, the parents, or the chosen ones, and
    as `ChildGraph.relations` and `Relations.ensure_allows` if they do not go together.
    """

    error = Error
    delegation = Uses(Delegation)
    graph = Uses(ChildGraph)

    def move(self, old: bytes, new: bytes, netuid: int) -> Weight:
        relations = self.graph.relations(old, netuid)
        self._detach(relations, netuid)
        if new in relations.children or new in relations.parents:
            raise InvalidChild()
        relations = replace(relations, hotkey=new)
        weight = self._move_pending(old, relations, netuid)
        weight += self._weight_of(relations, netuid)
        self.graph.store(relations, netuid)
        return weight

    def _detach(self, relations: Relations, netuid: int) -> None:
        """Take the hotkey out of the lists of all others. It keeps an empty list of children."""
        children, parents = self.delegation.child_keys, self.delegation.parent_keys
        hotkey = relations.hotkey
        for child in relations.children:
            left = without_link(parents[child, netuid], hotkey)
            if left:
                parents[child, netuid] = left
            else:
                del parents[child, netuid]
        for parent in relations.parents:
            children[parent, netuid] = without_link(children[parent, netuid], hotkey)
        children[hotkey, netuid] = []
        del parents[hotkey, netuid]

    def _move_pending(self, old: bytes, relations: Relations, netuid: int) -> Weight:
        pending = self.delegation.pending_child_keys
        source, dest = (netuid, old), (netuid, relations.hotkey)
        if source in pending:
            relations.ensure_allows(pending[source][0])
        return moved(pending, source, dest)

    def _weight_of(self, relations: Relations, netuid: int) -> Weight:
        """For taking the old hotkey out of all lists, and for putting the new one into them."""
        hotkey = relations.hotkey
        detached = len(relations.children) + len(relations.parents)
        attached = _count_both(relations.children, self.graph.children_of(hotkey, netuid))
        attached += _count_both(relations.parents, self.graph.parents_of(hotkey, netuid))
        both = detached + attached
        return weigh(0, reads=3 + both, writes=3 + both)


class RenamePendingChild(SubnetStep):
    """The hotkey where others have chosen it as a child: it comes last in their lists then."""

    delegation = Uses(Delegation)

    def move(self, old: bytes, new: bytes, netuid: int) -> Weight:
        pending, weight = self.delegation.pending_child_keys, ZERO_WEIGHT
        for place, (children, cooled_down) in list(pending.items(netuid)):
            weight += weigh(0, reads=1)
            renamed = renamed_child(children, old, new)
            if renamed is not None:
                pending[place] = (renamed, cooled_down)
                weight += weigh(0, reads=1, writes=2)
        return weight


def renamed_child(children: LinkList, old: bytes, new: bytes) -> LinkList | None:
    """The children with a new name for one, which comes last then; None if it is not there."""
    for index, (proportion, child) in enumerate(children):
        if child == old:
            return [*children[:index], *children[index + 1 :], (proportion, new)]
    return None


def _count_both(links: dict[bytes, int], stored: LinkList) -> int:
    """How many hotkeys there are in one or the other."""
    return len(dict.fromkeys([*links, *(hotkey for _, hotkey in stored)]))
