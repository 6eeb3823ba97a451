"""From type hints to shapes. A `TypeSpace` belongs to one composition of pallets."""

from __future__ import annotations

import struct
import types
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Union, get_args, get_origin

from runtime.annotations import annotations_of
from runtime.scale import markers
from runtime.scale.classes import EnumShape, StructShape, UnitEnumShape
from runtime.scale.compound import Enumeration, Err, Ok, Some, Struct, UnitEnum, where
from runtime.scale.containers import (
    ArrayShape,
    MapShape,
    OptionShape,
    ResultShape,
    SequenceShape,
    SomeShape,
    TupleShape,
    UnitShape,
)
from runtime.scale.errors import DecodeError, EncodeError, TypeDeclarationError
from runtime.scale.primitives import (
    BoolShape,
    BytesShape,
    CompactShape,
    FixedBytesShape,
    IntegerShape,
)
from runtime.scale.shapes import (
    CustomShape,
    Field,
    LateShape,
    NewtypeShape,
    Shape,
)
from runtime.scale.spelling import spell

# What the generated code raises, besides DecodeError and EncodeError, where bytes are not an
# encoding and where a value is not one of the type.
NOT_AN_ENCODING = (IndexError, KeyError, struct.error, UnicodeDecodeError, RecursionError)
NOT_A_VALUE = (
    struct.error,
    OverflowError,
    AttributeError,
    TypeError,
    KeyError,
    UnicodeEncodeError,
    RecursionError,
)


