"""From a handler's annotated signature to the reader of its JSON parameters."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from chain.rpc.errors import InvalidParams
from chain.rpc.params import Param, UnsupportedParameter, allows_null, param_of, shown
from runtime.annotations import annotations_of


@dataclass(frozen=True, slots=True)
class Argument:
    """One JSON parameter: its names in a params object, its reader, and its default."""

    name: str
    camel_name: str
    param: Param
    optional: bool
    default: Any

    def read(self, position: int, value: Any) -> Any:
        """The handler's argument; raises `InvalidParams`."""
        if value is None and self.optional:
            return self.default
        try:
            return self.param.parse(value)
        except ValueError as error:
            detail = f": {error}" if error.args else ""
            raise InvalidParams(
                f"parameter {position + 1} ({self.name}): "
                f"expected {self.param.expected}, got {shown(value)}{detail}"
            ) from None


class Signature:
    """The JSON parameters of one handler, in order.

    `params` may be a list or an object, may be missing or short (the rest takes its default), and
    null stands for the default of an optional parameter. Surplus ones are ignored, as by jsonrpsee.
    """

    __slots__ = ("arguments",)

    def __init__(self, arguments: tuple[Argument, ...]) -> None:
        self.arguments = arguments

    def read(self, params: Any) -> list[Any]:
        """The handler's positional arguments; raises `InvalidParams`."""
        if params is None:
            params = ()
        elif type(params) is dict:
            return [self._read_named(i, argument, params) for i, argument in self._numbered()]
        elif type(params) is not list:
            raise InvalidParams("params must be a list or an object")
        given = len(params)
        return [
            argument.read(i, params[i]) if i < given else _absent(i, argument)
            for i, argument in self._numbered()
        ]

    def _numbered(self) -> enumerate[Argument]:
        return enumerate(self.arguments)

    @staticmethod
    def _read_named(position: int, argument: Argument, params: dict[str, Any]) -> Any:
        for name in (argument.name, argument.camel_name):
            if name in params:
                return argument.read(position, params[name])
        return _absent(position, argument)


def _absent(position: int, argument: Argument) -> Any:
    if not argument.optional:
        raise InvalidParams(f"parameter {position + 1} ({argument.name}) is missing")
    return argument.default


def signature_of(handler: Callable[..., Any], supplied: type | None = None) -> Signature:
    """Compile a handler's signature; its first parameter is left out when `supplied` is its type.

    Raises `UnsupportedParameter`, which names the handler and the parameter.
    """
    parameters = list(inspect.signature(handler).parameters.values())
    hints = annotations_of(handler)
    if parameters and supplied is not None and hints.get(parameters[0].name) is supplied:
        parameters = parameters[1:]
    return Signature(tuple(_argument(handler, parameter, hints) for parameter in parameters))


def takes_first(handler: Callable[..., Any], kind: type) -> bool:
    """Whether the handler's first parameter is annotated as `kind`."""
    names = list(inspect.signature(handler).parameters)
    return bool(names) and annotations_of(handler).get(names[0]) is kind


def _argument(
    handler: Callable[..., Any], parameter: inspect.Parameter, hints: dict[str, Any]
) -> Argument:
    where = f"{getattr(handler, '__qualname__', handler)}({parameter.name})"
    if parameter.kind not in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD):
        raise UnsupportedParameter(f"{where}: only positional parameters can be called by JSON")
    if parameter.name not in hints:
        raise UnsupportedParameter(f"{where}: the parameter has no annotation")
    annotation = hints[parameter.name]
    try:
        param = param_of(annotation)
    except UnsupportedParameter as error:
        raise UnsupportedParameter(f"{where}: {error}") from None
    has_default = parameter.default is not parameter.empty
    name = parameter.name.rstrip("_")
    return Argument(
        name=name,
        camel_name=_camel(name),
        param=param,
        optional=has_default or allows_null(annotation),
        default=parameter.default if has_default else None,
    )


def _camel(name: str) -> str:
    head, *tail = name.split("_")
    return head + "".join(word.capitalize() for word in tail)
