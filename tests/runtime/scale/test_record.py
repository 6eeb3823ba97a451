"""Records: what a frozen dataclass does, they do."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, field, fields, is_dataclass, replace
from typing import ClassVar, Generic, TypeVar

import pytest

from runtime.scale.record import Record

T = TypeVar("T")


class Point(Record):
    """A place."""

    x: int
    y: int = 5


class Named(Point):
    label: str = "here"
    tags: list[str] = field(default_factory=list)
    kind: ClassVar[str] = "named"


class Undocumented(Record):
    pass


class Box(Record, Generic[T]):
    content: T


class Checked(Record):
    low: int
    high: int

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError("low over high")


def test_construction() -> None:
    assert (Point(1).x, Point(1).y) == (1, 5)
    assert Point(x=1, y=2) == Point(1, 2)
    named = Named(1, label="there")
    assert (named.x, named.y, named.label, named.tags) == (1, 5, "there", [])
    assert Named(1).tags is not Named(1).tags
    assert Named.kind == named.kind == "named"
    assert Box[int](1) == Box(1)


@pytest.mark.parametrize("arguments", [(), (1, 2, 3)])
def test_wrong_arguments(arguments: tuple[int, ...]) -> None:
    with pytest.raises(TypeError, match=r"Point\.__init__"):
        Point(*arguments)
    with pytest.raises(TypeError, match="unexpected keyword"):
        Point(1, z=2)  # type: ignore[call-arg]


def test_frozen() -> None:
    point = Point(1)
    with pytest.raises(FrozenInstanceError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del point.x
    with pytest.raises(FrozenInstanceError):
        point.z = 2  # type: ignore[attr-defined]
    assert not hasattr(point, "__dict__")
    assert point == Point(1)


def test_equality_and_hash() -> None:
    assert Point(1, 2) == Point(1, 2) != Point(2, 1)
    assert hash(Point(1, 2)) == hash(Point(1, 2))
    assert len({Point(1), Point(1), Point(2), Undocumented(), Undocumented()}) == 3
    assert Point(1) != Named(1)
    assert Point(1) != (1, 5)
    assert Undocumented() == Undocumented() != Point(1)
    with pytest.raises(TypeError):
        hash(Named(1))


def test_text() -> None:
    assert repr(Point(1)) == "Point(x=1, y=5)"
    assert repr(Undocumented()) == "Undocumented()"
    assert Point.__doc__ == "A place."
    assert Undocumented.__doc__ is None


def test_with_dataclasses() -> None:
    named = Named(1, 2)
    assert is_dataclass(named)
    assert [part.name for part in fields(named)] == ["x", "y", "label", "tags"]
    assert replace(named, label="b") == Named(1, 2, "b")
    assert Named.field_names == ("x", "y", "label", "tags")


@pytest.mark.parametrize("record", [Point(1, 2), Undocumented(), Box([1])])
def test_copies(record: Record) -> None:
    assert copy.copy(record) == copy.deepcopy(record) == record
    assert pickle.loads(pickle.dumps(record)) == record


def test_patterns() -> None:
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)
        case _:
            raise AssertionError


def test_a_check_after_construction() -> None:
    assert Checked(1, 2).high == 2
    with pytest.raises(ValueError, match="low over high"):
        Checked(2, 1)


def test_a_field_without_default_after_one_with() -> None:
    with pytest.raises(TypeError, match="follows"):

        class Wrong(Point):
            late: int


def test_a_constructor_of_its_own() -> None:
    class Doubled(Record):
        value: int

        def __init__(self, half: int) -> None:
            object.__setattr__(self, "value", half * 2)

    assert Doubled(2).value == 4
