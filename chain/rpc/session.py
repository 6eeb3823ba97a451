"""What one connection holds: its rights, its subscriptions, and the way back to the client."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from typing import Any

from chain.rpc.errors import MethodNotFound, TooManySubscriptions
from chain.rpc.limits import RpcLimits
from chain.rpc.wire import encode, notification

_log = logging.getLogger(__name__)


class Closing:
    """Callbacks that run once, when the thing they belong to ends."""

    __slots__ = ("_callbacks", "closed")

    def __init__(self) -> None:
        self.closed = False
        self._callbacks: list[Callable[[], object]] = []

    def on_close(self, callback: Callable[[], object]) -> None:
        """Run `callback` at the end, or now when the end has been."""
        if self.closed:
            callback()
        else:
            self._callbacks.append(callback)

    def _end(self) -> None:
        self.closed = True
        callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            try:
                callback()
            except Exception:  # one observer's bug must not keep the others subscribed
                _log.exception("a callback at the end of a subscription failed")


class Session(Closing):
    """One client as the methods see it. Without `send` (HTTP) it cannot subscribe.

    `send` takes one whole JSON text and must not block.
    """

    __slots__ = ("_send", "_sinks", "_unacknowledged", "allow_unsafe", "limits")

    def __init__(
        self,
        send: Callable[[bytes], object] | None = None,
        *,
        allow_unsafe: bool = True,
        limits: RpcLimits | None = None,
    ) -> None:
        super().__init__()
        self.allow_unsafe = allow_unsafe
        self.limits = limits or RpcLimits()
        self._send = send
        self._sinks: dict[str, Sink] = {}
        self._unacknowledged: list[Sink] = []

    @property
    def subscriptions(self) -> int:
        """How many subscriptions are open."""
        return len(self._sinks)

    def subscribe(self, kind: str, method: bytes) -> Sink:
        """Open a subscription of `kind` whose notifications name `method`.

        Raises `TooManySubscriptions`, and `MethodNotFound` on a transport that cannot notify.
        """
        if self._send is None:
            raise MethodNotFound("subscriptions need a WebSocket connection")
        if len(self._sinks) >= self.limits.max_subscriptions:
            raise TooManySubscriptions(self.limits.max_subscriptions)
        sink = Sink(self, kind, method, self._send)
        self._sinks[sink.id] = sink
        self._unacknowledged.append(sink)
        return sink

    def sink(self, ident: str, kind: str) -> Sink | None:
        """The open subscription of this id and kind."""
        sink = self._sinks.get(ident)
        return sink if sink is not None and sink.kind == kind else None

    def respond(self, response: bytes) -> None:
        """Send a response, then what the subscriptions made by its request had to hold back."""
        if self._send is not None:
            self._send(response)
        if self._unacknowledged:
            self.acknowledge()

    def acknowledge(self) -> None:
        """Let new subscriptions notify: the client knows their ids now."""
        sinks, self._unacknowledged = self._unacknowledged, []
        for sink in sinks:
            sink.release()

    def refuse_unacknowledged(self) -> None:
        """End the new subscriptions, whose ids the client will not learn."""
        for sink in self._unacknowledged:
            sink.refuse()
        self._unacknowledged.clear()

    def close(self) -> None:
        """End the session and every subscription of it."""
        for sink in list(self._sinks.values()):
            sink.close()
        self._unacknowledged.clear()
        self._end()

    def _forget(self, sink: Sink) -> None:
        self._sinks.pop(sink.id, None)


class Sink(Closing):
    """One subscription, as the code that feeds it sees it.

    Plain calls and no task of its own: thousands may be open at once. Use it on the event loop's
    thread only. What is sent before the client has the subscription's id waits for that.
    """

    __slots__ = ("_held", "_id", "_method", "_send", "_session", "id", "kind")

    def __init__(
        self, session: Session, kind: str, method: bytes, send: Callable[[bytes], object]
    ) -> None:
        super().__init__()
        self.id = secrets.token_hex(8)
        self.kind = kind
        self._id = self.id.encode()
        self._method = method
        self._session = session
        self._send = send
        self._held: list[bytes] | None = []

    @property
    def limits(self) -> RpcLimits:
        """Those of the connection."""
        return self._session.limits

    def send(self, result: Any) -> None:
        """Notify the client; does nothing once the subscription has ended.

        Raises `Unencodable` when `result` has no JSON form.
        """
        if not self.closed:
            self.send_encoded(encode(result))

    def send_encoded(self, result: bytes) -> None:
        """`send` of an already encoded JSON value, for one result with many subscribers."""
        if self.closed:
            return
        message = notification(self._method, self._id, result)
        if self._held is None:
            self._send(message)
        else:
            self._held.append(message)

    def release(self) -> None:
        """The client has the id: send what was held back."""
        held, self._held = self._held, None
        for message in held or ():
            self._send(message)

    def refuse(self) -> None:
        """End a subscription that the client was never told of, and drop what it held back."""
        self._held = None
        self.close()

    def close(self) -> None:
        """End the subscription; what was sent before still reaches the client."""
        if not self.closed:
            self._session._forget(self)
            self._end()
