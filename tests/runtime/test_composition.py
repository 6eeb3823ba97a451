"""What can be put together to a runtime, and what is refused with both places named."""

from __future__ import annotations

from dataclasses import dataclass
from types import new_class
from typing import Annotated, Any

import pytest

from runtime.api import RuntimeApi
from runtime.call import Call, call
from runtime.composition import (
    Composition,
    CompositionError,
    Module,
    PalletNotFound,
    configured,
)
from runtime.dispatch_error import PalletError
from runtime.hashers import Blake2_128Concat, Identity
from runtime.origin import ROOT, Origin
from runtime.pallet import Pallet, Uses, constant
from runtime.scale import (
    U8,
    U16,
    DecodeError,
    EncodeError,
    Enumeration,
    Outer,
    TypeDeclarationError,
    UnitEnum,
)
from runtime.storage import (
    StorageDoubleMap,
    StorageMap,
    StorageNMap,
    StorageValue,
)
from runtime.weights import Weight
from tests.runtime.small import System, compose, runtime_of

FREE = Weight(0, 0)


class OneEvent(Enumeration):
    pass


class Done(OneEvent, index=0):
    what: U8


class Failed(OneEvent, index=3):
    pass


class OneError(PalletError):
    pass


class NoRoom(OneError, index=2):
    """There is no room."""


class One(Pallet, crate="pallet_one"):
    """The first pallet."""

    event = OneEvent
    error = OneError
    total = StorageValue[U16]("A total.")
    entries = StorageMap[Identity[U8], U8]("Entries.")

    @call(index=0, weight=FREE)
    def act(self, origin: Origin, value: U8) -> None:
        """Act."""
        self.deposit_event(Done(value))

    @constant
    def limit(self) -> U8:
        """A limit."""
        return 5


class Empty(Pallet, crate="pallet_empty"):
    pass


class TwoEvent(Enumeration):
    pass


class Other(TwoEvent, index=1):
    pass


class Two(Pallet, crate="pallet_two"):
    """The second pallet, which goes together with the first."""

    event = TwoEvent
    one = Uses(One)
    more = StorageValue[U8]("More.")

    @call(index=1, weight=FREE)
    def act_too(self, origin: Origin) -> None: ...


def together(*pallets: Any) -> Composition:
    return compose(modules=[Module("Both", 1, pallets)])


def test_one_module_of_two_pallets() -> None:
    composition = together(One, Two)
    assert composition.pallets == [System, One, Two]
    assert composition.module_of[Two].name == "Both"
    runtime = runtime_of(composition)
    assert runtime.pallet(Two).one is runtime.pallet(One)
    assert composition.events.encode(Other()) == b"\x01\x01"
    assert composition.events.encode(Done(9)) == b"\x01\x00\x09"
    assert composition.events.decode(b"\x01\x01", 0) == (Other(), 2)
    assert composition.calls.encode(Two.act_too()) == b"\x01\x01"
    assert composition.error_module(NoRoom) == 1
    assert composition.error_class(1, 2) is NoRoom
    assert composition.error_class(1, 3) is composition.error_class(9, 2) is None


def test_events_that_are_not_there() -> None:
    events = Annotated[Any, Outer("RuntimeEvent")]
    types = compose(One).types
    for data in (b"", b"\x01", b"\x01\x01", b"\x00\x00", b"\x02\x00", b"\x01\x00"):
        with pytest.raises(DecodeError):
            types.decode(events, data)
    for value in (Other(), OneEvent(), None, NoRoom()):
        with pytest.raises(EncodeError):
            types.encode(events, value)


def test_modules_are_in_the_order_of_their_indices() -> None:
    modules = [Module("Later", 9, [Two]), Module("Earlier", 4, [One])]
    composition = compose(modules=modules)
    assert [module.name for module in composition.modules] == ["System", "Earlier", "Later"]
    assert composition.pallets == [System, One, Two]


