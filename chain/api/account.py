"""The system_* methods that are about one account or one extrinsic."""

from __future__ import annotations

from typing import Annotated

from chain.api.errors import ClientError, QueryFailed
from chain.api.extrinsics import with_length
from chain.api.reading import call_runtime
from chain.blockchain import Blockchain
from chain.pool import TransactionPool
from chain.rpc import Hash, HexBytes, Param, method
from runtime.accounts import ss58_decode
from runtime.scale import DecodeError

Address = Annotated[bytes, Param("an SS58 address", lambda value: ss58_decode(_text(value)))]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError
    return value


class Account:
    """What signers ask before they sign."""

    def __init__(self, chain: Blockchain, pool: TransactionPool) -> None:
        self._chain, self._pool = chain, pool

    @method("system_accountNextIndex", aliases=["account_nextIndex"])
    def next_index(self, account: Address) -> int:
        """The nonce of the account's next extrinsic, after those that are ready in the pool."""
        try:
            answer = call_runtime(self._chain, None, "AccountNonceApi_account_nonce", account)
        except ClientError as error:
            raise QueryFailed(1, "Unable to query nonce.", error.text) from error
        return self._pool.nonce_after(account, int.from_bytes(answer, "little"))

    @method("system_dryRun", aliases=["system_dryRunAt"], unsafe=True)
    def dry_run(self, extrinsic: HexBytes, at: Hash | None = None) -> bytes:
        """What applying an extrinsic to the state after a block results in, SCALE encoded."""
        try:
            encoded = with_length(extrinsic)
        except DecodeError as error:
            raise QueryFailed(2, "Unable to dry run extrinsic", str(error)) from error
        try:
            return call_runtime(self._chain, at, "BlockBuilder_apply_extrinsic", encoded)
        except ClientError as error:
            raise QueryFailed(1, "Unable to dry run extrinsic.", error.text) from error
