"""The state trie at one block: nodes are read when a path needs them, updates give a new trie.

Layout version 1. Nodes are immutable and cached by the reference that names their content, so tries
of different blocks, and candidates that never become a block, share one cache, and none of them can
spoil another's.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from chain.trie.cache import GenerationCache
from chain.trie.update import TrieUpdater
from runtime.merkle import (
    EMPTY_ROOT,
    HASHED_REFERENCE_LENGTH,
    Node,
    TrieDecodeError,
    blake2_256,
    decode_node,
    encode_node,
    root_of_node,
)

NodeSource = Callable[[str], bytes | None]
"""Gives the encoded node that is stored under a path (hexadecimal digits), or None."""

NodeCache = GenerationCache[bytes, Node]


class TrieCorrupted(Exception):
    """The stored nodes do not form the trie that the root names."""


class TrieUpdate(NamedTuple):
    """What changes make of a trie: its new root, and the nodes to store (None: to delete).

    `replaced` are references to nodes that the old trie has, and the new one hardly anywhere.
    """

    root: bytes
    writes: dict[str, bytes | None]
    replaced: list[bytes]


def node_cache(limit_bytes: int) -> NodeCache:
    """A cache of decoded nodes that takes about `limit_bytes` of memory."""
    return GenerationCache(limit_bytes, _node_weight)


def _node_weight(_reference: bytes, node: Node) -> int:
    return 400 if node.children is None else 600 + 70 * (16 - node.children.count(b""))


class TrieReader:
    """Finds the nodes of the trie with the given root."""

    def __init__(self, root: bytes, source: NodeSource, cache: NodeCache) -> None:
        self.root = root
        self._source = source
        self._cache = cache

    def top(self) -> Node | None:
        """The topmost node, None in a trie without keys. Raises TrieCorrupted."""
        return None if self.root == EMPTY_ROOT else self.load(b"\x80" + self.root, "")

    def load(self, reference: bytes, path: str) -> Node:
        """The node that `reference` names, which `path` leads to. Raises TrieCorrupted."""
        node = self._cache.get(reference)
        if node is None:
            node = self._decode(reference, path)
            self._cache.put(reference, node)
        return node

    def _decode(self, reference: bytes, path: str) -> Node:
        if len(reference) < HASHED_REFERENCE_LENGTH:
            encoded: bytes | None = reference[1:]
        else:
            encoded = self._source(path)
            if encoded is None or blake2_256(encoded) != reference[1:]:
                raise TrieCorrupted(
                    f"no trie node with hash {reference[1:].hex()} at path {path!r}"
                )
        assert encoded is not None
        try:
            return decode_node(encoded)
        except TrieDecodeError as error:
            raise TrieCorrupted(f"the trie node at path {path!r} is unreadable") from error


class StateTrie(TrieReader):
    """The trie of one state. Immutable: `apply` leaves it as it is."""

    def apply(self, changes: Mapping[bytes, bytes | None]) -> TrieUpdate:
        """The trie after `changes` (None deletes a key). Raises TrieCorrupted.

        The cost grows with the changes, and only by its depth with what the trie holds.
        """
        updater = TrieUpdater(self.load, self._cache.put, changes)
        old_top = self.top()
        top = updater.run(old_top)
        writes, replaced = updater.writes, updater.replaced
        if top is old_top:
            return TrieUpdate(self.root, writes, replaced)
        if old_top is not None:
            replaced.append(b"\x80" + self.root)
        if top is None:
            writes[""] = None
            return TrieUpdate(EMPTY_ROOT, writes, replaced)
        root = root_of_node(top)
        writes[""] = encode_node(top)
        self._cache.put(b"\x80" + root, top)
        return TrieUpdate(root, writes, replaced)
