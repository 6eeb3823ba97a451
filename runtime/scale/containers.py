"""Shapes that hold other shapes: sequences, tuples, options, results, maps."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from runtime.scale.compound import Err, Ok, Some
from runtime.scale.errors import DecodeError, EncodeError, TypeDeclarationError
from runtime.scale.primitives import IntegerShape, check_limit, count_expr, decode_count
from runtime.scale.shapes import (
    CustomShape,
    Decode,
    Encode,
    Layout,
    NewtypeShape,
    Shape,
    build_all,
    check,
    checked,
    decode_fields,
    encode_fields,
)
from runtime.scale.source import Source

MAX_ITEMS = 1 << 20
"""Items of a list. What exceeds it would not fit into the memory of the reference's runtime either,
and reading it would keep everybody waiting."""


class SequenceShape(Shape):
    """`list[T]` is Vec<T>; with a limit, FRAME's BoundedVec, or WeakBoundedVec if it is weak."""

    min_size = 1
    hashable = False

    def __init__(self, item: Shape, limit: int | None = None, weak: bool = False) -> None:
        if item.min_size == 0:
            # Four bytes could claim a million of them.
            raise TypeDeclarationError("the items of a list take a byte at least")
        self.item, self.limit, self.weak = item, limit, weak

    def encode_expr(self, source: Source, value: str) -> str:
        test, expected = f"(type({value}) is list or isinstance({value}, tuple))", "a list"
        if self.limit is not None and not self.weak:
            test += f" and len({value}) <= {self.limit}"
            expected += f" of at most {self.limit}"
        items = f"{count_expr(source, value)} + {_encode_items(source, self.item, value)}"
        return checked([check(source, test, value, expected)], f"({items})")

    def decode_to(self, source: Source, target: str) -> None:
        count = source.fresh("n")
        decode_count(source, count)
        source.line(f"if {count} > (len(data) - pos) // {self.item.min_size}:")
        source.line(f"    raise {source.bind(DecodeError)}('truncated')")
        check_limit(source, count, MAX_ITEMS if self.weak or self.limit is None else self.limit)
        _decode_items(source, target, self.item, count)

    def zero(self) -> list[Any]:
        return []


class ArrayShape(Shape):
    """A list of a fixed length, without a count."""

    hashable = False

    def __init__(self, item: Shape, length: int) -> None:
        self.item, self.length = item, length
        self.min_size = item.min_size * length

    def encode_expr(self, source: Source, value: str) -> str:
        test = f"(type({value}) is list or isinstance({value}, tuple))"
        test += f" and len({value}) == {self.length}"
        exact = check(source, test, value, f"a list of {self.length}")
        return checked([exact], _encode_items(source, self.item, value))

    def decode_to(self, source: Source, target: str) -> None:
        source.line(f"if len(data) - pos < {self.min_size}:")
        source.line(f"    raise {source.bind(DecodeError)}('truncated')")
        _decode_items(source, target, self.item, str(self.length))

    def zero(self) -> list[Any]:
        return [self.item.zero() for _ in range(self.length)]


def _encode_items(source: Source, item: Shape, value: str) -> str:
    if isinstance(item, IntegerShape) and item.code:
        return f"{source.bind(struct.pack)}(f'<{{len({value})}}{item.code}', *{value})"
    name = source.fresh("item")
    return f"b''.join([{encode_fields(source, [(item, name)])} for {name} in {value}])"


def _decode_items(source: Source, target: str, item: Shape, count: str) -> None:
    """Lines for so many items; the data has been found to be long enough."""
    if isinstance(item, IntegerShape) and item.code:
        unpack = source.bind(struct.unpack_from)
        source.line(f"{target} = list({unpack}(f'<{{{count}}}{item.code}', data, pos))")
        source.line(f"pos += {count} * {item.min_size}")
    elif layout := item.layout():
        _decode_layouts(source, target, layout, count)
    else:
        source.line(f"{target} = []")
        source.line(f"for _ in range({count}):")
        source.indent()
        (value,) = decode_fields(source, [item])
        source.line(f"{target}.append({value})")
        source.dedent()


def _decode_layouts(source: Source, target: str, layout: Layout, count: str) -> None:
    reader = struct.Struct("<" + "".join(layout.formats))
    unpack = source.bind(reader.iter_unpack, "unpack")
    names = [source.fresh("f") for _ in layout.formats]
    unpacked, value = f"({', '.join(names)},)", layout.build(source, names)
    end, items = source.fresh("end"), f"{unpack}(data[pos:{{end}}])"
    source.line(f"{end} = pos + {count} * {reader.size}")
    items = items.format(end=end)
    if value == unpacked:
        source.line(f"{target} = list({items})")
    else:
        source.line(f"{target} = [{value} for {unpacked} in {items}]")
    source.line(f"pos = {end}")


