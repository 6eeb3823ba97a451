"""Shapes that hold other shapes: sequences, tuples, options, results, maps, structs and enums."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from runtime.scale.compact import decode_compact, encode_compact
from runtime.scale.compound import Enumeration, Err, Ok, Struct, UnitEnum
from runtime.scale.errors import DecodeError, EncodeError
from runtime.scale.shapes import (
    Decode,
    Encode,
    Field,
    IntegerShape,
    Layout,
    Shape,
    check_limit,
    decode_fields,
    encode_fields,
)
from runtime.scale.source import Source

_EMPTY_ITEMS = 1 << 16  # items without bytes that a sequence may claim to have


class SequenceShape(Shape):
    """`list[T]` is Vec<T>; with a limit, FRAME's BoundedVec."""

    min_size = 1

    def __init__(self, item: Shape, limit: int | None = None, weak: bool = False) -> None:
        self.item, self.limit, self.weak = item, limit, weak

    def encode_expr(self, source: Source, value: str) -> str:
        count = f"{source.bind(encode_compact)}(len({value}))"
        if code := _number_code(self.item):
            return f"{count} + {source.bind(struct.pack)}(f'<{{len({value})}}{code}', *{value})"
        item = source.fresh("item")
        each = self.item.encode_expr(source, item)
        return f"{count} + b''.join([{each} for {item} in {value}])"

    def decode_to(self, source: Source, target: str) -> None:
        count = source.fresh("n")
        source.line(f"{count}, pos = {source.bind(decode_compact)}(data, pos)")
        room = f"(len(data) - pos) // {self.item.min_size}" if self.item.min_size else _EMPTY_ITEMS
        source.line(f"if {count} > {room}:")
        source.line(f"    raise {source.bind(DecodeError)}('truncated')")
        check_limit(source, count, None if self.weak else self.limit)
        _decode_items(source, target, self.item, count)

    def zero(self) -> list[Any]:
        return []


class ArrayShape(Shape):
    """A list of a fixed length, without a count."""

    def __init__(self, item: Shape, length: int) -> None:
        self.item, self.length = item, length
        self.min_size = item.min_size * length

    def encode_expr(self, source: Source, value: str) -> str:
        item = source.fresh("item")
        each = self.item.encode_expr(source, item)
        return f"b''.join([{each} for {item} in {source.bind(self.exact, 'exact')}({value})])"

    def exact(self, value: list[Any]) -> list[Any]:
        if len(value) != self.length:
            raise EncodeError(f"expected {self.length} items, got {len(value)}")
        return value

    def decode_to(self, source: Source, target: str) -> None:
        _decode_items(source, target, self.item, str(self.length))

    def zero(self) -> list[Any]:
        return [self.item.zero() for _ in range(self.length)]


def _number_code(item: Shape) -> str | None:
    """The struct code of an integer that `struct` knows."""
    if isinstance(item, IntegerShape) and item.bits <= 64:
        return item.layout().formats[0]
    return None


def _decode_items(source: Source, target: str, item: Shape, count: str) -> None:
    if code := _number_code(item):
        unpack = source.bind(struct.unpack_from)
        source.line(f"{target} = list({unpack}(f'<{{{count}}}{code}', data, pos))")
        source.line(f"pos += {count} * {item.min_size}")
        return
    source.line(f"{target} = []")
    source.line(f"for _ in range({count}):")
    source.indent()
    (value,) = decode_fields(source, [item])
    source.line(f"{target}.append({value})")
    source.dedent()


class TupleShape(Shape):
    """`tuple[A, B]`, and `None` for the empty one."""

    def __init__(self, items: Sequence[Shape]) -> None:
        self.items = tuple(items)
        self.min_size = sum(item.min_size for item in items)

    def layout(self) -> Layout | None:
        return _joint_layout(self.items, lambda _, values: f"({', '.join(values)},)", _indexed)

    def encode_expr(self, source: Source, value: str) -> str:
        if not self.items:
            return "b''"
        name = source.fresh("t")
        parts = _indexed(name, len(self.items))
        inner = encode_fields(source, list(zip(self.items, parts, strict=True)))
        return f"[{inner} for {name} in ({source.bind(self.exact, 'exact')}({value}),)][0]"

    def exact(self, value: tuple[Any, ...]) -> tuple[Any, ...]:
        if len(value) != len(self.items):
            raise EncodeError(f"expected {len(self.items)} items, got {len(value)}")
        return value

    def decode_to(self, source: Source, target: str) -> None:
        if not self.items:
            source.line(f"{target} = None")
            return
        values = decode_fields(source, self.items)
        source.line(f"{target} = ({', '.join(values)},)")

    def zero(self) -> Any:
        return tuple(item.zero() for item in self.items) or None


