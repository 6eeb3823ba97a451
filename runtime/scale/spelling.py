"""How a hint is written in Rust, which is what metadata shows beside each field."""

import inspect
import types
from typing import Annotated, Any, Union, get_args, get_origin

from runtime.scale import markers
from runtime.scale.compound import Some


def spell(hint: Any) -> str:
    """The spelling that the hint itself gives, or else the Rust type that it stands for."""
    if get_origin(hint) is Annotated:
        base, *marks = get_args(hint)
        return _spell_annotated(base, marks)
    if hint is None or hint is type(None):
        return "()"
    if hint is bytes:
        return "Vec<u8>"
    if hint is str:
        return "String"
    if isinstance(hint, type):
        return hint.__name__
    return _spell_generic(hint)


def _spell_annotated(base: Any, marks: list[Any]) -> str:
    for mark in reversed(marks):
        match mark:
            case markers.Spelled(text):
                return text
            case markers.Newtype(path):
                return path.rpartition("::")[2]
            case markers.Integer():
                return mark.name
            case markers.FixedBytes(length):
                return f"[u8; {length}]"
            case markers.FixedArray(length):
                return f"[{spell(get_args(base)[0])}; {length}]"
            case markers.Bounded(_, weak):
                return spell(base).replace("Vec<", "WeakBoundedVec<" if weak else "BoundedVec<", 1)
            case markers.Outer(name):
                return name
    return spell(base)


def _spell_generic(hint: Any) -> str:
    origin, args = get_origin(hint), get_args(hint)
    inner = [spell(arg) for arg in args if arg is not type(None)]
    if origin is list:
        return f"Vec<{inner[0]}>"
    if origin is tuple:
        return f"({', '.join(inner)})"
    if origin is dict:
        return f"BTreeMap<{', '.join(inner)}>"
    if origin is frozenset:
        return f"BTreeSet<{inner[0]}>"
    if origin is Some:
        return inner[0]
    if origin in (Union, types.UnionType) and type(None) in args:
        return f"Option<{inner[0]}>"
    if origin in (Union, types.UnionType):
        return f"Result<{', '.join(spell(get_args(arg)[0]) for arg in args)}>"
    return str(hint)


def docs_of(declared: Any) -> list[str]:
    """The lines of a docstring, as metadata carries them."""
    text = declared if isinstance(declared, str) else getattr(declared, "__doc__", None)
    return inspect.cleandoc(text).splitlines() if text else []
