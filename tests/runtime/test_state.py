"""The state against a plain dictionary with whole copies for layers, whatever is done to both."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from runtime.scale import encode_compact
from runtime.state import MemoryView, State

# Few keys, many of which begin like others.
KEYS = st.sampled_from([b"", b"a", b"a\x00", b"ab", b"ab\xff", b"abc", b"b", b"b\xff\xff", b"\xff"])
PREFIXES = st.sampled_from([b"", b"a", b"ab", b"b", b"\xff", b"none"])
ITEMS = st.binary(min_size=1, max_size=3)
VALUES = st.lists(ITEMS, max_size=3).map(lambda items: bytes([len(items) << 2]) + b"".join(items))


class Model(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.view = {b"a": b"\x00", b"ab": b"\x04x", b"abc": b"\x04\x01", b"b\xff\xff": b"\x08yz"}
        self.state = State(MemoryView(self.view))
        self.layers = [dict(self.view)]
        self.written: list[frozenset[bytes]] = [frozenset()]

    @property
    def now(self) -> dict[bytes, bytes]:
        return self.layers[-1]

    def write(self, *keys: bytes) -> None:
        self.written[-1] |= frozenset(keys)

    @rule(key=KEYS, value=VALUES)
    def set(self, key: bytes, value: bytes) -> None:
        self.state.set(key, value)
        self.now[key] = value
        self.write(key)

    @rule(key=KEYS)
    def delete(self, key: bytes) -> None:
        self.state.delete(key)
        self.now.pop(key, None)
        self.write(key)

    @rule(key=KEYS, item=ITEMS)
    def append(self, key: bytes, item: bytes) -> None:
        self.state.append(key, item)
        stored = self.now.get(key, b"\x00")
        self.now[key] = bytes([stored[0] + 4]) + stored[1:] + item
        self.write(key)

    @rule(prefix=PREFIXES, limit=st.none() | st.integers(0, 4))
    def clear_prefix(self, prefix: bytes, limit: int | None) -> None:
        below = [key for key in sorted(self.view) if key.startswith(prefix)]
        reached = below if limit is None else below[:limit]
        doomed = [
            key
            for key in self.now
            if key.startswith(prefix) and (key in reached or key in self.written[-1])
        ]
        assert self.state.clear_prefix(prefix, limit) == len(doomed)
        for key in doomed:
            del self.now[key]
        self.write(*doomed)

    @rule()
    def begin(self) -> None:
        self.state.begin()
        self.layers.append(dict(self.now))
        self.written.append(self.written[-1])

    @precondition(lambda self: len(self.layers) > 1)
    @rule()
    def commit(self) -> None:
        self.state.commit()
        self.layers.pop(-2)
        self.written.pop(-2)

    @precondition(lambda self: len(self.layers) > 1)
    @rule()
    def rollback(self) -> None:
        self.state.rollback()
        self.layers.pop()
        self.written.pop()

    @rule(key=KEYS)
    def get(self, key: bytes) -> None:
        assert self.state.get(key) == self.now.get(key)

    @rule(prefix=PREFIXES, after=st.none() | KEYS)
    def keys(self, prefix: bytes, after: bytes | None) -> None:
        expected = [key for key in sorted(self.now) if key.startswith(prefix)]
        found = list(self.state.keys(prefix, after))
        assert found == [key for key in expected if after is None or key > after]

    @rule(key=KEYS, prefix=PREFIXES)
    def next_key(self, key: bytes, prefix: bytes) -> None:
        later = [k for k in sorted(self.now) if k > key and k.startswith(prefix)]
        assert self.state.next_key(key, prefix) == (later[0] if later else None)

    @invariant()
    def depth(self) -> None:
        assert self.state.depth == len(self.layers) - 1

    @invariant()
    def changes(self) -> None:
        changes = self.state.changes()
        after = {key: value for key, value in (self.view | changes).items() if value is not None}
        assert after == self.now
        assert all(key in self.view for key, value in changes.items() if value is None)

    def teardown(self) -> None:
        assert {key: self.state.get(key) for key in self.now} == self.now


TestModel = Model.TestCase
TestModel.settings = settings(max_examples=50, stateful_step_count=40, deadline=None)


def test_undoing_what_was_appended_in_several_layers() -> None:
    state = State(MemoryView({b"list": b"\x04a"}))
    state.append(b"list", b"b")
    state.begin()
    state.append(b"list", b"c")
    state.begin()
    state.set(b"list", None)
    state.append(b"list", b"d")
    assert state.get(b"list") == b"\x04d"
    state.rollback()
    assert state.get(b"list") == b"\x0cabc"
    state.begin()
    state.append(b"list", b"e")
    state.commit()
    assert state.get(b"list") == b"\x10abce"
    state.rollback()
    assert state.get(b"list") == b"\x08ab"


@pytest.mark.parametrize("length", [63, 64, 16383, 16384])
def test_the_count_of_a_list_outgrows_its_form(length: int) -> None:
    state = State(MemoryView({b"list": encode_compact(length) + bytes(length)}))
    state.append(b"list", b"x")
    assert state.get(b"list") == encode_compact(length + 1) + bytes(length) + b"x"


@pytest.mark.parametrize("garbage", [b"", b"\x01", b"\x01\x00", b"\x03\x00"])
def test_what_is_no_list_goes_when_something_is_appended(garbage: bytes) -> None:
    state = State(MemoryView({b"list": garbage}))
    state.append(b"list", b"x")
    assert state.get(b"list") == b"\x04x"


def test_going_through_keys_sees_no_later_writes() -> None:
    state = State(MemoryView({b"a1": b"", b"a3": b"", b"a5": b""}))
    state.set(b"a2", b"")
    going = state.keys(b"a")
    seen = [next(going)]
    state.set(b"a3", None)
    state.set(b"a4", b"")
    assert [*seen, *going] == [b"a1", b"a2", b"a3", b"a5"]
    assert list(state.keys(b"a")) == [b"a1", b"a2", b"a4", b"a5"]


def test_many_new_keys_between_iterations() -> None:
    state = State(MemoryView())
    expected = []
    for start in (0, 1, 5, 100, 300, 301):
        state.begin()
        for number in range(start, start + 150):
            state.set(number.to_bytes(2, "big"), b"")
        if start == 100:
            assert len(list(state.keys(b""))) == 250
            state.rollback()
        else:
            state.commit()
            expected = sorted({*expected, *range(start, start + 150)})
        assert [int.from_bytes(key, "big") for key in state.keys(b"")] == expected


def test_views_in_memory() -> None:
    view = MemoryView({b"a": b"1", b"ab": b"2", b"b": b"3"})
    assert view.get(b"ab") == b"2"
    assert view.get(b"none") is None
    assert list(view.iter_keys(b"a")) == [b"a", b"ab"]
    assert list(view.iter_keys(b"a", b"a")) == [b"ab"]
    assert list(view.iter_keys(b"a", b"")) == [b"a", b"ab"]
    assert list(view.iter_keys(b"a", b"aa")) == [b"ab"]
    assert list(view.iter_keys(b"", b"ab")) == [b"b"]
    assert list(view.iter_keys(b"c")) == []
