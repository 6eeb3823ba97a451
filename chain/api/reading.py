"""Reading the chain at a block that a client names, by hash or as the head."""

from __future__ import annotations

import logging
import time

from chain.api.errors import ClientError, RuntimePanicked, UnknownBlockHash
from chain.blockchain import Blockchain
from chain.database import StateView, UnknownBlock
from chain.rpc import RpcLimits
from chain.rpc.dispatch import TimeSlice
from chain.rpc.errors import ResponseTooBig
from pallets.apis import NoKeystore
from runtime.api import ApiNotFound
from runtime.block import BlockInvalid
from runtime.runtime import Runtime
from runtime.scale import DecodeError
from runtime.state import State

_log = logging.getLogger(__name__)

TIME_SLICE = 0.005
"""Seconds that a long read may hold the event loop."""
CALL_SECONDS = 1.0
"""Seconds that one runtime call may: it cannot be interrupted between two calls that it makes."""
MAX_ARGUMENTS = 1 << 20
"""Bytes of a runtime call's arguments: decoding them cannot be interrupted either."""


class CallTooLong(ClientError):
    """A runtime call that would keep everybody else waiting."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Execution failed: Other: {reason}")


class _CallState(State):
    """The state that one runtime call works on; ends the call when it takes too long."""

    def __init__(self, chain: Blockchain, number: int) -> None:
        super().__init__(chain.database.state_at(number))
        self._chain, self._number = chain, number
        self._end = time.perf_counter() + CALL_SECONDS

    def begin(self) -> None:
        """Open a layer, as every call within the call does. Raises CallTooLong."""
        if time.perf_counter() > self._end:
            raise CallTooLong(f"the call takes more than {CALL_SECONDS} s")
        super().begin()

    def root(self) -> bytes:
        """The state root, at the cost of what the call has changed."""
        return self._chain.database.root_on(self._number, self.changes())


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
    state = _CallState(chain, number_at(chain, at))
    if len(data) > MAX_ARGUMENTS:
        raise CallTooLong(f"the arguments have more than {MAX_ARGUMENTS} bytes")
    try:
        return Runtime(chain.composition, state).call_api(name, data)
    except ClientError:
        raise
    except ApiNotFound as error:
        raise ClientError(f"Execution failed: Other: {error}") from error
    except DecodeError as error:
        raise RuntimePanicked(f"Bad input data provided to {name}: {error}") from error
    except (BlockInvalid, NoKeystore) as error:
        raise RuntimePanicked(str(error)) from error
    except Exception as error:
        # A bug of a pallet costs the caller an answer; the log has what is needed to repeat it.
        _log.exception("BUG in runtime call %s with arguments 0x%s", name, data.hex())
        raise RuntimePanicked(f"{type(error).__name__}: {error}") from error


class Growth:
    """Keeps an answer in the making below the largest size, and lets others have their turns."""

    def __init__(self, limits: RpcLimits) -> None:
        self._limit = limits.max_response_bytes
        self._size = 0
        self._slice = TimeSlice(TIME_SLICE)

    async def by(self, size: int) -> None:
        """The answer grows by about `size` bytes of JSON. Raises ResponseTooBig."""
        self._size += size
        if self._size > self._limit:
            raise ResponseTooBig(self._limit)
        await self._slice.share()
