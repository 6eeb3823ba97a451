"""The shapes that a type can have on the wire; each writes the code that encodes and decodes it.

A shape is compiled once, into a straight-line function, when it is first used. Fields of a fixed size
that stand side by side are read and written by one `struct` call (see `Layout`).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from runtime.scale.compact import decode_compact, encode_compact
from runtime.scale.errors import DecodeError, EncodeError
from runtime.scale.source import Source

Encode = Callable[[Any], bytes]
Decode = Callable[[bytes, int], tuple[Any, int]]

_FORMATS = {8: "b", 16: "h", 32: "i", 64: "q"}


class Layout(NamedTuple):
    """A shape of a fixed size, as items of the `struct` module."""

    formats: list[str]
    build: Callable[[Source, list[str]], str]  # the value, from the names of the unpacked items
    parts: Callable[[Source, str], list[str]]  # the items, from the expression of the value


class Shape:
    """How values of one type look on the wire."""

    min_size: int = 0  # bytes; guards against counts that the data cannot hold

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
        pack = source.bind(struct.Struct("<" + "".join(formats)).pack, "pack")
        chunks.append(f"{pack}({', '.join(items)})")
    if len(chunks) > 3:
        return f"b''.join(({', '.join(chunks)}))"
    return " + ".join(chunks) or "b''"


def decode_fields(source: Source, shapes: Sequence[Shape]) -> list[str]:
    """Lines that read several values one after the other. The result are expressions for them."""
    values: list[str] = []
    for formats, run in _runs([(shape, "") for shape in shapes]):
        if formats is None:
            for shape, _ in run:
                values.append(source.fresh())
                shape.decode_to(source, values[-1])
            continue
        reader = struct.Struct("<" + "".join(formats))
        names = [source.fresh("f") for _ in formats]
        source.line(f"{', '.join(names)}, = {source.bind(reader.unpack_from, 'unpack')}(data, pos)")
        source.line(f"pos += {reader.size}")
        for shape, _ in run:
            layout = _layout(shape)
            used, names = names[: len(layout.formats)], names[len(layout.formats) :]
            values.append(layout.build(source, used))
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
    return runs


def _layout(shape: Shape) -> Layout:
    layout = shape.layout()
    assert layout is not None
    return layout


class IntegerShape(Shape):
    def __init__(self, bits: int, signed: bool) -> None:
        self.bits, self.signed = bits, signed
        self.min_size = bits // 8

    def layout(self) -> Layout:
        if self.bits in _FORMATS:
            code = _FORMATS[self.bits]
            code = code if self.signed else code.upper()
            return Layout([code], lambda _, names: names[0], lambda _, value: [value])
        signed = f", signed={self.signed}" if self.signed else ""
        return Layout(
            [f"{self.min_size}s"],
            lambda source, names: f"{source.bind(int.from_bytes)}({names[0]}, 'little'{signed})",
            lambda _, value: [f"{value}.to_bytes({self.min_size}, 'little'{signed})"],
        )

    def encode_expr(self, source: Source, value: str) -> str:
        signed = f", signed={self.signed}" if self.signed else ""
        return f"{value}.to_bytes({self.min_size}, 'little'{signed})"

    def decode_to(self, source: Source, target: str) -> None:
        source.line(f"{target} = {decode_fields(source, [self])[0]}")

    def zero(self) -> int:
        return 0


class BoolShape(Shape):
    min_size = 1

    def encode_expr(self, source: Source, value: str) -> str:
        return f"(b'\\x01' if {value} else b'\\x00')"

    def decode_to(self, source: Source, target: str) -> None:
        source.line(f"{target} = {source.bind((False, True), 'bools')}[data[pos]]")
        source.line("pos += 1")

    def zero(self) -> bool:
        return False


class CompactShape(Shape):
    """A compact integer no larger than the inner type holds."""

    min_size = 1

    def __init__(self, inner: Shape) -> None:
        self.inner = inner
        limit: Shape = inner
        while isinstance(limit, NewtypeShape):
            limit = limit.inner
        self.bits = limit.bits if isinstance(limit, IntegerShape) else 0

    def encode_expr(self, source: Source, value: str) -> str:
        if self.bits in (0, 128, 256):
            return f"{source.bind(encode_compact)}({value})"
        check = source.bind(_compact_of(self.bits), "compact")
        return f"{check}({value})"

    def decode_to(self, source: Source, target: str) -> None:
        source.line(f"{target}, pos = {source.bind(decode_compact)}(data, pos)")
        if self.bits == 0:
            source.line(f"{target} = None")
            return
        source.line(f"if {target} >> {self.bits}:")
        source.line(
            f"    raise {source.bind(DecodeError)}('compact integer over {self.bits} bits')"
        )

    def zero(self) -> int:
        return 0


def _compact_of(bits: int) -> Encode:
    limit = 1 << bits

    def encode(value: int) -> bytes:
        if value >= limit:
            raise EncodeError(f"{value} does not fit into {bits} bits")
        return encode_compact(value)

    return encode


class FixedBytesShape(Shape):
    def __init__(self, length: int) -> None:
        self.length = self.min_size = length

        def exact(value: bytes) -> bytes:
            if type(value) is not bytes or len(value) != length:
                raise EncodeError(f"expected {length} bytes, got {value!r:.80}")
            return value

        self.exact = exact

    def layout(self) -> Layout:
        return Layout(
            [f"{self.length}s"],
            lambda _, names: names[0],
            lambda source, value: [f"{source.bind(self.exact, 'exact')}({value})"],
        )

    def encode_expr(self, source: Source, value: str) -> str:
        return f"{source.bind(self.exact, 'exact')}({value})"

    def decode_to(self, source: Source, target: str) -> None:
        source.line(f"{target} = data[pos:pos + {self.length}]")
        source.line(f"pos += {self.length}")

    def zero(self) -> bytes:
        return bytes(self.length)


class BytesShape(Shape):
    """`bytes` is Vec<u8>, and `str` the same with a check of its UTF-8."""

    min_size = 1

    def __init__(self, text: bool, limit: int | None = None) -> None:
        self.text, self.limit = text, limit

    def encode_expr(self, source: Source, value: str) -> str:
        return f"{source.bind(_encode_text if self.text else _encode_bytes)}({value})"

    def decode_to(self, source: Source, target: str) -> None:
        source.line(f"n, pos = {source.bind(decode_compact)}(data, pos)")
        source.line("if n > len(data) - pos:")
        source.line(f"    raise {source.bind(DecodeError)}('truncated')")
        check_limit(source, "n", self.limit)
        decode = ".decode('utf-8')" if self.text else ""
        source.line(f"{target} = data[pos:pos + n]{decode}")
        source.line("pos += n")

    def zero(self) -> bytes | str:
        return "" if self.text else b""


def _encode_bytes(value: bytes) -> bytes:
    return encode_compact(len(value)) + value


def _encode_text(value: str) -> bytes:
    return _encode_bytes(value.encode("utf-8"))


def check_limit(source: Source, count: str, limit: int | None) -> None:
    if limit is not None:
        source.line(f"if {count} > {limit}:")
        source.line(f"    raise {source.bind(DecodeError)}('more than {limit} items')")


class NewtypeShape(Shape):
    """Another name for the inner type."""

    def __init__(self, inner: Shape, path: str, params: Sequence[tuple[str, Any]], field: Field):
        self.inner, self.path, self.params, self.field = inner, path, tuple(params), field
        self.min_size = inner.min_size

    def layout(self) -> Layout | None:
        return self.inner.layout()

    def encode_expr(self, source: Source, value: str) -> str:
        return self.inner.encode_expr(source, value)

    def decode_to(self, source: Source, target: str) -> None:
        self.inner.decode_to(source, target)

    def zero(self) -> Any:
        return self.inner.zero()


class LateShape(Shape):
    """A shape that is known later, or that holds itself: its code is looked up when it runs."""

    def __init__(self, name: str, find: Callable[[], Shape]) -> None:
        self.name, self._find = name, find

    @cached_property
    def found(self) -> Shape:
        return self._find()

    @cached_property
    def encode(self) -> Encode:
        return lambda value: self.found.encode(value)

    @cached_property
    def decode(self) -> Decode:
        return lambda data, pos: self.found.decode(data, pos)

    def zero(self) -> Any:
        return self.found.zero()


class CustomShape(Shape):
    """Bytes made by a class of their own; `description` is the shape that metadata shows."""

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
