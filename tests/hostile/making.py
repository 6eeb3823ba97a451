"""Extrinsics for the chain `dev`, well made and spoiled."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from chain.kit import DevChain, key
from runtime.applying import implied
from runtime.extension import SigningOptions
from runtime.extrinsic import _OpaqueCodec, signed_payload
from runtime.scale import encode_compact
from tests.strategies import values_of

ALICE = key("//Alice")
SR25519 = 1

# Forms of a compact integer that say more than there is, or more than there can be.
LIES = [b"\xfe\xff\xff\xff", b"\x03\xff\xff\xff\xff", b"\x33" + b"\xff" * 16, b"\xff" * 68, b"\x01"]

chain = DevChain()  # nothing is put into it: it has the genesis block of the node
types = chain.blockchain.composition.types


def with_length(body: bytes) -> bytes:
    return encode_compact(len(body)) + body


def signed(call: bytes, nonce: int = 0, address: bytes | None = None) -> bytes:
    """An extrinsic by Alice with the bytes of a call, be it one or not."""
    executive = chain.signing()
    composition = executive.runtime.composition
    options = SigningOptions(nonce)
    extensions = tuple(kind.for_signing(options) for kind in composition.extensions)
    extra = composition.extension_data.encode(extensions)
    payload = signed_payload(call + extra, implied(executive.runtime, extensions))
    if address is None:
        address = b"\x00" + ALICE.account
    signature = bytes([SR25519]) + ALICE.sign(payload)
    return with_length(b"\x84" + address + signature + extra + call)


def values(hint: Any) -> SearchStrategy[Any]:
    """Values of a type, extrinsics among them being any bytes with their length."""
    return values_of(hint, types, {_OpaqueCodec: st.binary(max_size=60).map(with_length)})


@st.composite
def spoiled(draw: st.DrawFn, data: SearchStrategy[bytes]) -> bytes:
    """Bytes of which some are changed, inserted or gone."""
    result = bytearray(draw(data))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(result)))
        gone = draw(st.integers(0, 3))
        result[at : at + gone] = draw(st.sampled_from(LIES) | st.binary(max_size=gone + 2))
    return bytes(result)
