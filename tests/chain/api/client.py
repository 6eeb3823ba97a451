"""A client inside the process: requests in, results or errors out, notifications kept."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from chain.rpc import MethodRegistry, Session


class Failed(Exception):
    """The answer was an error; `error` is the JSON-RPC error object."""

    def __init__(self, error: dict[str, Any]) -> None:
        super().__init__(error)
        self.error = error

    @property
    def code(self) -> int:
        return self.error["code"]

    @property
    def message(self) -> str:
        return self.error["message"]

    @property
    def data(self) -> Any:
        return self.error.get("data")


class Client:
    """One connection. Options are those of `Session`."""

    def __init__(self, registry: MethodRegistry, **options: Any) -> None:
        self.registry = registry
        self.messages: list[Any] = []
        self.session = Session(lambda text: self.messages.append(json.loads(text)), **options)

    def call(self, name: str, *params: Any) -> Any:
        """The result of a method. Raises Failed."""
        return asyncio.run(self.call_soon(name, *params))

    async def call_soon(self, name: str, *params: Any) -> Any:
        """`call`, for tests that have something else going on."""
        request = {"jsonrpc": "2.0", "id": 1, "method": name, "params": list(params)}
        before = len(self.messages)
        await self.registry.serve(json.dumps(request).encode(), self.session)
        answer = next(each for each in self.messages[before:] if "id" in each)
        self.messages.remove(answer)
        if "error" in answer:
            raise Failed(answer["error"])
        return answer["result"]

    def taken(self) -> list[tuple[str, str, Any]]:
        """The notifications since the last time: method, subscription and result of each."""
        taken, self.messages = self.messages, []
        for message in taken:
            assert set(message) == {"jsonrpc", "method", "params"}
        return [
            (each["method"], each["params"]["subscription"], each["params"]["result"])
            for each in taken
        ]


def failure(client: Client, name: str, *params: Any) -> Failed:
    """The error that a method answers with."""
    try:
        result = client.call(name, *params)
    except Failed as failed:
        return failed
    raise AssertionError(f"{name} answered {result!r}")
