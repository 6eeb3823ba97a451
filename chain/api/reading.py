"""Reading the chain at a block that a client names, by hash or as the head."""

from __future__ import annotations

import logging

from chain.api.errors import ClientError, RuntimePanicked, UnknownBlockHash
from chain.blockchain import Blockchain
from chain.database import StateView, UnknownBlock
from chain.rpc import Session
from chain.rpc.dispatch import TimeSlice
from chain.rpc.errors import ResponseTooBig
from runtime.api import ApiNotFound
from runtime.scale import DecodeError

_log = logging.getLogger(__name__)

TIME_SLICE = 0.005
"""Seconds that a long read may hold the event loop."""


def number_at(chain: Blockchain, at: bytes | None) -> int:
    """The number of the block of this hash, of the head for None. Raises UnknownBlockHash."""
    try:
        return chain.number_of(at)
    except UnknownBlock:
        assert at is not None
        raise UnknownBlockHash(at) from None


def state_at(chain: Blockchain, at: bytes | None) -> StateView:
    """The state after the block of this hash, or the head. Raises UnknownBlockHash."""
    return chain.database.state_at(number_at(chain, at))


def call_runtime(chain: Blockchain, at: bytes | None, name: str, data: bytes) -> bytes:
    """The answer of a runtime API method on the state after a block, both SCALE encoded.

    Whatever the call writes is forgotten. Raises ClientError.
    """
    runtime = chain.runtime_at(number_at(chain, at))
    try:
        return runtime.call_api(name, data)
    except ApiNotFound as error:
        raise ClientError(f"Execution failed: Other: {error}") from error
    except DecodeError as error:
        raise RuntimePanicked(f"Bad input data provided to {name}: {error}") from error
    except Exception as error:
        # A bug of a pallet costs the caller an answer; the log has what is needed to repeat it.
        _log.exception("BUG in runtime call %s with arguments 0x%s", name, data.hex())
        raise RuntimePanicked(f"{type(error).__name__}: {error}") from error


class Growth:
    """Keeps an answer in the making below the largest size, and lets others have their turns."""

    def __init__(self, session: Session) -> None:
        self._limit = session.limits.max_response_bytes
        self._size = 0
        self._slice = TimeSlice(TIME_SLICE)

    async def by(self, size: int) -> None:
        """The answer grows by about `size` bytes of JSON. Raises ResponseTooBig."""
        self._size += size
        if self._size > self._limit:
            raise ResponseTooBig(self._limit)
        await self._slice.share()
