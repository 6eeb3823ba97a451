"""Dispatch: filters, guards, storage layers, what a call reports."""

from __future__ import annotations

from typing import Any

import pytest

from runtime.call import Call, RuntimeCall, call
from runtime.dispatch_error import (
    BadOrigin,
    DispatchFailure,
    Module,
    ModuleError,
    PalletError,
    Transactional,
    TransactionalError,
)
from runtime.guard import DispatchGuard
from runtime.origin import NOBODY, ROOT, Origin, ensure_root, ensure_signed, signed
from runtime.pallet import Pallet
from runtime.runtime import MAX_STORAGE_LAYERS, Runtime
from runtime.scale import U32, TypeDeclarationError
from runtime.storage import StorageValue
from runtime.weights import (
    DispatchClass,
    DispatchInfo,
    Pays,
    PostInfo,
    Weight,
    pays_of,
    total_weight,
    weigh,
    weight_of,
)
from tests.runtime.small import CallFiltered, System, compose, runtime_of

ALICE = signed(b"a" * 32)


class Error(PalletError):
    pass


class TooMuch(Error, index=4):
    """It is too much."""


class Unrelated(PalletError):
    pass


class Elsewhere(Unrelated, index=0):
    """An error of a pallet that is not there."""


def nested_weight(pallet: Nest, inner: Call) -> Weight:
    return pallet.runtime.dispatch_info(inner).weight + Weight(1, 1)


class Nest(Pallet, crate="pallet_nest"):
    """Calls that write, fail and call."""

    error = Error
    log = StorageValue[list[U32]]("What was done.")

    @call(index=0, weight=weigh(10, 5, reads=1))
    def write(self, origin: Origin, value: U32) -> PostInfo | None:
        self.log.append(value)
        if value > 100:
            raise TooMuch().with_post(PostInfo(Weight(3, 0), Pays.No))
        return PostInfo(Weight(2, 0)) if value else None

    @call(index=1, weight=nested_weight)
    def wrap(self, origin: Origin, inner: RuntimeCall) -> None:
        self.log.append(1000)
        self.runtime.dispatch(inner, origin)

    @call(index=2, weight=Weight(0, 0), dispatch_class=DispatchClass.Operational, pays=Pays.No)
    def catch(self, origin: Origin, inner: RuntimeCall) -> None:
        try:
            self.runtime.dispatch(inner, origin)
        except DispatchFailure:
            self.log.append(2000)

    @call(
        index=3,
        weight=Weight(0, 0),
        dispatch_class=lambda _, mandatory: DispatchClass(2 if mandatory else 0),
        pays=lambda _, mandatory: Pays.No if mandatory else Pays.Yes,
    )
    def choose(self, origin: Origin, mandatory: bool) -> None:
        ensure_root(origin)

    @call(index=4, weight=Weight(0, 0))
    def crash(self, origin: Origin) -> None:
        self.log.append(1)
        raise ZeroDivisionError

    @call(index=5, weight=Weight(0, 0))
    def deeper(self, origin: Origin, levels: U32) -> None:
        """As deep as storage layers go: each level is one more."""
        if levels:
            self.runtime.in_layer(lambda: self.deeper(origin, levels - 1))
        self.log.append(levels)

    @call(index=6, weight=Weight(0, 0))
    def who(self, origin: Origin) -> None:
        ensure_signed(origin)


COMPOSITION = compose(Nest)


@pytest.fixture
def runtime() -> Runtime:
    return runtime_of(COMPOSITION)


def log(runtime: Runtime) -> list[int]:
    return runtime.pallet(Nest).log.get()


def wrapped(inner: Call, times: int) -> Call:
    for _ in range(times):
        inner = Nest.wrap(inner)
    return inner


def failure(runtime: Runtime, made: Call, origin: Origin = ALICE) -> DispatchFailure:
    before = runtime.state.changes()
    with pytest.raises(DispatchFailure) as caught:
        runtime.dispatch(made, origin)
    assert runtime.state.changes() == before
    assert runtime.state.depth == 0
    return caught.value


def test_what_a_call_reports(runtime: Runtime) -> None:
    assert runtime.dispatch(Nest.write(0), ALICE) == PostInfo()
    assert runtime.dispatch(Nest.write(5), ALICE) == PostInfo(Weight(2, 0))
    assert log(runtime) == [0, 5]
    assert runtime.state.depth == 0
    assert failure(runtime, Nest.write(101)).post == PostInfo(Weight(3, 0), Pays.No)
    assert DispatchFailure.post == PostInfo()