# Modules that are refused


def refused(message: str, *modules: Module, **options: Any) -> None:
    with pytest.raises(CompositionError, match=message):
        compose(modules=modules, **options)


def test_module_indices_and_names() -> None:
    refused("index 3 is used twice: by A and B", Module("A", 3, [One]), Module("B", 3, [Empty]))
    refused(
        "name A is used twice: by index 1 and index 2",
        Module("A", 1, [One]),
        Module("A", 2, [Empty]),
    )
    refused("A: an index is from 0 to 255", Module("A", 256, [One]))
    refused("A has no pallets", Module("A", 1, []))


def test_a_pallet_is_in_one_module() -> None:
    refused(r"\.One is in two modules: A and B", Module("A", 1, [One]), Module("B", 2, [One]))
    refused("A has the same pallet twice", Module("A", 1, [One, One]))


def test_parts_of_a_module_do_not_share_indices() -> None:
    class Calls(Pallet):
        @call(index=0, weight=FREE)
        def other(self, origin: Origin) -> None: ...

    class CallNames(Pallet):
        @call(index=9, weight=FREE)
        def act(self, origin: Origin) -> None: ...

    class Events(Pallet):
        event = enum_with("Fine", 3)

    class EventNames(Pallet):
        event = enum_with("Done", 9)

    class Errors(Pallet):
        error = error_with("Fine", 2)

    class ErrorNames(Pallet):
        error = error_with("NoRoom", 9)

    class Storage(Pallet):
        also = StorageValue[U8]("Also.", name="Total")

    for other, message in {
        Calls: r"index 0 of Both's calls is used twice: by .*One\.act and .*Calls\.other",
        CallNames: r"name act of Both's calls .*One\.act and .*CallNames\.act",
        Events: r"index 3 of Both's events .*\.Failed and .*\.Fine",
        EventNames: r"name Done of Both's events .*\.Done and .*\.Done",
        Errors: r"index 2 of Both's errors .*\.NoRoom and .*\.Fine",
        ErrorNames: r"name NoRoom of Both's errors .*\.NoRoom and .*\.NoRoom",
        Storage: r"One\.total and .*Storage\.also have the same storage, Both\.Total",
    }.items():
        refused(message, Module("Both", 1, [One, other]))
        compose(modules=[Module("A", 1, [One]), Module("B", 2, [other])])


@pytest.mark.parametrize("kind", ["origin", "hold_reason", "freeze_reason"])
def test_nor_those_of_other_enums(kind: str) -> None:
    parts = [
        new_class(name, (Pallet,), {}, lambda body, name=name: body.update(made(kind, name)))
        for name in ("First", "Second")
    ]
    refused(rf"index 0 of Both's {kind.replace('_', ' ')}s", Module("Both", 1, parts))


def made(kind: str, name: str) -> dict[str, Any]:
    return {kind: enum_with(name, 0)}


def enum_with(name: str, index: int) -> type[Enumeration]:
    base: Any = new_class("Base", (Enumeration,))
    new_class(name, (base,), {"index": index})
    return base  # type: ignore[no-any-return]


def error_with(name: str, index: int) -> type[PalletError]:
    base: Any = new_class("Base", (PalletError,))
    new_class(name, (base,), {"index": index})
    return base  # type: ignore[no-any-return]


def test_parts_may_share_a_whole_enum() -> None:
    class Partner(Pallet):
        event = OneEvent
        error = OneError

    assert together(One, Partner).events.encode(Failed()) == b"\x01\x03"


def test_modules_may_not() -> None:
    class Partner(Pallet):
        event = OneEvent

    refused(
        r"event enum .*OneEvent is used twice: by A and B",
        Module("A", 1, [One]),
        Module("B", 2, [Partner]),
    )


