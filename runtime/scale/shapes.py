"""The shapes that a type can have on the wire; each writes the code that encodes and decodes it.

A shape is compiled once, into a straight-line function, when it is first used. Fields of a fixed
size that stand side by side are read and written by one `struct` call (see `Layout`).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, NoReturn

from runtime.scale.errors import EncodeError
from runtime.scale.source import Source

Encode = Callable[[Any], bytes]
Decode = Callable[[bytes, int], tuple[Any, int]]


class Layout(NamedTuple):
    """A shape of a fixed size, as items of the `struct` module."""

    formats: list[str]
    build: Callable[[Source, list[str]], str]  # the value, from the names of the unpacked items
    parts: Callable[[Source, str], list[str]]  # the items, from the expression of the value
    checks: Callable[[Source, str], list[str]]  # conditions, which raise if the value is no such


class Shape:
    """How values of one type look on the wire.

    `encode` and `decode` are for code that is itself part of a codec. What they raise for a wrong
    value or wrong bytes is not only EncodeError and DecodeError (see `runtime.scale.space`), and
    bytes that end too early may only show by a position after their end.
    """

    min_size: int = 0  # bytes; guards against counts that the data cannot hold
    hashable: bool = True  # whether the values can be in a set

    def layout(self) -> Layout | None:
        return None

    def encode_expr(self, source: Source, value: str) -> str:
        """An expression for the bytes of `value`, which is a name or an attribute of one."""
        return f"{source.bind(self.encode, 'encode')}({value})"

    def decode_to(self, source: Source, target: str) -> None:
        """Lines that read `target` from `data` at `pos`, and move `pos`."""
        source.line(f"{target}, pos = {source.bind(self.decode, 'decode')}(data, pos)")

    @cached_property
    def encode(self) -> Encode:
        source = Source()
        source.line(f"return {self.encode_expr(source, 'value')}")
        return source.function("encode", "value")

    @cached_property
    def decode(self) -> Decode:
        source = Source()
        self.decode_to(source, "value")
        source.line("return value, pos")
        return source.function("decode", "data, pos")

    def zero(self) -> Any:
        """The value that Rust's Default gives. Raises LookupError where there is none."""
        raise LookupError(f"{type(self).__name__} has no default value")


@dataclass(frozen=True, eq=False)
class Field:
    """A named or unnamed part; `type_name` is its type as the reference's source spells it."""

    name: str | None
    attribute: str
    shape: Shape
    type_name: str | None
    docs: tuple[str, ...] = ()


def encode_fields(source: Source, fields: Sequence[tuple[Shape, str]]) -> str:
    """An expression for the bytes of several values one after the other."""
    chunks: list[str] = []
    for formats, run in _runs(fields):
        if formats is None:
            chunks += [shape.encode_expr(source, value) for shape, value in run]
            continue
        items = [item for shape, value in run for item in _layout(shape).parts(source, value)]
        checks = [check for shape, value in run for check in _layout(shape).checks(source, value)]
        pack = source.bind(struct.Struct("<" + "".join(formats)).pack, "pack")
        chunks.append(checked(checks, f"{pack}({', '.join(items)})"))
    if len(chunks) > 3:
        return f"b''.join(({', '.join(chunks)}))"
    return " + ".join(chunks) or "b''"


def check(source: Source, test: str, value: str, expected: str) -> str:
    """A condition that raises EncodeError where it does not hold."""

    def refuse(wrong: Any) -> NoReturn:
        raise EncodeError(f"expected {expected}, got {wrong!r:.80}")

    return f"({test} or {source.bind(refuse, 'refuse')}({value}))"


def checked(checks: Sequence[str], expression: str) -> str:
    """The expression, after the conditions."""
    return f"({' and '.join([*checks, expression])})" if checks else expression


