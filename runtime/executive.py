"""The execution of a block: initialize, inherents, extrinsics, idle, finalize. As FRAME's executive.

executive.initialize_block(header)      header: parent, number and the author's digest
executive.apply_extrinsic(bytes)        once for each, inherents first
header = executive.finalize_block()     its state root is for the keeper of the state to fill in
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from runtime.block import Header, PreRuntime
from runtime.dispatch_error import DispatchError, DispatchFailure
from runtime.extension import Applied
from runtime.extrinsic import (
    Ecdsa,
    Ed25519,
    Extrinsic,
    Id,
    MultiSignature,
    Preamble,
    Sr25519,
    decode_extrinsic,
    signed_payload,
)
from runtime.origin import NOBODY, signed
from runtime.pallet import Pallet
from runtime.scale import DecodeError
from runtime.signatures import verify_ecdsa, verify_ed25519, verify_sr25519
from runtime.validity import (
    BadMandatory,
    BadProof,
    CannotLookup,
    InvalidCall,
    InvalidTransaction,
    MandatoryValidation,
    NoUnsignedValidator,
    TransactionSource,
    UnknownOrigin,
    ValidTransaction,
)
from runtime.weights import ZERO_WEIGHT, DispatchClass, DispatchInfo, PostInfo

if TYPE_CHECKING:
    from runtime.runtime import Runtime

POOL_CALL_DEPTH = 8  # calls within calls that the pool takes


class BlockInvalid(Exception):
    """A block that no honest author makes."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an extrinsic in a block: None for success, or why its call failed."""

    error: DispatchError | None
    info: DispatchInfo
    post: PostInfo


