"""Shapes of classes of one's own: structs and enums."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from runtime.scale.compound import Enumeration, Struct, UnitEnum
from runtime.scale.containers import joint_layout
from runtime.scale.errors import DecodeError, EncodeError
from runtime.scale.primitives import OneByteShape
from runtime.scale.shapes import (
    Decode,
    Encode,
    Field,
    Layout,
    Shape,
    check,
    checked,
    decode_fields,
    encode_fields,
)
from runtime.scale.source import Source


class StructShape(Shape):
    """A class derived from `Struct`."""

    def __init__(self, declared: type[Struct], fields: Sequence[Field], params: Any) -> None:
        self.declared, self.fields, self.params = declared, tuple(fields), params
        self.path = declared.scale_path
        self.min_size = sum(field.shape.min_size for field in fields)
        self.hashable = all(field.shape.hashable for field in fields)

    def layout(self) -> Layout | None:
        return joint_layout(
            [field.shape for field in self.fields],
            lambda source, values: f"{source.bind(self.declared, 'C')}({', '.join(values)})",
            lambda value: [f"{value}.{field.attribute}" for field in self.fields],
            lambda source, value: [self._check(source, value)],
        )

    def _check(self, source: Source, value: str) -> str:
        declared = source.bind(self.declared, "C")
        test = f"type({value}) is {declared} or isinstance({value}, {declared})"
        return check(source, test, value, self.declared.__qualname__)

    @cached_property
    def encode(self) -> Encode:
        source = Source()
        parts = encode_fields(source, _attributes(self.fields))
        source.line(f"return {checked([self._check(source, 'value')], f'({parts})')}")
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
        index = getattr(variant, "scale_index", None)
        if index is None or declared.scale_variants.get(index) is not variant:
            raise EncodeError(f"{variant.__qualname__} is not a variant of {declared.__qualname__}")
        fields = self._shape.fields_of(variant)
        source, first = Source(), bytes([index])
        inner = encode_fields(source, _attributes(fields))
        source.line(f"return {first!r} + {inner}" if fields else f"return {first!r}")
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


class UnitEnumShape(OneByteShape):
    """A Python enum."""

    def __init__(self, declared: type[UnitEnum]) -> None:
        super().__init__(declared.__qualname__, {member.value: member for member in declared})
        self.declared = declared
        self.path: str = declared.scale_path  # type: ignore[attr-defined]

    def test(self, source: Source, value: str) -> str:
        return f"type({value}) is {source.bind(self.declared, 'C')}"

    def byte(self, value: str) -> str:
        return f"{value}._value_"