class TypeSpace:
    """Shapes by hint, each made once. `outer` finds composition-wide types by name."""

    def __init__(self, outer: Callable[[str], Shape] | None = None) -> None:
        self._outer = outer
        self._shapes: dict[Any, Shape] = {}
        self._unique: dict[Any, Shape] = {}
        self._fields: dict[type, list[Field]] = {}

    def encode(self, hint: Any, value: Any) -> bytes:
        """The SCALE bytes of a value. Raises EncodeError."""
        try:
            return self.shape(hint).encode(value)
        except TypeDeclarationError:
            raise
        except NOT_A_VALUE as error:
            raise EncodeError(f"{value!r:.120} is not a value of {spell(hint)}: {error}") from error

    def decode(self, hint: Any, data: bytes) -> Any:
        """The value that all of the bytes stand for. Raises DecodeError.

        Takes a bytearray or memoryview too, of which it makes bytes.
        """
        value, end = self.decode_prefix(hint, data)
        if end != len(data):
            raise DecodeError(f"{len(data) - end} bytes are left over after {spell(hint)}")
        return value

    def decode_prefix(self, hint: Any, data: bytes, pos: int = 0) -> tuple[Any, int]:
        """The value at `pos` and the position after it. Raises DecodeError."""
        if type(data) is not bytes:
            data = bytes(memoryview(data))
        try:
            value, end = self.shape(hint).decode(data, pos)
        except NOT_AN_ENCODING as error:
            raise DecodeError(f"not an encoding of {spell(hint)}: {error}") from error
        if end > len(data):
            raise DecodeError(f"the bytes end inside of {spell(hint)}")
        return value, end

    def shape(self, hint: Any) -> Shape:
        """Raises TypeDeclarationError for a hint without a SCALE form."""
        found = self._shapes.get(hint)
        if found is None:
            found = self._shapes[hint] = self._resolve(hint)
        return found

    def fields(self, declared: type, unnamed: bool) -> list[Field]:
        """The fields of a struct or variant, in the order of their annotations."""
        found = self._fields.get(declared)
        if found is None:
            found = self._fields[declared] = self._find_fields(declared, unnamed)
        return found

    def _find_fields(self, declared: type, unnamed: bool) -> list[Field]:
        try:
            hints = annotations_of(declared)
        except NameError as error:
            raise TypeDeclarationError(f"{where(declared)}: {error}") from error
        names: tuple[str, ...] = declared.field_names  # type: ignore[attr-defined]
        try:
            return [self.field(name, hints[name], unnamed) for name in names]
        except TypeDeclarationError as error:
            raise TypeDeclarationError(f"{where(declared)}: {error}") from error

    def field(self, attribute: str, hint: Any, unnamed: bool = False) -> Field:
        """Raises TypeDeclarationError if the hint has no SCALE form."""
        name = None if unnamed else attribute.rstrip("_")
        return Field(name, attribute, self.shape(hint), spell(hint))

    def _resolve(self, hint: Any) -> Shape:
        if get_origin(hint) is Annotated:
            base, *marks = get_args(hint)
            return self._annotated(base, marks)
        if hint is None or hint is type(None):
            return self._once(("unit",), UnitShape)
        if hint is bool:
            return self._once(bool, BoolShape)
        if hint in (bytes, str):
            return self._once(hint, lambda: BytesShape(text=hint is str))
        if isinstance(hint, type) and get_origin(hint) is None:
            return self._class(hint)
        return self._generic(hint)

    def _class(self, hint: type) -> Shape:
        if issubclass(hint, Struct):
            return self._struct(hint)
        if issubclass(hint, Enumeration):
            return self._once(hint, lambda: self._enum(hint))
        if issubclass(hint, UnitEnum):
            return self._once(hint, lambda: UnitEnumShape(hint))
        reason = " (annotate its width, as in U64)" if hint is int else ""
        raise TypeDeclarationError(f"{where(hint)} has no SCALE form{reason}")

    def _struct(self, hint: type[Struct]) -> Shape:
        # A struct that holds itself through a list meets this placeholder on its way down.
        self._shapes[hint] = LateShape(hint.__name__, lambda: made)
        try:
            fields = self.fields(hint, hint.scale_unnamed)
        except TypeDeclarationError:
            del self._shapes[hint]
            raise
        made = StructShape(hint, fields, self._params(hint.scale_params))
        return made

    def _enum(self, hint: type[Enumeration]) -> Shape:
        def fields_of(variant: type[Enumeration]) -> list[Field]:
            return self.fields(variant, variant.scale_unnamed)

        return EnumShape(hint, fields_of, self._params(hint.scale_params))

    def _params(self, params: dict[str, Any]) -> list[tuple[str, Any]]:
        return list(params.items())

    def _generic(self, hint: Any) -> Shape:
        origin, args = get_origin(hint), get_args(hint)
        if origin is list:
            return self._sequence(self.shape(args[0]))
        if origin is tuple:
            return self._tuple(args)
        if origin is dict:
            pairs = self._sequence(self._tuple(args))
            return self._once(("map", pairs), lambda: MapShape(pairs, is_set=False))
        if origin is frozenset:
            members = self._sequence(self.shape(args[0]))
            return self._once(("set", members), lambda: MapShape(members, is_set=True))
        if origin is Some:
            inner = self.shape(args[0])
            return self._once(("some", inner), lambda: SomeShape(inner))
        if origin in (Union, types.UnionType):
            return self._union(args)
        raise TypeDeclarationError(f"{hint!r} has no SCALE form")

    def _tuple(self, hints: Sequence[Any]) -> Shape:
        items = [self.shape(item) for item in hints]
        return self._once(("tuple", *items), lambda: TupleShape(items))

    def _sequence(self, item: Shape) -> SequenceShape:
        shape = self._once(("sequence", item), lambda: SequenceShape(item))
        assert isinstance(shape, SequenceShape)
        return shape

    def _union(self, args: Sequence[Any]) -> Shape:
        if type(None) in args and len(args) == 2:
            inner = self.shape(next(arg for arg in args if arg is not type(None)))
            return self._once(("option", inner), lambda: OptionShape(inner))
        sides = {get_origin(arg): arg for arg in args}  # unions are equal in any order
        if len(args) == 2 and sides.keys() == {Ok, Err}:
            ok, err = (self.shape(get_args(sides[side])[0]) for side in (Ok, Err))
            return self._once(("result", ok, err), lambda: ResultShape(ok, err))
        raise TypeDeclarationError(
            f"{args!r}: a union is `T | None` or `Ok[T] | Err[E]`; else derive from Enumeration"
        )

    def _annotated(self, base: Any, marks: Sequence[Any]) -> Shape:
        shape = None if base in (int, Any) else self._base(base, marks)
        for mark in marks:
            shape = self._apply(shape, mark, base)
        if shape is None:
            width = " (annotate its width, as in U64)" if base is int else ""
            raise TypeDeclarationError(f"{base!r} with {marks!r} has no SCALE form{width}")
        return shape

    def _base(self, base: Any, marks: Sequence[Any]) -> Shape | None:
        if any(isinstance(mark, (markers.Outer, markers.Custom)) for mark in marks):
            return None
        return self.shape(base)

    def _apply(self, shape: Shape | None, mark: Any, base: Any) -> Shape | None:
        match mark:
            case markers.Integer(bits, signed):
                _refuse_unless(base is int, mark, base)
                return self._once(("int", bits, signed), lambda: IntegerShape(bits, signed))
            case markers.FixedBytes(length):
                _refuse_unless(base is bytes, mark, base)
                return self._once(("bytes", length), lambda: FixedBytesShape(length))
            case markers.Outer(name):
                return self._once(
                    ("outer", name), lambda: LateShape(name, lambda: self.outer(name))
                )
            case markers.Custom(codec, description):
                shown = description if isinstance(description, Shape) else self.shape(description)
                return self._once(mark, lambda: CustomShape(codec, shown))
        return None if shape is None else self._changed(shape, mark, base)

    def _changed(self, shape: Shape, mark: Any, base: Any) -> Shape:
        match mark:
            case markers.FixedArray(length):
                if not isinstance(shape, SequenceShape):
                    raise TypeDeclarationError(f"{mark!r} is for lists, not {spell(base)}")
                item = shape.item
                return self._once(("array", item, length), lambda: ArrayShape(item, length))
            case markers.Bounded(limit, weak):
                return self._once(("bound", shape, mark), lambda: _bounded(shape, limit, weak))
            case markers.Newtype(path, params, field_name, type_name):
                spelled = spell_inner(base, shape) if type_name is None else type_name
                field = Field(field_name, "", shape, spelled)
                key = ("newtype", shape, mark, spelled)
                return self._once(key, lambda: NewtypeShape(shape, path, params, field))
        if mark is markers.COMPACT:
            return self._once(("compact", shape), lambda: _compact(shape))
        return shape

    def outer(self, name: str) -> Shape:
        """The shape of a composition-wide type. Raises TypeDeclarationError outside of one."""
        if self._outer is None:
            raise TypeDeclarationError(f"{name} is known only inside of a composition of pallets")
        return self._outer(name)

    def _once(self, key: Any, make: Callable[[], Shape]) -> Shape:
        found = self._unique.get(key)
        if found is None:
            found = self._unique[key] = make()
        return found


