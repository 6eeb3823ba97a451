"""The update of a trie by many changes at once: one walk down the paths that change."""

from bisect import bisect_left
from collections.abc import Callable, Mapping

from runtime.merkle import (
    HASHED_REFERENCE_LENGTH,
    NO_CHILD,
    NO_CHILDREN,
    Node,
    TrieBuilder,
    common_nibbles,
    encode_node,
    node_reference,
    value_in_node,
)

_FRESH = b"?"
"""Stands in a branch under work for a child whose reference is not known yet."""

_Stored = tuple[bytes, bool]
_SLOT_OF = {digit: slot for slot, digit in enumerate("0123456789abcdef")}
_DIGITS = "0123456789abcdef"


class TrieUpdater:
    """One update; `writes` collects the nodes it changes by path, None where one goes away.

    `replaced` collects the references below the topmost node that the new trie does without.

    Every method that takes a node returns the same object if nothing below it changed, None if
    nothing is left. `lo` and `hi` bound the changes at hand, all of which lie below the path at
    hand. A path that leads to a node never changes while the node's partial path may, so moving a
    node rewrites that node alone.
    """

    def __init__(
        self,
        load: Callable[[bytes, str], Node],
        remember: Callable[[bytes, Node], None],
        changes: Mapping[bytes, bytes | None],
    ) -> None:
        self._load = load
        self._remember = remember
        self.writes: dict[str, bytes | None] = {}
        self.replaced: list[bytes] = []
        ordered = sorted(changes)
        self._keys = [key.hex() for key in ordered]
        self._values: list[_Stored | None] = [
            None if (value := changes[key]) is None else value_in_node(value, 1) for key in ordered
        ]

    def run(self, top: Node | None) -> Node | None:
        """The topmost node after the changes, itself not among the writes."""
        return self._update(top, "", 0, len(self._keys)) if self._keys else top

    def _update(self, node: Node | None, path: str, lo: int, hi: int) -> Node | None:
        if node is None:
            return self._build(path, lo, hi)
        if node.children is None:
            return self._update_leaf(node, path, lo, hi)
        partial = node.partial
        if partial:
            keys = self._keys
            depth = len(path)
            if not (
                keys[lo].startswith(partial, depth) and keys[hi - 1].startswith(partial, depth)
            ):
                return self._split(node, path, lo, hi)
        return self._update_branch(node, path, lo, hi, {})

    def _build(
        self, path: str, lo: int, hi: int, leaf: tuple[str, _Stored] | None = None
    ) -> Node | None:
        """A part of the trie made of changes alone, and of the leaf that was there."""
        items = [
            (key, value)
            for key, value in zip(self._keys[lo:hi], self._values[lo:hi], strict=True)
            if value is not None
        ]
        if leaf is not None:
            items.insert(bisect_left(items, leaf[0], key=_item_key), leaf)
        builder = TrieBuilder(self._seal, path)
        for key, (payload, hashed) in items:
            builder.add(key, payload, hashed)
        return builder.finish()

    def _update_leaf(self, node: Node, path: str, lo: int, hi: int) -> Node | None:
        key = path + node.partial
        at = bisect_left(self._keys, key, lo, hi)
        stored = (node.value or b"", node.hashed)
        if at == hi or self._keys[at] != key:
            if all(value is None for value in self._values[lo:hi]):
                return node
            return self._build(path, lo, hi, (key, stored))
        if hi - lo > 1:
            built = self._build(path, lo, hi)
            return node if built == node else built
        value = self._values[at]
        if value is None:
            return None
        return node if value == stored else Node(node.partial, value[0], value[1], None)

    def _split(self, node: Node, path: str, lo: int, hi: int) -> Node | None:
        """Some changes leave the path inside the branch's partial: a new branch there."""
        depth = len(path)
        partial = node.partial
        shared = min(
            common_nibbles(partial, self._keys[lo][depth:]),
            common_nibbles(partial, self._keys[hi - 1][depth:]),
        )
        below = node._replace(partial=partial[shared + 1 :])
        above = Node(partial[:shared], None, False, NO_CHILDREN)
        slot = _SLOT_OF[partial[shared]]
        updated = self._update_branch(above, path, lo, hi, {slot: below})
        return node if updated is above else updated

    def _update_branch(
        self, node: Node, path: str, lo: int, hi: int, fresh: dict[int, Node]
    ) -> Node | None:
        """A branch whose partial all changes share. `fresh`: children without a reference yet."""
        keys = self._keys
        trunk = path + node.partial
        at = len(trunk)
        stored: _Stored | None = None if node.value is None else (node.value, node.hashed)
        before = stored
        if len(keys[lo]) == at:
            stored = self._values[lo]
            lo += 1
        assert node.children is not None
        children = list(node.children)
        for slot in fresh:
            children[slot] = _FRESH
        changed = stored != before
        while lo < hi:
            digit = keys[lo][at]
            end = lo + 1
            while end < hi and keys[end][at] == digit:
                end += 1
            slot = _SLOT_OF[digit]
            reference = children[slot]
            child = None
            if reference:
                child = fresh[slot] if reference is _FRESH else self._load(reference, trunk + digit)
            updated = self._update(child, trunk + digit, lo, end)
            lo = end
            if updated is child:
                continue
            changed = True
            if child is not None and reference is not _FRESH:
                self.replaced.append(reference)
            if updated is None:
                children[slot] = NO_CHILD
                fresh.pop(slot, None)
                self._drop(node.children[slot], trunk + digit)
            else:
                children[slot] = _FRESH
                fresh[slot] = updated
        return self._finish_branch(node, trunk, stored, children, fresh) if changed else node

    def _finish_branch(
        self,
        node: Node,
        trunk: str,
        stored: _Stored | None,
        children: list[bytes],
        fresh: dict[int, Node],
    ) -> Node | None:
        """The branch with its new children, or what is left in its place."""
        assert node.children is not None
        count = 16 - children.count(NO_CHILD)
        if count == 0:
            return None if stored is None else Node(node.partial, stored[0], stored[1], None)
        if count == 1 and stored is None:
            return self._merge(node, trunk, children, fresh)
        for slot, child in fresh.items():
            path = trunk + _DIGITS[slot]
            children[slot] = reference = self._seal(path, child)
            if len(reference) < HASHED_REFERENCE_LENGTH:
                self._drop(node.children[slot], path)
        value, hashed = stored or (None, False)
        return Node(node.partial, value, hashed, tuple(children))

    def _merge(self, node: Node, trunk: str, children: list[bytes], fresh: dict[int, Node]) -> Node:
        """A branch with one child and no value is no branch: the child takes its place."""
        assert node.children is not None
        slot = next(slot for slot, reference in enumerate(children) if reference)
        path = trunk + _DIGITS[slot]
        child = fresh.get(slot)
        if child is None:
            child = self._load(children[slot], path)
            self.replaced.append(children[slot])
        self._drop(node.children[slot], path)
        return child._replace(partial=node.partial + _DIGITS[slot] + child.partial)

    def _seal(self, path: str, node: Node) -> bytes:
        """Give a finished node its reference, and store it if that is a hash."""
        encoded = encode_node(node)
        reference = node_reference(encoded)
        if len(reference) == HASHED_REFERENCE_LENGTH:
            self.writes[path] = encoded
        self._remember(reference, node)
        return reference

    def _drop(self, reference: bytes, path: str) -> None:
        if len(reference) == HASHED_REFERENCE_LENGTH:
            self.writes[path] = None


def _item_key(item: tuple[str, _Stored]) -> str:
    return item[0]