def decode_fields(source: Source, shapes: Sequence[Shape]) -> list[str]:
    """Lines that read several values one after the other. The result are expressions for them."""
    values: list[str] = []
    for formats, run in _runs([(shape, "") for shape in shapes]):
        if formats is None:
            for shape, _ in run:
                values.append(source.fresh())
                shape.decode_to(source, values[-1])
            continue
        layouts = [_layout(shape) for shape, _ in run]
        reader = struct.Struct("<" + "".join(formats))
        names = [source.fresh("f") for _ in formats]
        source.line(f"{', '.join(names)}, = {source.bind(reader.unpack_from, 'unpack')}(data, pos)")
        source.line(f"pos += {reader.size}")
        values += build_all(source, layouts, names)
    return values


def build_all(source: Source, layouts: Sequence[Layout], names: Sequence[str]) -> list[str]:
    """Expressions for the values of several layouts, from the names of the unpacked items."""
    values = []
    for layout in layouts:
        used, names = names[: len(layout.formats)], names[len(layout.formats) :]
        values.append(layout.build(source, list(used)))
    return values


def _runs(
    fields: Sequence[tuple[Shape, str]],
) -> list[tuple[list[str] | None, list[tuple[Shape, str]]]]:
    """The fields in groups: those of fixed layouts side by side, each other field alone."""
    runs: list[tuple[list[str] | None, list[tuple[Shape, str]]]] = []
    for field in fields:
        layout = field[0].layout()
        if layout is None or not layout.formats:
            runs.append((None, [field]))
        elif runs and runs[-1][0] is not None:
            runs[-1][0].extend(layout.formats)
            runs[-1][1].append(field)
        else:
            runs.append((list(layout.formats), [field]))
    # A single item has a quicker way of its own.
    return [(None if formats and len(formats) == 1 else formats, run) for formats, run in runs]


def no_checks(source: Source, value: str) -> list[str]:
    """For layouts whose items `struct` itself, or `int.to_bytes`, checks."""
    return []


def _layout(shape: Shape) -> Layout:
    layout = shape.layout()
    assert layout is not None
    return layout


class NewtypeShape(Shape):
    """Another name for the inner type."""

    def __init__(self, inner: Shape, path: str, params: Sequence[tuple[str, Any]], field: Field):
        self.inner, self.path, self.params, self.field = inner, path, tuple(params), field
        self.min_size, self.hashable = inner.min_size, inner.hashable

    def layout(self) -> Layout | None:
        return self.inner.layout()

    def encode_expr(self, source: Source, value: str) -> str:
        return self.inner.encode_expr(source, value)

    def decode_to(self, source: Source, target: str) -> None:
        self.inner.decode_to(source, target)

    def zero(self) -> Any:
        return self.inner.zero()


class LateShape(Shape):
    """A shape that is known later, or that holds itself: its code is found when it first runs."""

    # An enum has a byte at least, and so has a struct that holds itself: the count on the way.
    min_size = 1

    def __init__(self, name: str, find: Callable[[], Shape]) -> None:
        self.name, self._find = name, find

    @cached_property
    def found(self) -> Shape:
        return self._find()

    @cached_property
    def encode(self) -> Encode:
        found: Encode | None = None

        def encode(value: Any) -> bytes:
            nonlocal found
            if found is None:
                found = self.found.encode
            return found(value)

        return encode

    @cached_property
    def decode(self) -> Decode:
        found: Decode | None = None

        def decode(data: bytes, pos: int) -> tuple[Any, int]:
            nonlocal found
            if found is None:
                found = self.found.decode
            return found(data, pos)

        return decode

    def zero(self) -> Any:
        return self.found.zero()


class CustomShape(Shape):
    """Bytes made by a codec of their own; `description` is the shape that metadata shows."""

    min_size = 1

    def __init__(self, codec: Any, description: Shape) -> None:
        self.codec, self.description = codec, description

    @cached_property
    def encode(self) -> Encode:
        encode: Encode = self.codec.encode
        return encode

    @cached_property
    def decode(self) -> Decode:
        decode: Decode = self.codec.decode
        return decode
