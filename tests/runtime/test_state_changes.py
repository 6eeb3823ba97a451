"""What a state reports of its changes, its root, and the clearing of prefixes."""

import pytest

from runtime.merkle import trie_root
from runtime.state import MemoryView, State

BEFORE = {b"a": b"1", b"p/1": b"1", b"p/2": b"2", b"p/3": b"3", b"q": b""}


@pytest.fixture
def state() -> State:
    return State(MemoryView(BEFORE))


def test_what_came_and_went_is_no_change(state: State) -> None:
    state.set(b"new", b"1")
    state.set(b"new", None)
    state.set(b"never", None)
    state.set(b"a", None)
    state.set(b"q", b"2")
    assert state.changes() == {b"a": None, b"q": b"2"}


def test_the_root_is_that_of_all_keys(state: State) -> None:
    state.set(b"a", None)
    state.set(b"long", bytes(40))
    state.append(b"list", b"\x05")
    after = BEFORE | {b"long": bytes(40), b"list": b"\x04\x05"}
    del after[b"a"]
    assert state.root() == trie_root(after.items(), 1)


@pytest.mark.parametrize(
    ("limit", "left", "count"),
    [
        (None, [], 4),
        (0, [b"p/1", b"p/3"], 2),
        (1, [b"p/3"], 3),
        (2, [b"p/3"], 3),
        (3, [], 4),
        (9, [], 4),
    ],
)
def test_a_limit_counts_the_keys_of_the_view_changed_or_not(
    state: State, limit: int | None, left: list[bytes], count: int
) -> None:
    state.set(b"p/2", b"changed")
    state.set(b"p/4", b"new")
    assert state.clear_prefix(b"p/", limit) == count
    assert list(state.keys(b"p/")) == left
    assert state.get(b"q") == b""


def test_a_cleared_prefix_comes_back_with_a_rollback(state: State) -> None:
    state.begin()
    state.clear_prefix(b"")
    assert list(state.keys(b"")) == []
    state.rollback()
    assert list(state.keys(b"")) == sorted(BEFORE)
    assert state.changes() == {}