def _indexed(value: str, count: int) -> list[str]:
    return [f"{value}[{index}]" for index in range(count)]


def _joint_layout(
    shapes: Sequence[Shape],
    build: Callable[[Source, list[str]], str],
    parts: Callable[[str, int], list[str]],
) -> Layout | None:
    """The layout of shapes side by side, if each has one."""
    layouts = [layout for shape in shapes if (layout := shape.layout()) is not None]
    if not shapes or len(layouts) < len(shapes):
        return None

    def build_all(source: Source, names: list[str]) -> str:
        values = []
        for layout in layouts:
            used, names = names[: len(layout.formats)], names[len(layout.formats) :]
            values.append(layout.build(source, used))
        return build(source, values)

    def all_parts(source: Source, value: str) -> list[str]:
        named = zip(layouts, parts(value, len(layouts)), strict=True)
        return [item for layout, part in named for item in layout.parts(source, part)]

    return Layout([code for layout in layouts for code in layout.formats], build_all, all_parts)


class OptionShape(Shape):
    """`T | None`."""

    min_size = 1

    def __init__(self, inner: Shape) -> None:
        self.inner = inner

    def encode_expr(self, source: Source, value: str) -> str:
        some = self.inner.encode_expr(source, value)
        return f"(b'\\x00' if {value} is None else b'\\x01' + {some})"

    def decode_to(self, source: Source, target: str) -> None:
        source.line("tag = data[pos]")
        source.line("pos += 1")
        source.line("if tag == 0:")
        source.line(f"    {target} = None")
        source.line("elif tag == 1:")
        source.indent()
        self.inner.decode_to(source, target)
        source.dedent()
        source.line("else:")
        source.line(f"    raise {source.bind(DecodeError)}('an Option starts with 0 or 1')")

    def zero(self) -> None:
        return None


class ResultShape(Shape):
    """`Ok[T] | Err[E]`."""

    min_size = 1

    def __init__(self, ok: Shape, err: Shape) -> None:
        self.ok, self.err = ok, err

    @cached_property
    def encode(self) -> Encode:
        ok, err = self.ok.encode, self.err.encode

        def encode(value: Ok[Any] | Err[Any]) -> bytes:
            if isinstance(value, Ok):
                return b"\x00" + ok(value.value)
            return b"\x01" + err(value.error)

        return encode

    @cached_property
    def decode(self) -> Decode:
        ok, err = self.ok.decode, self.err.decode

        def decode(data: bytes, pos: int) -> tuple[Ok[Any] | Err[Any], int]:
            tag = data[pos]
            if tag == 0:
                value, pos = ok(data, pos + 1)
                return Ok(value), pos
            if tag == 1:
                error, pos = err(data, pos + 1)
                return Err(error), pos
            raise DecodeError("a Result starts with 0 or 1")

        return decode


class MapShape(Shape):
    """`dict[K, V]` is a BTreeMap and `frozenset[T]` a BTreeSet: a sequence in the order of its keys."""

    min_size = 1

    def __init__(self, items: SequenceShape, is_set: bool) -> None:
        self.items, self.is_set = items, is_set

    @cached_property
    def encode(self) -> Encode:
        encode = self.items.encode
        if self.is_set:
            return lambda value: encode(sorted(value))
        return lambda value: encode(sorted(value.items()))

    @cached_property
    def decode(self) -> Decode:
        decode, make = self.items.decode, frozenset if self.is_set else dict

        def decode_map(data: bytes, pos: int) -> tuple[Any, int]:
            items, pos = decode(data, pos)
            return make(items), pos

        return decode_map

    def zero(self) -> Any:
        return frozenset() if self.is_set else {}


