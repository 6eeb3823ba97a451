"""The incremental trie against a rebuild from scratch."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chain.trie import StateTrie, TrieCorrupted, node_cache
from runtime.merkle import EMPTY_ROOT, blake2_256, decode_node, trie_root

_pieces = st.sampled_from([b"\x00", b"\x01", b"\x10", b"\xff", b"abcdefgh" * 4])
keys = st.lists(_pieces, max_size=5).map(b"".join)
values = st.builds(
    lambda length, fill: bytes([fill]) * length,
    st.sampled_from([0, 1, 20, 31, 32, 33, 34, 80]),
    st.integers(0, 255),
)
changes = st.dictionaries(keys, st.none() | values, max_size=10)


class Nodes:
    """What a chain would store: nodes by path, and how often they were read."""

    def __init__(self, cache_bytes: int = 1 << 20) -> None:
        self.stored: dict[str, bytes] = {}
        self.root = EMPTY_ROOT
        self.reads = 0
        self.cache_bytes = cache_bytes
        self.cache = node_cache(cache_bytes)

    def source(self, path: str) -> bytes | None:
        self.reads += 1
        return self.stored.get(path)

    def trie(self) -> StateTrie:
        return StateTrie(self.root, self.source, self.cache)

    def commit(self, new: dict[bytes, bytes | None]) -> None:
        update = self.trie().apply(new)
        self.root = update.root
        for path, encoded in update.writes.items():
            if encoded is None:
                self.stored.pop(path, None)
            else:
                self.stored[path] = encoded

    def reachable(self) -> set[str]:
        """The paths of all stored nodes that the root leads to."""
        found: set[str] = set()
        todo = [("", self.stored[""])] if self.stored else []
        while todo:
            path, encoded = todo.pop()
            if len(encoded) >= 32 or path == "":
                found.add(path)
            node = decode_node(encoded)
            for slot, reference in enumerate(node.children or ()):
                below = path + node.partial + "0123456789abcdef"[slot]
                if len(reference) == 33:
                    todo.append((below, self.stored[below]))
                elif reference:
                    todo.append((below, reference[1:]))
        return found

    def references(self) -> set[bytes]:
        """What names the nodes that are stored."""
        return {b"\x80" + blake2_256(encoded) for encoded in self.stored.values()}


@settings(max_examples=50, deadline=None)
@given(st.lists(changes, max_size=8), st.booleans())
@example([{b"": b"a", b"\x00": b"b", b"\x00\x01": b"c"}, {b"\x00": None}, {b"": None}], True)
@example([{b"\x10": bytes(80), b"\x11": bytes(80)}, {b"\x11": None}, {b"\x11": bytes(80)}], True)
def test_incremental_root_is_that_of_a_rebuild(rounds, keep_cache):
    nodes = Nodes()
    model: dict[bytes, bytes] = {}
    for new in rounds:
        model.update(new)
        model = {key: value for key, value in model.items() if value is not None}
        nodes.commit(new)
        assert nodes.root == trie_root(model.items(), 1)
        # Exactly what is reachable is stored: nothing is lost, nothing is left behind.
        assert nodes.reachable() == set(nodes.stored)
        if not keep_cache:
            nodes.cache.clear()


@settings(max_examples=30, deadline=None)
@given(changes, changes)
def test_an_update_leaves_the_trie_it_started_from(first, second):
    nodes = Nodes()
    nodes.commit(first)
    trie = nodes.trie()
    one = trie.apply(second)
    assert trie.root == nodes.root
    assert trie.apply(second) == one
    assert trie.apply({}).root == trie.root
    assert trie.apply({}).writes == {}


@settings(max_examples=50, deadline=None)
@given(st.lists(changes, max_size=4))
@example([{b"\x10": bytes(80), b"\x11": bytes(80)}, {b"\x11": None}])
def test_an_update_names_what_the_new_trie_does_without(rounds):
    nodes = Nodes()
    for new in rounds:
        before = nodes.references()
        replaced = {each for each in nodes.trie().apply(new).replaced if len(each) == 33}
        nodes.commit(new)
        assert before - nodes.references() <= replaced <= before


@settings(max_examples=30, deadline=None)
@given(changes)
def test_writing_what_is_there_changes_nothing(new):
    nodes = Nodes()
    nodes.commit(new)
    absent = {b"\x77" * 9: None, b"abcd": None}
    again = nodes.trie().apply({**absent, **new})
    assert again.root == nodes.root
    assert again.writes == {}


def test_an_update_reads_only_the_paths_it_changes():
    nodes = Nodes()
    accounts = [blake2_256(number.to_bytes(4, "big")) for number in range(3_000)]
    nodes.commit({account: account + b"x" for account in accounts})
    nodes.cache.clear()
    nodes.reads = 0
    nodes.commit({accounts[7]: bytes(80)})
    assert 3 <= nodes.reads <= 6


def test_the_node_cache_is_bounded():
    nodes = Nodes(cache_bytes=100_000)
    for start in range(0, 3_000, 100):
        numbers = range(start, start + 100)
        nodes.commit({blake2_256(bytes(number)): bytes(40) for number in numbers})
    assert len(nodes.stored) > 3_000
    assert len(nodes.cache) < 100_000 // 400


def test_a_missing_or_changed_node_is_noticed():
    for damage in (lambda _encoded: None, lambda encoded: encoded[:-1] + b"\x00"):
        nodes = Nodes()
        nodes.commit({bytes([number]): bytes([number]) * 40 for number in range(100)})
        nodes.cache.clear()
        damaged = damage(nodes.stored["2"])
        nodes.stored = {**nodes.stored, "2": damaged}
        assert nodes.trie().apply({b"\x33": b"fine"}).root != nodes.root
        with pytest.raises(TrieCorrupted):
            nodes.trie().apply({b"\x23": b"new"})
