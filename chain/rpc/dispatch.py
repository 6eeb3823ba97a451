"""One JSON-RPC message in, its response out: requests, batches, and everything malformed."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from typing import Any

from chain.rpc.errors import (
    BatchResponseTooBig,
    BatchTooBig,
    InternalError,
    InvalidRequest,
    MethodNotFound,
    ResponseTooBig,
    RpcError,
    UnsafeCall,
)
from chain.rpc.methods import Entry
from chain.rpc.session import Session
from chain.rpc.wire import decode, encode, failure, success

_log = logging.getLogger(__name__)


class TimeSlice:
    """Lets other connections have the event loop when a long piece of work has used its share."""

    __slots__ = ("_end", "_seconds")

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.perf_counter() + seconds

    async def share(self) -> None:
        """Yield to the event loop if the slice is over."""
        if time.perf_counter() > self._end:
            await asyncio.sleep(0)
            self._end = time.perf_counter() + self._seconds


async def answer(entries: Mapping[str, Entry], session: Session, data: bytes) -> bytes | None:
    """The response to one message, None when it holds notifications only."""
    try:
        message = decode(data, session.limits)
    except RpcError as error:
        return failure(None, error)
    if type(message) is list:
        return await _answer_batch(entries, session, message)
    return await _answer_request(entries, session, message)


async def _answer_batch(
    entries: Mapping[str, Entry], session: Session, batch: list[Any]
) -> bytes | None:
    limits = session.limits
    if not batch:
        return failure(None, InvalidRequest("the batch is empty"))
    if len(batch) > limits.max_batch_length:
        return failure(None, BatchTooBig(limits.max_batch_length))
    responses: list[bytes] = []
    size = 0
    time_slice = TimeSlice(limits.time_slice)
    for request in batch:
        response = await _answer_request(entries, session, request)
        if response is not None:
            responses.append(response)
            size += len(response) + 1
            if size > limits.max_response_bytes:
                session.refuse_unacknowledged()
                return failure(None, BatchResponseTooBig(limits.max_response_bytes))
        await time_slice.share()
    return b"[%b]" % b",".join(responses) if responses else None


async def _answer_request(
    entries: Mapping[str, Entry], session: Session, request: Any
) -> bytes | None:
    if type(request) is not dict:
        return failure(None, InvalidRequest("a request must be an object"))
    ident = request.get("id")
    if ident is not None and type(ident) is not int and type(ident) is not str:
        return failure(None, InvalidRequest("the id must be an integer, a string or null"))
    name = request.get("method")
    if type(name) is not str or request.get("jsonrpc") != "2.0":
        reason = 'a request needs "jsonrpc": "2.0" and the name of a method'
        return failure(ident, InvalidRequest(reason))
    needs_answer = "id" in request
    try:
        entry = _entry(entries, session, name)
        if not needs_answer and entry.needs_answer:
            return None
        result = entry.invoke(session, request.get("params"))
        if entry.is_async:
            result = await result
        response = success(ident, encode(result))
        if len(response) > session.limits.max_response_bytes:
            raise ResponseTooBig(session.limits.max_response_bytes)
    except RpcError as error:
        response = failure(ident, error)
    except Exception:  # a bug in a handler costs its caller an answer, never the node
        _log.exception("RPC method %s failed", name)
        response = failure(ident, InternalError())
    return response if needs_answer else None


def _entry(entries: Mapping[str, Entry], session: Session, name: str) -> Entry:
    entry = entries.get(name)
    if entry is None:
        raise MethodNotFound
    if entry.unsafe and not session.allow_unsafe:
        raise UnsafeCall
    return entry
