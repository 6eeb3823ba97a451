"""SCALE written down once more, as plainly as can be: what the compiled codec is compared with."""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from runtime.scale import (
    Custom,
    Enumeration,
    Err,
    FixedArray,
    FixedBytes,
    Ok,
    Some,
    Struct,
    UnitEnum,
)
from runtime.scale.markers import COMPACT, Integer


def plain(hint: Any, value: Any) -> bytes:
    """The encoding of a value that is one of the type."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _annotated(args[0], args[1:], value)
    if origin is not None:
        return _generic(origin, args, value)
    if hint in (None, NoneType):
        return b""
    if hint is bool:
        return b"\x01" if value else b"\x00"
    if hint is bytes:
        return compact(len(value)) + value
    if hint is str:
        return compact(len(value.encode())) + value.encode()
    if issubclass(hint, UnitEnum):
        return bytes([value.value])
    if issubclass(hint, Enumeration):
        return bytes([type(value).scale_index]) + _fields(value)
    assert issubclass(hint, Struct)
    return _fields(value)


def _annotated(base: Any, marks: tuple[Any, ...], value: Any) -> bytes:
    assert not any(isinstance(mark, Custom) for mark in marks)
    if COMPACT in marks:
        return compact(value) if base is int else b""
    for mark in marks:
        match mark:
            case Integer(bits, signed):
                return int(value).to_bytes(bits // 8, "little", signed=signed)
            case FixedBytes():
                return bytes(value)
            case FixedArray():
                return b"".join(plain(get_args(base)[0], item) for item in value)
    return plain(base, value)


def _generic(origin: Any, args: tuple[Any, ...], value: Any) -> bytes:
    if origin is tuple:
        return b"".join(map(plain, args, value))
    if origin is Some:
        return plain(args[0], value.value)
    if origin is list:
        return compact(len(value)) + b"".join(plain(args[0], item) for item in value)
    if origin is frozenset:
        return plain(list.__class_getitem__(args[0]), sorted(value))
    if origin is dict:
        pairs = sorted(value.items(), key=lambda pair: pair[0])
        return plain(list.__class_getitem__(tuple.__class_getitem__(args)), pairs)
    assert origin in (Union, UnionType)
    if type(None) in args:
        (inner,) = (arg for arg in args if arg is not type(None))
        return b"\x00" if value is None else b"\x01" + plain(inner, value)
    ok, err = (get_args(arg)[0] for arg in args)
    if isinstance(value, Ok):
        return b"\x00" + plain(ok, value.value)
    assert isinstance(value, Err)
    return b"\x01" + plain(err, value.error)


def _fields(value: Any) -> bytes:
    hints = get_type_hints(type(value), include_extras=True)
    return b"".join(plain(hints[name], getattr(value, name)) for name in value.field_names)


def compact(value: int) -> bytes:
    for form, size in enumerate((1, 2, 4)):
        if value < 1 << 8 * size - 2:
            return (value << 2 | form).to_bytes(size, "little")
    size = max((value.bit_length() + 7) // 8, 4)
    return bytes([(size - 4) << 2 | 3]) + value.to_bytes(size, "little")
