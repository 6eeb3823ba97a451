"""Declaring methods: decorators for handlers, and the entries they become in a registry."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from chain.rpc.errors import InvalidParams
from chain.rpc.session import Session, Sink
from chain.rpc.signature import Signature, signature_of, takes_first

F = TypeVar("F", bound=Callable[..., Any])

_DECLARATION = "__rpc_declaration__"


@dataclass(frozen=True, slots=True)
class MethodDeclaration:
    """A method's wire names; `unsafe` methods answer to clients of this machine only."""

    names: tuple[str, ...]
    unsafe: bool


@dataclass(frozen=True, slots=True)
class SubscriptionDeclaration:
    """A subscription's wire names: to subscribe, to unsubscribe, and of its notifications."""

    names: tuple[str, ...]
    unsubscribe: tuple[str, ...]
    notification: str
    unsafe: bool


Declaration = MethodDeclaration | SubscriptionDeclaration


def method(name: str, *, aliases: Sequence[str] = (), unsafe: bool = False) -> Callable[[F], F]:
    """Declare a handler: `handler([session: Session,] *parameters) -> result`, sync or async."""
    return _declare(MethodDeclaration((name, *aliases), unsafe))


def subscription(
    name: str,
    *,
    unsubscribe: str | Sequence[str],
    notification: str,
    aliases: Sequence[str] = (),
    unsafe: bool = False,
) -> Callable[[F], F]:
    """Declare a subscription: `handler(sink: Sink, *parameters) -> None`, sync or async.

    The handler hands the sink to whatever will feed it and returns; an error it raises refuses the
    subscription. `unsubscribe` is one name or several.
    """
    ends = (unsubscribe,) if isinstance(unsubscribe, str) else tuple(unsubscribe)
    return _declare(SubscriptionDeclaration((name, *aliases), ends, notification, unsafe))


def declaration_of(handler: object) -> Declaration | None:
    """What a decorator said about this function or bound method."""
    return getattr(handler, _DECLARATION, None)


def _declare(declaration: Declaration) -> Callable[[F], F]:
    def decorate(handler: F) -> F:
        setattr(handler, _DECLARATION, declaration)
        return handler

    return decorate


class Entry(Protocol):
    """What a registry holds under a name."""

    @property
    def unsafe(self) -> bool:
        """Whether only clients of this machine may call it."""

    @property
    def is_async(self) -> bool:
        """Whether `invoke` gives an awaitable of the result."""

    @property
    def needs_answer(self) -> bool:
        """Whether a call without id is pointless, as nobody would learn the outcome."""

    def invoke(self, session: Session, params: Any) -> Any:
        """Read the parameters and run the handler; raises `RpcError`."""


class MethodEntry:
    """A plain method."""

    __slots__ = ("_handler", "_signature", "_wants_session", "is_async", "unsafe")
    needs_answer = False

    def __init__(self, handler: Callable[..., Any], unsafe: bool) -> None:
        self.unsafe = unsafe
        self.is_async = inspect.iscoroutinefunction(handler)
        self._handler = handler
        self._wants_session = takes_first(handler, Session)
        self._signature = signature_of(handler, Session)

    def invoke(self, session: Session, params: Any) -> Any:
        arguments = self._signature.read(params)
        if self._wants_session:
            return self._handler(session, *arguments)
        return self._handler(*arguments)


class SubscribeEntry:
    """Opens a subscription and answers its id."""

    __slots__ = ("_handler", "_kind", "_method", "_signature", "is_async", "unsafe")
    needs_answer = True

    def __init__(self, handler: Callable[..., Any], declaration: SubscriptionDeclaration) -> None:
        self.unsafe = declaration.unsafe
        self.is_async = inspect.iscoroutinefunction(handler)
        self._handler = handler
        self._kind = declaration.names[0]
        self._method = declaration.notification.encode()
        self._signature: Signature = signature_of(handler, Sink)

    def invoke(self, session: Session, params: Any) -> Any:
        arguments = self._signature.read(params)
        sink = session.subscribe(self._kind, self._method)
        if self.is_async:
            return self._invoke_async(sink, arguments)
        try:
            self._handler(sink, *arguments)
        except BaseException:
            sink.refuse()
            raise
        return sink.id

    async def _invoke_async(self, sink: Sink, arguments: list[Any]) -> str:
        try:
            await self._handler(sink, *arguments)
        except BaseException:
            sink.refuse()
            raise
        return sink.id


class UnsubscribeEntry:
    """Ends a subscription of its kind; answers whether there was one of that id."""

    __slots__ = ("_kind", "unsafe")
    is_async = False
    needs_answer = False

    def __init__(self, declaration: SubscriptionDeclaration) -> None:
        self.unsafe = declaration.unsafe
        self._kind = declaration.names[0]

    def invoke(self, session: Session, params: Any) -> bool:
        values = list(params.values()) if type(params) is dict else params
        ident = values[0] if type(values) is list and values else None
        if type(ident) not in (str, int):
            raise InvalidParams("parameter 1 (subscription): expected a subscription id")
        sink = session.sink(str(ident), self._kind)
        if sink is None:
            return False
        sink.close()
        return True
