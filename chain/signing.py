"""Signed extrinsics, made as a client makes them."""

from __future__ import annotations

from typing import Protocol

from genesis.keys import Scheme
from runtime.addresses import Id
from runtime.applying import implied
from runtime.call import Call
from runtime.executive import Executive
from runtime.extension import SigningOptions
from runtime.extrinsic import Ecdsa, Ed25519, MultiSignature, Sr25519, encode_signed, signed_payload

_SIGNATURES: dict[Scheme, type[Sr25519] | type[Ed25519] | type[Ecdsa]] = {
    Scheme.SR25519: Sr25519,
    Scheme.ED25519: Ed25519,
    Scheme.ECDSA: Ecdsa,
}


class Signer(Protocol):
    """A key that signs for an account."""

    @property
    def scheme(self) -> Scheme: ...

    @property
    def account(self) -> bytes: ...

    def sign(self, message: bytes) -> bytes: ...


def sign_call(executive: Executive, call: Call, signer: Signer, options: SigningOptions) -> bytes:
    """The bytes of a signed extrinsic for the chain that the (prepared) executive stands on."""
    runtime = executive.runtime
    composition = runtime.composition
    extensions = tuple(kind.for_signing(options) for kind in composition.extensions)
    signed_part = composition.calls.encode(call) + composition.extension_data.encode(extensions)
    signature = signer.sign(signed_payload(signed_part, implied(runtime, extensions)))
    wrapped: MultiSignature = _SIGNATURES[signer.scheme](signature)
    return encode_signed(composition, call, Id(signer.account), wrapped, extensions)
