"""Values and maps as a pallet uses them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.hashers import (
    Blake2_128,
    Blake2_128Concat,
    Blake2_256,
    Identity,
    Twox64Concat,
    Twox128,
    Twox256,
)
from runtime.hashing import HashNotReversible
from runtime.pallet import Pallet
from runtime.runtime import Runtime
from runtime.scale import (
    U8,
    U16,
    U64,
    AccountId,
    Bounded,
    Bytes4,
    EncodeError,
    Option,
    Struct,
    UnitEnum,
    encode,
)
from runtime.storage import (
    BoundMap,
    StateCorrupted,
    StorageDoubleMap,
    StorageMap,
    StorageNMap,
    StorageValue,
)
from tests.runtime.small import compose, runtime_of


class Mood(UnitEnum):
    Calm = 0
    Cross = 1


class Limits(Struct):
    low: U8
    high: U8


class Basket(Struct):
    items: list[U8]


class Store(Pallet, crate="pallet_store"):
    """Storage of every kind."""

    total = StorageValue[U64]("ValueQuery with the type's own default.")
    rate = StorageValue[U16]("ValueQuery with a default.", default=7)
    key = StorageValue[AccountId | None]("OptionQuery.")
    maybe = StorageValue[Option[U8]]("An Option as a value, which is there even if it is None.")
    names = StorageValue[list[bytes]]("A list.")
    seeds = StorageValue[list[U8]]("A list that is not empty by default.", default=[1, 2])
    basket = StorageValue[Basket]("A list inside of a default.", default=Basket([1]))
    table = StorageValue[dict[U8, U8]]("A map in a value.", default=lambda: {1: 1})
    short = StorageValue[Annotated[bytes, Bounded(3)]]("Few bytes.")
    mood = StorageValue[Mood]("An enum with a default.")
    limits = StorageValue[Limits]("A struct.", default=Limits(1, 2))
    renamed = StorageValue[U8]("A name of its own.", name="IP2Renamed")

    balances = StorageMap[Blake2_128Concat[AccountId], U64]("By account.")
    lists = StorageMap[Twox64Concat[bytes], list[U8]]("Lists by name.")
    owners = StorageMap[Identity[U16], Bytes4 | None]("OptionQuery.")
    bonds = StorageDoubleMap[Identity[U16], Twox64Concat[bytes], U8]("By two.")
    alpha = StorageNMap[
        tuple[Blake2_128Concat[AccountId], Identity[U16], Twox64Concat[U8]], U64 | None
    ]("By three.")
    hidden = StorageMap[Twox128[U8], U8]("Its keys cannot be read.")
    hidden2 = StorageMap[Twox256[U8], U8]("Nor can these.")
    hidden3 = StorageMap[Blake2_256[U8], U8]("Nor can these.")
    hidden4 = StorageMap[Blake2_128[U8], U8]("Nor can these.")
    half_hidden = StorageDoubleMap[Twox128[U8], Identity[U8], U8]("The first of two.")


COMPOSITION = compose(Store)
A, B = b"a" * 32, b"b" * 32


@pytest.fixture
def runtime() -> Runtime:
    return runtime_of(COMPOSITION)


@pytest.fixture
def store(runtime: Runtime) -> Store:
    return runtime.pallet(Store)


# Values


def test_names() -> None:
    names = [item.name for item in Store.storage_items]
    assert names[:4] == ["Total", "Rate", "Key", "Maybe"]
    assert "HalfHidden" in names
    assert "IP2Renamed" in names


def test_what_is_absent_reads_as_the_default(store: Store) -> None:
    assert store.total.get() == 0
    assert store.rate.get() == 7
    assert store.key.get() is None
    assert store.names.get() == []
    assert store.short.get() == b""
    assert store.mood.get() is Mood.Calm
    assert store.limits.get() == Limits(1, 2)
    assert not store.rate.exists()
    assert store.state.changes() == {}


def test_defaults_are_not_shared(store: Store) -> None:
    for value in (store.names, store.seeds):
        before = list(value.get())
        value.get().append(9)  # type: ignore[attr-defined]
        assert value.get() == before
    store.basket.get().items.append(2)
    assert store.basket.get() == Basket([1])
    store.table.get()[2] = 2
    assert store.table.get() == {1: 1}
    store.lists[b"x"].append(5)
    assert store.lists[b"x"] == []
    assert Store.seeds.default == [1, 2]


def test_values_are_stored_as_they_are_encoded(store: Store) -> None:
    store.rate.set(7)
    assert store.state.get(store.rate.key) == b"\x07\x00"
    store.rate.set(8)
    assert store.rate.get() == 8
    assert store.rate.take() == 8
    assert store.rate.get() == 7
    assert not store.rate.exists()
    store.total.set(0)
    assert store.total.exists()
    store.total.kill()
    assert not store.total.exists()


def test_none_removes_an_optional_value_and_is_a_value_elsewhere(store: Store) -> None:
    store.key.set(A)
    assert store.state.get(store.key.key) == A
    store.key.set(None)
    assert not store.key.exists()
    store.maybe.set(5)
    assert store.state.get(store.maybe.key) == b"\x01\x05"
    store.maybe.set(None)
    assert store.state.get(store.maybe.key) == b"\x00"
    assert store.maybe.get() is None
    with pytest.raises(EncodeError, match=r"Store\.Rate"):
        store.rate.set(None)  # type: ignore[arg-type]


def test_appending(store: Store) -> None:
    store.names.append(b"one")
    store.names.set([*store.names.get(), b"two"])
    store.names.append(b"three")
    assert store.names.get() == [b"one", b"two", b"three"]
    store.lists.append(b"k", 1)
    store.lists.append(b"k", 2)
    assert store.lists[b"k"] == [1, 2]
    with pytest.raises(EncodeError, match=r"Store\.Lists"):
        store.lists.append(b"k", 256)
    with pytest.raises(TypeError, match=r"Store\.Total is not a list"):
        store.total.append(1)  # type: ignore[misc]


def test_wrong_values_name_their_item(store: Store) -> None:
    with pytest.raises(EncodeError, match=r"Store\.Rate = 65536"):
        store.rate.set(2**16)
    with pytest.raises(EncodeError, match=r"Store\.Short"):
        store.short.set(b"four")
    with pytest.raises(EncodeError, match=r"Store\.Limits"):
        store.limits.set((1, 2))  # type: ignore[arg-type]
    with pytest.raises(EncodeError, match=r"Store\.Balances"):
        store.balances[A] = -1
    assert store.state.changes() == {}


WRONG_KEYS: list[tuple[str, Any]] = [
    ("balances", b"short"),
    ("balances", None),
    ("owners", -1),
    ("owners", "1"),
    ("bonds", 1),
    ("bonds", (1,)),
    ("bonds", (1, b"", 2)),
    ("bonds", (2**16, b"")),
    ("alpha", (A, 1)),
]


@pytest.mark.parametrize(("name", "key"), WRONG_KEYS)
def test_wrong_keys_name_their_map(store: Store, name: str, key: Any) -> None:
    entries = getattr(store, name)
    for use in (lambda: entries[key], lambda: entries.key_of(key), lambda: key in entries):
        with pytest.raises(EncodeError, match=rf"Store\.{name.title()}\["):
            use()


@pytest.mark.parametrize("first", [(b"short",), (A, -1), (A, 1, 1, 1)])
def test_wrong_first_keys(store: Store, first: tuple[Any, ...]) -> None:
    with pytest.raises(EncodeError, match=r"Store\.Alpha"):
        list(store.alpha.keys(*first))


# Maps


def test_a_map(store: Store) -> None:
    assert store.balances[A] == 0
    assert A not in store.balances
    store.balances[A] = 0
    assert A in store.balances
    store.balances[B] = 5
    assert dict(store.balances.items()) == {A: 0, B: 5}
    assert list(store.balances.keys()) == sorted([A, B], key=store.balances.key_of)
    assert sorted(store.balances.values()) == [0, 5]
    assert store.balances.take(B) == 5
    del store.balances[A]
    assert list(store.balances.items()) == []


def test_an_optional_map(store: Store) -> None:
    assert store.owners[1] is None
    store.owners[1] = b"aura"
    assert store.owners[1] == b"aura"
    store.owners[1] = None
    assert 1 not in store.owners


def fill(store: Store) -> None:
    for netuid in (1, 256, 2):
        for name in (b"", b"x", b"yy"):
            store.bonds[netuid, name] = netuid % 255


def test_a_double_map(store: Store) -> None:
    fill(store)
    assert len(list(store.bonds.items())) == 9
    assert sorted(store.bonds.items(256)) == [((256, name), 1) for name in (b"", b"x", b"yy")]
    assert list(store.bonds.items(256, b"x")) == [((256, b"x"), 1)]
    assert list(store.bonds.items(3)) == []
    assert store.bonds.clear(256) == 3
    assert {netuid for (netuid, _), _ in store.bonds.items()} == {1, 2}
    assert store.bonds.clear() == 6
    assert list(store.bonds.values()) == []


def test_clearing_up_to_a_limit() -> None:
    written = runtime_of(COMPOSITION)
    fill(written.pallet(Store))
    view = {k: v for k, v in written.state.changes().items() if v is not None}
    store = runtime_of(COMPOSITION, view).pallet(Store)
    assert store.bonds.clear(1, limit=2) == 2
    assert len(list(store.bonds.keys(1))) == 1
    assert len(list(store.bonds.keys())) == 7


def test_a_map_with_three_keys(store: Store) -> None:
    store.alpha[A, 1, 2] = 5
    store.alpha[A, 1, 3] = 6
    store.alpha[B, 1, 2] = 7
    assert sorted(store.alpha.items(A, 1)) == [((A, 1, 2), 5), ((A, 1, 3), 6)]
    assert list(store.alpha.values(B)) == [7]
    assert store.alpha[B, 2, 2] is None
    assert store.alpha.clear(A) == 2
    assert list(store.alpha.keys()) == [(B, 1, 2)]


def test_maps_do_not_mix(store: Store) -> None:
    store.owners[1] = b"aura"
    store.bonds[1, b""] = 1
    store.hidden[1] = 1
    assert list(store.owners.keys()) == [1]
    assert list(store.bonds.keys()) == [(1, b"")]
    assert store.owners.clear() == 1
    assert (1, b"") in store.bonds


@pytest.mark.parametrize("name", ["hidden", "hidden2", "hidden3", "hidden4", "half_hidden"])
def test_keys_that_are_not_kept(store: Store, name: str) -> None:
    entries: BoundMap[Any, int] = getattr(store, name)
    key = (1, 2) if name == "half_hidden" else 1
    entries[key] = 5
    assert (entries[key], key in entries, list(entries.values())) == (5, True, [5])
    with pytest.raises(HashNotReversible, match="does not keep the key"):
        list(entries.keys())
    with pytest.raises(HashNotReversible):
        list(entries.items())
    assert entries.clear() == 1


def test_changing_a_map_while_going_through_it(store: Store) -> None:
    for number in range(5):
        store.owners[number] = b"aura"
    seen = []
    for number, _ in store.owners.items():
        seen.append(number)
        store.owners[number] = None
        store.owners[number + 100] = b"late"
        store.owners[4] = None
    assert seen == [0, 1, 2, 3]
    assert sorted(store.owners.keys()) == [100, 101, 102, 103]


def test_going_through_a_map_takes_no_more_than_is_asked_for() -> None:
    class Counting:
        def __init__(self) -> None:
            self.passed = 0

        def get(self, key: bytes) -> bytes | None:
            return b"aura"

        def iter_keys(self, prefix: bytes, start_after: bytes | None = None) -> Iterator[bytes]:
            for number in range(1000):
                self.passed += 1
                yield prefix + encode(U16, number)

    runtime, view = runtime_of(COMPOSITION), Counting()
    runtime.state._view = view
    assert next(iter(runtime.pallet(Store).owners.items())) == (0, b"aura")
    assert view.passed == 1


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(0, 3), st.binary(max_size=2)), st.integers(0, 255)))
def test_a_map_is_a_dictionary(entries: dict[tuple[int, bytes], int]) -> None:
    store = runtime_of(COMPOSITION).pallet(Store)
    for key, value in entries.items():
        store.bonds[key] = value
    assert dict(store.bonds.items()) == entries
    for first in range(4):
        assert set(store.bonds.keys(first)) == {key for key in entries if key[0] == first}


# What should not be there


def test_bad_bytes_in_the_state(store: Store) -> None:
    for bad in (b"", b"\x01", b"\xff" * 3):
        store.state.set(store.limits.key, bad)
        if len(bad) < 2:
            with pytest.raises(StateCorrupted, match=r"Store\.Limits"):
                store.limits.get()
    assert store.limits.get() == Limits(255, 255)  # FRAME does not look at what is left over
    store.state.set(store.mood.key, b"\x05")
    with pytest.raises(StateCorrupted, match="5 is not a Mood"):
        store.mood.get()
    store.state.set(store.short.key, b"\x10four")
    with pytest.raises(StateCorrupted):
        store.short.get()


def test_bad_keys_in_the_state(store: Store) -> None:
    prefix = COMPOSITION.layouts[Store.bonds].prefix
    for bad in (b"\x01", b"\x01\x00", bytes(10) + b"\x04", bytes(10) + b"\x04ab"):
        store.state.set(prefix + bad, b"\x01")
        with pytest.raises(StateCorrupted, match=r"Store\.Bonds, key"):
            list(store.bonds.keys())
        store.state.set(prefix + bad, None)
