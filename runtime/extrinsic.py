"""Extrinsics: what a block holds, on the wire and taken apart.

A compact length, a byte with the version and kind, and then: nothing (bare, versions 4 and 5);
address, signature and the extensions' data (signed, version 4); or a version byte and the
extensions' data (general, version 5, which this runtime decodes and then refuses). The call comes
last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from runtime.addresses import MultiAddress
from runtime.call import Call, RuntimeCall
from runtime.hashing import blake2_256
from runtime.scale import (
    Bytes64,
    Bytes65,
    Custom,
    DecodeError,
    Enumeration,
    Spelled,
    Struct,
    decode_compact,
    encode_compact,
)
from runtime.scale.space import NOT_AN_ENCODING

if TYPE_CHECKING:
    from runtime.composition import Composition
    from runtime.extension import TransactionExtension

BARE_4, BARE_5, SIGNED_4, GENERAL_5 = 0x04, 0x05, 0x84, 0x45
MAX_PLAIN_PAYLOAD = 256  # bytes; what is longer is hashed before it is signed


class MultiSignature(Enumeration, path="sp_runtime::MultiSignature"):
    """A signature of one of three schemes."""


class Ed25519(MultiSignature, index=0, unnamed=True):
    signature: Annotated[Bytes64, Spelled("ed25519::Signature")]


class Sr25519(MultiSignature, index=1, unnamed=True):
    signature: Annotated[Bytes64, Spelled("sr25519::Signature")]


class Ecdsa(MultiSignature, index=2, unnamed=True):
    signature: Annotated[Bytes65, Spelled("ecdsa::Signature")]


@dataclass(frozen=True, slots=True)
class Preamble:
    """Who signed, and how."""

    address: MultiAddress
    signature: MultiSignature


@dataclass(frozen=True, slots=True)
class Extrinsic:
    """An extrinsic taken apart, with the bytes that it came from (length prefix included).

    `extensions` are those of a signed or a general extrinsic; None makes it a bare one.
    """

    call: Call
    signed: Preamble | None
    extensions: tuple[TransactionExtension, ...] | None
    encoded: bytes
    signed_part: bytes  # the call and the extensions' data, as the signer signs them

    @property
    def hash(self) -> bytes:
        return blake2_256(self.encoded)

    @property
    def is_bare(self) -> bool:
        return self.extensions is None


def decode_extrinsic(
    composition: Composition, data: bytes, pos: int = 0, max_depth: int | None = None
) -> tuple[Extrinsic, int]:
    """The extrinsic at `pos`, and the position after it. Raises DecodeError."""
    calls = composition.calls
    kept, calls.max_depth = calls.max_depth, max_depth or calls.max_depth
    try:
        return _decode(composition, data, pos)
    except NOT_AN_ENCODING as error:
        raise DecodeError(f"not an extrinsic: {error}") from error
    finally:
        calls.max_depth = kept


def _decode(composition: Composition, data: bytes, start: int) -> tuple[Extrinsic, int]:
    length, pos = decode_compact(data, start)
    end = pos + length
    if end > len(data):
        raise DecodeError("the bytes end inside of an extrinsic")
    kind, types = data[pos], composition.types
    pos += 1
    signed, extensions, extra = None, None, pos
    if kind == SIGNED_4:
        address, pos = types.shape(MultiAddress).decode(data, pos)
        signature, extra = types.shape(MultiSignature).decode(data, pos)
        signed = Preamble(address, signature)
        extensions, pos = composition.extension_data.decode(data, extra)
    elif kind == GENERAL_5:
        if data[pos] != 0:
            raise DecodeError(f"there is no extension version {data[pos]}")
        extensions, pos = composition.extension_data.decode(data, pos + 1)
    elif kind not in (BARE_4, BARE_5):
        raise DecodeError("Invalid transaction version")
    call_start = pos
    call, pos = composition.calls.decode(data, pos)
    if pos != end:
        raise DecodeError("Invalid length prefix")
    signed_part = data[call_start:end] + data[extra:call_start]
    return Extrinsic(call, signed, extensions, data[start:end], signed_part), end


def encode_bare(composition: Composition, call: Call) -> bytes:
    """An extrinsic that nobody signed, as block authors make inherents."""
    return with_length(bytes([BARE_5]) + composition.calls.encode(call))


def encode_signed(
    composition: Composition,
    call: Call,
    address: MultiAddress,
    signature: MultiSignature,
    extensions: tuple[TransactionExtension, ...],
) -> bytes:
    """A signed extrinsic of version 4."""
    encode = composition.types.encode
    return with_length(
        bytes([SIGNED_4])
        + encode(MultiAddress, address)
        + encode(MultiSignature, signature)
        + composition.extension_data.encode(extensions)
        + composition.calls.encode(call)
    )


def with_length(data: bytes) -> bytes:
    return encode_compact(len(data)) + data


def signed_payload(signed_part: bytes, implicit: bytes) -> bytes:
    """What the signer signs: call, extensions' data and implicit data, hashed if over 256 bytes."""
    payload = signed_part + implicit
    return blake2_256(payload) if len(payload) > MAX_PLAIN_PAYLOAD else payload


class _OpaqueCodec:
    """An extrinsic as bytes: blocks and runtime calls carry it so."""

    @staticmethod
    def encode(value: bytes) -> bytes:
        return value

    @staticmethod
    def decode(data: bytes, pos: int) -> tuple[bytes, int]:
        length, inner = decode_compact(data, pos)
        end = inner + length
        if end > len(data):
            raise DecodeError("the bytes end inside of an extrinsic")
        return data[pos:end], end


class GenericExtrinsic(
    Struct, path="sp_runtime::generic::unchecked_extrinsic::UncheckedExtrinsic", unnamed=True
):
    """How metadata shows an extrinsic. Its parameters name the parts."""

    data: Annotated[bytes, Spelled("")]


class SelfContainedExtrinsic(
    Struct, path="fp_self_contained::unchecked_extrinsic::UncheckedExtrinsic", unnamed=True
):
    """As `GenericExtrinsic`, in the wrapper that lets Ethereum transactions in."""

    inner: Annotated[
        GenericExtrinsic,
        Spelled("generic::UncheckedExtrinsic<Address, Call, Signature, Extension>"),
    ]


UncheckedExtrinsic = Annotated[bytes, Custom(_OpaqueCodec, SelfContainedExtrinsic)]
"""The bytes of an extrinsic, with its length prefix."""


def extrinsic_params(composition: Composition, last: str) -> dict[str, Any]:
    """The type parameters of the two structs above; `last` is how the extensions' one is called."""
    return {
        "Address": MultiAddress,
        "Call": RuntimeCall,
        "Signature": MultiSignature,
        last: composition.extension_hint,
    }
