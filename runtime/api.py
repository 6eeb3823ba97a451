"""Runtime APIs: what nodes and clients ask a runtime, by names such as
`AccountNonceApi_account_nonce`.

    class AccountNonceApi(RuntimeApi, version=1):
        '''The API to query account nonce.'''

        def account_nonce(self, account: AccountId) -> U32:
            '''Get current account nonce of given `AccountId`.'''

Every public method is a method of the API; its parameters and result are encoded as annotated.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from runtime.annotations import annotations_of
from runtime.scale import DecodeError, Newtype, TypeDeclarationError
from runtime.scale.compound import where
from runtime.scale.containers import TupleShape
from runtime.scale.shapes import Decode
from runtime.scale.space import NOT_AN_ENCODING
from runtime.scale.spelling import docs_of

if TYPE_CHECKING:
    from runtime.composition import Composition
    from runtime.runtime import Runtime


OpaqueValue = Annotated[bytes, Newtype("sp_runtime::OpaqueValue")]
"""The encoding of a value whose type the caller need not know."""


class ApiNotFound(LookupError):
    """The runtime has no API method of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Exported method {name} is not found")
        self.name = name


@dataclass(frozen=True)
class ApiMethod:
    """One method of an API."""

    name: str
    function: Callable[..., Any]
    parameters: dict[str, Any]  # types by name
    result: Any

    @property
    def docs(self) -> list[str]:
        return docs_of(self.function)


class RuntimeApi:
    """The base of runtime APIs. An instance belongs to one runtime."""

    api_version: ClassVar[int]

    def __init_subclass__(cls, version: int) -> None:
        cls.api_version = version

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime

    @classmethod
    def methods(cls) -> list[ApiMethod]:
        """The methods in the order of their declaration."""
        found = []
        for name, function in vars(cls).items():
            if name.startswith("_") or not inspect.isfunction(function):
                continue
            hints = annotations_of(function)
            for part in [*list(inspect.signature(function).parameters)[1:], "return"]:
                if part not in hints:
                    raise TypeDeclarationError(f"{where(function)}: {part} has no type")
            result = hints.pop("return")
            found.append(ApiMethod(name, function, hints, result))
        return found


@dataclass(frozen=True, slots=True)
class ApiCall:
    """A method of an API as one composition has it, with the decoder of its arguments."""

    api: type[RuntimeApi]
    method: ApiMethod
    decode: Decode


def call_api(runtime: Runtime, name: str, data: bytes) -> bytes:
    """Answer a runtime call. Raises ApiNotFound, DecodeError."""
    composition = runtime.composition
    call = composition.api_calls.get(name)
    if call is None:
        call = composition.api_calls[name] = _prepare(composition, name)
    arguments = _decode_arguments(call, data)
    result = call.method.function(call.api(runtime), *arguments)
    return composition.types.encode(call.method.result, result)


def _prepare(composition: Composition, name: str) -> ApiCall:
    """Raises ApiNotFound."""
    api_name, _, method_name = name.partition("_")
    api = composition.apis.get(api_name)
    for method in api.methods() if api else []:
        if api is not None and method.name == method_name:
            shapes = [composition.types.shape(hint) for hint in method.parameters.values()]
            return ApiCall(api, method, TupleShape(shapes).decode)
    raise ApiNotFound(name)


def _decode_arguments(call: ApiCall, data: bytes) -> tuple[Any, ...]:
    name = call.method.name
    try:
        arguments, end = call.decode(data, 0)
    except NOT_AN_ENCODING as error:
        raise DecodeError(f"arguments of {name}: {error}") from error
    if end != len(data):
        raise DecodeError(f"arguments of {name}: {end} bytes expected, {len(data)} given")
    result: tuple[Any, ...] = arguments
    return result