def test_a_failure_undoes_the_call_and_those_around_it(runtime: Runtime) -> None:
    runtime.dispatch(Nest.write(1), ALICE)
    assert isinstance(failure(runtime, wrapped(Nest.write(101), 3)), TooMuch)
    assert log(runtime) == [1]
    runtime.dispatch(Nest.wrap(Nest.catch(wrapped(Nest.write(101), 2))), ALICE)
    assert log(runtime) == [1, 1000, 2000]


def test_any_exception_undoes_the_call(runtime: Runtime) -> None:
    for stopped in (Nest.crash(), Nest.wrap(Nest.crash()), Nest.catch(Nest.crash())):
        with pytest.raises(ZeroDivisionError):
            runtime.dispatch(stopped, ALICE)
        assert runtime.state.changes() == {}
        assert runtime.state.depth == 0

    def interrupt() -> None:
        runtime.pallet(Nest).log.append(1)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        runtime.in_layer(interrupt)
    assert runtime.state.changes() == {}
    assert runtime.in_layer(lambda: 5) == 5


def test_how_many_layers_there_may_be(runtime: Runtime) -> None:
    runtime.dispatch(Nest.deeper(MAX_STORAGE_LAYERS - 1), ALICE)
    assert len(log(runtime)) == MAX_STORAGE_LAYERS == 255
    too_deep = failure(runtime, Nest.deeper(MAX_STORAGE_LAYERS))
    assert runtime.error_value(too_deep) == Transactional(TransactionalError.LimitReached)


def test_how_deep_calls_may_call(runtime: Runtime) -> None:
    made = wrapped(Nest.write(1), 254)
    assert runtime.dispatch_info(made).weight == Weight(25_000_010 + 254, 5 + 254)
    runtime.dispatch(made, ALICE)
    assert log(runtime) == [1000] * 254 + [1]
    too_deep = failure(runtime, wrapped(Nest.write(1), 255))
    assert runtime.error_value(too_deep) == Transactional(TransactionalError.LimitReached)
    runtime.dispatch(made, ALICE)


def test_errors_as_the_wire_has_them(runtime: Runtime) -> None:
    assert runtime.error_value(TooMuch()) == Module(ModuleError(1, b"\x04\x00\x00\x00"))
    assert runtime.error_value(failure(runtime, Nest.choose(True))) == BadOrigin()
    assert runtime.error_value(failure(runtime, Nest.who(), NOBODY)) == BadOrigin()
    with pytest.raises(KeyError):
        runtime.error_value(Elsewhere())


def test_errors_are_declared_once_and_in_a_byte() -> None:
    with pytest.raises(TypeDeclarationError, match="0 to 255"):

        class Far(Error, index=256):
            pass

    with pytest.raises(TypeDeclarationError, match=r"by .*TooMuch and .*Again"):

        class Again(Error, index=4):
            pass

    with pytest.raises(TypeDeclarationError, match="derive a base"):

        class Alone(PalletError, index=1):
            pass

    assert TooMuch().name == "TooMuch"


# Filters and guards


class Steps(DispatchGuard):
    """Notes the calls that it is asked about, and refuses some."""

    def __init__(self, name: str, seen: list[Any], cost: int = 0, refused: str = "") -> None:
        self.name, self.seen, self.cost, self.refused = name, seen, cost, refused

    def weight(self, declared: Any) -> Weight:
        return Weight(self.cost, 0)

    def check(self, runtime: Runtime, origin: Origin, made: Call) -> None:
        self.seen.append((self.name, made.declaration.name))
        runtime.pallet(Nest).log.append(9)
        if made.declaration.name == self.refused:
            raise TooMuch


