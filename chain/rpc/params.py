"""Parameter types: what a handler's annotations say about the JSON that clients send.

`HexBytes`, `Hash`, `BlockNumber`, `U16`, `U32`, `U64` are for annotations, beside `int`, `str`,
`bool`, `list[T]`, `dict[str, Any]`, unions and `Any` (the JSON value as it came). A new type is
`Annotated[T, Param("what is expected", parse)]`, where `parse` raises ValueError.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Union, get_args, get_origin


class UnsupportedParameter(TypeError):
    """A handler's annotation says nothing about JSON."""


@dataclass(frozen=True, slots=True)
class Param:
    """How one parameter is read: `parse` turns the JSON value into the handler's argument."""

    expected: str
    parse: Callable[[Any], Any]


def hex_bytes(value: Any) -> bytes:
    """Hex with or without 0x, or a list of byte values; an odd digit count is left-padded.

    As Substrate's `Bytes` reads them.
    """
    if type(value) is str:
        digits = value[2:] if value.startswith("0x") else value
        return bytes.fromhex("0" + digits if len(digits) % 2 else digits)
    if type(value) is list and all(type(byte) is int for byte in value):
        return bytes(value)
    raise ValueError


def _fixed_bytes(length: int) -> Callable[[Any], bytes]:
    def parse(value: Any) -> bytes:
        data = hex_bytes(value)
        if len(data) != length:
            raise ValueError(f"{len(data)} bytes")
        return data

    return parse


def _unsigned(bits: int) -> Callable[[Any], int]:
    limit = 1 << bits

    def parse(value: Any) -> int:
        if type(value) is not int or not 0 <= value < limit:
            raise ValueError
        return value

    return parse


def _number_or_hex(value: Any) -> int:
    number = value
    if type(value) is str and value.startswith("0x") and len(value) <= 66:
        number = int(value[2:], 16)
    if type(number) is not int or not 0 <= number < 1 << 32:
        raise ValueError
    return number


def _exactly(kind: type) -> Callable[[Any], Any]:
    def parse(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError
        return value

    return parse


_HEX = Param("hex bytes", hex_bytes)

HexBytes = Annotated[bytes, _HEX]
Hash = Annotated[bytes, Param("a 32-byte hash in hex", _fixed_bytes(32))]
BlockNumber = Annotated[int, Param("a block number below 2^32, decimal or 0x-hex", _number_or_hex)]
U16 = Annotated[int, Param("an integer from 0 to 65535", _unsigned(16))]
U32 = Annotated[int, Param("an integer from 0 to 2^32 - 1", _unsigned(32))]
U64 = Annotated[int, Param("an integer from 0 to 2^64 - 1", _unsigned(64))]

_PLAIN: dict[Any, Param] = {
    Any: Param("any value", lambda value: value),
    bytes: _HEX,
    int: Param("an integer", _exactly(int)),
    str: Param("a string", _exactly(str)),
    bool: Param("true or false", _exactly(bool)),
    dict: Param("an object", _exactly(dict)),
    list: Param("a list", _exactly(list)),
    type(None): Param("null", _exactly(type(None))),
}


def param_of(annotation: Any) -> Param:
    """The reader for an annotation; raises `UnsupportedParameter`."""
    origin = get_origin(annotation)
    if origin is Annotated:
        for extra in get_args(annotation)[1:]:
            if isinstance(extra, Param):
                return extra
        return param_of(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return _one_of([param_of(arm) for arm in get_args(annotation)])
    if origin is list:
        return _list_of(param_of(get_args(annotation)[0]))
    param = _PLAIN.get(dict if origin is dict else annotation)
    if param is None:
        raise UnsupportedParameter(f"{annotation!r} is no parameter type")
    return param


def allows_null(annotation: Any) -> bool:
    """Whether null (or a missing trailing parameter) reads as None."""
    return annotation is Any or type(None) in get_args(annotation)


def _one_of(arms: list[Param]) -> Param:
    def parse(value: Any) -> Any:
        for arm in arms:
            try:
                return arm.parse(value)
            except ValueError:
                continue
        raise ValueError

    return Param(" or ".join(arm.expected for arm in arms), parse)


def _list_of(item: Param) -> Param:
    def parse(value: Any) -> list[Any]:
        if type(value) is not list:
            raise ValueError
        return [item.parse(entry) for entry in value]

    return Param(f"a list, each {item.expected}", parse)


def shown(value: Any) -> str:
    """A short text of a JSON value for an error message."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str() if len(value) > 24:
            return f'"{value[:16]}..." ({len(value)} characters)'
        case str():
            return f'"{value}"'
        case list():
            return f"a list of {len(value)}"
        case dict():
            return "an object"
        case _:
            return str(value)
