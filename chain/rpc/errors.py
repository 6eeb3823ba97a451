"""JSON-RPC errors: the standard codes, and jsonrpsee's codes for exceeded limits."""

from __future__ import annotations

from typing import Any


class RpcError(Exception):
    """What a client gets as the `error` member of a response.

    Handlers raise it, or a subclass, to answer with their own code; `data` is any JSON value and
    is left out of the answer when it is None.
    """

    def __init__(self, code: int, message: str, data: Any = None) -> None:
        super().__init__(message if data is None else f"{message}: {data}")
        self.code = code
        self.message = message
        self.data = data

    def as_object(self) -> dict[str, Any]:
        """The JSON-RPC error object."""
        error: dict[str, Any] = {"code": self.code, "message": self.message}
        if self.data is not None:
            error["data"] = self.data
        return error


class ParseError(RpcError):
    """The text is not JSON (or not UTF-8, or nested too deeply)."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(-32700, "Parse error", data)


class InvalidRequest(RpcError):
    """The JSON is not a request object."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(-32600, "Invalid request", data)


class MethodNotFound(RpcError):
    """No method of that name."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(-32601, "Method not found", data)


class UnsafeCall(RpcError):
    """The method may be called from this machine only; code and text as Substrate's rpc policy."""

    def __init__(self) -> None:
        super().__init__(-32601, "RPC call is unsafe to be called externally")


class InvalidParams(RpcError):
    """A parameter is missing or has the wrong form; `data` says which and why."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(-32602, "Invalid params", data)


class InternalError(RpcError):
    """The handler failed in a way it did not foresee; the log has the traceback."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(-32603, "Internal error", data)


class TooManySubscriptions(RpcError):
    """The connection already holds `limit` subscriptions."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            -32006, "Too many subscriptions on the connection", f"Exceeded max limit of {limit}"
        )


class RequestTooBig(RpcError):
    """The request has more bytes, or more JSON values, than the limit."""

    def __init__(self, limit: int, unit: str = "bytes") -> None:
        super().__init__(-32007, "Request is too big", f"Exceeded max limit of {limit} {unit}")


class ResponseTooBig(RpcError):
    """One answer has more bytes than the limit."""

    def __init__(self, limit: int) -> None:
        super().__init__(-32008, "Response is too big", f"Exceeded max limit of {limit}")


class BatchTooBig(RpcError):
    """The batch has more entries than the limit."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            -32010, "The batch request was too large", f"Exceeded max limit of {limit}"
        )


class BatchResponseTooBig(RpcError):
    """The answers of a batch together have more bytes than the limit."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            -32011, "The batch response was too large", f"Exceeded max limit of {limit}"
        )
