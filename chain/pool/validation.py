"""Asking the runtime whether an extrinsic is valid on top of a block."""

from __future__ import annotations

from collections.abc import Sequence

from chain.blockchain import Blockchain, ImportedBlock
from runtime.executive import Executive
from runtime.extrinsic import decode_extrinsic
from runtime.runtime import Runtime
from runtime.state import State
from runtime.validity import InvalidTransaction, TransactionSource, ValidTransaction


class Validator:
    """Keeps one prepared runtime for each head, because preparing costs more than asking."""

    def __init__(self, chain: Blockchain) -> None:
        self._chain = chain
        self._prepared: tuple[bytes, Executive] | None = None

    def validate(
        self, encoded: bytes, source: TransactionSource, verified: bool = False
    ) -> ValidTransaction:
        """The answer on top of the head. With `verified` the signature is known to be good.

        Raises InvalidTransaction, and DecodeError for bytes that are no extrinsic.
        """
        head = self._chain.database.head
        if self._prepared is None or self._prepared[0] != head.hash:
            self._prepared = (head.hash, self._prepare(head.number, head.hash))
        return _ask(self._prepared[1], encoded, source, verified)

    def tags_of(self, extrinsics: Sequence[bytes], block: ImportedBlock) -> list[bytes]:
        """The tags that signed extrinsics in a block provide, as its parent saw them."""
        signed = [each for each in extrinsics if not self._is_bare(each)]
        if not signed:
            return []
        executive = self._prepare(block.number - 1, block.header.parent_hash)
        tags: list[bytes] = []
        for encoded in signed:
            try:
                tags += _ask(executive, encoded, TransactionSource.InBlock, True).provides
            except InvalidTransaction:
                continue  # valid only after others in the block: revalidation finds what is stale
        return tags

    def _is_bare(self, encoded: bytes) -> bool:
        return decode_extrinsic(self._chain.composition, encoded)[0].is_bare

    def _prepare(self, number: int, block_hash: bytes) -> Executive:
        state = State(self._chain.database.state_at(number))
        executive = Executive(Runtime(self._chain.composition, state))
        executive.prepare_validation(block_hash)
        return executive


def _ask(
    executive: Executive, encoded: bytes, source: TransactionSource, verified: bool
) -> ValidTransaction:
    state = executive.runtime.state
    state.begin()
    try:
        return executive.validate_prepared(source, encoded, verified)
    finally:
        state.rollback()
