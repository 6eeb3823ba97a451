"""Hypothesis strategies from type hints: whatever the codec can encode, these can make up.

values_of(AccountInfo)                       values of a struct
values_of(RuntimeCall, composition.types)    any call of a composition
type_hints()                                 types themselves, classes included
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import singledispatchmethod
from typing import Annotated, Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from pallets.commitments.data import MAX_RAW, Data, FieldCodec, Raw
from runtime.call import Call
from runtime.outer import OuterCalls, OuterEnum
from runtime.scale import (
    I8,
    I16,
    I32,
    I64,
    I128,
    U8,
    U16,
    U32,
    U64,
    U128,
    U256,
    AccountId,
    Bounded,
    Bytes4,
    Compact,
    Enumeration,
    Err,
    FixedArray,
    Newtype,
    Ok,
    Some,
    Struct,
    TypeSpace,
    UnitEnum,
)
from runtime.scale.classes import EnumShape, StructShape, UnitEnumShape
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

Values = SearchStrategy[Any]

MAX_ITEMS = 4  # of a list, unless its type says less
MAX_BYTES = 80  # of bytes and texts


def values_of(
    hint: Any, types: TypeSpace | None = None, custom: Mapping[Any, Values] | None = None
) -> Values:
    """Values of a type. `custom` has strategies for the codecs of `Custom` types, besides `KNOWN`.

    `types` is the type space of a composition, for hints that only a composition can fill in.
    """
    return _Strategies(custom or {}).of((types or TypeSpace()).shape(hint))


def integers(low: int, high: int) -> SearchStrategy[int]:
    """Integers, often those at the ends and where the compact form changes its length."""
    edges = [
        edge + step for edge in (0, 1 << 6, 1 << 14, 1 << 30, low, high) for step in (-1, 0, 1)
    ]
    return st.one_of(
        st.sampled_from(sorted({edge for edge in edges if low <= edge <= high})),
        st.integers(low, high),
    )


class _Strategies:
    """The strategies of shapes, one for each, so that a type that holds itself finds its own."""

    def __init__(self, custom: Mapping[Any, Values]) -> None:
        self._custom = custom
        self._made: dict[Shape, Values] = {}

    def of(self, shape: Shape) -> Values:
        if shape not in self._made:
            self._made[shape] = st.deferred(lambda: self._make(shape))
        return self._made[shape]

    def fields(self, fields: Any) -> list[Values]:
        return [self.of(field.shape) for field in fields]

    @singledispatchmethod
    def _make(self, shape: Shape) -> Values:
        raise NotImplementedError(f"no strategy for {type(shape).__name__}")

    @_make.register
    def _(self, shape: IntegerShape) -> Values:
        if shape.signed:
            return integers(-(1 << shape.bits - 1), (1 << shape.bits - 1) - 1)
        return integers(0, (1 << shape.bits) - 1)

    @_make.register
    def _(self, shape: BoolShape) -> Values:
        return st.booleans()

    @_make.register
    def _(self, shape: CompactShape) -> Values:
        return self.of(shape.inner)

    @_make.register
    def _(self, shape: FixedBytesShape) -> Values:
        return st.binary(min_size=shape.length, max_size=shape.length)

    @_make.register
    def _(self, shape: BytesShape) -> Values:
        limit = MAX_BYTES if shape.limit is None else min(shape.limit, MAX_BYTES)
        if shape.text:
            texts = st.text(max_size=limit)
            return texts.filter(lambda text: len(text.encode()) <= limit)
        return st.binary(max_size=limit)

    @_make.register
    def _(self, shape: SequenceShape) -> Values:
        return st.lists(self.of(shape.item), max_size=_items(shape))

    @_make.register
    def _(self, shape: ArrayShape) -> Values:
        return st.lists(self.of(shape.item), min_size=shape.length, max_size=shape.length)

    @_make.register
    def _(self, shape: TupleShape) -> Values:
        return st.tuples(*map(self.of, shape.items))

    @_make.register
    def _(self, shape: UnitShape) -> Values:
        return st.none()

    @_make.register
    def _(self, shape: OptionShape) -> Values:
        return st.none() | self.of(shape.inner)

    @_make.register
    def _(self, shape: SomeShape) -> Values:
        return st.builds(Some, self.of(shape.description))

    @_make.register
    def _(self, shape: ResultShape) -> Values:
        return st.builds(Ok, self.of(shape.ok)) | st.builds(Err, self.of(shape.err))

    @_make.register
    def _(self, shape: MapShape) -> Values:
        size = _items(shape.items)
        if shape.is_set:
            return st.frozensets(self.of(shape.items.item), max_size=size)
        assert isinstance(shape.items.item, TupleShape)
        key, value = map(self.of, shape.items.item.items)
        return st.dictionaries(key, value, max_size=size)

    @_make.register
    def _(self, shape: StructShape) -> Values:
        return st.builds(shape.declared, *self.fields(shape.fields))

    @_make.register
    def _(self, shape: EnumShape) -> Values:
        return self._variants(shape.variants(), shape.fields_of)

    @_make.register
    def _(self, shape: OuterEnum) -> Values:
        return st.one_of(
            self._variants(list(module.variants.values()), module.fields_of)
            for module in shape.modules.values()
        )

    def _variants(
        self,
        variants: list[type[Enumeration]],
        fields_of: Callable[[type[Enumeration]], Any],
    ) -> Values:
        return st.one_of(st.builds(v, *self.fields(fields_of(v))) for v in variants)

    @_make.register
    def _(self, shape: OuterCalls) -> Values:
        def calls_of(declared: Any, fields: list[Field]) -> Values:
            return st.tuples(*self.fields(fields)).map(lambda args: Call(declared, args))

        return st.one_of(
            calls_of(declared, module.fields_of(declared))
            for module in shape.modules.values()
            for declared in module.calls.values()
        )

    @_make.register
    def _(self, shape: UnitEnumShape) -> Values:
        return st.sampled_from(shape.declared)

    @_make.register
    def _(self, shape: NewtypeShape) -> Values:
        return self.of(shape.inner)

    @_make.register
    def _(self, shape: LateShape) -> Values:
        return self.of(shape.found)

    @_make.register
    def _(self, shape: CustomShape) -> Values:
        known = self._custom.get(shape.codec)
        return KNOWN[shape.codec](self) if known is None else known


def _commitment_fields(strategies: _Strategies) -> Values:
    plain = st.builds(Raw, st.binary(max_size=MAX_RAW))
    return plain | strategies.of(TypeSpace().shape(Data))


# How values of the project's own custom codecs are made up.
KNOWN: Mapping[Any, Callable[[_Strategies], Values]] = {FieldCodec: _commitment_fields}


def _items(shape: SequenceShape) -> int:
    return MAX_ITEMS if shape.limit is None else min(shape.limit, MAX_ITEMS)


# Types


class Colour(UnitEnum, path="Colour"):
    Red = 0
    Green = 7
    Blue = 255


NUMBERS = [U8, U16, U32, U64, U128, U256, I8, I16, I32, I64, I128]
COMPACTS = [Compact[U8], Compact[U16], Compact[U32], Compact[U64], Compact[U128]]
SORTED = [*NUMBERS, bool, bytes, str, AccountId, Bytes4]  # Python sorts them as Rust does
EMPTY = [tuple[()], Compact[tuple[()]]]  # which take no bytes
LEAVES = [
    *SORTED,
    *COMPACTS,
    Colour,
    Annotated[bytes, Bounded(5)],
    Annotated[U32, Newtype("Blocks")],
]


@st.composite
def type_hints(draw: st.DrawFn, canonical: bool = False, depth: int = 3) -> Any:
    """Hints of all kinds, nested. A `canonical` type has one encoding only for each value."""
    if depth == 0 or draw(st.booleans()):
        return draw(st.sampled_from(LEAVES))
    inner = type_hints(canonical, depth - 1)
    # The items of a list take a byte at least.
    item = inner.filter(lambda hint: TypeSpace().shape(hint).min_size > 0)
    parts = st.lists(inner | st.sampled_from([*EMPTY, None]), max_size=4)
    kinds = [
        item.map(list.__class_getitem__),
        item.map(lambda hint: Annotated[list.__class_getitem__(hint), Bounded(2)]),
        st.builds(_array, item, st.integers(0, 3)),
        inner.map(lambda hint: Some.__class_getitem__(hint) | None),
        parts.map(lambda hints: tuple.__class_getitem__(tuple(hints))),
        st.tuples(inner, inner).map(
            lambda pair: Ok.__class_getitem__(pair[0]) | Err.__class_getitem__(pair[1])
        ),
        parts.map(struct_of),
        st.dictionaries(st.integers(0, 255), parts, min_size=1, max_size=3).map(enum_of),
    ]
    if not canonical:
        keys = st.sampled_from(SORTED)
        kinds.append(keys.map(frozenset.__class_getitem__))
        kinds.append(st.tuples(keys, inner).map(dict.__class_getitem__))
    return draw(draw(st.sampled_from(kinds)))


def _array(item: Any, length: int) -> Any:
    return Annotated[list.__class_getitem__(item), FixedArray(length)]


def struct_of(hints: list[Any]) -> type[Struct]:
    """A new struct with fields of these types."""
    return type(Struct)("Generated", (Struct,), _namespace(hints))  # type: ignore[return-value]


def enum_of(variants: Mapping[int, list[Any]]) -> type[Enumeration]:
    """A new enum with variants at these indices, with fields of these types."""
    enum: Any = type(Enumeration)("Choice", (Enumeration,), {"__module__": __name__})
    for index, hints in variants.items():
        type(enum)(f"Variant{index}", (enum,), _namespace(hints), index=index)
    return enum  # type: ignore[no-any-return]


def _namespace(hints: list[Any]) -> dict[str, Any]:
    fields = {f"field{number}": hint for number, hint in enumerate(hints)}
    return {"__annotations__": fields, "__module__": __name__}
