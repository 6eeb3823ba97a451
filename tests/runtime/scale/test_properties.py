"""What holds for all types and values."""

from __future__ import annotations

import string
from typing import Annotated, Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from runtime.scale import (
    U8,
    U32,
    U64,
    AccountId,
    Compact,
    DecodeError,
    Enumeration,
    Outer,
    Struct,
    TypeSpace,
)
from tests.runtime.scale.plain import plain
from tests.strategies import type_hints, values_of

FEW = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def typed_values(draw: st.DrawFn, canonical: bool = False) -> tuple[TypeSpace, Any, Any]:
    types, hint = TypeSpace(), draw(type_hints(canonical))
    return types, hint, draw(values_of(hint, types))


@FEW
@given(typed_values())
def test_encodings_are_those_of_the_plain_codec(typed: tuple[TypeSpace, Any, Any]) -> None:
    types, hint, value = typed
    assert types.encode(hint, value) == plain(hint, value)


@FEW
@given(typed_values(), st.binary(max_size=5), st.binary(max_size=5))
def test_what_was_encoded_is_decoded(
    typed: tuple[TypeSpace, Any, Any], before: bytes, after: bytes
) -> None:
    types, hint, value = typed
    encoded = types.encode(hint, value)
    assert types.decode(hint, encoded) == value
    data, end = before + encoded + after, len(before) + len(encoded)
    assert types.decode_prefix(hint, data, len(before)) == (value, end)


@FEW
@given(typed_values())
def test_decoded_values_have_the_declared_classes(typed: tuple[TypeSpace, Any, Any]) -> None:
    types, hint, value = typed
    assert repr(types.decode(hint, types.encode(hint, value))) == repr(value) or any(
        word in repr(value) for word in ("{", "frozenset")
    )


@FEW
@given(typed_values(), st.data())
def test_what_is_cut_off_is_not_decoded(typed: tuple[TypeSpace, Any, Any], data: Any) -> None:
    types, hint, value = typed
    encoded = types.encode(hint, value)
    assume(encoded)
    cut = data.draw(st.integers(0, len(encoded) - 1))
    assert refused(types, hint, encoded[:cut])
    assert refused(types, hint, encoded + b"\x00")


@FEW
@given(type_hints(canonical=True), st.binary(max_size=60))
def test_any_bytes_are_an_encoding_or_refused(hint: Any, data: bytes) -> None:
    check_canonical(TypeSpace(), hint, data)


@FEW
@given(typed_values(canonical=True), st.data())
def test_so_are_changed_encodings(typed: tuple[TypeSpace, Any, Any], data: Any) -> None:
    types, hint, value = typed
    encoded = types.encode(hint, value)
    assume(encoded)
    place = data.draw(st.integers(0, len(encoded) - 1))
    instead = data.draw(st.binary(max_size=3))
    cut = data.draw(st.integers(0, 2))
    check_canonical(types, hint, encoded[:place] + instead + encoded[place + cut :])


@FEW
@given(type_hints(), st.binary(max_size=60))
def test_types_with_maps_refuse_in_the_same_way(hint: Any, data: bytes) -> None:
    types = TypeSpace()
    if not refused(types, hint, data):
        value = types.decode(hint, data)
        assert types.decode(hint, types.encode(hint, value)) == value


def check_canonical(types: TypeSpace, hint: Any, data: bytes) -> None:
    if not refused(types, hint, data):
        assert types.encode(hint, types.decode(hint, data)) == data


def refused(types: TypeSpace, hint: Any, data: bytes) -> bool:
    try:
        types.decode(hint, data)
    except DecodeError:
        return True
    return False


class Tree(Struct):
    """Holds itself, through lists and options."""

    name: Annotated[str, "anything"]
    branches: list[Tree]
    twin: Tree | None


class Expression(Enumeration):
    pass


class Number(Expression, index=0):
    value: Compact[U64]


class Sum(Expression, index=1):
    left: Expression
    right: Expression


@FEW
@given(st.sampled_from([Tree, Expression]).flatmap(lambda h: st.tuples(st.just(h), values_of(h))))
def test_types_that_hold_themselves(typed: tuple[Any, Any]) -> None:
    hint, value = typed
    types = TypeSpace()
    encoded = types.encode(hint, value)
    assert encoded == plain(hint, value)
    assert types.decode(hint, encoded) == value


def test_depth_without_end_is_refused() -> None:
    assert refused(TypeSpace(), Expression, b"\x01" * 1_000_000)
    assert refused(TypeSpace(), Tree, b"\x00\x00\x01" * 1_000_000)


class Wide(Struct):
    """Fields with and without a fixed size, in an order that breaks them into several runs."""

    first: U8
    who: AccountId
    name: bytes
    last: U32


@FEW
@given(values_of(Wide))
def test_runs_of_fixed_fields(value: Wide) -> None:
    types = TypeSpace()
    encoded = types.encode(Wide, value)
    assert encoded == plain(Wide, value)
    assert types.decode(Wide, encoded) == value
    assert all(refused(types, Wide, encoded[:cut]) for cut in range(len(encoded)))


def test_late_types_are_found_when_they_are_needed() -> None:
    found = []

    def outer(name: str) -> Any:
        found.append(name)
        return types.shape(Wide)

    types = TypeSpace(outer)
    hint = list[Annotated[Any, Outer("Anything")]]
    assert types.shape(hint) is types.shape(hint)
    assert found == []
    value = [Wide(1, bytes(32), string.ascii_letters.encode(), 2)]
    assert types.decode(hint, types.encode(hint, value)) == value
    assert found == ["Anything"]
