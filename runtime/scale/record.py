"""Frozen records: to their users what `dataclass(frozen=True)` makes, made in a twentieth of its time.

A runtime has a thousand of these classes, and a program uses few of them: so a class gets its own
`__init__` when it is first called. What `dataclasses` knows of a class (`fields`, `replace`) holds here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, fields
from typing import Any, ClassVar, dataclass_transform

from runtime.scale.source import Source


@dataclass_transform(frozen_default=True)
class Record:
    """Subclasses have their annotations as fields; equal records have the same class and values."""

    field_names: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        make_record(cls)

    def __setattr__(self, name: str, value: Any) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Record) or other.__class__ is not self.__class__:
            return NotImplemented
        return _values(self) == _values(other)

    def __hash__(self) -> int:
        return hash(_values(self))

    def __repr__(self) -> str:
        named = zip(self.field_names, _values(self), strict=True)
        return f"{type(self).__qualname__}({', '.join(f'{name}={value!r}' for name, value in named)})"


def _values(record: Record) -> tuple[Any, ...]:
    return tuple(map(record.__dict__.__getitem__, record.field_names))


def make_record(cls: type) -> None:
    """Make the annotations of a class its fields."""
    docs, own = cls.__doc__, vars(cls)
    cls.__doc__ = docs or "-"  # else `dataclass` writes the signature there, which takes long
    dataclass(init=False, repr=False, eq=False)(cls)
    cls.__doc__ = docs
    cls.field_names = tuple(part.name for part in fields(cls))  # type: ignore[attr-defined]
    if "__init__" not in own:
        cls.__init__ = _first_init  # type: ignore[misc]


def _first_init(self: Any, *args: Any, **kwargs: Any) -> None:
    """The `__init__` of a class of which there is no record yet."""
    cls = type(self)
    cls.__init__ = _initializer(cls)
    cls.__init__(self, *args, **kwargs)


def _initializer(cls: type) -> Callable[..., None]:
    source = Source()
    parameters = ["self"]
    # Values go around `__setattr__`, which refuses them.
    source.line("_values = self.__dict__")
    for part in fields(cls):
        parameters.append(_parameter(source, part))
        source.line(f"_values[{part.name!r}] = {part.name}")
    if hasattr(cls, "__post_init__"):
        source.line("self.__post_init__()")
    made = source.function("__init__", ", ".join(parameters))
    made.__qualname__ = f"{cls.__qualname__}.__init__"  # which is in the message of a wrong call
    return made


def _parameter(source: Source, part: Field[Any]) -> str:
    if part.default_factory is not MISSING:
        absent, make = source.bind(MISSING, "_absent"), source.bind(part.default_factory, "_make")
        source.line(f"{part.name} = {make}() if {part.name} is {absent} else {part.name}")
        return f"{part.name}={absent}"
    if part.default is not MISSING:
        return f"{part.name}={source.bind(part.default, '_default')}"
    return part.name
