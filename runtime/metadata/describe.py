"""How metadata describes each kind of shape, as scale-info does for the Rust types behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import singledispatch
from typing import Any, Protocol

from runtime.era import EraShape
from runtime.metadata.portable import (
    ArrayOf,
    CompactOf,
    Composite,
    Definition,
    Primitive,
    PrimitiveKind,
    SequenceOf,
    TupleOf,
    TypeField,
    TypeInfo,
    TypeParameter,
    TypeVariant,
    Variants,
)
from runtime.scale.classes import EnumShape, StructShape, UnitEnumShape
from runtime.scale.containers import (
    ArrayShape,
    MapShape,
    OptionShape,
    ResultShape,
    SequenceShape,
    TupleShape,
)
from runtime.scale.errors import TypeDeclarationError
from runtime.scale.primitives import (
    BoolShape,
    BytesShape,
    CompactShape,
    FixedBytesShape,
    IntegerShape,
)
from runtime.scale.shapes import Field, NewtypeShape, Shape
from runtime.scale.spelling import docs_of

# The shapes that belong to one class each; those of the other types go by their content.
CLASS_SHAPES = (StructShape, EnumShape, UnitEnumShape)

Parameters = Iterable[tuple[str, int | None]]


class Numbers(Protocol):
    """What a description needs to refer to other types."""

    @property
    def params(self) -> Mapping[type, Mapping[str, Any]]:
        """Type parameters that a class cannot declare itself, as hints."""
        ...

    @property
    def crates(self) -> Mapping[str, str]:
        """What the runtime calls the crates of the modules, by the modules' names."""
        ...

    def generics(self, module: str) -> Sequence[str]:
        """The type parameters, without types, of a module's enums of calls and errors."""
        ...

    def number(self, hint: Any) -> int: ...

    def number_of(self, shape: Shape) -> int: ...

    def intern(self, info: TypeInfo) -> int: ...


@singledispatch
def describe(shape: Shape, numbers: Numbers) -> TypeInfo:
    """Raises TypeDeclarationError for a shape that metadata cannot show."""
    raise TypeDeclarationError(f"metadata has no description for {type(shape).__name__}")


def info(
    definition: Definition,
    path: str = "",
    params: Parameters = (),
    docs: Sequence[str] = (),
) -> TypeInfo:
    parameters = [TypeParameter(name, number) for name, number in params]
    return TypeInfo(path.split("::") if path else [], parameters, definition, list(docs))


def wrapped(number: int, type_name: str | None = None) -> Composite:
    """A composite of one part without a name."""
    return Composite([TypeField(None, number, type_name, [])])


def described_fields(fields: Iterable[Field], numbers: Numbers) -> list[TypeField]:
    return [
        TypeField(
            field.name, numbers.number_of(field.shape), field.type_name or None, [*field.docs]
        )
        for field in fields
    ]


def hinted_params(params: Iterable[tuple[str, Any]], numbers: Numbers) -> Parameters:
    """Parameters given by hints, where None is a parameter without a type."""
    return [(name, None if hint is None else numbers.number(hint)) for name, hint in params]


# Without a name


@describe.register
def _integer(shape: IntegerShape, numbers: Numbers) -> TypeInfo:
    if (shape.bits, shape.signed) == (256, False):
        words = numbers.number_of(ArrayShape(IntegerShape(64, signed=False), 4))
        return info(wrapped(words, "[u64; 4]"), "primitive_types::U256")
    return info(Primitive(PrimitiveKind[f"{'i' if shape.signed else 'u'}{shape.bits}"]))


@describe.register
def _bool(shape: BoolShape, numbers: Numbers) -> TypeInfo:
    return info(Primitive(PrimitiveKind.bool))


@describe.register
def _compact(shape: CompactShape, numbers: Numbers) -> TypeInfo:
    return info(CompactOf(numbers.number_of(shape.inner)))


@describe.register
def _fixed_bytes(shape: FixedBytesShape, numbers: Numbers) -> TypeInfo:
    return info(ArrayOf(shape.length, _byte(numbers)))


@describe.register
def _bytes(shape: BytesShape, numbers: Numbers) -> TypeInfo:
    if shape.text:
        return info(Primitive(PrimitiveKind.str))
    return _sequence_of(_byte(numbers), numbers, bounded=shape.limit is not None)


@describe.register
def _sequence(shape: SequenceShape, numbers: Numbers) -> TypeInfo:
    item = numbers.number_of(shape.item)
    return _sequence_of(item, numbers, bounded=shape.limit is not None, weak=shape.weak)


