"""One extrinsic: is it signed as it says, would it be valid, and what happens when it is applied.

Signed: every extension validates, every extension prepares, the call is dispatched, every extension
is told of it. Bare: the call's pallet is asked in place of the signature. General (extension data
without a signature): no extension gives such an extrinsic an origin, so it is never valid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runtime.addresses import Id
from runtime.dispatch_error import DispatchFailure
from runtime.extension import VALID, Applied, TransactionExtension
from runtime.extrinsic import Ecdsa, Ed25519, Extrinsic, MultiSignature, Sr25519, signed_payload
from runtime.origin import NOBODY, Origin, signed
from runtime.pallet import Pallet
from runtime.signatures import verify_ecdsa, verify_ed25519, verify_sr25519
from runtime.validity import (
    BadProof,
    CannotLookup,
    InvalidTransaction,
    NoUnsignedValidator,
    UnknownOrigin,
    ValidTransaction,
)
from runtime.weights import PostInfo

if TYPE_CHECKING:
    from runtime.runtime import Runtime


def check(runtime: Runtime, extrinsic: Extrinsic, verified: bool) -> bytes | None:
    """The account that signed, or None. Raises InvalidTransaction for a bad signature.

    With `verified` the signature over these bytes is known to be good; the rest is looked at again.
    """
    preamble, extensions = extrinsic.signed, extrinsic.extensions
    if preamble is None or extensions is None:
        return None
    if not isinstance(preamble.address, Id):
        raise InvalidTransaction(CannotLookup())
    implicit = implied(runtime, extensions)  # which fails for eras that are over
    if not verified:
        payload = signed_payload(extrinsic.signed_part, implicit)
        if not verify_signature(preamble.signature, payload, preamble.address.account):
            raise InvalidTransaction(BadProof())
    return preamble.address.account


def implied(runtime: Runtime, extensions: tuple[TransactionExtension, ...]) -> bytes:
    """What the extensions have the signer sign besides. Raises InvalidTransaction."""
    encoders = runtime.composition.implicit_encoders
    return b"".join(
        [
            encode(extension.implied(runtime))
            for extension, encode in zip(extensions, encoders, strict=True)
            if encode is not None
        ]
    )


def verify_signature(signature: MultiSignature, message: bytes, account: bytes) -> bool:
    """Whether the account made the signature over the message."""
    match signature:
        case Sr25519(value):
            return verify_sr25519(value, message, account)
        case Ed25519(value):
            return verify_ed25519(value, message, account)
        case Ecdsa(value):
            return verify_ecdsa(value, message, account)
    raise TypeError(f"not a signature: {signature!r}")


def validate(extrinsic: Extrinsic, applied: Applied) -> ValidTransaction:
    """On which conditions the pool may keep a checked extrinsic. Raises InvalidTransaction."""
    if extrinsic.extensions is None:
        return _validate_bare(applied)
    _refuse_general(extrinsic, applied)
    return _combined([extension.validate(applied) for extension in extrinsic.extensions])


def apply(extrinsic: Extrinsic, applied: Applied) -> tuple[DispatchFailure | None, PostInfo]:
    """Run a checked extrinsic. Raises InvalidTransaction if it cannot be in the block.

    The result is why its call failed, if it did, and what the call reported.
    """
    if extrinsic.extensions is None:
        return _apply_bare(applied)
    _refuse_general(extrinsic, applied)
    return _apply_signed(extrinsic.extensions, applied)


def _apply_signed(
    extensions: tuple[TransactionExtension, ...], applied: Applied
) -> tuple[DispatchFailure | None, PostInfo]:
    assert applied.signer is not None
    for extension in extensions:
        extension.validate(applied)
    prepared: list[Any] = [extension.prepare(applied) for extension in extensions]
    failure, post = _dispatch(applied, signed(applied.signer))
    for extension, kept in zip(extensions, prepared, strict=True):
        extension.post_dispatch(kept, applied, post, failure)
    return failure, post


def _apply_bare(applied: Applied) -> tuple[DispatchFailure | None, PostInfo]:
    _pallet_of(applied).pre_dispatch(applied.call)
    extensions = applied.runtime.composition.extensions
    for extension in extensions:
        extension.bare_validate(applied)
    for extension in extensions:
        extension.bare_prepare(applied)
    failure, post = _dispatch(applied, NOBODY)
    for extension in extensions:
        extension.bare_post_dispatch(applied, post)
    return failure, post


def _validate_bare(applied: Applied) -> ValidTransaction:
    answer = _pallet_of(applied).validate_unsigned(applied.source, applied.call)
    if answer is None:
        raise InvalidTransaction(NoUnsignedValidator())
    extensions = applied.runtime.composition.extensions
    return _combined([*(kind.bare_validate(applied) for kind in extensions), answer])


def _refuse_general(extrinsic: Extrinsic, applied: Applied) -> None:
    if extrinsic.signed is not None or extrinsic.extensions is None:
        return
    implied(applied.runtime, extrinsic.extensions)
    for extension in extrinsic.extensions:
        extension.validate(applied)
    raise InvalidTransaction(UnknownOrigin())


def _combined(answers: list[ValidTransaction]) -> ValidTransaction:
    valid = VALID
    for answer in answers:
        if answer is not VALID:
            valid = valid.combine(answer)
    return valid


def _pallet_of(applied: Applied) -> Pallet:
    pallet: Pallet = applied.runtime.pallet(applied.call.declaration.owner)
    return pallet


def _dispatch(applied: Applied, origin: Origin) -> tuple[DispatchFailure | None, PostInfo]:
    try:
        return None, applied.runtime.dispatch(applied.call, origin)
    except DispatchFailure as failure:
        return failure, failure.post
