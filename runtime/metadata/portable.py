"""Types as metadata describes them: a registry in which they refer to each other by number.

The layout is that of the scale-info crate. A number is the place of a type in the registry.
"""

from __future__ import annotations

from runtime.scale import U8, U32, Compact, Enumeration, Struct, UnitEnum

TypeId = Compact[U32]


class TypeField(Struct):
    """A part of a composite or of a variant. Its name is None in a tuple."""

    name: str | None
    type: TypeId
    type_name: str | None
    docs: list[str]


class TypeVariant(Struct):
    name: str
    fields: list[TypeField]
    index: U8
    docs: list[str]


class TypeParameter(Struct):
    """A type parameter; its type is None when the encoding does not depend on it."""

    name: str
    type: TypeId | None


class PrimitiveKind(UnitEnum):
    bool = 0
    char = 1
    str = 2
    u8 = 3
    u16 = 4
    u32 = 5
    u64 = 6
    u128 = 7
    u256 = 8
    i8 = 9
    i16 = 10
    i32 = 11
    i64 = 12
    i128 = 13
    i256 = 14


class Definition(Enumeration):
    """What the values of a type consist of."""


class Composite(Definition, index=0):
    fields: list[TypeField]


class Variants(Definition, index=1):
    variants: list[TypeVariant]


class SequenceOf(Definition, index=2):
    item: TypeId


class ArrayOf(Definition, index=3):
    length: U32
    item: TypeId


class TupleOf(Definition, index=4):
    items: list[TypeId]


class Primitive(Definition, index=5):
    kind: PrimitiveKind


class CompactOf(Definition, index=6):
    inner: TypeId


class BitSequence(Definition, index=7):
    store: TypeId
    order: TypeId


class TypeInfo(Struct):
    """One type. The path is empty for what has no name: sequences, tuples, primitives and so on."""

    path: list[str]
    params: list[TypeParameter]
    definition: Definition
    docs: list[str]


class PortableType(Struct):
    """A type with its number."""

    id: TypeId
    type: TypeInfo
