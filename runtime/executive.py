"""The execution of a block: initialize, extrinsics, idle, finalize. As FRAME's executive.

    executive.initialize_block(header)      header: parent, number and the author's digest
    executive.apply_extrinsic(bytes)        once for each, inherents first
    header = executive.finalize_block()     its state root is for the keeper of the state to fill in

And for the pool: `prepare_validation` once, on a state that is of no further use, and then
`validate_prepared` for each extrinsic.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from runtime.applying import apply, check, validate
from runtime.block import BlockInvalid, Header, PreRuntime
from runtime.dispatch_error import DispatchError
from runtime.extension import Applied
from runtime.extrinsic import Extrinsic, decode_extrinsic
from runtime.outer import CallsTooDeep
from runtime.pallet import Pallet
from runtime.scale import DecodeError
from runtime.state import State
from runtime.validity import (
    BadMandatory,
    InvalidCall,
    InvalidTransaction,
    MandatoryValidation,
    TransactionSource,
    ValidTransaction,
)
from runtime.weights import ZERO_WEIGHT, DispatchClass, DispatchInfo, PostInfo

if TYPE_CHECKING:
    from runtime.runtime import Runtime

POOL_CALL_DEPTH = 8  # calls within calls that the pool takes

StateRoot = Callable[[State], bytes]
"""Gives the root of a state with its changes."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an extrinsic in a block: None for success, or why its call failed."""

    error: DispatchError | None
    info: DispatchInfo
    post: PostInfo