@describe.register
def _array(shape: ArrayShape, numbers: Numbers) -> TypeInfo:
    return info(ArrayOf(shape.length, numbers.number_of(shape.item)))


@describe.register
def _tuple(shape: TupleShape, numbers: Numbers) -> TypeInfo:
    return info(TupleOf([numbers.number_of(item) for item in shape.items]))


def _byte(numbers: Numbers) -> int:
    return numbers.intern(info(Primitive(PrimitiveKind.u8)))


def _sequence_of(item: int, numbers: Numbers, bounded: bool, weak: bool = False) -> TypeInfo:
    sequence = info(SequenceOf(item))
    if not bounded:
        return sequence
    module, name = ("weak_bounded_vec", "WeakBoundedVec") if weak else ("bounded_vec", "BoundedVec")
    return info(
        wrapped(numbers.intern(sequence), "Vec<T>"),
        f"bounded_collections::{module}::{name}",
        [("T", item), ("S", None)],
    )


# Of Rust's standard library


@describe.register
def _option(shape: OptionShape, numbers: Numbers) -> TypeInfo:
    inner = numbers.number_of(shape.inner)
    variants = [TypeVariant("None", [], 0, []), _holding("Some", 1, inner)]
    return info(Variants(variants), "Option", [("T", inner)])


@describe.register
def _result(shape: ResultShape, numbers: Numbers) -> TypeInfo:
    ok, err = numbers.number_of(shape.ok), numbers.number_of(shape.err)
    variants = [_holding("Ok", 0, ok), _holding("Err", 1, err)]
    return info(Variants(variants), "Result", [("T", ok), ("E", err)])


@describe.register
def _map(shape: MapShape, numbers: Numbers) -> TypeInfo:
    items = SequenceShape(shape.items.item)
    if shape.is_set:
        name, module, params = "BTreeSet", "bounded_btree_set", [("T", shape.items.item)]
    else:
        assert isinstance(items.item, TupleShape)
        name, module = "BTreeMap", "bounded_btree_map"
        params = list(zip("KV", items.item.items, strict=True))
    numbered = [(letter, numbers.number_of(part)) for letter, part in params]
    plain = info(wrapped(numbers.number_of(items)), name, numbered)
    if shape.items.limit is None:
        return plain
    spelled = f"{name}<{', '.join(letter for letter, _ in params)}>"
    return info(
        wrapped(numbers.intern(plain), spelled),
        f"bounded_collections::{module}::Bounded{name}",
        [*numbered, ("S", None)],
    )


def _holding(name: str, index: int, number: int) -> TypeVariant:
    return TypeVariant(name, [TypeField(None, number, None, [])], index, [])


# Of the pallets


@describe.register
def _era(shape: EraShape, numbers: Numbers) -> TypeInfo:
    byte = _byte(numbers)
    (immortal, first), *mortal = shape.variants().items()
    variants = [
        TypeVariant(first, [], immortal, []),
        *(_holding(name, index, byte) for index, name in mortal),
    ]
    return info(Variants(variants), shape.path)


@describe.register
def _newtype(shape: NewtypeShape, numbers: Numbers) -> TypeInfo:
    params = hinted_params(shape.params, numbers)
    return info(Composite(described_fields([shape.field], numbers)), shape.path, params)


@describe.register
def _struct(shape: StructShape, numbers: Numbers) -> TypeInfo:
    params = {**dict(shape.params), **numbers.params.get(shape.declared, {})}
    return info(
        Composite(described_fields(shape.fields, numbers)),
        shape.path,
        hinted_params(params.items(), numbers),
        docs_of(shape.declared),
    )


@describe.register
def _enum(shape: EnumShape, numbers: Numbers) -> TypeInfo:
    variants = [
        TypeVariant(
            variant.scale_name,
            described_fields(shape.fields_of(variant), numbers),
            variant.scale_index,
            docs_of(variant),
        )
        for variant in shape.variants()
    ]
    params = hinted_params(shape.params, numbers)
    return info(Variants(variants), shape.path, params, docs_of(shape.declared))


@describe.register
def _unit_enum(shape: UnitEnumShape, numbers: Numbers) -> TypeInfo:
    members = sorted((member.value, member.name) for member in shape.declared)
    variants = [TypeVariant(name, [], index, []) for index, name in members]
    return info(Variants(variants), shape.path, docs=docs_of(shape.declared))