class StructShape(Shape):
    """A class derived from `Struct`."""

    def __init__(self, declared: type[Struct], fields: Sequence[Field], params: Any) -> None:
        self.declared, self.fields, self.params = declared, tuple(fields), params
        self.path = declared.scale_path
        self.min_size = sum(field.shape.min_size for field in fields)

    def layout(self) -> Layout | None:
        return _joint_layout(
            [field.shape for field in self.fields],
            lambda source, values: f"{source.bind(self.declared, 'C')}({', '.join(values)})",
            lambda value, _: [f"{value}.{field.attribute}" for field in self.fields],
        )

    @cached_property
    def encode(self) -> Encode:
        source = Source()
        source.line(f"return {encode_fields(source, _attributes(self.fields))}")
        return source.function("encode", "value")

    @cached_property
    def decode(self) -> Decode:
        return decoder_of(self.declared, self.fields)

    def zero(self) -> Any:
        return self.declared(*(field.shape.zero() for field in self.fields))


def _attributes(fields: Sequence[Field]) -> list[tuple[Shape, str]]:
    return [(field.shape, f"value.{field.attribute}") for field in fields]


def decoder_of(make: Callable[..., Any], fields: Sequence[Field]) -> Decode:
    """A function that reads the fields and calls `make` with their values in order."""
    source = Source()
    values = decode_fields(source, [field.shape for field in fields])
    source.line(f"return {source.bind(make, 'C')}({', '.join(values)}), pos")
    return source.function("decode", "data, pos")


class EnumShape(Shape):
    """A class derived from `Enumeration`. Variants are compiled when they are first met."""

    min_size = 1

    def __init__(
        self,
        declared: type[Enumeration],
        fields_of: Callable[[type[Enumeration]], Sequence[Field]],
        params: Any,
    ) -> None:
        self.declared, self.fields_of, self.params = declared, fields_of, params
        self.path = declared.scale_path

    def variants(self) -> list[type[Enumeration]]:
        return [self.declared.scale_variants[i] for i in sorted(self.declared.scale_variants)]

    @cached_property
    def encode(self) -> Encode:
        encoders = _VariantEncoders(self)
        return lambda value: encoders[type(value)](value)

    @cached_property
    def decode(self) -> Decode:
        decoders = _VariantDecoders(self)
        return lambda data, pos: decoders[data[pos]](data, pos + 1)


class _VariantEncoders(dict[type, Encode]):
    def __init__(self, shape: EnumShape) -> None:
        self._shape = shape

    def __missing__(self, variant: type) -> Encode:
        declared = self._shape.declared
        if not (issubclass(variant, declared) and variant is not declared):
            raise EncodeError(f"{variant.__qualname__} is not a variant of {declared.__qualname__}")
        fields = self._shape.fields_of(variant)
        index = bytes([variant.scale_index])
        source = Source()
        inner = encode_fields(source, _attributes(fields))
        source.line(f"return {index!r} + {inner}" if fields else f"return {index!r}")
        self[variant] = source.function("encode", "value")
        return self[variant]


class _VariantDecoders(dict[int, Decode]):
    def __init__(self, shape: EnumShape) -> None:
        self._shape = shape

    def __missing__(self, index: int) -> Decode:
        declared = self._shape.declared
        variant = declared.scale_variants.get(index)
        if variant is None:
            raise DecodeError(f"{declared.__qualname__} has no variant {index}")
        self[index] = decoder_of(variant, self._shape.fields_of(variant))
        return self[index]


class UnitEnumShape(Shape):
    """A Python enum."""

    min_size = 1

    def __init__(self, declared: type[UnitEnum]) -> None:
        self.declared = declared
        self.path: str = declared.scale_path  # type: ignore[attr-defined]
        self._members = {member.value: member for member in declared}
        self._bytes = {index: bytes([index]) for index in self._members}

    def encode_expr(self, source: Source, value: str) -> str:
        return f"{source.bind(self._bytes, 'bytes_of')}[{value}._value_]"

    def decode_to(self, source: Source, target: str) -> None:
        source.line(f"{target} = {source.bind(self._members, 'members')}[data[pos]]")
        source.line("pos += 1")

    def zero(self) -> UnitEnum:
        return self._members[0]
