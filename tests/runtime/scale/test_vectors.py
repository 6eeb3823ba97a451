"""Encodings that are published: the SCALE specification, parity-scale-codec's documentation, a
chain.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import pytest

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
    DecodeError,
    EncodeError,
    Enumeration,
    Err,
    FixedArray,
    Newtype,
    Ok,
    Option,
    Some,
    Struct,
    UnitEnum,
    decode,
    decode_compact,
    encode,
    encode_compact,
)

COMPACT_FORMS = [
    (0, "00"),
    (1, "04"),
    (42, "a8"),
    (63, "fc"),
    (64, "0101"),
    (69, "1501"),
    (2**14 - 1, "fdff"),
    (2**14, "02000100"),
    (65535, "feff0300"),
    (2**30 - 1, "feffffff"),
    (2**30, "0300000040"),
    (2**32 - 1, "03ffffffff"),
    (2**32, "070000000001"),
    (2**40, "0b000000000001"),
    (100000000000000, "0b00407a10f35a"),
    (2**48, "0f00000000000001"),
    (2**56 - 1, "0fffffffffffffff"),
    (2**56, "130000000000000001"),
    (2**64 - 1, "13ffffffffffffffff"),
    (2**128 - 1, "33" + "ff" * 16),
    (2**536 - 1, "ff" + "ff" * 67),
]


@pytest.mark.parametrize(("value", "form"), COMPACT_FORMS)
def test_compact_forms(value: int, form: str) -> None:
    assert encode_compact(value).hex() == form
    assert decode_compact(bytes.fromhex(form), 0) == (value, len(form) // 2)


@pytest.mark.parametrize("value", [-1, 2**536])
def test_integers_without_a_compact_form(value: int) -> None:
    with pytest.raises(EncodeError):
        encode_compact(value)


LONGER_THAN_NEEDED = [
    "0100",  # 0 in two bytes
    "fd00",  # 63 in two bytes
    "02000000",
    "feff0000",  # 2**14 - 1 in four bytes
    "03ffffff3f",  # 2**30 - 1 in five bytes
    "0700000000" + "00",  # a zero on top
    "0b0000004000" + "00",
    "13" + "ff" * 7 + "00",
]


@pytest.mark.parametrize("form", LONGER_THAN_NEEDED)
def test_a_compact_form_is_the_shortest(form: str) -> None:
    with pytest.raises(DecodeError, match="shortest"):
        decode(Compact[U128], bytes.fromhex(form))


@pytest.mark.parametrize("hint", [Compact[U8], Compact[U16], Compact[U32], Compact[U64]])
def test_a_compact_integer_is_not_over_its_type(hint: Any) -> None:
    limit = {Compact[U8]: 2**8, Compact[U16]: 2**16, Compact[U32]: 2**32, Compact[U64]: 2**64}[hint]
    assert decode(hint, encode(hint, limit - 1)) == limit - 1
    with pytest.raises(DecodeError):
        decode(hint, encode_compact(limit))
    with pytest.raises(EncodeError):
        encode(hint, limit)


class Weight(Struct):
    ref_time: Compact[U64]
    proof_size: Compact[U64]


class Numbers(Struct):
    a: Compact[U128]
    b: U128
    c: Compact[U64]


class IntOrBool(Enumeration):
    pass


class Int(IntOrBool, index=0):
    value: U8


class Bool(IntOrBool, index=1, unnamed=True):
    value: bool


class Nested(Enumeration):
    pass


class Deep(Nested, index=200):
    inner: IntOrBool | None
    from_: Weight


class Colour(UnitEnum):
    Red = 0
    Blue = 9


VECTORS: list[tuple[Any, Any, str]] = [
    (I8, 69, "45"),
    (I8, -128, "80"),
    (U16, 42, "2a00"),
    (U32, 16777215, "ffffff00"),
    (U64, 2**64 - 1, "ff" * 8),
    (U128, 2**127, "00" * 15 + "80"),
    (U256, 1, "01" + "00" * 31),
    (I16, -2, "feff"),
    (I32, -(2**31), "00000080"),
    (I64, -1, "ff" * 8),
    (I128, -2, "fe" + "ff" * 15),
    (bool, False, "00"),
    (bool, True, "01"),
    (Compact[Annotated[U32, Newtype("Number")]], 64, "0101"),
    (Compact[tuple[()]], (), ""),
    (None, None, ""),
    (tuple[()], (), ""),
    (tuple[Compact[U32], bool], (3, False), "0c00"),
    (tuple[U8, tuple[U8, bytes]], (1, (2, b"\x03")), "010204" + "03"),
    (list[U16], [4, 8, 15, 16, 23, 42], "18040008000f00100017002a00"),
    (list[I64], [-1], "04" + "ff" * 8),
    (list[U128], [1, 2], "08" + "01" + "00" * 15 + "02" + "00" * 15),
    (list[tuple[U16, U8]], [(1, 2), (3, 4)], "08" + "010002" + "030004"),
    (list[bool], [True, False], "080100"),
    (list[bytes], [b"", b"a"], "08000461"),
    (Annotated[list[U16], FixedArray(2)], [1, 2], "01000200"),
    (Annotated[list[bytes], FixedArray(2)], [b"a", b""], "046100"),
    (Annotated[list[U8], Bounded(3)], [1, 2, 3], "0c010203"),
    (bytes, b"\x00\xff", "0800ff"),
    (bytes, bytes(64), "0101" + "00" * 64),
    (Bytes4, b"aura", b"aura".hex()),
    (AccountId, bytes(range(32)), bytes(range(32)).hex()),
    (str, "Hamlet", "18" + b"Hamlet".hex()),
    (str, "Война и мир", "50d092d0bed0b9d0bdd0b020d0b820d0bcd0b8d180"),
    (str, "三国演义", "30e4b889e59bbde6bc94e4b989"),
    (bool | None, None, "00"),
    (bool | None, True, "0101"),
    (bool | None, False, "0100"),
    (Option[U32], 1, "0101000000"),
    (Some[U8 | None] | None, None, "00"),
    (Some[U8 | None] | None, Some(None), "0100"),
    (Some[U8 | None] | None, Some(7), "010107"),
    (Some[None] | None, Some(None), "01"),
    (Ok[U8] | Err[bool], Ok(42), "002a"),
    (Ok[U8] | Err[bool], Err(False), "0100"),
    (Err[bool] | Ok[U8], Ok(42), "002a"),
    (Ok[None] | Err[None], Ok(None), "00"),
    (dict[U8, str], {2: "b", 1: "a"}, "08" + "010461" + "020462"),
    (dict[bytes, U8], {b"b": 1, b"aa": 2}, "08" + "08616102" + "046201"),
    (frozenset[I8], frozenset({1, -1}), "08ff01"),
    (Weight, Weight(1, 64), "040101"),
    (Numbers, Numbers(2**64, 1, 1), "17" + "00" * 8 + "01" + "01" + "00" * 15 + "04"),
    (IntOrBool, Int(42), "002a"),
    (IntOrBool, Bool(True), "0101"),
    (Nested, Deep(Int(1), Weight(0, 0)), "c801000100" + "00"),
    (Nested, Deep(None, Weight(1, 1)), "c8000404"),
    (list[IntOrBool], [Bool(False), Int(0)], "0801000000"),
    (Colour, Colour.Blue, "09"),
    (list[Colour], [Colour.Red, Colour.Blue], "080009"),
]


@pytest.mark.parametrize(("hint", "value", "form"), VECTORS, ids=str)
def test_vectors(hint: Any, value: Any, form: str) -> None:
    assert encode(hint, value).hex() == form
    decoded = decode(hint, bytes.fromhex(form))
    assert decoded == value
    assert type(decoded) is type(value)


def test_maps_are_decoded_in_any_order_and_the_last_of_a_key_counts() -> None:
    pairs = encode(list[tuple[U8, U8]], [(2, 1), (1, 1), (2, 5)])
    assert decode(dict[U8, U8], pairs) == {1: 1, 2: 5}
    assert decode(frozenset[U8], b"\x0c\x02\x01\x02") == {1, 2}


class AccountData(Struct):
    free: U64
    reserved: U64
    frozen: U64
    flags: U128


class AccountInfo(Struct):
    nonce: U32
    consumers: U32
    providers: U32
    sufficients: U32
    data: AccountData


def test_an_account_of_a_real_chain() -> None:
    golden = json.loads(Path("tests/data/golden-461.json").read_text())
    stored = next(v for v in golden["storage_values"] if v["storage_function"] == "Account")
    data = bytes.fromhex(stored["raw_hex"][2:])
    info = decode(AccountInfo, data)
    assert info.nonce == stored["decoded"]["nonce"]
    assert info.data == AccountData(**stored["decoded"]["data"])
    assert encode(AccountInfo, info) == data


def test_events_of_a_real_chain_begin_as_lists() -> None:
    golden = json.loads(Path("tests/data/golden-461.json").read_text())
    raw = bytes.fromhex(golden["events"]["raw_hex"][2:])
    assert decode_compact(raw, 0) == (len(golden["events"]["decoded"]), 1)


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_all_kinds_of_bytes_are_decoded_to_bytes(kind: Any) -> None:
    decoded = decode(tuple[Bytes4, bytes], kind(b"aura\x04b"))
    assert decoded == (b"aura", b"b")
    assert all(type(part) is bytes for part in decoded)


def test_what_is_not_bytes_is_not_decoded() -> None:
    with pytest.raises(TypeError):
        decode(U8, 1)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        decode(U8, "\x01")  # type: ignore[arg-type]