class Executive:
    """Runs blocks on a runtime, and tells the pool what is valid."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self.system = runtime.system

    # The phases of a block

    def initialize_block(self, header: Header) -> None:
        """Start the block with this parent, number and digest. Raises BlockInvalid."""
        digest = [item for item in header.digest.logs if isinstance(item, PreRuntime)]
        system, composition = self.system, self.runtime.composition
        system.reset_events()
        weight = ZERO_WEIGHT
        if system.is_upgraded():
            for kind in composition.pallets_with("on_runtime_upgrade"):
                weight += self.runtime.pallet(kind).on_runtime_upgrade()
            system.note_upgraded()
        system.initialize(header.number, header.parent_hash, digest)
        for kind in composition.pallets_with("on_initialize"):
            weight += self.runtime.pallet(kind).on_initialize(header.number)
        system.register_weight(weight + system.base_block_weight(), DispatchClass.Mandatory)
        system.note_finished_initialize()

    def apply_extrinsic(self, encoded: bytes, verified: bool = False) -> Outcome:
        """Run one extrinsic. Raises InvalidTransaction if it cannot be in this block.

        Raises DecodeError for what is no extrinsic. After either, the caller undoes what is in the
        state (`apply_or_undo` does). `verified` says that the signature was checked before.
        """
        extrinsic = self._decode(encoded)
        signer = check(self.runtime, extrinsic, verified)
        info = self.runtime.dispatch_info(extrinsic.call)
        if not (self.is_inherent(extrinsic) or self.system.are_inherents_applied()):
            self.system.note_inherents_applied()
        self.system.note_extrinsic(encoded)
        applied = self._applied(extrinsic, signer, info, TransactionSource.InBlock)
        failure, post = apply(extrinsic, applied)
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
        """End the block. Raises BlockInvalid."""
        system = self.system
        if not system.are_inherents_applied():
            system.note_inherents_applied()
        system.note_finished_extrinsics()
        number = system.block_number()
        self._idle(number)
        for kind in self.runtime.composition.pallets_with("on_finalize"):
            self.runtime.pallet(kind).on_finalize(number)
        return system.finalize()

    def _idle(self, number: int) -> None:
        """Offer what is left of the block's weight, beginning with another module each block."""
        remaining, composition = self.system.remaining_weight(), self.runtime.composition
        idlers = composition.pallets_with("on_idle")
        if not idlers or not ZERO_WEIGHT.all_below(remaining):
            return
        start = number % len(composition.modules)
        first = [module.index for module in composition.modules[start:]]
        used = ZERO_WEIGHT
        for kind in sorted(idlers, key=lambda kind: composition.module_of[kind].index not in first):
            used += self.runtime.pallet(kind).on_idle(number, remaining - used)
        self.system.register_weight(used, DispatchClass.Mandatory)

    def is_inherent(self, extrinsic: Extrinsic) -> bool:
        """Whether the block's author put the extrinsic in for some pallet."""
        if not extrinsic.is_bare:
            return False
        pallet: Pallet = self.runtime.pallet(extrinsic.call.declaration.owner)
        return pallet.is_inherent(extrinsic.call)

    # A whole block of somebody else

    def execute_block(
        self, header: Header, extrinsics: Sequence[bytes], state_root: StateRoot | None = None
    ) -> list[Outcome]:
        """Run a block and compare it with its header, from which the seal has been taken away.

        Without `state_root` the comparison of the state's root is left to the caller. Raises
        BlockInvalid if the block is not what an honest author would have made.
        """
        self.initialize_block(header)
        outcomes = [self._execute(index, encoded) for index, encoded in enumerate(extrinsics)]
        built = self.finalize_block()
        if built.digest != header.digest:
            raise BlockInvalid("Digest item must match that calculated.")
        if state_root is not None and state_root(self.runtime.state) != header.state_root:
            raise BlockInvalid("Storage root must match that calculated.")
        if built.extrinsics_root != header.extrinsics_root:
            raise BlockInvalid("Transaction trie root must be valid.")
        return outcomes

    def _execute(self, index: int, encoded: bytes) -> Outcome:
        try:
            late = self.system.are_inherents_applied()
            if late and self.is_inherent(self._decode(encoded)):
                raise BlockInvalid(f"Invalid inherent position for extrinsic at index {index}")
            return self.apply_extrinsic(encoded)
        except (InvalidTransaction, DecodeError) as error:
            raise BlockInvalid(f"ExecuteBlockError applying extrinsic: {error}") from error

    # Validity, for the pool

    def validate_transaction(
        self, source: TransactionSource, encoded: bytes, block_hash: bytes
    ) -> ValidTransaction:
        """Whether the pool may keep an extrinsic, on a state after block `block_hash`.

        The state is of no use afterwards. Raises InvalidTransaction, DecodeError.
        """
        self.prepare_validation(block_hash)
        return self.validate_prepared(source, encoded)

    def prepare_validation(self, block_hash: bytes) -> None:
        """Turn the state after block `block_hash` into that of an empty block on top of it."""
        self.system.initialize(self.system.block_number() + 1, block_hash, [])

    def validate_prepared(
        self, source: TransactionSource, encoded: bytes, verified: bool = False
    ) -> ValidTransaction:
        """As `validate_transaction`, on a prepared state."""
        extrinsic = self._decode(encoded, POOL_CALL_DEPTH)
        signer = check(self.runtime, extrinsic, verified)
        info = self.runtime.dispatch_info(extrinsic.call)
        if info.class_ is DispatchClass.Mandatory:
            raise InvalidTransaction(MandatoryValidation())
        return validate(extrinsic, self._applied(extrinsic, signer, info, source))

    def _applied(
        self,
        extrinsic: Extrinsic,
        signer: bytes | None,
        info: DispatchInfo,
        source: TransactionSource,
    ) -> Applied:
        length = len(extrinsic.encoded)
        return Applied(self.runtime, signer, extrinsic.call, info, length, source)

    def _decode(self, encoded: bytes, max_depth: int | None = None) -> Extrinsic:
        """The extrinsic that all of the bytes are. Raises InvalidTransaction, DecodeError."""
        composition = self.runtime.composition
        try:
            extrinsic, end = decode_extrinsic(composition, encoded, max_depth=max_depth)
        except CallsTooDeep as error:
            raise InvalidTransaction(InvalidCall()) from error
        if end != len(encoded):
            raise DecodeError(f"{len(encoded) - end} bytes are left over after the extrinsic")
        return extrinsic