def test_the_base_filter_is_for_all_but_root(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(System, "refused", ("write",))
    for origin in (ALICE, NOBODY):
        assert isinstance(failure(runtime, Nest.write(1), origin), CallFiltered)
        assert isinstance(failure(runtime, Nest.wrap(Nest.write(1)), origin), CallFiltered)
    runtime.dispatch(Nest.wrap(Nest.write(1)), ROOT)
    runtime.dispatch_bypass_filter(Nest.write(2), ALICE)
    assert log(runtime) == [1000, 1, 2]


def test_filters_of_an_origin_apply_to_calls_within_calls(runtime: Runtime) -> None:
    narrow = ALICE.with_filter(lambda made: made.declaration is not Nest.write)
    assert isinstance(failure(runtime, Nest.write(1), narrow), CallFiltered)
    assert isinstance(failure(runtime, Nest.wrap(Nest.write(1)), narrow), CallFiltered)
    runtime.dispatch(Nest.who(), narrow)
    narrower = narrow.with_filter(lambda made: made.declaration is not Nest.who)
    assert isinstance(failure(runtime, Nest.who(), narrower), CallFiltered)
    assert isinstance(failure(runtime, Nest.write(1), narrower), CallFiltered)
    runtime.dispatch(Nest.write(1), ROOT.with_filter(lambda made: False))


def test_guards_are_asked_in_order_after_the_filters_and_leave_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[Any] = []
    guards = [Steps("first", seen), Steps("second", seen, refused="who")]
    runtime = runtime_of(compose(Nest, guards=guards))
    runtime.dispatch(Nest.wrap(Nest.write(1)), ALICE)
    assert seen == [(g, c) for c in ("wrap", "write") for g in ("first", "second")]
    assert log(runtime) == [1000, 1]
    assert isinstance(failure(runtime, Nest.wrap(Nest.who())), TooMuch)
    seen.clear()
    runtime.dispatch(Nest.write(1), ROOT)
    runtime.dispatch_bypass_filter(Nest.who(), ALICE)
    monkeypatch.setattr(System, "refused", ("who",))
    assert isinstance(failure(runtime, Nest.who()), CallFiltered)
    assert seen == []


def test_guards_cost_at_every_level() -> None:
    runtime = runtime_of(compose(Nest, guards=[Steps("a", [], 100), Steps("b", [], 10)]))
    assert runtime.dispatch_info(Nest.who()).weight == Weight(110, 0)
    assert runtime.dispatch_info(Nest.wrap(Nest.who())).weight == Weight(221, 1)


# Costs


def test_costs_that_depend_on_arguments(runtime: Runtime) -> None:
    plain = runtime.dispatch_info(Nest.write(1))
    assert plain == DispatchInfo(Weight(25_000_010, 5), DispatchClass.Normal, Pays.Yes)
    caught = runtime.dispatch_info(Nest.catch(Nest.write(1)))
    assert caught == DispatchInfo(Weight(0, 0), DispatchClass.Operational, Pays.No)
    assert runtime.dispatch_info(Nest.choose(True)).class_ is DispatchClass.Mandatory
    assert runtime.dispatch_info(Nest.choose(True)).pays_fee is Pays.No
    assert runtime.dispatch_info(Nest.choose(False)).class_ is DispatchClass.Normal
    assert runtime.dispatch_info(Nest.choose(False)).pays_fee is Pays.Yes


TOP = 2**64 - 1


def test_weights() -> None:
    assert Weight(1, 2) + Weight(TOP, 3) == Weight(TOP, 5)
    assert Weight(5, 1) - Weight(2, 3) == Weight(3, 0)
    assert Weight(TOP, 2) * 3 == Weight(TOP, 6)
    assert Weight(1, 5).lesser(Weight(3, 2)) == Weight(1, 2)
    assert Weight(1, 5).greater(Weight(3, 2)) == Weight(3, 5)
    assert Weight(1, 5).any_above(Weight(3, 2))
    assert not Weight(3, 2).any_above(Weight(3, 2))
    assert Weight(1, 1).all_below(Weight(2, 2))
    assert not Weight(1, 2).all_below(Weight(2, 2))
    assert weigh(7, 3, reads=2, writes=1) == Weight(150_000_007, 3)
    assert weigh(TOP, writes=1) == Weight(TOP, 0)
    assert total_weight([Weight(1, 2), Weight(3, 4)]) == Weight(4, 6)
    assert total_weight([]) == Weight(0, 0)


def test_what_is_charged_in_the_end() -> None:
    info = DispatchInfo(Weight(10, 10), DispatchClass.Normal, Pays.Yes)
    free = DispatchInfo(Weight(10, 10), DispatchClass.Normal, Pays.No)
    assert weight_of(info, PostInfo()) == Weight(10, 10)
    assert weight_of(info, PostInfo(Weight(5, 20))) == Weight(5, 10)
    assert pays_of(info, PostInfo()) is Pays.Yes
    assert pays_of(info, PostInfo(pays_fee=Pays.No)) is Pays.No
    assert pays_of(free, PostInfo()) is Pays.No


def test_pallets_are_made_once(runtime: Runtime) -> None:
    assert runtime.pallet(Nest) is runtime.pallet(Nest)
    assert runtime.pallet(Nest).log is runtime.pallet(Nest).log
    assert runtime_of(COMPOSITION).pallet(Nest) is not runtime.pallet(Nest)


def test_one_accessor_does_not_serve_two_states() -> None:
    first, second = runtime_of(COMPOSITION), runtime_of(COMPOSITION)
    first.pallet(Nest).log.set([1])
    second.pallet(Nest).log.set([2])
    assert (log(first), log(second)) == ([1], [2])
