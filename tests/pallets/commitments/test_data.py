"""Fields on the wire and in metadata."""

from __future__ import annotations

from typing import Any

import pytest

from pallets.commitments import (
    BigRaw,
    BlakeTwo256,
    CommitmentInfo,
    Data,
    DataField,
    Empty,
    Keccak256,
    Raw,
    Registration,
    ResetBondsFlag,
    Sha256,
    ShaThree256,
    TimelockEncrypted,
)
from pallets.commitments.data import space_of
from runtime.metadata.portable import ArrayOf, Variants
from runtime.metadata.registry import Registry
from runtime.scale import DecodeError, EncodeError, decode, encode
from tests.pallets.commitments.world import World

HASH = bytes(range(32))
FIELDS: list[tuple[Data | Raw, bytes, int]] = [
    (Empty(), b"\0", 0),
    *((Raw(b"r" * n), bytes([n + 1]) + b"r" * n, n) for n in range(129)),
    (BlakeTwo256(HASH), b"\x82" + HASH, 32),
    (Sha256(HASH), b"\x83" + HASH, 32),
    (Keccak256(HASH), b"\x84" + HASH, 32),
    (ShaThree256(HASH), b"\x85" + HASH, 32),
    (TimelockEncrypted(b"abc", 12345), b"\x86\x0cabc" + (12345).to_bytes(8, "little"), 3),
    (ResetBondsFlag(), b"\x87", 0),
    (BigRaw(b"b" * 200), b"\x88\x21\x03" + b"b" * 200, 200),
]


@pytest.mark.parametrize(("value", "encoded", "space"), FIELDS)
def test_each_field(value: Data | Raw, encoded: bytes, space: int) -> None:
    assert encode(DataField, value) == encoded
    assert decode(DataField, encoded) == value
    assert space_of(value) == space


def test_what_metadata_shows_is_what_is_written() -> None:
    """The first byte is the index of the variant, and its parts have the length of the rest."""
    registry = Registry(World().runtime.composition)
    number = registry.number(DataField)
    shown = registry.portable()
    variants = shown[number].type.definition
    assert isinstance(variants, Variants)
    assert ".".join(shown[number].type.path) == "pallet_commitments.types.Data"
    by_index = {variant.index: variant for variant in variants.variants}
    assert sorted(by_index) == list(range(137))
    for value, encoded, _ in FIELDS:
        variant = by_index[encoded[0]]
        if isinstance(value, Raw):
            (part,) = variant.fields
            assert variant.name == f"Raw{len(value.content)}"
            assert part.name is None
            array: Any = shown[part.type].type.definition
            assert isinstance(array, ArrayOf)
            assert array.length == len(value.content)
        elif not isinstance(value, Empty):
            assert variant.name == type(value).__name__
    assert by_index[0].name == "None"


def test_fields_that_are_too_long() -> None:
    for too_long in (Raw(bytes(129)), BigRaw(bytes(513)), TimelockEncrypted(bytes(1025), 1)):
        with pytest.raises(EncodeError):
            encode(DataField, too_long)
    with pytest.raises(DecodeError):
        decode(DataField, b"\x88" + encode(bytes, bytes(513)))
    with pytest.raises(DecodeError):
        decode(DataField, b"\x86" + encode(bytes, bytes(1025)) + bytes(8))


@pytest.mark.parametrize("data", [b"", b"\x89", b"\xff", b"\x05abc", b"\x82" + bytes(31), b"\x86"])
def test_bytes_that_are_no_field(data: bytes) -> None:
    with pytest.raises(DecodeError):
        decode(DataField, data)


def test_a_commitment_has_three_fields_at_most() -> None:
    three = CommitmentInfo([Raw(b"a"), ResetBondsFlag(), Empty()])
    assert encode(CommitmentInfo, three) == b"\x0c\x02a\x87\0"
    assert decode(CommitmentInfo, b"\x0c\x02a\x87\0") == three
    with pytest.raises(DecodeError):
        decode(CommitmentInfo, b"\x10\0\0\0\0")
    with pytest.raises(EncodeError):
        encode(CommitmentInfo, CommitmentInfo([Empty()] * 4))


def test_a_registration() -> None:
    value = Registration(5, 7, CommitmentInfo([Raw(b"")]))
    encoded = (5).to_bytes(8, "little") + (7).to_bytes(4, "little") + b"\x04\x01"
    assert encode(Registration, value) == encoded
    assert decode(Registration, encoded) == value
