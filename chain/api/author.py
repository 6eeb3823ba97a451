"""author_*: extrinsics on their way into a block, and the keys that the node signs with."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Annotated, Any

from chain.api.errors import AuthorError, ExtrinsicMalformed, VerificationFailed, refused
from chain.api.extrinsics import MAX_EXTRINSIC, with_length
from chain.api.forms import hex_text
from chain.api.info import NodeInfo
from chain.api.reading import call_runtime
from chain.blockchain import Blockchain
from chain.pool import PoolError, Status, StatusListener, TransactionPool
from chain.pool.errors import Rejected
from chain.rpc import HexBytes, Param, Sink, method, subscription
from chain.rpc.params import hex_bytes
from runtime.hashing import blake2_256
from runtime.scale import Bytes4, DecodeError, decode, encode
from runtime.validity import ExhaustsResources, InvalidTransaction

KEY_TYPE_LENGTH = 4
FINALIZED_AFTER = 0.1
"""Seconds from an extrinsic's block to the word that it is final."""

Later = Callable[[float, Callable[[], object]], object]
"""Does something after so many seconds."""


def _hash_of(value: Any) -> bytes:
    """The hash in `{"hash": ...}`, or that of the bytes in `{"extrinsic": ...}`."""
    match value:
        case {"hash": str(text)} if len(data := hex_bytes(text)) == 32:
            return data
        case {"extrinsic": str(text)}:
            return blake2_256(with_length(hex_bytes(text)))
    raise ValueError


ExtrinsicOrHash = Annotated[
    bytes, Param('an object with "hash" or "extrinsic" (and their hex)', _hash_of)
]


class Author:
    """Whatever comes from clients is as from anybody else: the pool treats it as external."""

    def __init__(
        self, chain: Blockchain, pool: TransactionPool, info: NodeInfo, later: Later
    ) -> None:
        self._chain, self._pool, self._keys, self._later = chain, pool, info.keys, later

    @method("author_submitExtrinsic")
    def submit(self, extrinsic: HexBytes) -> bytes:
        """Give an extrinsic to the pool; the result is its hash."""
        try:
            encoded = with_length(extrinsic)
        except DecodeError as error:
            raise ExtrinsicMalformed(str(error), watched=False) from error
        return self._submit(encoded, None)

    @subscription(
        "author_submitAndWatchExtrinsic",
        unsubscribe="author_unwatchExtrinsic",
        notification="author_extrinsicUpdate",
    )
    def submit_and_watch(self, sink: Sink, extrinsic: HexBytes) -> None:
        """Give an extrinsic to the pool, and tell what becomes of it until that is final."""
        try:
            encoded = with_length(extrinsic)
        except DecodeError as error:
            raise ExtrinsicMalformed(str(error), watched=True) from error
        self._submit(encoded, _telling(sink, self._later))

    def _submit(self, encoded: bytes, listener: StatusListener | None) -> bytes:
        try:
            if len(encoded) > MAX_EXTRINSIC:
                raise Rejected(InvalidTransaction(ExhaustsResources()))
            return self._pool.submit(encoded, listener)
        except PoolError as error:
            raise refused(error) from error
        except DecodeError as error:
            raise VerificationFailed(str(error)) from error

    @method("author_pendingExtrinsics")
    def pending(self) -> list[str]:
        """Those that can go into a block, in its order."""
        return [hex_text(transaction.encoded) for transaction in self._pool.ready()]

    @method("author_removeExtrinsic", unsafe=True)
    def remove(self, bytes_or_hash: list[ExtrinsicOrHash]) -> list[bytes]:
        """Take extrinsics out of the pool, and those that wait for them; the hashes of all."""
        return self._pool.remove(bytes_or_hash)

    # Keys

    @method("author_hasKey", unsafe=True)
    def has_key(self, public_key: HexBytes, key_type: str) -> bool:
        """Whether the node can sign with a key; the type is one such as "aura"."""
        kind = key_type.encode()
        if len(kind) != KEY_TYPE_LENGTH:
            raise AuthorError("Invalid key type ID format (should be of length four)")
        return (kind, public_key) in self._keys

    @method("author_hasSessionKeys", unsafe=True)
    def has_session_keys(self, session_keys: HexBytes) -> bool:
        """Whether the node can sign with all of an authority's keys."""
        argument = encode(bytes, session_keys)
        answer = call_runtime(self._chain, None, "SessionKeys_decode_session_keys", argument)
        keys = decode(list[tuple[bytes, Bytes4]] | None, answer)
        if keys is None:
            raise AuthorError("Session keys are not encoded correctly")
        return all((kind, public) in self._keys for public, kind in keys)


def on_event_loop(seconds: float, action: Callable[[], object]) -> None:
    """Do something after some time, on the loop that runs now."""
    asyncio.get_running_loop().call_later(seconds, action)


def _telling(sink: Sink, later: Later) -> StatusListener:
    """A listener that does nothing any more once the client has gone.

    A block is final at once. But a client that hears of that in the same moment as of the block
    may never report the block (@polkadot/api), so the last word comes a little later.
    """

    def listener(status: Status, last: bool) -> None:
        if isinstance(status, dict) and "finalized" in status:
            later(FINALIZED_AFTER, lambda: tell(status, last))
        else:
            tell(status, last)

    def tell(status: Status, last: bool) -> None:
        sink.send(status)
        if last:
            sink.close()

    return listener