def test_what_two_modules_inherit() -> None:
    class Base(Pallet):
        total = StorageValue[U8]("A total.")

    class Left(Base):
        pass

    class Right(Base):
        pass

    refused(
        r"Right\.total: .*inherited in two modules, A and B",
        Module("A", 1, [Left]),
        Module("B", 2, [Right]),
    )

    class Caller(Pallet):
        @call(index=0, weight=FREE)
        def act(self, origin: Origin) -> None: ...

    class Again(Caller):
        pass

    refused(
        r"call act is used twice: by .*Caller and .*Again",
        Module("A", 1, [Caller]),
        Module("B", 2, [Again]),
    )


def test_apis_have_names_of_their_own() -> None:
    first = new_class("Api", (RuntimeApi,), {"version": 1})
    second = new_class("Api", (RuntimeApi,), {"version": 2})
    refused("API Api is used twice", apis=[first, second])


# Types that are refused


def test_unknown_types() -> None:
    class BadStorage(Pallet):
        entries = StorageMap[Identity[U8], float]("Bad.")

    class BadKey(Pallet):
        entries = StorageMap[Identity[float], U8]("Bad.")

    class NoHasher(Pallet):
        entries = StorageMap[U8, U8]("Bad.")

    class TwoHashers(Pallet):
        entries = StorageMap[Identity[Blake2_128Concat[U8]], U8]("Bad.")

    class Untyped(Pallet):
        entries = StorageValue("Bad.")  # type: ignore[var-annotated]

    class NoTuple(Pallet):
        entries = StorageNMap[Identity[U8], U8]("Bad.")

    class OptionInside(Pallet):
        entries = StorageValue[Annotated[U8 | None, "note"]]("Bad.")

    class NoDefault(Pallet):
        entries = StorageValue[Annotated[Enumeration, Outer("RuntimeEvent")]]("Bad.")

    class NoZero(Pallet):
        entries = StorageDoubleMap[Identity[U8], Identity[U8], Mood]("Bad.")

    class DefaultOfNothing(Pallet):
        entries = StorageValue[U8 | None]("Bad.", default=5)

    class BadArgument(Pallet):
        @call(index=0, weight=FREE)
        def entries(self, origin: Origin, value: float) -> None: ...

    class UntypedArgument(Pallet):
        @call(index=0, weight=FREE)
        def entries(self, origin: Origin, value) -> None: ...  # type: ignore[no-untyped-def]

    class UnknownArgument(Pallet):
        @call(index=0, weight=FREE)
        def entries(self, origin: Origin, value: Nowhere) -> None: ...  # type: ignore[name-defined]  # noqa: F821

    class BadConstant(Pallet):
        @constant
        def entries(self) -> float:
            return 1.0

    class UntypedConstant(Pallet):
        @constant
        def entries(self):  # type: ignore[no-untyped-def]
            return 1

    for pallet, message in {
        BadStorage: "float has no SCALE form",
        BadKey: "float has no SCALE form",
        NoHasher: "needs exactly one hasher",
        TwoHashers: "needs exactly one hasher",
        Untyped: "types in brackets",
        NoTuple: "tuple",
        OptionInside: "annotate inside",
        NoDefault: "give default=.*, because",
        NoZero: "give default=.*, because Mood has no default value",
        DefaultOfNothing: "absent has no default",
        BadArgument: "float has no SCALE form",
        UntypedArgument: "parameter value of a call has no type",
        UnknownArgument: "Nowhere",
        BadConstant: "float has no SCALE form",
        UntypedConstant: "what it returns",
    }.items():
        with pytest.raises(CompositionError, match=rf"{pallet.__name__}\.entries: .*{message}"):
            compose(pallet)


class Mood(UnitEnum):
    Cross = 1


class BadEvent(Enumeration):
    pass


class Broken(BadEvent, index=0):
    value: list[float]


def test_unknown_types_in_events() -> None:
    class Bad(Pallet):
        event = BadEvent

    with pytest.raises(CompositionError, match=r"Broken: .*float has no SCALE form"):
        compose(Bad)


