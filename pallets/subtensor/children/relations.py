"""The children and parents of one hotkey in a subnet, and what they must not be. No storage here.

A proportion is a part of 2^64 - 1 of the parent's stake. As the checks of `PCRelations` in
staking/set_children.rs of the reference.
"""

from __future__ import annotations

from dataclasses import dataclass

from pallets.subtensor.errors import (
    ChildParentInconsistency,
    DuplicateChild,
    InvalidChild,
    ProportionOverflow,
    TooManyChildren,
)
from runtime.fixed.integers import U64_MAX

MAX_CHILDREN = 5

LinkList = list[tuple[int, bytes]]
"""Proportions and hotkeys, as they are stored and given."""

Links = dict[bytes, int]
"""Proportions by hotkey."""


def links_of(listed: LinkList) -> Links:
    """By hotkey; of several proportions for one hotkey the last one counts."""
    return {hotkey: proportion for proportion, hotkey in listed}


def listed(links: Links) -> LinkList:
    """As they are stored, in the order of the hotkeys."""
    return [(links[hotkey], hotkey) for hotkey in sorted(links)]


def with_link(links: LinkList, proportion: int, hotkey: bytes) -> LinkList:
    """The list with this proportion for the hotkey, which keeps its place or comes last."""
    if any(known == hotkey for _, known in links):
        return [(proportion if known == hotkey else old, known) for old, known in links]
    return [*links, (proportion, hotkey)]


def without_link(links: LinkList, hotkey: bytes) -> LinkList:
    return [link for link in links if link[1] != hotkey]


def ensure_no_duplicates(children: LinkList) -> None:
    """Fails with DuplicateChild."""
    if len(links_of(children)) < len(children):
        raise DuplicateChild()


@dataclass(frozen=True)
class Relations:
    """The children and the parents of a hotkey in a subnet, by hotkey."""

    hotkey: bytes
    children: Links
    parents: Links

    @classmethod
    def of(cls, hotkey: bytes, children: LinkList, parents: LinkList) -> Relations:
        """From lists, where the hotkey itself does not count.

        Fails with ProportionOverflow for the children, and with ChildParentInconsistency.
        """
        relations = cls(
            hotkey,
            links_of(without_link(children, hotkey)),
            links_of(without_link(parents, hotkey)),
        )
        _ensure_total(relations.children)
        relations._ensure_apart(relations.children)
        return relations

    def ensure_allows(self, children: LinkList) -> None:
        """That these could be the children instead.

        Fails with InvalidChild for the hotkey itself, TooManyChildren, ProportionOverflow, and
        ChildParentInconsistency for one of its parents.
        """
        links = links_of(children)
        if self.hotkey in links:
            raise InvalidChild()
        if len(links) > MAX_CHILDREN:
            raise TooManyChildren()
        _ensure_total(links)
        self._ensure_apart(links)

    def _ensure_apart(self, children: Links) -> None:
        if any(child in self.parents for child in children):
            raise ChildParentInconsistency()


def _ensure_total(children: Links) -> None:
    if sum(children.values()) > U64_MAX:
        raise ProportionOverflow()
