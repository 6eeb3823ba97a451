"""Asking the runtime whether an extrinsic is valid on top of the head."""

from __future__ import annotations

from chain.blockchain import Blockchain
from runtime.executive import Executive
from runtime.runtime import Runtime
from runtime.state import State
from runtime.validity import TransactionSource, ValidTransaction


class Validator:
    """Keeps one prepared runtime for each head, because preparing costs more than asking."""

    def __init__(self, chain: Blockchain) -> None:
        self._chain = chain
        self._prepared: tuple[bytes, Executive] | None = None

    def validate(
        self, encoded: bytes, source: TransactionSource, verified: bool = False
    ) -> ValidTransaction:
        """Raises InvalidTransaction. With `verified` the signature is known to be good."""
        executive = self._executive()
        state = executive.runtime.state
        state.begin()
        try:
            return executive.validate_prepared(source, encoded, verified)
        finally:
            state.rollback()

    def _executive(self) -> Executive:
        head = self._chain.database.head
        if self._prepared is None or self._prepared[0] != head.hash:
            state = State(self._chain.database.state_at(head.number))
            executive = Executive(Runtime(self._chain.composition, state))
            executive.prepare_validation(head.hash)
            self._prepared = (head.hash, executive)
        return self._prepared[1]
