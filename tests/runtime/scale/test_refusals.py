"""Values, bytes and types that are refused, and how."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, TypeVar

import pytest

from runtime.scale import (
    I8,
    I16,
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
    DecodeError,
    EncodeError,
    Enumeration,
    Err,
    FixedArray,
    FixedBytes,
    Newtype,
    Ok,
    Option,
    Outer,
    Some,
    Struct,
    TypeDeclarationError,
    TypeSpace,
    UnitEnum,
    decode,
    decode_prefix,
    encode,
    encode_compact,
)
from runtime.scale.markers import Integer


class Data(Struct):
    free: U64
    flags: U128


class Info(Struct):
    nonce: U32
    data: Data


class SameFields(Struct):
    free: U64
    flags: U128


class Holder(Struct):
    """Fields of a fixed size around one that has none."""

    pair: tuple[U8, U8]
    who: Bytes4
    name: bytes
    info: Info


class Nest(Struct):
    inner: list[Nest]


class Choice(Enumeration):
    pass


class Chosen(Choice, index=3):
    pair: tuple[U16, Bytes4]


class Foreign(Enumeration):
    pass


class Stranger(Foreign, index=3):
    pair: tuple[U16, Bytes4]


class Colour(UnitEnum):
    Red = 1
    Blue = 2


class Taste(UnitEnum):
    Sweet = 1


GOOD = Holder((1, 2), b"aura", b"", Info(1, Data(2, 3)))

WRONG: list[tuple[Any, Any]] = [
    (U8, -1),
    (U8, 256),
    (U16, 2**16),
    (U32, 2**32),
    (U64, 2**64),
    (U128, 2**128),
    (U256, -1),
    (U256, 2**256),
    (I8, 128),
    (I8, -129),
    (I16, -(2**15) - 1),
    (I64, 2**63),
    (I128, 2**127),
    *((hint, value) for hint in (U8, U64, U128, Compact[U64]) for value in (1.0, "1", None, b"1")),
    (U64, Decimal(1)),
    (Compact[U64], -1),
    (Compact[U128], 2**128),
    (Compact[U64], 100.0),
    (Compact[tuple[()]], None),
    (bool, 1),
    (bool, 0),
    (bool, None),
    (bool, "yes"),
    (None, 0),
    (tuple[()], None),
    (tuple[()], (1,)),
    (tuple[U8, U8], (1,)),
    (tuple[U8, U8], (1, 2, 3)),
    (tuple[U8, U8], [1, 2]),
    (tuple[U8, bytes], (1, b"", b"")),
    (bytes, "text"),
    (bytes, bytearray(b"a")),
    (bytes, memoryview(b"a")),
    (bytes, [1]),
    (str, b"bytes"),
    (str, "\ud800"),
    (Bytes4, b"abc"),
    (Bytes4, b"abcde"),
    (Bytes4, bytearray(b"abcd")),
    (Bytes4, "abcd"),
    (AccountId, b""),
    (list[U8], b"ab"),
    (list[U8], {1: 2}),
    (list[U8], {1, 2}),
    (list[U8], iter([1])),
    (list[U8], None),
    (list[U8], [256]),
    (list[U8], [1.0]),
    (list[bytes], "ab"),
    (list[tuple[U8, U8]], [(1, 2), (1,)]),
    (list[tuple[U8, U8]], [(1, 2, 3)]),
    (list[tuple[U8, U8]], [(1, -1)]),
    (Annotated[list[U8], FixedArray(2)], [1]),
    (Annotated[list[U8], FixedArray(2)], [1, 2, 3]),
    (Annotated[list[bytes], FixedArray(2)], [b""]),
    (Annotated[list[U8], Bounded(2)], [1, 2, 3]),
    (Annotated[bytes, Bounded(2)], b"abc"),
    (Annotated[str, Bounded(2)], "äö"),
    (Annotated[dict[U8, U8], Bounded(1)], {1: 1, 2: 2}),
    (Annotated[frozenset[U8], Bounded(1)], frozenset({1, 2})),
    (U8 | None, 256),
    (U8 | None, Some(1)),
    (Some[U8 | None] | None, 1),
    (Some[U8 | None] | None, Some(256)),
    (Ok[U8] | Err[U8], 1),
    (Ok[U8] | Err[U8], Ok(256)),
    (Ok[U8] | Err[U8], Err(None)),
    (dict[U8, U8], [(1, 1)]),
    (dict[U8, U8], {256: 1}),
    (dict[Colour, U8], {Colour.Red: 1, Colour.Blue: 2}),
    (frozenset[U8], [1, 1]),
    (frozenset[U8], {1}),
    (Info, Info(1, SameFields(2, 3))),
    (Info, Info(1, (2, 3))),
    (Info, Info(1, None)),
    (Info, Data(1, 2)),
    (Info, Info(1, Data(2**64, 3))),
    (Info, Info(1, Data(2, 2**128))),
    (Info, Info(1.0, Data(2, 3))),
    (Info, None),
    (Info, Info),
    (Holder, Holder((1, 2, 3), b"aura", b"", GOOD.info)),
    (Holder, Holder([1, 2], b"aura", b"", GOOD.info)),
    (Holder, Holder((1, 2), b"aur", b"", GOOD.info)),
    (Holder, Holder((1, 2), b"auras", b"", GOOD.info)),
    (Holder, Holder((1, 2), bytearray(b"aura"), b"", GOOD.info)),
    (Holder, Holder((1, 2), b"aura", "", GOOD.info)),
    (Holder, Holder((1, 2), b"aura", b"", Data(1, 2))),
    (list[Info], [GOOD.info, GOOD.info.data]),
    (Choice, Stranger((1, b"aura"))),
    (Choice, Chosen((1, b"aur"))),
    (Choice, Chosen((1, b"aura", 2))),
    (Choice, Chosen),
    (Choice, Choice()),
    (Choice, 3),
    (Choice, None),
    (Colour, Taste.Sweet),
    (Colour, 1),
    (Colour, "Red"),
    (tuple[U8, Colour], (1, Taste.Sweet)),
]


@pytest.mark.parametrize(("hint", "value"), WRONG, ids=lambda part: str(part)[:60])
def test_wrong_values(hint: Any, value: Any) -> None:
    with pytest.raises(EncodeError):
        encode(hint, value)
    for first, before in ((U8, 1), (bytes, b"")):
        with pytest.raises(EncodeError):
            encode(tuple[first, hint], (before, value))


def test_the_right_values_beside_them() -> None:
    assert decode(Holder, encode(Holder, GOOD)) == GOOD
    assert encode(U8, True) == b"\x01"  # an integer to Python and its type checkers
    assert encode(list[U8], (1, 2)) == b"\x08\x01\x02"


def test_a_value_of_a_derived_struct_is_one_of_the_base() -> None:
    class Longer(Data):
        more: U8

    assert encode(Data, Longer(1, 2, 3)) == encode(Data, Data(1, 2))


def test_a_list_in_itself() -> None:
    nest: list[Any] = []
    nest.append(Nest(nest))
    with pytest.raises(EncodeError):
        TypeSpace().encode(list[Nest], nest)


def test_messages_say_what_was_expected() -> None:
    with pytest.raises(EncodeError, match="expected 4 bytes, got b'aur'"):
        encode(Holder, Holder((1, 2), b"aur", b"", GOOD.info))
    with pytest.raises(EncodeError, match="expected Data, got SameFields"):
        encode(Info, Info(1, SameFields(2, 3)))
    with pytest.raises(EncodeError, match="is not a value of"):
        encode(Info, Info(1, Data(-1, 3)))
    with pytest.raises(EncodeError, match="Stranger is not a variant of Choice"):
        encode(Choice, Stranger((1, b"aura")))


BAD_BYTES: list[tuple[Any, str]] = [
    (U8, ""),
    (U8, "0101"),
    (U128, "00" * 15),
    (bool, "02"),
    (tuple[U8, bool], "0102"),
    (bool | None, "02"),
    (bool | None, "01"),
    (Ok[None] | Err[None], "02"),
    (Bytes4, "000000"),
    (bytes, "0c6161"),
    (str, "08ff61"),
    (str, "08d0"),
    (list[U16], "0800"),
    (list[U16], "08000000"),
    (Annotated[bytes, Bounded(1)], "080000"),
    (Annotated[list[U8], Bounded(1)], "080000"),
    (Annotated[frozenset[U8], Bounded(1)], "080001"),
    (Annotated[list[U16], FixedArray(2)], "000000"),
    (Annotated[list[tuple[U8, U8]], FixedArray(2)], "0000"),
    (Annotated[list[tuple[U8, U8]], FixedArray(2)], "000000"),
    (Choice, "00"),
    (Choice, ""),
    (Choice, "03"),
    (Choice, "03" + "00" * 5),
    (Colour, "00"),
    (list[Colour], "080100"),
    (Info, "00" * 27),
    (None, "00"),
]


@pytest.mark.parametrize(("hint", "data"), BAD_BYTES, ids=str)
def test_bad_bytes(hint: Any, data: str) -> None:
    with pytest.raises(DecodeError):
        decode(hint, bytes.fromhex(data))


def test_a_weak_limit_is_not_checked() -> None:
    hint = Annotated[list[U8], Bounded(1, weak=True)]
    assert decode(hint, encode(hint, [1, 2])) == [1, 2]


def test_a_position_after_the_end() -> None:
    for hint in (U8, bytes, Bytes4, list[U8], Info, Choice, Compact[U32]):
        with pytest.raises(DecodeError):
            decode_prefix(hint, b"\x00\x00", 5)


CLAIMS = [list[U8], list[U64], list[bytes], list[Info], list[tuple[U8, U8]], bytes, str]
CLAIMS += [dict[U8, U8], frozenset[U8], list[list[U8]], list[Choice], list[bool | None]]


@pytest.mark.parametrize("hint", CLAIMS, ids=str)
@pytest.mark.parametrize("count", [2**30 - 1, 2**30, 2**32 - 1, 2**64, 2**536 - 1])
def test_claimed_lengths_cost_nothing(hint: Any, count: int) -> None:
    with pytest.raises(DecodeError):
        decode(hint, encode(Compact[U128], min(count, 2**128 - 1)) + bytes(100))


T = TypeVar("T")

NO_TYPES: list[tuple[Any, str]] = [
    (int, "annotate its width"),
    (float, "no SCALE form"),
    (object, "no SCALE form"),
    (Any, "no SCALE form"),
    ("U8", "no SCALE form"),
    (list, "no SCALE form"),
    (tuple[U8, ...], "no SCALE form"),
    (set[U8], "no SCALE form"),
    (T, "no SCALE form"),
    (list[int], "annotate its width"),
    (int | None, "annotate its width"),
    (Annotated[int, "anything"], "annotate its width"),
    (Compact, "no SCALE form"),
    (Compact[bytes], "compact"),
    (Compact[I8], "compact"),
    (Compact[U256], "compact"),
    (U8 | bytes, "union"),
    (U8 | bytes | None, "union"),
    (Annotated[U8, Bounded(5)], "bounded"),
    (Annotated[U8, FixedArray(5)], "lists"),
    (Annotated[str, FixedBytes(5)], "does not go with"),
    (Annotated[bytes, Integer(8)], "does not go with"),
    (list[tuple[()]], "take a byte"),
    (list[Compact[tuple[()]]], "take a byte"),
    (Option[Option[U8]], "Some"),
    (Annotated[U8 | None, Newtype("Wrapped")] | None, "Some"),
    (dict[list[U8], U8], "lists"),
    (frozenset[tuple[U8, list[U8]]], "lists"),
    (Annotated[Any, Outer("RuntimeCall")], "composition"),
]


@pytest.mark.parametrize(("hint", "message"), NO_TYPES, ids=str)
def test_hints_without_a_form(hint: Any, message: str) -> None:
    with pytest.raises(TypeDeclarationError, match=message):
        encode(hint, 0)


class Broken(Struct):
    first: U8
    wrong: float


class Unknown(Struct):
    wrong: NotImported  # type: ignore[name-defined]  # noqa: F821


@pytest.mark.parametrize("declared", [Broken, Unknown])
def test_a_struct_is_named_and_refused_each_time(declared: Any) -> None:
    types = TypeSpace()
    for _ in range(2):
        with pytest.raises(TypeDeclarationError, match=declared.__name__):
            types.shape(declared)


def test_indices_are_bytes_and_used_once() -> None:
    with pytest.raises(TypeDeclarationError, match="0 to 255"):

        class High(Choice, index=256):
            pass

    with pytest.raises(TypeDeclarationError, match=r"index 3 .*Chosen and .*Second"):

        class Second(Choice, index=3):
            pass

    with pytest.raises(TypeDeclarationError, match="name Chosen"):

        class Third(Choice, index=4, name="Chosen"):
            pass

    with pytest.raises(TypeDeclarationError, match="derive the enum first"):

        class Alone(Enumeration, index=1):
            pass

    with pytest.raises(TypeDeclarationError, match="derives from a variant"):

        class Below(Chosen):
            pass

    with pytest.raises(TypeDeclarationError, match="0 to 255"):

        class Far(UnitEnum):
            One = 1
            Many = 1000

    with pytest.raises(TypeDeclarationError, match="by One and Uno"):

        class Twice(UnitEnum):
            One = 1
            Uno = 1

    assert list(Choice.scale_variants) == [3]


def test_a_list_has_a_million_items_at_most() -> None:
    most = 1 << 20
    assert len(TypeSpace().decode(list[bool], encode_compact(most) + bytes(most))) == most
    with pytest.raises(DecodeError, match="more than 1048576 items"):
        TypeSpace().decode(list[bool], encode_compact(most + 1) + bytes(most + 1))
