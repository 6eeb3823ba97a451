"""The transaction extension that keeps strangers' sudo calls out of blocks."""

from __future__ import annotations

from pallets.sudo.pallet import Sudo
from runtime.extension import VALID, Applied, ThisRuntime, TransactionExtension
from runtime.validity import BadSigner, InvalidTransaction, ValidTransaction


class SudoTransactionExtension(
    TransactionExtension,
    path="node_subtensor_runtime::sudo_wrapper::SudoTransactionExtension",
    params={"T": ThisRuntime},
):
    """Calls of the Sudo pallet come from the holder of the key. Nested calls are not looked at."""

    def validate(self, applied: Applied) -> ValidTransaction:
        """Raises InvalidTransaction (BadSigner) for anybody else's, or if there is no key."""
        if applied.call.declaration.owner is not Sudo or applied.signer is None:
            return VALID
        if applied.signer != applied.runtime.pallet(Sudo).key.get():
            raise InvalidTransaction(BadSigner())
        return VALID