class Executive:
    """Runs blocks on a runtime. `verified` tells signatures that need not be checked again."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self.system = runtime.system

    # The phases of a block

    def initialize_block(self, header: Header) -> None:
        """Start the block with this parent, number and digest."""
        digest = [item for item in header.digest.logs if isinstance(item, PreRuntime)]
        self.system.reset_events()
        weight = ZERO_WEIGHT
        if self.system.upgrade_if_new():
            for pallet in self.runtime.composition.pallets:
                weight += self.runtime.pallet(pallet).on_runtime_upgrade()
        self.system.initialize(header.number, header.parent_hash, digest)
        self.system.register_weight(
            weight + self.system.base_block_weight(), DispatchClass.Mandatory
        )
        for pallet in self.runtime.composition.pallets:
            weight = self.runtime.pallet(pallet).on_initialize(header.number)
            self.system.register_weight(weight, DispatchClass.Mandatory)
        self.system.note_finished_initialize()

    def apply_extrinsic(self, encoded: bytes, verified: bool = False) -> Outcome:
        """Run one extrinsic. Raises InvalidTransaction if it cannot be in this block.

        After InvalidTransaction the caller undoes what is in the state (`apply_or_undo` does).
        `verified` says that the signature was checked before, over the same bytes.
        """
        extrinsic = self._decode(encoded)
        checked = self._check(extrinsic, verified)
        info = self.runtime.dispatch_info(extrinsic.call)
        if not self.system.inherents_applied() and not self.is_inherent(extrinsic):
            self.system.note_inherents_applied()
        self.system.note_extrinsic(encoded)
        applied = Applied(
            self.runtime, checked, extrinsic.call, info, len(encoded), TransactionSource.InBlock
        )
        if extrinsic.signed is None:
            failure, post = self._apply_bare(extrinsic, applied)
        else:
            failure, post = self._apply_signed(extrinsic.signed, applied)
        if failure is not None and info.class_ is DispatchClass.Mandatory:
            raise InvalidTransaction(BadMandatory())
        error = None if failure is None else self.runtime.error_value(failure)
        self.system.note_applied_extrinsic(error, info, post)
        return Outcome(error, info, post)

    def apply_or_undo(self, encoded: bytes, verified: bool = False) -> Outcome:
        """As `apply_extrinsic`; whatever is raised, the state is then as it was before."""
        state = self.runtime.state
        state.begin()
        try:
            outcome = self.apply_extrinsic(encoded, verified)
        except BaseException:
            state.rollback()
            raise
        state.commit()
        return outcome

    def finalize_block(self) -> Header:
        """End the block."""
        system = self.system
        if not system.inherents_applied():
            system.note_inherents_applied()
        system.note_finished_extrinsics()
        number = system.block_number()
        self._idle(number)
        for pallet in self.runtime.composition.pallets:
            self.runtime.pallet(pallet).on_finalize(number)
        return system.finalize()

    def _idle(self, number: int) -> None:
        """Offer what is left of the block's weight, beginning with another pallet each block."""
        remaining = self.system.remaining_weight()
        if not ZERO_WEIGHT.all_below(remaining):
            return
        used, pallets = ZERO_WEIGHT, self.runtime.composition.pallets
        start = number % len(pallets)
        for pallet in pallets[start:] + pallets[:start]:
            used += self.runtime.pallet(pallet).on_idle(number, remaining - used)
        self.system.register_weight(used, DispatchClass.Mandatory)

    def is_inherent(self, extrinsic: Extrinsic) -> bool:
        """Whether the block's author put the extrinsic in for some pallet."""
        if not extrinsic.is_bare:
            return False
        pallet: Pallet = self.runtime.pallet(extrinsic.call.declaration.owner)
        return pallet.is_inherent(extrinsic.call)

    # Validity

    def validate_transaction(
        self, source: TransactionSource, encoded: bytes, block_hash: bytes
    ) -> ValidTransaction:
        """Whether the pool may keep an extrinsic, on a state after block `block_hash`.

        Writes the next block's number into the state, which the caller throws away.
        Raises InvalidTransaction.
        """
        self._decode(encoded, POOL_CALL_DEPTH)
        self.system.initialize(self.system.block_number() + 1, block_hash, [])
        extrinsic = self._decode(encoded)
        signer = self._check(extrinsic, verified=False)
        info = self.runtime.dispatch_info(extrinsic.call)
        if info.class_ is DispatchClass.Mandatory:
            raise InvalidTransaction(MandatoryValidation())
        applied = Applied(self.runtime, signer, extrinsic.call, info, len(encoded), source)
        if extrinsic.signed is not None:
            return self._validate_signed(extrinsic.signed, applied)
        return self._validate_bare(extrinsic, applied)

    def _decode(self, encoded: bytes, max_depth: int | None = None) -> Extrinsic:
        try:
            extrinsic, end = decode_extrinsic(
                self.runtime.composition, encoded, max_depth=max_depth
            )
        except DecodeError as error:
            raise InvalidTransaction(InvalidCall()) from error
        if end != len(encoded):
            raise InvalidTransaction(InvalidCall())
        return extrinsic

    def _check(self, extrinsic: Extrinsic, verified: bool) -> bytes | None:
        """The account that signed, or None. Raises InvalidTransaction for a bad signature."""
        preamble = extrinsic.signed
        if preamble is None:
            return None
        if not isinstance(preamble.address, Id):
            raise InvalidTransaction(CannotLookup())
        account = preamble.address.account
        implicit = self._implicit(preamble)
        if not verified:
            payload = signed_payload(extrinsic.signed_part, implicit)
            if not verify_signature(preamble.signature, payload, account):
                raise InvalidTransaction(BadProof())
        return account

    def _implicit(self, preamble: Preamble) -> bytes:
        """What the extensions have the signer sign besides."""
        types, parts = self.runtime.composition.types, []
        for extension in preamble.extensions:
            if extension.implicit is not None:
                value = extension.implied(self.runtime)
                parts.append(types.shape(extension.implicit).encode(value))
        return b"".join(parts)

    def _validate_signed(self, preamble: Preamble, applied: Applied) -> ValidTransaction:
        valid = ValidTransaction()
        for extension in preamble.extensions:
            valid = valid.combine(extension.validate(applied))
        return valid

    def _validate_bare(self, extrinsic: Extrinsic, applied: Applied) -> ValidTransaction:
        if not extrinsic.is_bare:
            raise InvalidTransaction(UnknownOrigin())
        pallet: Pallet = self.runtime.pallet(extrinsic.call.declaration.owner)
        answer = pallet.validate_unsigned(applied.source, extrinsic.call)
        if answer is None:
            raise InvalidTransaction(NoUnsignedValidator())
        valid = ValidTransaction()
        for extension in self.runtime.composition.extensions:
            valid = valid.combine(extension.bare_validate(applied))
        return valid.combine(answer)

    # One extrinsic

    def _apply_signed(
        self, preamble: Preamble, applied: Applied
    ) -> tuple[DispatchFailure | None, PostInfo]:
        assert applied.signer is not None
        for extension in preamble.extensions:
            extension.validate(applied)
        prepared: list[Any] = [extension.prepare(applied) for extension in preamble.extensions]
        failure, post = self._dispatch(applied, signed(applied.signer))
        for extension, kept in zip(preamble.extensions, prepared, strict=True):
            extension.post_dispatch(kept, applied, post, failure)
        return failure, post

    def _apply_bare(
        self, extrinsic: Extrinsic, applied: Applied
    ) -> tuple[DispatchFailure | None, PostInfo]:
        if not extrinsic.is_bare:
            raise InvalidTransaction(UnknownOrigin())
        pallet: Pallet = self.runtime.pallet(extrinsic.call.declaration.owner)
        pallet.pre_dispatch(extrinsic.call)
        extensions = self.runtime.composition.extensions
        for extension in extensions:
            extension.bare_validate(applied)
        for extension in extensions:
            extension.bare_prepare(applied)
        failure, post = self._dispatch(applied, NOBODY)
        for extension in extensions:
            extension.bare_post_dispatch(applied, post)
        return failure, post

    def _dispatch(self, applied: Applied, origin: Any) -> tuple[DispatchFailure | None, PostInfo]:
        try:
            return None, self.runtime.dispatch(applied.call, origin)
        except DispatchFailure as failure:
            return failure, failure.post


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
