"""One field of a commitment.

Plain bytes are `Raw`. On the wire, and so in metadata, they are a variant for each length from Raw0
to Raw128; all else are variants of `Data`.
"""

from __future__ import annotations

from typing import Annotated, Any

from runtime.scale import (
    U64,
    Bounded,
    Bytes32,
    Custom,
    EncodeError,
    Enumeration,
    FixedBytes,
    Spelled,
    Struct,
    TypeSpace,
)
from runtime.scale.shapes import LateShape, Shape

MAX_RAW = 128  # bytes
MAX_TIMELOCKED = 1024
MAX_BIG_RAW = 512

Hash = Annotated[Bytes32, Spelled("")]


class Data(Enumeration, path="pallet_commitments::types::Data"):
    """A field other than plain bytes."""


class Empty(Data, index=0, name="None"):
    """Nothing."""


class BlakeTwo256(Data, index=130, unnamed=True):
    """The BLAKE2b-256 hash of something."""

    hash: Hash


class Sha256(Data, index=131, unnamed=True):
    """The SHA-256 hash of something."""

    hash: Hash


class Keccak256(Data, index=132, unnamed=True):
    """The Keccak-256 hash of something."""

    hash: Hash


class ShaThree256(Data, index=133, unnamed=True):
    """The SHA3-256 hash of something."""

    hash: Hash


class TimelockEncrypted(Data, index=134):
    """What the beacon's pulse of a round opens."""

    encrypted: Annotated[bytes, Bounded(MAX_TIMELOCKED), Spelled("")]
    reveal_round: Annotated[U64, Spelled("")]


class ResetBondsFlag(Data, index=135):
    """The wish that the neuron's bonds start anew."""


class BigRaw(Data, index=136, unnamed=True):
    """Plain bytes, up to 512."""

    content: Annotated[bytes, Bounded(MAX_BIG_RAW), Spelled("")]


class Raw(Struct):
    """Plain bytes, up to 128."""

    content: bytes


def space_of(field: Data | Raw) -> int:
    """How many bytes a field counts for."""
    match field:
        case Raw(content) | BigRaw(content):
            return len(content)
        case BlakeTwo256(hashed) | Sha256(hashed) | Keccak256(hashed) | ShaThree256(hashed):
            return len(hashed)
        case TimelockEncrypted(encrypted, _):
            return len(encrypted)
    return 0


_TYPES = TypeSpace()


class FieldCodec:
    """A byte n from 1 to 129 is followed by n - 1 plain bytes; all others begin a `Data`."""

    @staticmethod
    def encode(value: Data | Raw) -> bytes:
        if not isinstance(value, Raw):
            return _TYPES.shape(Data).encode(value)
        length = len(value.content)
        if length > MAX_RAW:
            raise EncodeError(f"{length} plain bytes, where there are {MAX_RAW} at most")
        return bytes([length + 1]) + value.content

    @staticmethod
    def decode(data: bytes, pos: int) -> tuple[Data | Raw, int]:
        length = data[pos] - 1
        if not 0 <= length <= MAX_RAW:
            found: tuple[Data, int] = _TYPES.shape(Data).decode(data, pos)
            return found
        start, end = pos + 1, pos + 1 + length
        return Raw(data[start:end]), end


def _shown() -> Shape:
    """The enum with a variant for each length of plain bytes, which metadata shows."""
    shown: Any = type("Data", (Enumeration,), {"__doc__": Data.__doc__}, path=Data.scale_path)
    for length in range(MAX_RAW + 1):
        content = Annotated[bytes, FixedBytes(length), Spelled("")]
        parts = {"__module__": __name__, "__doc__": None, "__annotations__": {"content": content}}
        type(f"Raw{length}", (shown,), parts, index=length + 1, unnamed=True)
    shown.scale_variants |= Data.scale_variants
    return TypeSpace().shape(shown)


DataField = Annotated[Data | Raw, Custom(FieldCodec, LateShape("Data", _shown)), Spelled("Data")]