def _bounded(shape: Shape, limit: int, weak: bool) -> Shape:
    if isinstance(shape, BytesShape):
        return BytesShape(shape.text, limit)
    if isinstance(shape, SequenceShape):
        return SequenceShape(shape.item, limit, weak)
    if isinstance(shape, MapShape):
        items = SequenceShape(shape.items.item, limit, weak)
        return MapShape(items, shape.is_set)
    raise TypeDeclarationError(f"only bytes, lists, maps and sets are bounded, not {shape!r}")


def _compact(shape: Shape) -> Shape:
    inner = shape
    while isinstance(inner, NewtypeShape):
        inner = inner.inner
    unsigned = isinstance(inner, IntegerShape) and not inner.signed and inner.bits <= 128
    if not unsigned and not (isinstance(inner, TupleShape) and not inner.items):
        raise TypeDeclarationError("only unsigned integers of up to 128 bits have a compact form")
    return CompactShape(shape)


def _refuse_unless(condition: bool, mark: Any, base: Any) -> None:
    if not condition:
        raise TypeDeclarationError(f"{mark!r} does not go with {spell(base)}")


def spell_inner(base: Any, shape: Shape) -> str:
    if isinstance(shape, FixedBytesShape):
        return f"[u8; {shape.length}]"
    if isinstance(shape, IntegerShape):
        return f"{'i' if shape.signed else 'u'}{shape.bits}"
    return spell(base)
