"""The methods a node answers to, by name; it can be called without any socket."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

from chain.rpc import dispatch
from chain.rpc.methods import (
    Declaration,
    Entry,
    MethodDeclaration,
    MethodEntry,
    SubscribeEntry,
    SubscriptionDeclaration,
    UnsubscribeEntry,
    declaration_of,
)
from chain.rpc.session import Session


class DuplicateMethod(ValueError):
    """Two handlers claim one name."""


class MethodRegistry:
    """Entries by wire name. `rpc_methods` is always there and lists exactly what is registered."""

    def __init__(self, *namespaces: object) -> None:
        self._entries: dict[str, Entry] = {}
        self.register("rpc_methods", self._rpc_methods)
        for namespace in namespaces:
            self.add(namespace)

    @property
    def names(self) -> list[str]:
        """Every wire name, sorted."""
        return sorted(self._entries)

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def add(self, namespace: object) -> None:
        """Register every decorated method of an object.

        Raises `DuplicateMethod`, and `UnsupportedParameter` for an annotation JSON cannot fill.
        """
        for attribute, value in inspect.getmembers_static(namespace):
            declaration = declaration_of(value)
            if declaration is not None:
                self._declare(getattr(namespace, attribute), declaration)

    def register(
        self,
        name: str,
        handler: Callable[..., Any],
        *,
        aliases: Sequence[str] = (),
        unsafe: bool = False,
    ) -> None:
        """Register one function as a method, without a decorator."""
        self._declare(handler, MethodDeclaration((name, *aliases), unsafe))

    def _declare(self, handler: Callable[..., Any], declaration: Declaration) -> None:
        if isinstance(declaration, SubscriptionDeclaration):
            self._put(declaration.names, SubscribeEntry(handler, declaration))
            self._put(declaration.unsubscribe, UnsubscribeEntry(declaration))
        else:
            self._put(declaration.names, MethodEntry(handler, declaration.unsafe))

    def _put(self, names: Sequence[str], entry: Entry) -> None:
        for name in names:
            if name in self._entries:
                raise DuplicateMethod(f"the RPC method {name} is declared twice")
            self._entries[name] = entry

    def _rpc_methods(self) -> dict[str, list[str]]:
        return {"methods": self.names}

    async def answer(self, data: bytes, session: Session) -> bytes | None:
        """The response to one message (a request or a batch), None when it needs none."""
        return await dispatch.answer(self._entries, session, data)

    async def serve(self, data: bytes, session: Session) -> None:
        """Answer one message through the session, before the notifications it gave rise to."""
        response = await dispatch.answer(self._entries, session, data)
        if response is not None:
            session.respond(response)

    async def handle(self, text: str, session: Session | None = None) -> str | None:
        """`answer` for texts: the in-process transport. Without a session nothing can subscribe."""
        response = await self.answer(text.encode(), session or Session())
        return None if response is None else response.decode()
