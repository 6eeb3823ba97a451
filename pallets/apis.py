"""The runtime APIs that belong to no single pallet: making, checking and validating blocks.

As sp-api, sp-block-builder, sp-transaction-pool, sp-session and frame-system's account nonces.
"""

from __future__ import annotations

from typing import Annotated

from pallets.system.accounts import Accounts
from runtime.api import RuntimeApi
from runtime.block import Block, ExtrinsicInclusionMode, Header
from runtime.dispatch_error import DispatchError
from runtime.executive import Executive
from runtime.extrinsic import UncheckedExtrinsic
from runtime.inherents import (
    CheckInherentsResult,
    EncodedInherentData,
    check_inherents,
    create_inherents,
)
from runtime.scale import H256, U32, AccountId, Bytes4, Err, Newtype, Ok, Option
from runtime.validity import (
    InvalidTransaction,
    TransactionSource,
    TransactionValidityError,
    ValidTransaction,
)
from runtime.version import RuntimeVersion

DispatchOutcome = Ok[None] | Err[DispatchError]
KeyTypeId = Annotated[Bytes4, Newtype("sp_core::crypto::KeyTypeId")]
PublicKeys = list[tuple[bytes, KeyTypeId]]
SESSION_KEYS = (b"aura", b"gran")  # of 32 bytes each, one after the other
SESSION_KEY_LENGTH = 32


class NoKeystore(Exception):
    """The runtime was asked to make keys, and has nowhere to keep them."""


class Core(RuntimeApi, version=5):
    """The version of the runtime, and the execution of blocks."""

    def version(self) -> RuntimeVersion:
        """The version of the runtime."""
        return self.runtime.composition.version

    def execute_block(self, block: Block) -> None:
        """Run a block on the state after its parent. Fails if it is not valid."""
        Executive(self.runtime).execute_block(
            block.header, block.extrinsics, lambda state: state.root()
        )

    def initialize_block(self, header: Header) -> ExtrinsicInclusionMode:
        """Start a block with this parent, number and digest."""
        Executive(self.runtime).initialize_block(header)
        return ExtrinsicInclusionMode.AllExtrinsics


class BlockBuilder(RuntimeApi, version=6):
    """What a block's author asks."""

    def apply_extrinsic(
        self, extrinsic: UncheckedExtrinsic
    ) -> Ok[DispatchOutcome] | Err[TransactionValidityError]:
        """Run an extrinsic in the block, or tell why it cannot be there."""
        try:
            outcome = Executive(self.runtime).apply_or_undo(extrinsic)
        except InvalidTransaction as invalid:
            return Err(invalid.value)
        return Ok(Ok(None) if outcome.error is None else Err(outcome.error))

    def finalize_block(self) -> Header:
        """End the block."""
        header = Executive(self.runtime).finalize_block()
        root = self.runtime.state.root()
        return Header(
            header.parent_hash, header.number, root, header.extrinsics_root, header.digest
        )

    def inherent_extrinsics(self, inherent: EncodedInherentData) -> list[UncheckedExtrinsic]:
        """The inherents that the block needs, made from the node's data."""
        return create_inherents(self.runtime, inherent.data)

    def check_inherents(self, block: Block, data: EncodedInherentData) -> CheckInherentsResult:
        """Whether a block's inherents agree with the node's own data."""
        return check_inherents(self.runtime, block.extrinsics, data.data)


class TaggedTransactionQueue(RuntimeApi, version=3):
    """What the transaction pool asks."""

    def validate_transaction(
        self, source: TransactionSource, tx: UncheckedExtrinsic, block_hash: H256
    ) -> Ok[ValidTransaction] | Err[TransactionValidityError]:
        """Whether an extrinsic is valid on top of this block, and on which conditions."""
        try:
            return Ok(Executive(self.runtime).validate_transaction(source, tx, block_hash))
        except InvalidTransaction as invalid:
            return Err(invalid.value)


class SessionKeys(RuntimeApi, version=1):
    """The keys of an authority, all together as bytes."""

    def generate_session_keys(self, seed: Option[bytes]) -> bytes:
        """Make new keys. Raises NoKeystore: a node of this chain has its keys from elsewhere."""
        raise NoKeystore("the runtime has no keystore to put new keys into")

    def decode_session_keys(self, encoded: bytes) -> PublicKeys | None:
        """The public keys one by one, if the bytes are such."""
        length = SESSION_KEY_LENGTH
        if len(encoded) < length * len(SESSION_KEYS):
            return None
        return [
            (encoded[index * length : (index + 1) * length], kind)
            for index, kind in enumerate(SESSION_KEYS)
        ]


class AccountNonceApi(RuntimeApi, version=1):
    """How many extrinsics an account has signed."""

    def account_nonce(self, account: AccountId) -> U32:
        """The nonce of the account's next extrinsic, as of this state."""
        return self.runtime.pallet(Accounts).nonce(account)