class TupleShape(Shape):
    """`tuple[A, B]`, and `tuple[()]` for the empty one."""

    def __init__(self, items: Sequence[Shape]) -> None:
        self.items = tuple(items)
        self.min_size = sum(item.min_size for item in items)
        self.hashable = all(item.hashable for item in items)

    def layout(self) -> Layout | None:
        return joint_layout(
            self.items,
            lambda _, values: f"({', '.join(values)},)",
            self._parts,
            lambda source, value: [self._check(source, value)],
        )

    def _parts(self, value: str) -> list[str]:
        return [f"{value}[{index}]" for index in range(len(self.items))]

    def _check(self, source: Source, value: str) -> str:
        test = f"isinstance({value}, tuple) and len({value}) == {len(self.items)}"
        return check(source, test, value, f"a tuple of {len(self.items)}")

    def encode_expr(self, source: Source, value: str) -> str:
        inner = encode_fields(source, list(zip(self.items, self._parts(value), strict=True)))
        return checked([self._check(source, value)], f"({inner})")

    def decode_to(self, source: Source, target: str) -> None:
        values = decode_fields(source, self.items)
        source.line(f"{target} = ({''.join(f'{value}, ' for value in values)})")

    def zero(self) -> Any:
        return tuple(item.zero() for item in self.items)


class UnitShape(TupleShape):
    """`None`, where Rust has the empty tuple: the result of what has none."""

    def __init__(self) -> None:
        super().__init__([])

    def encode_expr(self, source: Source, value: str) -> str:
        return checked([check(source, f"{value} is None", value, "None")], "b''")

    def decode_to(self, source: Source, target: str) -> None:
        source.line(f"{target} = None")

    def zero(self) -> None:
        return None


def joint_layout(
    shapes: Sequence[Shape],
    build: Callable[[Source, list[str]], str],
    parts: Callable[[str], list[str]],
    checks: Callable[[Source, str], list[str]],
) -> Layout | None:
    """The layout of shapes side by side, if each has one."""
    layouts = [layout for shape in shapes if (layout := shape.layout()) is not None]
    if not shapes or len(layouts) < len(shapes):
        return None

    def of_parts(part_of: Callable[[Layout, str], list[str]], value: str) -> list[str]:
        named = zip(layouts, parts(value), strict=True)
        return [item for layout, part in named for item in part_of(layout, part)]

    return Layout(
        [code for layout in layouts for code in layout.formats],
        lambda source, names: build(source, build_all(source, layouts, names)),
        lambda source, value: of_parts(lambda layout, part: layout.parts(source, part), value),
        lambda source, value: [
            *checks(source, value),
            *of_parts(lambda layout, part: layout.checks(source, part), value),
        ],
    )


class OptionShape(Shape):
    """`T | None`."""

    min_size = 1

    def __init__(self, inner: Shape) -> None:
        held = inner
        while isinstance(held, NewtypeShape):
            held = held.inner
        if isinstance(held, OptionShape | UnitShape):
            raise TypeDeclarationError(
                "None cannot be both absent and a value: annotate `Some[T | None] | None`"
            )
        self.inner, self.hashable = inner, inner.hashable

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


class SomeShape(CustomShape):
    """`Some[T]`, which metadata shows as T."""

    def __init__(self, inner: Shape) -> None:
        super().__init__(None, inner)
        self.min_size, self.hashable = inner.min_size, inner.hashable

    @cached_property
    def encode(self) -> Encode:
        inner = self.description.encode

        def encode(value: Some[Any]) -> bytes:
            if not isinstance(value, Some):
                raise EncodeError(f"expected Some, got {value!r:.80}")
            return inner(value.value)

        return encode

    @cached_property
    def decode(self) -> Decode:
        inner = self.description.decode

        def decode(data: bytes, pos: int) -> tuple[Some[Any], int]:
            value, pos = inner(data, pos)
            return Some(value), pos

        return decode


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
            if isinstance(value, Err):
                return b"\x01" + err(value.error)
            raise EncodeError(f"expected Ok or Err, got {value!r:.80}")

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
    """`dict[K, V]` is a BTreeMap, `frozenset[T]` a BTreeSet: a sequence in the order of its keys.

    As parity-scale-codec, decoding takes the keys in any order, and the last one if they repeat. A
    decoded dict is in the order of the bytes; a set has no order that two nodes agree on: sort it
    to go through it.
    """

    min_size = 1

    def __init__(self, items: SequenceShape, is_set: bool) -> None:
        pair = items.item
        key = pair.items[0] if isinstance(pair, TupleShape) and not is_set else pair
        if not key.hashable:
            raise TypeDeclarationError("Python has no maps or sets by lists")
        self.items, self.is_set, self.hashable = items, is_set, is_set

    @cached_property
    def encode(self) -> Encode:
        items = self.items.encode
        kind: type = frozenset if self.is_set else dict

        def encode(value: Any) -> bytes:
            if not isinstance(value, kind):
                raise EncodeError(f"expected a {kind.__name__}, got {value!r:.80}")
            members: Any = value
            return items(sorted(members if self.is_set else members.items()))

        return encode

    @cached_property
    def decode(self) -> Decode:
        decode, make = self.items.decode, frozenset if self.is_set else dict

        def decode_map(data: bytes, pos: int) -> tuple[Any, int]:
            items, pos = decode(data, pos)
            return make(items), pos

        return decode_map

    def zero(self) -> Any:
        return frozenset() if self.is_set else {}
