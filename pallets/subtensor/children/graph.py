"""Children and parents as they are stored: each relation twice, with either end."""

from __future__ import annotations

from pallets.subtensor.children.relations import (
    LinkList,
    Relations,
    listed,
    with_link,
    without_link,
)
from pallets.subtensor.state import Delegation
from runtime.pallet import Pallet, Uses
from runtime.storage import BoundMap

Stored = BoundMap[tuple[bytes, int], LinkList]


class ChildGraph(Pallet, crate="pallet_subtensor"):
    """Which hotkeys are children of which, in each subnet. There are no empty lists in storage."""

    delegation = Uses(Delegation)

    def children_of(self, hotkey: bytes, netuid: int) -> LinkList:
        """The children of a hotkey, each with its proportion of 2^64 - 1."""
        return self.delegation.child_keys[hotkey, netuid]

    def parents_of(self, hotkey: bytes, netuid: int) -> LinkList:
        """The parents of a hotkey, each with the proportion that it gives, of 2^64 - 1."""
        return self.delegation.parent_keys[hotkey, netuid]

    def relations(self, hotkey: bytes, netuid: int) -> Relations:
        """What is stored about a hotkey. Fails as `Relations.of` if it is not as it should be."""
        return self.relations_with(hotkey, netuid, self.children_of(hotkey, netuid))

    def relations_with(self, hotkey: bytes, netuid: int, children: LinkList) -> Relations:
        """As it would be with other children. Fails as `Relations.of`."""
        return Relations.of(hotkey, children, self.parents_of(hotkey, netuid))

    def store(self, relations: Relations, netuid: int) -> None:
        """Store the relations of a hotkey with it, and with those whom they concern."""
        hotkey = relations.hotkey
        children, parents = self.delegation.child_keys, self.delegation.parent_keys
        _replace(children, parents, hotkey, netuid, listed(relations.children))
        _replace(parents, children, hotkey, netuid, listed(relations.parents))


def _replace(ours: Stored, theirs: Stored, hotkey: bytes, netuid: int, links: LinkList) -> None:
    """Change one side of a hotkey's relations, and the other side with those on it."""
    before = ours[hotkey, netuid]
    _put(ours, hotkey, netuid, links)
    for proportion, other in links:
        _put(theirs, other, netuid, with_link(theirs[other, netuid], proportion, hotkey))
    kept = [other for _, other in links]
    for _, other in before:
        if other not in kept:
            _put(theirs, other, netuid, without_link(theirs[other, netuid], hotkey))


def _put(stored: Stored, hotkey: bytes, netuid: int, links: LinkList) -> None:
    if links:
        stored[hotkey, netuid] = links
    else:
        del stored[hotkey, netuid]