def test_unknown_outer_types() -> None:
    class Bad(Pallet):
        entries = StorageValue[Annotated[Any, Outer("RuntimeNothing")] | None]("Bad.")

    composition = compose(Bad)
    with pytest.raises(TypeDeclarationError, match="RuntimeNothing"):
        composition.types.encode(Annotated[Any, Outer("RuntimeNothing")], 1)


# Pallets that need others


def test_pallets_that_are_used_have_to_be_there() -> None:
    with pytest.raises(CompositionError, match=r"Two\.one: .*\.One is in no module"):
        compose(Two)
    with pytest.raises(PalletNotFound, match="Empty is in no module"):
        compose(One, system=Empty)


def test_a_derived_pallet_stands_for_its_base() -> None:
    class Louder(One):
        @constant
        def limit(self) -> U8:
            """Another limit."""
            return 6

        def helper(self) -> str:
            return "louder"

    composition = compose(Louder, Two)
    runtime = runtime_of(composition)
    louder = runtime.pallet(Louder)
    assert runtime.pallet(One) is louder is runtime.pallet(Two).one
    assert runtime.pallet(One).limit == 6
    runtime.dispatch(One.act(5), ROOT)
    assert runtime.pallet(System).events.get() == [Done(5)]
    louder.total.set(7)
    assert runtime.pallet(One).total.get() == 7
    assert composition.calls.encode(One.act(5)) == b"\x01\x00\x05"


def test_which_of_two_is_not_clear() -> None:
    class Left(Empty):
        pass

    class Right(Empty):
        pass

    composition = compose(Left, Right)
    with pytest.raises(PalletNotFound, match=r"Left and .*Right derives"):
        runtime_of(composition).pallet(Empty)
    with pytest.raises(PalletNotFound, match="nothing derives"):
        runtime_of(composition).pallet(One)


@dataclass(frozen=True)
class Config:
    needed: int


@dataclass(frozen=True)
class Defaults:
    limit: int = 4


class Needy(Pallet):
    config: Config


class Easy(Pallet):
    config: Defaults


def test_configurations() -> None:
    assert runtime_of(compose(configured(Needy, Config(3)))).pallet(Needy).config.needed == 3
    assert runtime_of(compose(Easy)).pallet(Easy).config.limit == 4
    assert runtime_of(compose(One)).pallet(One).config is None
    with pytest.raises(CompositionError, match=r"Needy .*configured.*needed"):
        compose(Needy)
    with pytest.raises(CompositionError, match=r"Needy is configured by .*\.Config, not Defaults"):
        compose(configured(Needy, Defaults()))


def test_hooks_that_do_something() -> None:
    class Busy(Pallet):
        def on_finalize(self, number: int) -> None: ...

    composition = compose(One, Busy)
    assert composition.pallets_with("on_finalize") == [Busy]
    assert composition.pallets_with("on_finalize") == [Busy]
    assert composition.pallets_with("on_idle") == []


def test_costs_are_found_once_where_they_are_fixed() -> None:
    asked: list[int] = []

    def weight(_: Any, value: int) -> Weight:
        asked.append(value)
        return Weight(value, 0)

    class Weighed(Pallet):
        @call(index=0, weight=weight)
        def by_value(self, origin: Origin, value: U8) -> None: ...

        @call(index=1, weight=Weight(7, 0))
        def fixed(self, origin: Origin) -> None: ...

    runtime = runtime_of(compose(Weighed))
    costly: Call = Weighed.by_value(5)
    assert runtime.dispatch_info(costly).weight == Weight(5, 0)
    assert runtime.dispatch_info(costly).weight == Weight(5, 0)
    assert runtime.dispatch_info(Weighed.by_value(6)).weight == Weight(6, 0)
    assert asked == [5, 6]
    assert runtime.dispatch_info(Weighed.fixed()) is runtime.dispatch_info(Weighed.fixed())
