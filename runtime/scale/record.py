"""Frozen records: to their users what `dataclass(frozen=True, slots=True)` makes, at less cost.

A runtime has a thousand of these classes, and a program uses few of them: a class gets its own
`__init__` when it is first called. What `dataclasses` can do with a class (`fields`, `replace`)
works here too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, fields
from operator import attrgetter
from typing import Any, ClassVar, dataclass_transform, get_origin

from runtime.scale.source import Source


class RecordType(type):
    """Turns the annotations of a class into slots, which it has to have from the beginning."""

    def __new__(
        mcs, title: str, bases: tuple[type, ...], namespace: dict[str, Any], /, **kwargs: Any
    ) -> RecordType:
        hints = namespace.get("__annotations__", {})
        names = [field for field, hint in hints.items() if not _of_class(hint)]
        namespace["__slots__"] = tuple(names)
        # A class attribute cannot have the name of a slot.
        namespace["_defaults"] = {name: namespace.pop(name) for name in names if name in namespace}
        return super().__new__(mcs, title, bases, namespace, **kwargs)


def _of_class(hint: Any) -> bool:
    if isinstance(hint, str):
        return hint.startswith(("ClassVar", "typing.ClassVar"))
    return hint is ClassVar or get_origin(hint) is ClassVar


@dataclass_transform(frozen_default=True)
class Record(metaclass=RecordType):
    """Subclasses have their annotations as fields; equal records have the same class and values."""

    field_names: ClassVar[tuple[str, ...]] = ()
    _defaults: ClassVar[dict[str, Any]]
    _content: ClassVar[Callable[[Any], Any]]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        make_record(cls)

    def __setattr__(self, name: str, value: Any) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        content = self.__class__._content
        return bool(content(self) == content(other))

    def __hash__(self) -> int:
        return hash(self.__class__._content(self))

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.field_names)
        return f"{type(self).__qualname__}({values})"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), tuple(getattr(self, name) for name in self.field_names)


def make_record(cls: type[Record]) -> None:
    """Make the annotations of a class its fields. Raises TypeError if their order is impossible."""
    docs, own = cls.__doc__, vars(cls)
    cls.__doc__ = docs or "-"  # else `dataclass` writes the signature there, which takes long
    dataclass(init=False, repr=False, eq=False)(cls)
    cls.__doc__ = docs
    parts = {part.name: part for part in fields(cls)}  # type: ignore[arg-type]
    for name, default in own["_defaults"].items():
        if isinstance(default, Field):
            parts[name].default = default.default
            parts[name].default_factory = default.default_factory
        else:
            parts[name].default = default
    optional = [_has_default(part) for part in parts.values()]
    if optional != sorted(optional):
        raise TypeError(f"{cls.__qualname__}: a field without default follows one that has one")
    cls.field_names = tuple(parts)
    cls._content = attrgetter(*(parts or ["__class__"]))
    if "__init__" not in own:
        cls.__init__ = _first_init  # type: ignore[method-assign]


def _has_default(part: Field[Any]) -> bool:
    return part.default is not MISSING or part.default_factory is not MISSING


def _first_init(self: Any, *args: Any, **kwargs: Any) -> None:
    """The `__init__` of a class of which there is no record yet."""
    cls = type(self)
    cls.__init__ = _initializer(cls)
    cls.__init__(self, *args, **kwargs)


def _initializer(cls: type) -> Callable[..., None]:
    source = Source()
    parameters = ["self"]
    for part in fields(cls):
        parameters.append(_parameter(source, part))
        put = getattr(cls, part.name).__set__  # goes around `__setattr__`, which refuses
        source.line(f"{source.bind(put, '_put')}(self, {part.name})")
    if hasattr(cls, "__post_init__"):
        source.line("self.__post_init__()")
    source.line("return None")
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
