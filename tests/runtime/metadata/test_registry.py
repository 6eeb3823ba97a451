"""How each kind of type is described, and that each is there once."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.composition import Composition
from runtime.metadata.layout import MAGIC, ExtrinsicV15, MetadataV15, OuterEnums
from runtime.metadata.registry import Registry
from runtime.scale import (
    I16,
    I128,
    U8,
    U16,
    U32,
    U64,
    U128,
    U256,
    AccountId,
    Bounded,
    Bytes32,
    Compact,
    Custom,
    Enumeration,
    Err,
    FixedArray,
    Newtype,
    Ok,
    Option,
    Outer,
    Some,
    Spelled,
    Struct,
    UnitEnum,
    encode,
)
from tests.runtime.metadata.mini import composition
from tests.runtime.metadata.reading import read_metadata, references

MINI = composition()


class Documented(Struct, path="crate::module::Documented", params={"T": U8, "I": None}):
    """A struct
    in two lines."""

    first: Annotated[U8, Spelled("T")]
    type_: bytes
    unspelled: Annotated[U8, Spelled("")]


class Pair(Struct, path="Pair", unnamed=True):
    left: U8
    right: Bytes32


class Choice(Enumeration, path="Choice"):
    """One of three."""


class Late(Choice, index=7):
    """The last one."""

    when: U32


class Early(Choice, index=1):
    pass


class Tupled(Choice, index=3, unnamed=True, name="Renamed"):
    what: Choice | None


class Colour(UnitEnum, path="Colour"):
    """A colour."""

    Red = 4
    Green = 2


class Tree(Struct, path="Tree"):
    """Holds itself."""

    branches: list[Tree]


class Codec:
    """Never used: the registry looks at the description only."""


AnyCall = Annotated[Any, Outer("RuntimeCall")]


def read(composed: Composition, hints: list[Any]) -> tuple[dict[int, Any], list[int]]:
    """The types as a client reads them, and the numbers of those that were asked for."""
    registry = Registry(composed)
    numbers = [registry.number(hint) for hint in hints]
    metadata = MetadataV15(
        registry.portable(), [], ExtrinsicV15(4, 0, 0, 0, 0, []), 0, [], OuterEnums(0, 0, 0), {}
    )
    types = read_metadata(MAGIC + b"\x0f" + encode(MetadataV15, metadata))["types"]
    return types, numbers


def expand(types: dict[int, Any], number: int, open_: tuple[int, ...] = ()) -> Any:
    """A type with the types that it refers to in place of their numbers."""
    entry = types[number]
    if entry["def"].get("primitive"):
        return entry["def"]["primitive"]
    if number in open_:
        return "itself"
    inner = (*open_, number)
    ((kind, body),) = entry["def"].items()

    def fields(listed: list[Any]) -> list[Any]:
        return [(f["name"], expand(types, f["type"], inner), f["type_name"]) for f in listed]

    match kind:
        case "composite":
            body = fields(body)
        case "variant":
            body = [(v["index"], v["name"], fields(v["fields"])) for v in body]
        case "tuple":
            body = [expand(types, part, inner) for part in body]
        case "array":
            body = (expand(types, body["type"], inner), body["len"])
        case _:
            body = expand(types, body["type"], inner)
    if not entry["path"]:
        return {kind: body}
    params = [
        (p["name"], p["type"] if p["type"] is None else expand(types, p["type"], inner))
        for p in entry["params"]
    ]
    return {"::".join(entry["path"]): params, kind: body}


BYTES = {"sequence": "u8"}
CASES: list[tuple[Any, Any]] = [
    (U8, "u8"),
    (U128, "u128"),
    (I16, "i16"),
    (I128, "i128"),
    (bool, "bool"),
    (str, "str"),
    (bytes, BYTES),
    (list[U8], BYTES),
    (Bytes32, {"array": ("u8", 32)}),
    (Annotated[list[U16], FixedArray(3)], {"array": ("u16", 3)}),
    (None, {"tuple": []}),
    (tuple[()], {"tuple": []}),
    (tuple[U8, bool], {"tuple": ["u8", "bool"]}),
    (Compact[U64], {"compact": "u64"}),
    (
        U256,
        {"primitive_types::U256": [], "composite": [(None, {"array": ("u64", 4)}, "[u64; 4]")]},
    ),
    (
        U16 | None,
        {
            "Option": [("T", "u16")],
            "variant": [(0, "None", []), (1, "Some", [(None, "u16", None)])],
        },
    ),
    (
        Ok[U8] | Err[bool],
        {
            "Result": [("T", "u8"), ("E", "bool")],
            "variant": [(0, "Ok", [(None, "u8", None)]), (1, "Err", [(None, "bool", None)])],
        },
    ),
    (
        dict[U8, bool],
        {
            "BTreeMap": [("K", "u8"), ("V", "bool")],
            "composite": [(None, {"sequence": {"tuple": ["u8", "bool"]}}, None)],
        },
    ),
    (
        frozenset[U16],
        {"BTreeSet": [("T", "u16")], "composite": [(None, {"sequence": "u16"}, None)]},
    ),
    (
        Annotated[bytes, Bounded(9)],
        {
            "bounded_collections::bounded_vec::BoundedVec": [("T", "u8"), ("S", None)],
            "composite": [(None, BYTES, "Vec<T>")],
        },
    ),
    (
        Annotated[list[U16], Bounded(9, weak=True)],
        {
            "bounded_collections::weak_bounded_vec::WeakBoundedVec": [("T", "u16"), ("S", None)],
            "composite": [(None, {"sequence": "u16"}, "Vec<T>")],
        },
    ),
    (
        Annotated[frozenset[U16], Bounded(9)],
        {
            "bounded_collections::bounded_btree_set::BoundedBTreeSet": [("T", "u16"), ("S", None)],
            "composite": [
                (
                    None,
                    {"BTreeSet": [("T", "u16")], "composite": [(None, {"sequence": "u16"}, None)]},
                    "BTreeSet<T>",
                )
            ],
        },
    ),
    (
        AccountId,
        {
            "sp_core::crypto::AccountId32": [],
            "composite": [(None, {"array": ("u8", 32)}, "[u8; 32]")],
        },
    ),
    (
        Annotated[U64, Newtype("Wrapped", (("T", U8), ("I", None)), "inner", "Inner<T>")],
        {"Wrapped": [("T", "u8"), ("I", None)], "composite": [("inner", "u64", "Inner<T>")]},
    ),
    (
        Annotated[bytes, Custom(Codec, tuple[U8, U16])],
        {"tuple": ["u8", "u16"]},
    ),
    (
        Documented,
        {
            "crate::module::Documented": [("T", "u8"), ("I", None)],
            "composite": [
                ("first", "u8", "T"),
                ("type", BYTES, "Vec<u8>"),
                ("unspelled", "u8", None),
            ],
        },
    ),
    (
        Pair,
        {
            "Pair": [],
            "composite": [(None, "u8", "u8"), (None, {"array": ("u8", 32)}, "[u8; 32]")],
        },
    ),
    (
        Choice,
        {
            "Choice": [],
            "variant": [
                (1, "Early", []),
                (
                    3,
                    "Renamed",
                    [
                        (
                            None,
                            {
                                "Option": [("T", "itself")],
                                "variant": [(0, "None", []), (1, "Some", [(None, "itself", None)])],
                            },
                            "Option<Choice>",
                        )
                    ],
                ),
                (7, "Late", [("when", "u32", "u32")]),
            ],
        },
    ),
    (Colour, {"Colour": [], "variant": [(2, "Green", []), (4, "Red", [])]}),
    (Tree, {"Tree": [], "composite": [("branches", {"sequence": "itself"}, "Vec<Tree>")]}),
]


@pytest.mark.parametrize("hint, expected", CASES, ids=lambda part: str(part)[:40])
def test_description(hint: Any, expected: Any) -> None:
    types, (number,) = read(MINI, [hint])
    assert expand(types, number) == expected


def test_docs_are_those_of_the_classes() -> None:
    types, (documented, pair, choice, colour) = read(MINI, [Documented, Pair, Choice, Colour])
    assert types[documented]["docs"] == ["A struct", "in two lines."]
    assert types[pair]["docs"] == []  # and not the signature that a dataclass gets
    assert types[choice]["docs"] == ["One of three."]
    variants = {v["name"]: v["docs"] for v in types[choice]["def"]["variant"]}
    assert variants == {"Early": [], "Renamed": [], "Late": ["The last one."]}
    assert types[colour]["docs"] == ["A colour."]


def test_equal_content_is_one_type() -> None:
    same = [bytes, list[U8], Annotated[bytes, Spelled("Text")], Annotated[list[U8], Spelled("A")]]
    types, numbers = read(MINI, same)
    assert len(set(numbers)) == 1
    assert len(types) == 2


def test_limits_make_no_types() -> None:
    limits = [Annotated[bytes, Bounded(1)], Annotated[list[U8], Bounded(2)]]
    _, numbers = read(MINI, [*limits, bytes])
    assert numbers[0] == numbers[1] != numbers[2]


def test_a_class_is_one_type_wherever_it_is_used() -> None:
    _, numbers = read(MINI, [Tree, Annotated[Tree, Spelled("T::Tree")], Choice, Tree])
    assert numbers[0] == numbers[1] == numbers[3] != numbers[2]


def test_calls_hold_calls() -> None:
    types, (number,) = read(MINI, [list[AnyCall]])
    (outer,) = references(types[number])
    assert types[outer]["path"] == ["mini_runtime", "RuntimeCall"]
    (calls,) = references(types[outer])
    fields = {v["name"]: v["fields"] for v in types[calls]["def"]["variant"]}
    assert [field["type"] for field in fields["both"]] == [number]


def test_what_was_there_before_refers_to_nothing_later() -> None:
    registry = Registry(MINI)
    registry.number(Choice)
    before = len(registry.portable())
    registry.number(dict[U128, list[Tree]])
    types, _ = read(MINI, [Choice])
    assert len(types) == before < len(registry.portable())
    assert {number for entry in types.values() for number in references(entry)} <= set(types)


LEAVES = st.sampled_from([U8, U16, U64, U256, bool, bytes, AccountId, Documented, Colour, Choice])


def _larger(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(
        inner.map(list.__class_getitem__),
        inner.map(lambda item: Annotated[list.__class_getitem__(item), Bounded(5)]),
        inner.map(lambda item: Option[Some.__class_getitem__(item)]),
        st.tuples(inner, inner).map(tuple.__class_getitem__),
        st.tuples(LEAVES, inner).map(dict.__class_getitem__),
        st.tuples(inner, inner).map(
            lambda pair: Annotated[
                Ok.__class_getitem__(pair[0]) | Err.__class_getitem__(pair[1]), Spelled("R")
            ]
        ),
    )


@settings(max_examples=50, deadline=None)
@given(st.lists(st.recursive(LEAVES, _larger, max_leaves=6), min_size=1, max_size=5))
def test_any_types_can_be_read_back(hints: list[Any]) -> None:
    types, numbers = read(MINI, hints)
    assert {number for entry in types.values() for number in references(entry)} <= set(types)
    facts = [str((entry["path"], entry["params"], entry["def"])) for entry in types.values()]
    assert len(facts) == len(set(facts))
    again, _ = read(MINI, [*hints, *hints])
    assert again == types
    for hint, number in zip(hints, numbers, strict=True):
        alone, (only,) = read(MINI, [hint])
        assert expand(alone, only) == expand(types, number)
